"""Employers with their policies, and the crowd's openings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from shared.cli.sample.companies import COMPANIES, Company
from shared.cli.sample.places import COUNTRIES, Country
from shared.cli.sample.shapes import (
    Audience,
    HiringAnswer,
    SampleEmployer,
    SampleOpening,
    SamplePerson,
    SamplePolicy,
)
from shared.cli.sample.staging import domain_of
from shared.cli.sample.trades import SHARED_ROLES, TRADES, Role

_AUDIENCES: tuple[Audience, ...] = ("public", "members", "network", "unlisted")
_LEVELS = (("Junior ", 0.75), ("", 1.0), ("", 1.0), ("Senior ", 1.25), ("Lead ", 1.45))
_DESCRIPTION = """You will join the {team} team at {employer} as {title}, in {place}{remote}.

**What you bring:** {skills}, and curiosity about the rest.

**How we hire:** a first talk, a task from our own work that takes two hours at most, a day with \
the team."""


def staff_of(people: tuple[SamplePerson, ...], company: str) -> list[SamplePerson]:
    """Who works there now."""
    return [person for person in people if company in person.current_employers()]


def employers(people: tuple[SamplePerson, ...]) -> tuple[SampleEmployer, ...]:
    """All employers; a parent stands before its subsidiaries."""
    ordered = sorted(COMPANIES, key=lambda company: company.parent is not None)
    return tuple(_employer(company, staff_of(people, company.key)) for company in ordered)


def _employer(company: Company, staff: list[SamplePerson]) -> SampleEmployer:
    more = (f"mail.{domain_of(company.key)}",) if company.headcount > 3000 else ()
    return SampleEmployer(
        key=company.key,
        name=company.name,
        industry=company.industry,
        place=company.place,
        country=company.country,
        headcount=company.headcount,
        domains=(domain_of(company.key), *more),
        founder=next((each.key for each in staff if each.work_mail), staff[0].key),
        aliases=company.aliases,
        parent=company.parent,
        policy=_policy(company),
    )


def _policy(company: Company) -> SamplePolicy | None:
    if not company.bonus:
        return None
    late = company.headcount > 1000
    return SamplePolicy(
        bonus=company.bonus,
        currency=COUNTRIES[company.country].currency,
        ownership_days=180 if late else 120,
        milestones=((3, 50), (12, 50)) if late else ((3, 100),),
        not_eligible=("recruiter", "hiring_manager"),
    )


def salary_range(role: Role, country: Country, share: float) -> tuple[int, int, str]:
    """A rounded range in local currency around the role's usual salary there."""
    middle = role.salary * country.salary_factor * share
    step = 10 ** (len(str(int(middle))) - 2) // 2
    low, high = (round(middle * part / step) * step for part in (0.9, 1.12))
    return low, high, country.currency


def describe(role: Role, title: str, company: Company, place: str, remote: bool) -> str:
    """The Markdown text of an opening."""
    return _DESCRIPTION.format(
        team=role.team,
        employer=company.name,
        title=title,
        place=place,
        remote=" or from home" if remote else "",
        skills=", ".join(role.skills),
    )


@dataclass(frozen=True)
class OpeningMaker:
    """Makes openings of the crowd's employers, with one source of randomness."""

    random: Random
    today: date
    people: tuple[SamplePerson, ...]

    def openings(self, count: int) -> list[SampleOpening]:
        """So many openings; larger employers have more, none more than four."""
        companies = [company for company in COMPANIES if not company.stage]
        once = self.random.sample(companies, k=min(len(companies), count * 11 // 20))
        places = {company.key: 3 for company in once}
        chosen = list(once)
        while len(chosen) < count:
            company = self.random.choices(once, [each.headcount**0.4 for each in once])[0]
            if places[company.key]:
                places[company.key] -= 1
                chosen.append(company)
        made: dict[str, SampleOpening] = {}
        for company in chosen:
            opening = self._fresh(company, made)
            made[opening.key] = opening
        return list(made.values())

    def _fresh(self, company: Company, made: dict[str, SampleOpening]) -> SampleOpening:
        while True:
            opening = self._opening(company, len(made) + 1)
            if all((o.employer, o.title) != (company.key, opening.title) for o in made.values()):
                return opening

    def _opening(self, company: Company, number: int) -> SampleOpening:
        random, country = self.random, COUNTRIES[company.country]
        trade = TRADES[company.industry].roles
        role = random.choice(SHARED_ROLES if random.random() < 0.15 else trade)
        prefix, share = random.choice(_LEVELS)
        title = role.title if role.title.endswith("Lead") else prefix + role.title
        remote = role.team in ("Data", "Platform", "Product", "Payments") and random.random() < 0.5
        staff = staff_of(self.people, company.key)
        manager = self._manager(staff)
        poster = next((each for each in staff if each.work_mail), staff[0])
        place = company.place if random.random() < 0.8 else random.choice(country.cities)
        return SampleOpening(
            key=f"{company.key}-{number}",
            employer=company.key,
            title=title,
            description=describe(role, title, company, place, remote),
            place=place,
            countries=self._countries(company, remote),
            remote=remote,
            salary=salary_range(role, country, share) if random.random() < 0.8 else None,
            posted_by=poster.key,
            hiring_manager=manager.key if manager else None,
            hiring_answer=self._hiring_answer(manager),
            recruiters=tuple(p.key for p in staff if p.headline.split(" at ")[0] == "Recruiter"),
            audience=random.choices(_AUDIENCES, (40, 30, 22, 8))[0],
            max_introducers=random.choice((1, 2, 2, 3)),
            use_policy=bool(company.bonus) and random.random() < 0.8,
            valid_through=self.today + timedelta(days=random.choice((30, 45, 60, 90))),
            apply_url=f"https://jobs.{domain_of(company.key)}/{number}",
            employment_type="part_time" if random.random() < 0.1 else "full_time",
        )

    def _manager(self, staff: list[SamplePerson]) -> SamplePerson | None:
        open_ones = [person for person in staff if person.settings.open_to_intros]
        senior = [each for each in staff if each.headline.startswith(("Lead", "Senior", "Head"))]
        if open_ones and self.random.random() < 0.8:
            return self.random.choice(open_ones)
        return self.random.choice(senior) if senior and self.random.random() < 0.7 else None

    def _hiring_answer(self, manager: SamplePerson | None) -> HiringAnswer:
        if manager is None:
            return "unanswered"
        return self.random.choices(("accepted", "unanswered", "declined"), (82, 12, 6))[0]

    def _countries(self, company: Company, remote: bool) -> tuple[str, ...]:
        if not remote:
            return (company.country,)
        europe = [code for code in ("PT", "ES", "FR", "DE", "NL", "PL") if code != company.country]
        return (company.country, *sorted(self.random.sample(europe, k=2)))
