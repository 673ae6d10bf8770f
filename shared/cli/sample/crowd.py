"""The people around the prepared scenes: a career each, a school, an industry's events."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random

from shared.cli.sample.companies import COMPANIES, Company
from shared.cli.sample.identity import key_of, mail_of, months_before
from shared.cli.sample.name_parts import FAMILY, GIVEN
from shared.cli.sample.places import COUNTRIES
from shared.cli.sample.shapes import (
    SampleEducation,
    SampleEmployment,
    SampleMembership,
    SamplePerson,
    SampleSettings,
)
from shared.cli.sample.staging import domain_of, headline_of
from shared.cli.sample.trades import SHARED_ROLES, TRADES, Role

_OPEN_COMPANIES = tuple(company for company in COMPANIES if not company.stage)
_SENIORITY = ((24, "Junior "), (96, ""), (168, "Senior "), (999, "Lead "))
_TOPICS = ("mentorship", "interviews", "moving abroad", "changing fields", "leading a team")


def crowd_people(random: Random, today: date, count: int, taken: set[str]) -> list[SamplePerson]:
    """So many people with names not in `taken`; every open employer has at least four of them."""
    at_least = [company for company in _OPEN_COMPANIES for _ in range(4)]
    weights = [company.weight**3 for company in _OPEN_COMPANIES]
    rest = random.choices(_OPEN_COMPANIES, weights, k=count - len(at_least))
    return [_Maker(random, today, taken).person(company) for company in at_least + rest]


def _likeness(company: Company, other: Company) -> float:
    """How readily people come from `other` to `company`; never from itself."""
    if other is company:
        return 0.0
    trade = 0.04
    if other.industry == company.industry:
        trade = 3.0
    elif other.industry in TRADES[company.industry].neighbours:
        trade = 0.6
    return trade * (8.0 if other.country == company.country else 1.0)


@dataclass(frozen=True)
class _Maker:
    random: Random
    today: date
    taken: set[str]

    def person(self, company: Company) -> SamplePerson:
        """Somebody who works at that company, or has just left it (one in fifteen)."""
        random, country = self.random, COUNTRIES[company.country]
        name = self._name(company.country)
        experience = int(random.triangular(10, 300, 70))
        role = self._role(company)
        jobs = self._career(company, role, experience)
        current = jobs[-1].ended is None
        verifies = current and random.random() < 0.85
        abroad = random.random() < 0.12
        place = random.choice(country.cities) if abroad else company.place
        return SamplePerson(
            key=key_of(name),
            name=name,
            mail=mail_of(name),
            work_mail=mail_of(name, domain_of(company.key)) if verifies else None,
            headline=headline_of(jobs),
            place=place,
            country=company.country,
            languages=country.languages,
            skills=role.skills,
            settings=self._settings(current, role, experience),
            employments=jobs,
            educations=self._education(company, experience),
            memberships=self._memberships(company),
        )

    def _name(self, country: str) -> str:
        while True:
            origin, random = country, self.random
            if random.random() < 0.18:
                origin = random.choice(COUNTRIES[country].newcomers_from)
            name = f"{random.choice(GIVEN[origin])} {random.choice(FAMILY[origin])}"
            if key_of(name) not in self.taken:
                self.taken.add(key_of(name))
                return name

    def _role(self, company: Company) -> Role:
        shared = self.random.random() < 0.22
        return self.random.choice(SHARED_ROLES if shared else TRADES[company.industry].roles)

    def _career(
        self, company: Company, role: Role, experience: int
    ) -> tuple[SampleEmployment, ...]:
        ended = self.random.randint(1, 7) if self.random.random() < 1 / 15 else None
        since = min(experience, int(self.random.triangular(6, 130, 28)))
        jobs = [self._job(company, role, experience, (since, ended))]
        for _ in range(self.random.choice((0, 1, 1, 2, 3))):
            earlier = int(self.random.triangular(12, 70, 30))
            if since + earlier > experience:
                break
            company = self._previous(company)
            gap = since + self.random.choice((0, 0, 1, 3))
            jobs.insert(0, self._job(company, role, experience, (gap + earlier, gap)))
            since = gap + earlier
        return tuple(jobs)

    def _previous(self, company: Company) -> Company:
        """An earlier employer: mostly of the same country and trade, so that people meet again."""
        weights = [_likeness(company, other) for other in _OPEN_COMPANIES]
        return self.random.choices(_OPEN_COMPANIES, weights)[0]

    def _job(
        self, company: Company, role: Role, experience: int, months: tuple[int, int | None]
    ) -> SampleEmployment:
        if role not in (*SHARED_ROLES, *TRADES[company.industry].roles):
            role = self.random.choice(TRADES[company.industry].roles)
        since, until = months
        ripe = experience - (since + (until or 0)) // 2 + 6
        prefix = next(word for limit, word in _SENIORITY if ripe < limit)
        return SampleEmployment(
            employer=company.key,
            title=prefix + role.title if role.title.split()[-1] != "Lead" else role.title,
            team=role.team,
            started=months_before(self.today, since),
            ended=months_before(self.today, until) if until is not None else None,
        )

    def _education(self, company: Company, experience: int) -> tuple[SampleEducation, ...]:
        if self.random.random() < 0.12:
            return ()
        last = self.today.year - experience // 12 - self.random.choice((0, 0, 1))
        country = COUNTRIES[company.country]
        school = country.schools[0 if self.random.random() < 0.7 else 1]
        course = self.random.choice(TRADES[company.industry].courses)
        return (SampleEducation(school, course, date(last - 3, 9, 1), date(last, 7, 15)),)

    def _memberships(self, company: Company) -> tuple[SampleMembership, ...]:
        trade, found = TRADES[company.industry], []
        if self.random.random() < 0.25:
            year = self.today.year - self.random.randint(0, 2)
            found.append(SampleMembership("association", trade.association, year))
        if self.random.random() < 0.3:
            year = self.today.year - self.random.randint(1, 2)
            found.append(SampleMembership("event", trade.event, year, company.place))
        if self.random.random() < 0.06:
            found.append(SampleMembership("volunteer_group", "Repair Café", self.today.year - 1))
        return tuple(found)

    def _settings(self, employed: bool, role: Role, experience: int) -> SampleSettings:
        random = self.random
        leads = employed and random.random() < (0.4 if experience > 96 else 0.03)
        return SampleSettings(
            open_to_introduce=random.random() < 0.88,
            weekly_cap=random.choice((1, 2, 2, 2, 3, 5)),
            open_ask_cap=random.choice((2, 3, 3, 4)),
            topics=tuple(sorted(random.sample(_TOPICS, random.choice((0, 0, 1, 2))))),
            willing_to_refer=employed and (role.team == "People" or random.random() < 0.55),
            open_to_intros=leads,
            weekly_intros=random.choice((1, 2, 2, 4)),
            findable=random.random() < 0.9,
            open_to_openings=not employed or random.random() < 0.2,
            avoid_own_employers=random.random() < 0.92,
        )
