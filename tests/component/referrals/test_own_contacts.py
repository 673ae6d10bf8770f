"""Whom an employee knows for an opening: matched, never listed, and silent about all others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import pytest

from shared.contracts.envelope import Event
from shared.contracts.profiles import EmployedAt
from shared.web.grants import read_grant
from tests.support.facts import (
    LONG_AGO,
    employer,
    erased,
    opening,
    person,
    tie,
    tie_ended,
    works_at,
)
from tests.support.referrals import Referrals
from tests.support.referring_house import (
    BOSS,
    CAM,
    ELM,
    JOB,
    OAK,
    RAY,
    REC,
    STRANGER,
    SUE,
    firm,
)

ASH = UUID(int=0xE030)


@pytest.fixture
def house(referrals: Referrals) -> Referrals:
    referrals.hears(*firm(), looking(CAM), tie(RAY, CAM))
    return referrals


def looking(who: UUID, sequence: int = 2, **said: Any) -> Event:
    return person(who, sequence=sequence, open_to_openings=True, **said)


def asked(house: Referrals, by: UUID = RAY, what: UUID = JOB, **query: object) -> Any:
    """What they are answered, without what is made anew each time."""
    where = f"/v1/openings/{what}/own-contacts"
    answer = house.asked_by(by).get(where, query_string=query)
    said = answer.json or {}
    if answer.status_code >= 400:
        return answer.status_code, said["code"]
    grant = read_grant(house.container.keys, said["grant"], by, house.clock.now())
    assert grant.people == set(map(UUID, said["contacts"]))
    return said["contacts"]


def test_own_contacts_who_are_open_to_openings_are_named_to_the_employee(house: Referrals) -> None:
    house.hears(looking(STRANGER), looking(UUID(int=0xA500)), tie(SUE, STRANGER))

    assert asked(house) == [str(CAM)]
    assert asked(house, by=SUE) == [str(STRANGER)]
    assert asked(house, by=REC) == []


NOT_SAID: Sequence[Event] = [person(CAM, sequence=3)]
AVOIDS_ME = [looking(CAM, sequence=3, avoid_people=[RAY])]
COLLEAGUE = [looking(CAM, sequence=3, employments=[works_at(OAK)])]
AT_AFFILIATE = [
    employer(ASH, parent=OAK, sequence=1),
    looking(CAM, sequence=3, employments=[works_at(ASH)]),
]
AT_MY_OTHER_EMPLOYER = [
    person(RAY, sequence=3, employments=[works_at(OAK), works_at(ELM)]),
    looking(CAM, sequence=3, employments=[works_at(ELM)]),
]
HIRES = [opening(JOB, OAK, sequence=3, recruiters=[CAM])]


@pytest.mark.parametrize(
    "then",
    [
        NOT_SAID,
        AVOIDS_ME,
        COLLEAGUE,
        AT_AFFILIATE,
        AT_MY_OTHER_EMPLOYER,
        HIRES,
        [erased(CAM)],
        [tie_ended(RAY, CAM)],
    ],
)
def test_whoever_does_not_fit_reads_as_no_contact_does(
    house: Referrals, then: Sequence[Event]
) -> None:
    where = f"/v1/openings/{JOB}/own-contacts"
    assert asked(house) == [str(CAM)]
    house.hears(*then)
    ray = house.asked_by(RAY).get(where).json or {}
    nobody_known = house.asked_by(SUE).get(where).json or {}

    assert {**ray, "grant": ""} == {**nobody_known, "grant": ""}
    assert ray["contacts"] == []


def test_a_former_colleague_may_be_matched(house: Referrals) -> None:
    house.hears(looking(CAM, sequence=3, employments=[works_at(OAK, ended=LONG_AGO)]))

    assert asked(house) == [str(CAM)]


def test_a_tie_that_is_kept_to_oneself_counts(house: Referrals) -> None:
    house.hears(tie(RAY, CAM, lent=False, sequence=2))

    assert asked(house) == [str(CAM)]


@pytest.mark.parametrize(
    ("jobs", "refusal"),
    [
        ([], "employment_not_current"),
        ([works_at(ELM)], "employment_not_current"),
        ([works_at(OAK, ended=LONG_AGO)], "employment_not_current"),
        ([EmployedAt(OAK, LONG_AGO)], "employment_not_proved"),
    ],
)
def test_only_who_has_proved_to_work_there_is_answered(
    house: Referrals, jobs: list[EmployedAt], refusal: str
) -> None:
    house.hears(person(STRANGER, sequence=2, employments=jobs), tie(STRANGER, CAM))

    assert asked(house, by=STRANGER) == (403, refusal)


def test_an_opening_that_does_not_show_or_is_not_open_matches_nobody(house: Referrals) -> None:
    hidden = UUID(int=0xB030)
    house.hears(opening(hidden, OAK, audience="network", posted_by=SUE))
    assert asked(house, what=hidden) == asked(house, what=UUID(int=1)) == (404, "opening_not_found")

    house.hears(opening(JOB, OAK, sequence=2, state="paused", hiring_manager=BOSS))
    assert asked(house, by=BOSS) == (409, "opening_not_open")
    assert asked(house) == (404, "opening_not_found")


def test_they_come_in_pages_by_id(house: Referrals) -> None:
    friends = [UUID(int=0xA500 + 0x10 * number) for number in range(4)]
    house.hears(*(fact for each in friends for fact in (looking(each), tie(RAY, each))))
    everybody = sorted(map(str, [CAM, *friends]))

    assert asked(house) == everybody
    assert asked(house, after="x") == (422, "cursor_unreadable")
    found: list[str] = []
    after = None
    for _ in range(3):
        where = f"/v1/openings/{JOB}/own-contacts?limit=2" + (f"&after={after}" if after else "")
        page = house.asked_by(RAY).get(where).json or {}
        found, after = found + page["contacts"], page["next"]
    assert (found, after) == (everybody, None)


def test_it_counts_as_a_question_about_paths(house: Referrals) -> None:
    assert [asked(house) for _ in range(60)] == [[str(CAM)]] * 60

    assert asked(house) == (429, "rate_limit_reached")
