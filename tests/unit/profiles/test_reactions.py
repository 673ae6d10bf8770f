"""What profiles makes of what postings and referrals say."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from services.profiles.adapters.store.unit import Unit
from services.profiles.commands.publication import save_person, save_tie
from services.profiles.domain.background import Employment
from services.profiles.domain.person import Person
from services.profiles.reactions import STORE_REACTIONS, follow_employer
from shared.clock import SetClock
from shared.contracts.postings import EmployerChanged
from shared.contracts.profiles import PersonChanged
from shared.contracts.referrals import (
    IntroductionEnded,
    IntroductionStepAnswered,
    NoticeRequested,
)
from shared.ids import new_id
from tests.support.facts import an_id
from tests.support.profiles import employer

FIRM = an_id(7)


@pytest.fixture
def staff(uow: Unit, clock: SetClock) -> list[UUID]:
    """Two people of the firm who know each other."""
    people = []
    for name in ("ana", "bea"):
        person = Person.signed_up(new_id(), f"{name}@firm.example", name, findable=True)
        job = Employment(new_id(), FIRM, "Engineer", date(2024, 11, 23))
        person.record_employment(job, clock.now().date())
        save_person(person, uow, clock)
        people.append(person.id)
    tie = uow.ties.between(*people)
    tie.propose(people[0], lend=True)
    tie.confirm(people[1], lend=True)
    save_tie(tie, uow, clock)
    uow.emitted.clear()
    return people


def test_only_employers_introductions_and_notices_are_listened_to() -> None:
    assert set(STORE_REACTIONS) == {
        EmployerChanged,
        IntroductionEnded,
        IntroductionStepAnswered,
        NoticeRequested,
    }


def test_a_domain_verifies_who_has_an_address_there(uow: Unit, staff: list[UUID]) -> None:
    follow_employer(employer("Firm", FIRM, domains=["firm.example"]), uow)

    assert {event.subject for event in uow.emitted} == set(staff)
    told = [event for event in uow.emitted if isinstance(event, PersonChanged)]
    assert [one.verified for event in told for one in event.employments] == [True, True]


def test_what_changes_nothing_for_people_is_told_to_nobody(uow: Unit, staff: list[UUID]) -> None:
    follow_employer(employer("Firm", FIRM), uow)
    follow_employer(employer("Firm Ltd", FIRM, hiring=True, aliases=["F"]), uow)
    follow_employer(employer("Elsewhere", new_id(), domains=["firm.example"]), uow)

    assert uow.emitted == []


def test_a_headcount_has_the_ties_of_its_people_weighed_soon(
    uow: Unit, clock: SetClock, staff: list[UUID]
) -> None:
    today = clock.now().date()
    follow_employer(employer("Firm", FIRM, domains=["other.example"]), uow)
    assert uow.ties.due(today, 9) == []

    follow_employer(employer("Firm", FIRM, headcount=40), uow)

    assert len(uow.ties.due(today, 9)) == 1


def test_an_order_of_jobs_that_the_store_gives_back_differently_is_no_news(
    uow: Unit, clock: SetClock, staff: list[UUID]
) -> None:
    person = uow.people.get(staff[0])
    today = clock.now().date()
    for number in (9, 3, 5):
        person.record_employment(Employment(an_id(number), FIRM, "x", date(2020, 1, 1)), today)
    save_person(person, uow, clock)
    uow.emitted.clear()

    save_person(uow.people.get(staff[0]), uow, clock)

    assert uow.emitted == []
