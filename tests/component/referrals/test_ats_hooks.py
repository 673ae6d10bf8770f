"""Signed deliveries of an employer's own system: who may let it in, what holds, each id once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from services.referrals.adapters.tables import ats_deliveries, ats_hooks
from tests.support.ats import Sender, number_of, opens_hook, stage, told
from tests.support.facts import erased, opening
from tests.support.introductions import ids_in
from tests.support.referrals import Referrals
from tests.support.referring_house import (
    BARE,
    BOSS,
    CAM,
    JOB,
    OAK,
    RAY,
    REC,
    STRANGER,
    SUE,
    agrees,
    firm,
    refers,
    sees,
)
from tests.support.referring_house import told as emitted

HOOK = f"/v1/openings/{JOB}/ats-hook"
REFUSED = (401, "signature_refused")


@pytest.fixture
def house(referrals: Referrals) -> Referrals:
    referrals.hears(*firm())
    return referrals


@pytest.fixture
def where(house: Referrals) -> str:
    found = refers(house)
    agrees(house, found)
    return found


@pytest.fixture
def ats(house: Referrals) -> Sender:
    return opens_hook(house)


def refusal_of(answer: TestResponse) -> tuple[int, str]:
    assert answer.status_code >= 400, answer.text
    return answer.status_code, (answer.json or {})["code"]


def test_a_signed_delivery_moves_a_referral_as_the_ats(
    house: Referrals, ats: Sender, where: str
) -> None:
    answer = ats.sends(stage(where, "taken_up"), stage(where, "hire", started="2026-12-01"))

    assert told(answer) == [(1, "moved", "in_review"), (2, "moved", "hired")]
    assert [each["by"] for each in sees(house, CAM, where)["history"]] == [
        "candidate",
        "ats",
        "ats",
    ]
    assert sees(house, RAY, where)["state"] == "consented"


def test_before_the_screening_decision_it_is_told_nothing_of_the_network(
    ats: Sender, where: str
) -> None:
    answer = ats.sends(stage(where, "taken_up"), stage(str(UUID(int=9)), "offer"))

    assert ids_in(answer.json) == {UUID(number_of(where))}
    assert told(answer)[1] == (2, "refused", "row_not_matched")


def test_each_delivery_counts_once_and_is_answered_as_before(
    house: Referrals, ats: Sender, where: str
) -> None:
    first = ats.sends(stage(where, "interview"), delivery="d-1")
    events = emitted(house)
    again = ats.sends(stage(where, "offer"), delivery="d-1")

    assert (first.json or {})["repeated"] is False
    assert again.json == {**(first.json or {}), "repeated": True}
    assert emitted(house) == events
    assert told(ats.sends(stage(where, "offer"), delivery="d-2")) == [(1, "moved", "offered")]


def test_of_the_same_delivery_many_times_at_once_one_counts(
    house: Referrals, ats: Sender, where: str
) -> None:
    with ThreadPoolExecutor(6) as pool:
        sent = pool.map(lambda _: ats.sends(stage(where, "interview"), delivery="d"), range(6))
        answers = [answer.json or {} for answer in sent]

    assert sorted(answer["repeated"] for answer in answers) == [False] + [True] * 5
    assert {answer["moved"] for answer in answers} == {1}
    assert len(emitted(house, "ReferralMoved")) == 2


def test_whatever_is_wrong_the_refusal_is_the_same_and_nothing_happens(
    house: Referrals, ats: Sender, where: str
) -> None:
    row, nowhere = stage(where, "interview"), f"/v1/ats-hooks/{UUID(int=5)}"
    wrong = replace(ats, secret=opens_hook(house, opening=BARE).secret)
    unsigned = house.asked_by_nobody().post(ats.path, {"stages": [row]})
    answers = [
        unsigned,
        wrong.sends(row),
        ats.sends(row, path=nowhere),
        ats.sends(row, late=301),
        ats.sends(row, late=-301),
        house.asked_by(REC).post(ats.path, {"stages": [row]}),
        wrong.sends(body=b'{"stages": 1}'),
    ]

    assert {refusal_of(each) for each in answers} == {REFUSED}
    assert len({each.data for each in answers}) == 1
    assert sees(house, CAM, where)["state"] == "consented"
    assert told(ats.sends(row, late=299)) == [(1, "moved", "interviewing")]


def test_a_hook_reaches_its_own_opening_only(house: Referrals, ats: Sender) -> None:
    elsewhere = refers(house, opening_id=str(BARE))
    agrees(house, elsewhere)

    assert told(ats.sends(stage(elsewhere, "offer"))) == [(1, "refused", "row_not_matched")]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{}",
        b'{"stages": []}',
        b'{"stages": [{"what": "dance"}]}',
        b'{"stages": [{"what": "offer", "vouch": "x"}]}',
        b'{"stages": [{"what": "offer", "address_hash": "a\\u0000b"}]}',
        b"[",
    ],
)
def test_what_is_signed_and_says_nothing_is_refused_and_may_be_sent_right(
    ats: Sender, where: str, body: bytes
) -> None:
    assert ats.sends(body=body, delivery="d").status_code in (400, 422)
    assert told(ats.sends(stage(where, "offer"), delivery="d")) == [(1, "moved", "offered")]


# --- who lets it in


def test_who_runs_the_opening_makes_one_sees_it_without_its_secret_and_takes_it_back(
    house: Referrals, ats: Sender, where: str
) -> None:
    boss = house.asked_by(BOSS)
    shown = boss.get(HOOK)

    assert (shown.json or {})["path"] == ats.path
    assert ats.secret not in shown.text
    assert refusal_of(boss.post(HOOK)) == (409, "ats_hook_exists")
    assert boss.delete(HOOK).status_code == 204
    assert refusal_of(ats.sends(stage(where, "offer"))) == REFUSED
    assert refusal_of(boss.get(HOOK)) == (404, "ats_hook_not_found")
    assert refusal_of(boss.delete(HOOK)) == (404, "ats_hook_not_found")
    assert refusal_of(boss.post(f"{HOOK}/rotate")) == (404, "ats_hook_not_found")
    assert opens_hook(house).path != ats.path


def test_a_rotated_secret_holds_for_a_day_more(house: Referrals, ats: Sender, where: str) -> None:
    rotated = house.asked_by(BOSS).post(f"{HOOK}/rotate").json or {}
    new = replace(ats, secret=rotated["secret"])

    assert rotated["path"] == ats.path
    assert told(ats.sends(stage(where, "taken_up")))
    assert told(new.sends(stage(where, "interview")))
    house.clock.advance(timedelta(days=1))
    assert refusal_of(ats.sends(stage(where, "offer"))) == REFUSED
    assert told(new.sends(stage(where, "offer")))


@pytest.mark.parametrize("by", [RAY, CAM, SUE, STRANGER])
def test_to_who_does_not_run_the_opening_there_is_none(
    house: Referrals, ats: Sender, by: UUID
) -> None:
    visitor, nowhere = house.asked_by(by), f"/v1/openings/{UUID(int=5)}/ats-hook"
    for path in (HOOK, nowhere):
        asked = [visitor.post(path), visitor.get(path), visitor.delete(path)]
        for answer in [*asked, visitor.post(f"{path}/rotate")]:
            assert refusal_of(answer) == (404, "opening_not_found")


def test_it_acts_by_the_right_of_who_made_its_secret(house: Referrals, where: str) -> None:
    both = opening(JOB, OAK, sequence=2, recruiters=[REC, RAY], policy_version=3)
    house.hears(both)
    rays = opens_hook(house, by=RAY)

    assert told(rays.sends(stage(where, "hire", started="2026-12-01"))) == [
        (1, "refused", "referral_not_yours")
    ]
    house.hears(opening(JOB, OAK, sequence=3, recruiters=[REC], policy_version=3))
    assert refusal_of(rays.sends(stage(where, "offer"))) == REFUSED
    rotated = house.asked_by(REC).post(f"{HOOK}/rotate").json or {}
    assert told(replace(rays, secret=rotated["secret"]).sends(stage(where, "offer")))


def test_who_left_leaves_no_way_in(house: Referrals, ats: Sender, where: str) -> None:
    ats.sends(stage(where, "offer"))
    house.hears(erased(REC))

    assert refusal_of(ats.sends(stage(where, "offer"))) == REFUSED
    with house.container.units.read() as uow:
        for table in (ats_hooks, ats_deliveries):
            assert uow.connection.execute(select(table)).all() == []


def test_deliveries_are_known_for_a_month(house: Referrals, ats: Sender, where: str) -> None:
    ats.sends(stage(where, "taken_up"), delivery="old")
    house.clock.advance(timedelta(days=29))
    assert (ats.sends(stage(where, "offer"), delivery="old").json or {})["repeated"]
    house.clock.advance(timedelta(days=2))
    ats.sends(stage(where, "taken_up"), delivery="new")

    with house.container.units.read() as uow:
        known = uow.connection.scalars(select(ats_deliveries.c.delivery_id)).all()
    assert known == ["new"]
