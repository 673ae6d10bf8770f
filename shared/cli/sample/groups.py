"""Groups with their members: the prepared ones, and those that form among the crowd."""

from __future__ import annotations

from collections import defaultdict
from random import Random

from shared.cli.sample.companies import COMPANIES
from shared.cli.sample.identity import key_of
from shared.cli.sample.shapes import GroupKind, SampleGroup, SampleMember, SamplePerson

CLASS_LIMIT = 5
MEETING_LIMIT = 3

_FEUP_CLASS = (
    SampleMember("cai-moreau"),
    SampleMember("gil-peixinho", volunteer=True),
    SampleMember("marta-vinhas", volunteer=True),
    SampleMember("ada-oyelaran"),
    SampleMember("renata-lima"),
    SampleMember("joao-bettencourt"),
)
_ROTTERDAM = (
    SampleMember("hilde-mertens", volunteer=True),
    SampleMember("pieter-zwart", volunteer=True),
    SampleMember("noor-haddad"),
)


def all_groups(random: Random, crowd: list[SamplePerson]) -> tuple[SampleGroup, ...]:
    """The prepared groups first, then classes, meetings and one company's former people."""
    newcomers = [person for person in crowd if person.country == "NL"][:5]
    rotterdam = _ROTTERDAM + tuple(SampleMember(person.key, False) for person in newcomers)
    return (
        SampleGroup("feup-2018", "FEUP 2018", "class", "Porto", 2016, 2018, _FEUP_CLASS),
        SampleGroup(
            "new-in-rotterdam", "New in Rotterdam", "association", "Rotterdam", 2022, None,
            rotterdam,
        ),
        *_classes(random, crowd),
        *_meetings(random, crowd),
        _former_people(random, crowd),
    )  # fmt: skip


def _classes(random: Random, crowd: list[SamplePerson]) -> list[SampleGroup]:
    cohorts: dict[tuple[str, int], list[str]] = defaultdict(list)
    for person in crowd:
        for education in person.educations:
            cohorts[(education.school, education.ended.year // 3 * 3)].append(person.key)
    largest = sorted(cohorts.items(), key=lambda item: (-len(item[1]), item[0]))[:CLASS_LIMIT]
    return [
        _group(random, f"{school} {year}–{year + 2}", "class", keys, (year, year + 2))
        for (school, year), keys in largest
    ]


def _meetings(random: Random, crowd: list[SamplePerson]) -> list[SampleGroup]:
    kinds: dict[tuple[GroupKind, str, int | None], list[str]] = defaultdict(list)
    for person in crowd:
        for seen in person.memberships:
            if seen.kind == "event":
                kinds[("event", f"{seen.name} {seen.year}", seen.year)].append(person.key)
            elif seen.kind == "association":
                kinds[("association", seen.name, None)].append(person.key)
    ranked = sorted(kinds.items(), key=lambda item: (-len(item[1]), item[0][1]))
    events = [item for item in ranked if item[0][0] == "event"][:MEETING_LIMIT]
    associations = [item for item in ranked if item[0][0] == "association"][:MEETING_LIMIT]
    return [
        _group(random, name, kind, keys, (year, year))
        for (kind, name, year), keys in associations + events
    ]


def _former_people(random: Random, crowd: list[SamplePerson]) -> SampleGroup:
    former: dict[str, list[str]] = defaultdict(list)
    for person in crowd:
        for employer in {job.employer for job in person.employments if job.ended is not None}:
            former[employer].append(person.key)
    employer, keys = max(former.items(), key=lambda item: (len(item[1]), item[0]))
    name = next(company.name for company in COMPANIES if company.key == employer)
    return _group(random, f"Formerly {name}", "company", keys, (None, None))


def _group(
    random: Random, name: str, kind: GroupKind, keys: list[str], years: tuple[int | None, ...]
) -> SampleGroup:
    joined = [key for key in dict.fromkeys(keys) if random.random() < 0.92]
    members = tuple(
        SampleMember(key, random.random() < 0.88, index > 0 and random.random() < 0.12)
        for index, key in enumerate(joined)
    )
    return SampleGroup(key_of(name), name, kind, None, years[0], years[1], members)
