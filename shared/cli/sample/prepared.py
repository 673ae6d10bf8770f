"""The prepared candidates: their openings, and the rule that each scene shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from shared.cli.sample.cast import PREPARED
from shared.cli.sample.companies import COMPANIES
from shared.cli.sample.hiring import describe
from shared.cli.sample.identity import key_of
from shared.cli.sample.shapes import Audience, HiringAnswer, SampleOpening, SampleScenario
from shared.cli.sample.staging import domain_of
from shared.cli.sample.trades import Role

ADA, NOOR, INGRID = (key_of(row.name) for row in PREPARED)


@dataclass(frozen=True)
class _Scene:
    """An opening of the stage, in short. `pay` is in local currency."""

    key: str
    employer: str
    title: str
    team: str
    skills: tuple[str, ...]
    pay: tuple[int, int, str]
    poster: str
    manager: str
    recruiter: str | None = None
    answer: HiringAnswer = "accepted"
    audience: Audience = "public"
    max_introducers: int = 3
    remote_in: tuple[str, ...] = ()


_SCENES = (
    _Scene("vento-forecasting", "vento", "Data Engineer, Grid Forecasting", "Forecasting",
           ("Python", "SQL", "time series"), (52_000, 64_000, "EUR"), "sofia-lagarto",
           "helena-duarte", "madalena-reis"),
    _Scene("vento-trading", "vento", "Power Market Analyst", "Trading",
           ("auctions", "statistics"), (50_000, 60_000, "EUR"), "nuno-vilar", "duarte-pinho",
           "madalena-reis", answer="unanswered"),
    _Scene("kestrel-data", "kestrel", "Senior Data Engineer", "Data", ("PostGIS", "Python"),
           (70_000, 85_000, "EUR"), "yara-simoes", "yara-simoes", "dina-costa",
           audience="network", max_introducers=1, remote_in=("PT", "ES", "FR")),
    _Scene("alcantara-analytics", "alcantara", "Analytics Engineer", "Data", ("dbt", "SQL"),
           (42_000, 51_000, "EUR"), "bento-craveiro", "lidia-sampaio"),
    _Scene("tejo-junior", "tejo", "Junior Data Engineer", "Data", ("Python", "SQL"),
           (30_000, 36_000, "EUR"), ADA, ADA, audience="members"),
    _Scene("boreal-calibration", "boreal", "Calibration Software Engineer", "Design",
           ("Python", "optics"), (168_000, 204_000, "PLN"), "zuzana-pilch", "tomas-urban",
           remote_in=("PL", "PT", "DE")),
    _Scene("maasdok-quays", "maasdok", "Structural Engineer, Quay Walls", "Structures",
           ("Eurocodes", "sheet piling"), (58_000, 72_000, "EUR"), "saskia-lindeman",
           "joost-ruiter", "wies-kramer", audience="members"),
    _Scene("skagerrak-operations", "skagerrak", "Operations Data Lead", "Planning",
           ("SQL", "scheduling"), (780_000, 910_000, "NOK"), "sindre-kvam", "mette-hagen",
           "live-tangen", audience="members"),
)  # fmt: skip

SCENARIOS = (
    SampleScenario(
        "withdrawn-tie", "The best path leads through Bea; once she ends the tie, through Cai.",
        ADA, "vento-forecasting", ("bea-santos", "cai-moreau", "emeka-falk"),
    ),
    SampleScenario(
        "warmest-is-not-shortest",
        "Bea's path is the warmest with two introducers; Cai's is the shortest with one.",
        ADA, "vento-forecasting", ("bea-santos", "cai-moreau"),
    ),
    SampleScenario(
        "unavailable-introducer",
        "Filipa works closely with the hiring manager, but is not open to introduce.",
        ADA, "vento-forecasting", ("filipa-nogueira", "helena-duarte"),
    ),
    SampleScenario(
        "own-use-only",
        "Cai knows the hiring manager well; Helena keeps that tie, so it leads nobody else.",
        ADA, "vento-forecasting", ("cai-moreau", "helena-duarte"),
    ),
    SampleScenario(
        "own-use-only-first-step",
        "Emeka keeps the tie with Ada: she may start with it, Bea may not pass over it.",
        ADA, "kestrel-data", ("emeka-falk", "ada-oyelaran"),
    ),
    SampleScenario(
        "hiring-manager-not-accepted",
        "Duarte has not accepted the role, so no path ends at him; willing colleagues remain.",
        ADA, "vento-trading", ("duarte-pinho", "sofia-lagarto"),
    ),
    SampleScenario(
        "network-audience",
        "Seen only within one introducer: Ada sees it through Emeka, Noor does not see it.",
        ADA, "kestrel-data", ("emeka-falk", "noor-haddad"),
    ),
    SampleScenario(
        "volunteers-of-a-class",
        "No acquaintance leads there; the volunteers Gil and Marta of FEUP 2018 do.",
        ADA, "alcantara-analytics", ("gil-peixinho", "marta-vinhas"),
    ),
    SampleScenario(
        "three-introducers-only",
        "The only path needs all three introducers: Dita, Matej and Lenka.",
        ADA, "boreal-calibration", ("dita-kovac", "matej-hribar", "lenka-vondrova"),
    ),
    SampleScenario(
        "hires-for-it",
        "Ada is the hiring manager: the opening is never among those she can reach.",
        ADA, "tejo-junior", (ADA,),
    ),
    SampleScenario(
        "not-findable",
        "Olga is on Ada's list but not findable: the import does not show her.",
        ADA, None, ("olga-tavora",),
    ),
    SampleScenario(
        "volunteer-only",
        "Noor knows nobody near Maasdok; the volunteer Pieter is the one first contact.",
        NOOR, "maasdok-quays", ("pieter-zwart",),
    ),
    SampleScenario(
        "discreet-search",
        "Everybody at Nordglimt and its subsidiaries is left out: Oda is first, not Lars.",
        INGRID, "skagerrak-operations", ("oda-fjelde", "lars-ostby"),
    ),
    SampleScenario(
        "avoided-person",
        "Gunnar, a former boss elsewhere, would be best, but Ingrid avoids him.",
        INGRID, "skagerrak-operations", ("gunnar-lie",),
    ),
)  # fmt: skip


def stage_openings(today: date) -> tuple[SampleOpening, ...]:
    """The openings of the prepared scenes."""
    return tuple(_opening(scene, today) for scene in _SCENES)


def _opening(scene: _Scene, today: date) -> SampleOpening:
    company = next(each for each in COMPANIES if each.key == scene.employer)
    role = Role(scene.title, scene.team, 0, scene.skills)
    remote = bool(scene.remote_in)
    return SampleOpening(
        key=scene.key,
        employer=scene.employer,
        title=scene.title,
        description=describe(role, scene.title, company, company.place, remote),
        place=company.place,
        countries=scene.remote_in or (company.country,),
        remote=remote,
        salary=scene.pay,
        posted_by=scene.poster,
        hiring_manager=scene.manager,
        hiring_answer=scene.answer,
        recruiters=(scene.recruiter,) if scene.recruiter else (),
        audience=scene.audience,
        max_introducers=scene.max_introducers,
        use_policy=company.bonus > 0,
        valid_through=today + timedelta(days=60),
        apply_url=f"https://jobs.{domain_of(scene.employer)}/{scene.key}",
    )
