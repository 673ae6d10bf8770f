"""The forty employers as plain rows. All are invented; their domains end in `.example`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Company:
    """An employer before anybody works there.

    `stage`: kept for the people of the prepared scenes, so nobody of the crowd works there.
    `weight`: how large a share of the crowd works there. `bonus` 0: no referral policy.
    """

    key: str
    name: str
    industry: str
    country: str
    place: str
    headcount: int
    bonus: int = 0
    parent: str | None = None
    aliases: tuple[str, ...] = ()
    stage: bool = False
    weight: float = 1.0


COMPANIES: tuple[Company, ...] = (
    # the stage of the prepared people
    Company("vento", "Vento Energia", "energy", "PT", "Lisbon", 420, 1500, "mare",
            ("Vento Energia, S.A.", "Vento"), stage=True),
    Company("kestrel", "Kestrel Maps", "software", "PT", "Porto", 130, 2500,
            aliases=("Kestrel Maps Lda.",), stage=True),
    Company("alcantara", "Alcântara Retail", "retail", "PT", "Lisbon", 2600, 600,
            aliases=("Alcantara Retail", "Grupo Alcântara"), stage=True),
    Company("lampiao", "Lampião Labs", "software", "PT", "Lisbon", 40, stage=True),
    Company("boreal", "Boreal Instruments", "industry", "PL", "Wrocław", 85, 4000, stage=True),
    Company("maasdok", "Maasdok Engineering", "construction", "NL", "Rotterdam", 310, 2000,
            aliases=("Maasdok B.V.",), stage=True),
    Company("skagerrak", "Skagerrak Marine", "logistics", "NO", "Bergen", 240, 30000,
            aliases=("Skagerrak Marine AS",), stage=True),
    Company("fjordlys", "Fjordlys Nett", "energy", "NO", "Bergen", 160, 0, "nordglimt",
            ("Fjordlys Nett AS",), stage=True),
    # the crowd's employers
    Company("mare", "Grupo Maré", "energy", "PT", "Lisbon", 3100, 1200,
            aliases=("Maré SGPS",), weight=0.9),
    Company("nordglimt", "Nordglimt", "energy", "NO", "Oslo", 2200, 25000,
            aliases=("Nordglimt ASA",), weight=1.1),
    Company("nordglimt-vind", "Nordglimt Vind", "energy", "NO", "Trondheim", 340, 0,
            "nordglimt", weight=0.8),
    Company("tejo", "Tejo Metrics", "software", "PT", "Lisbon", 95, 1800, weight=1.2),
    Company("ribeira", "Ribeira Analytics", "software", "PT", "Porto", 60, weight=0.9),
    Company("almirez", "Almirez Foods", "food", "ES", "Valencia", 880, 700,
            aliases=("Almirez Alimentación",)),
    Company("cantil", "Cantil Software", "software", "ES", "Madrid", 210, 2200, weight=1.3),
    Company("turia", "Banco del Turia", "finance", "ES", "Valencia", 5400, 900,
            aliases=("Turia",), weight=1.1),
    Company("turia-pay", "Turia Pay", "finance", "ES", "Madrid", 180, 1800, "turia"),
    Company("saonelog", "Saône Logistique", "logistics", "FR", "Lyon", 1250, 800,
            aliases=("Saône-Log",)),
    Company("petitjour", "Petit Jour Médias", "media", "FR", "Paris", 140,
            aliases=("Petit Jour",), weight=0.8),
    Company("armor", "Clinique Armorine", "health", "FR", "Nantes", 960),
    Company("havel", "Havelwerk Antriebe", "industry", "DE", "Berlin", 1700, 1500,
            aliases=("Havelwerk Antriebe GmbH", "Havelwerk"), weight=1.3),
    Company("havel-robotik", "Havelwerk Robotik", "industry", "DE", "Stuttgart", 260, 2000,
            "havel"),
    Company("elbkontor", "Elbkontor Handel", "retail", "DE", "Hamburg", 3900, 750,
            aliases=("Elbkontor Handel AG",), weight=1.1),
    Company("lernhafen", "Lernhafen", "education", "DE", "Hamburg", 75, weight=0.8),
    Company("vecht", "Vecht Medisch Centrum", "health", "NL", "Utrecht", 4200, 1000,
            aliases=("Vecht MC",), weight=1.2),
    Company("polderpay", "Polderpay", "finance", "NL", "Utrecht", 320, 2500, weight=1.1),
    Company("dommel", "Dommel Optiek", "industry", "NL", "Eindhoven", 640, 1800),
    Company("wislana", "Wiślana Stocznia", "logistics", "PL", "Gdańsk", 1450, 3500,
            aliases=("Wislana Shipyard",), weight=0.9),
    Company("kopiec", "Kopiec Studio", "software", "PL", "Kraków", 110, 6000, weight=1.2),
    Company("piernik", "Piernik i Spółka", "food", "PL", "Wrocław", 390, weight=0.7),
    Company("severn", "Severn & Hollow", "construction", "GB", "Bristol", 720, 1500,
            aliases=("Severn and Hollow Ltd",)),
    Company("airedale-learning", "Airebank Learning", "education", "GB", "Leeds", 190, 800),
    Company("clydesound", "Clydesound Audio", "media", "GB", "Glasgow", 55, weight=0.7),
    Company("nilgiri", "Nilgiri Cloud", "software", "IN", "Bengaluru", 2800, 120000,
            aliases=("Nilgiri Cloud Pvt Ltd",), weight=1.4),
    Company("nilgiri-health", "Nilgiri Health", "health", "IN", "Chennai", 410, 80000, "nilgiri"),
    Company("lagoon", "Lagoon Pay", "finance", "NG", "Lagos", 230, 600000, weight=1.1),
    Company("harmattan", "Harmattan Builders", "construction", "NG", "Abuja", 540, weight=0.8),
    Company("garoa", "Garoa Varejo", "retail", "BR", "São Paulo", 6100, 2500,
            aliases=("Garoa",), weight=1.0),
    Company("capibaribe", "Capibaribe Solar", "energy", "BR", "Recife", 150, 3000),
    Company("frontrange", "Front Range Devices", "industry", "US", "Denver", 480, 3000,
            aliases=("Front Range Devices Inc.",)),
)  # fmt: skip
