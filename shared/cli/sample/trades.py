"""What people do in each industry: teams, titles, skills, where they meet. Words only."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Role:
    """A title, the team that holds it and its usual yearly salary in EUR (western Europe)."""

    title: str
    team: str
    salary: int
    skills: tuple[str, ...]


@dataclass(frozen=True)
class Trade:
    """An industry: its own roles, and the association and event where its people meet."""

    roles: tuple[Role, ...]
    courses: tuple[str, ...]
    association: str
    event: str
    neighbours: tuple[str, ...]


SHARED_ROLES = (
    Role("Recruiter", "People", 46_000, ("hiring", "interviewing")),
    Role("People Partner", "People", 52_000, ("coaching", "labour law")),
    Role("Finance Controller", "Finance", 60_000, ("budgeting", "reporting")),
    Role("Data Analyst", "Data", 54_000, ("SQL", "statistics")),
    Role("IT Support Specialist", "IT", 42_000, ("networks", "support")),
)

TRADES: dict[str, Trade] = {
    "energy": Trade(
        (
            Role("Data Engineer", "Forecasting", 66_000, ("Python", "SQL", "time series")),
            Role("Grid Planner", "Grid", 68_000, ("load flow", "planning")),
            Role("Wind Site Engineer", "Sites", 62_000, ("turbines", "HSE")),
            Role("Power Market Analyst", "Trading", 70_000, ("auctions", "statistics")),
        ),
        ("Electrical Engineering", "Energy Systems"),
        "European Grid Engineers", "Wind Days", ("industry", "software"),
    ),
    "software": Trade(
        (
            Role("Backend Developer", "Platform", 68_000, ("Python", "PostgreSQL")),
            Role("Frontend Developer", "Product", 64_000, ("TypeScript", "accessibility")),
            Role("Product Manager", "Product", 76_000, ("discovery", "roadmaps")),
            Role("Site Reliability Engineer", "Platform", 74_000, ("Linux", "observability")),
            Role("Geodata Engineer", "Data", 69_000, ("PostGIS", "cartography")),
        ),
        ("Computer Science", "Software Engineering"),
        "Open Geodata Circle", "Data Dock", ("energy", "finance", "media"),
    ),
    "retail": Trade(
        (
            Role("Category Buyer", "Buying", 55_000, ("negotiation", "assortment")),
            Role("Store Operations Lead", "Stores", 48_000, ("rosters", "service")),
            Role("Analytics Engineer", "Data", 62_000, ("dbt", "SQL")),
            Role("Supply Planner", "Supply", 53_000, ("forecasting", "inventory")),
        ),
        ("Business Administration", "Supply Chain"),
        "Retail Planners Forum", "Shelf & Screen", ("logistics", "food"),
    ),
    "logistics": Trade(
        (
            Role("Route Planner", "Planning", 50_000, ("routing", "customs")),
            Role("Port Operations Manager", "Terminals", 66_000, ("berths", "safety")),
            Role("Fleet Engineer", "Fleet", 58_000, ("vessels", "maintenance")),
            Role("Customs Specialist", "Customs", 52_000, ("tariffs", "documents")),
        ),
        ("Logistics", "Maritime Studies"),
        "Short Sea Association", "Harbour Week", ("retail", "construction"),
    ),
    "construction": Trade(
        (
            Role("Structural Engineer", "Structures", 62_000, ("Eurocodes", "concrete")),
            Role("Site Manager", "Sites", 64_000, ("scheduling", "HSE")),
            Role("Geotechnical Engineer", "Structures", 63_000, ("soils", "piling")),
            Role("Cost Estimator", "Tenders", 56_000, ("tenders", "bills of quantities")),
        ),
        ("Civil Engineering", "Architecture"),
        "Young Structural Engineers", "Concrete Talks", ("industry", "logistics"),
    ),
    "health": Trade(
        (
            Role("Ward Manager", "Nursing", 54_000, ("rosters", "care planning")),
            Role("Clinical Data Manager", "Research", 60_000, ("trials", "SQL")),
            Role("Biomedical Engineer", "Devices", 61_000, ("devices", "calibration")),
            Role("Physiotherapist", "Therapy", 46_000, ("rehabilitation", "gait analysis")),
        ),
        ("Nursing", "Biomedical Engineering"),
        "Clinical Informatics Society", "Care Forward", ("education", "software"),
    ),
    "finance": Trade(
        (
            Role("Credit Risk Analyst", "Risk", 68_000, ("modelling", "Python")),
            Role("Payments Engineer", "Payments", 74_000, ("ISO 20022", "Java")),
            Role("Compliance Officer", "Compliance", 66_000, ("AML", "audits")),
            Role("Branch Adviser", "Branches", 47_000, ("advice", "mortgages")),
        ),
        ("Economics", "Mathematics"),
        "Risk Modellers Network", "Ledger Day", ("software", "energy"),
    ),
    "education": Trade(
        (
            Role("Learning Designer", "Courses", 50_000, ("course design", "assessment")),
            Role("Lecturer", "Faculty", 56_000, ("teaching", "research")),
            Role("Programme Coordinator", "Programmes", 45_000, ("events", "grants")),
        ),
        ("Education", "Linguistics"),
        "Teachers of Tomorrow", "Classroom Lab", ("media", "health"),
    ),
    "industry": Trade(
        (
            Role("Process Engineer", "Process", 62_000, ("lean", "statistics")),
            Role("Automation Engineer", "Automation", 66_000, ("PLC", "robotics")),
            Role("Quality Lead", "Quality", 58_000, ("ISO 9001", "audits")),
            Role("Instrument Designer", "Design", 64_000, ("optics", "CAD")),
        ),
        ("Mechanical Engineering", "Mechatronics"),
        "Automation Guild", "Factory Floor", ("energy", "construction"),
    ),
    "food": Trade(
        (
            Role("Food Technologist", "Development", 51_000, ("HACCP", "tasting panels")),
            Role("Plant Supervisor", "Production", 52_000, ("shifts", "hygiene")),
            Role("Brand Manager", "Marketing", 60_000, ("campaigns", "packaging")),
        ),
        ("Food Science", "Marketing"),
        "Fermenters' League", "Taste Fair", ("retail", "industry"),
    ),
    "media": Trade(
        (
            Role("Audio Producer", "Studio", 49_000, ("editing", "interviews")),
            Role("Newsroom Developer", "Newsroom", 60_000, ("JavaScript", "maps")),
            Role("Rights Manager", "Rights", 55_000, ("licensing", "contracts")),
        ),
        ("Journalism", "Design"),
        "Data Journalism Club", "Long Story", ("software", "education"),
    ),
}  # fmt: skip
