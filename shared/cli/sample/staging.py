"""Turns the rows of the cast into people, and reads their shorthand."""

from __future__ import annotations

from datetime import date

from shared.cli.sample.cast import CAST, Cast
from shared.cli.sample.companies import COMPANIES
from shared.cli.sample.identity import key_of, mail_of, months_before
from shared.cli.sample.places import COUNTRIES
from shared.cli.sample.shapes import (
    SampleEducation,
    SampleEmployment,
    SampleMembership,
    SamplePerson,
    SampleSettings,
)

_COMPANY_NAMES = {company.key: company.name for company in COMPANIES}
_AT_WIND_DAYS = ("ada-oyelaran", "emeka-falk")


def domain_of(company: str) -> str:
    """The mail domain of an employer."""
    return f"{company}.example"


def settings_of(flags: str) -> SampleSettings:
    """Settings from the cast's words: refers, intros, openings, closed, hidden, busy."""
    words = flags.split()
    return SampleSettings(
        open_to_introduce="closed" not in words,
        weekly_cap=1 if "busy" in words else 2,
        willing_to_refer="refers" in words,
        open_to_intros="intros" in words,
        findable="hidden" not in words,
        open_to_openings="openings" in words,
    )


def stage_people(today: date) -> tuple[SamplePerson, ...]:
    """Everybody of the prepared scenes, the prepared candidates first."""
    return tuple(_person(row, today) for row in CAST)


def headline_of(jobs: tuple[SampleEmployment, ...]) -> str:
    """What a person writes under their name: the current work, else the last."""
    last = jobs[-1]
    name = _COMPANY_NAMES[last.employer]
    if last.ended is None:
        return f"{last.title} at {name}"
    return f"{last.title}, formerly {name}, open to new work"


def _person(row: Cast, today: date) -> SamplePerson:
    jobs = tuple(_job(job, today) for job in row.jobs)
    current = [job.employer for job in jobs if job.ended is None]
    key = key_of(row.name)
    return SamplePerson(
        key=key,
        name=row.name,
        mail=mail_of(row.name),
        work_mail=mail_of(row.name, domain_of(current[-1])) if current else None,
        headline=headline_of(jobs),
        place=row.place,
        country=row.country,
        languages=COUNTRIES[row.country].languages,
        skills=tuple(row.skills.split(",")) if row.skills else (),
        settings=settings_of(row.flags),
        employments=jobs,
        educations=_schooling(row.school),
        memberships=_memberships(key, today),
        avoid_people=row.avoids,
    )


def _job(text: str, today: date) -> SampleEmployment:
    employer, title, team, started, ended = text.split("/")
    return SampleEmployment(
        employer=employer,
        title=title,
        team=team,
        started=months_before(today, int(started)),
        ended=months_before(today, int(ended)) if ended else None,
    )


def _schooling(text: str) -> tuple[SampleEducation, ...]:
    if not text:
        return ()
    school, course, first, last = text.split("/")
    return (SampleEducation(school, course, date(int(first), 9, 1), date(int(last), 7, 31)),)


def _memberships(key: str, today: date) -> tuple[SampleMembership, ...]:
    if key not in _AT_WIND_DAYS:
        return ()
    return (SampleMembership("event", "Wind Days", today.year - 1, "Lisbon"),)
