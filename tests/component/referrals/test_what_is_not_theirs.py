"""Attempts to use another's right, to hear of something before its time, or to go around a rule."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from tests.support.ats import Sender, opens_hook, stage, told
from tests.support.facts import erased, opening
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
    claims,
    days_go_by,
    firm,
    hired,
    invited,
    letters,
    listed,
    met,
    moves,
    proof,
    refers,
    refused,
    sees,
)
from tests.support.referring_house import told as emitted

HOOK = f"/v1/openings/{JOB}/ats-hook"
HIDDEN = UUID(int=0xB040)
NOT_SIGNED = (401, "signature_refused")


@pytest.fixture
def house(referrals: Referrals) -> Referrals:
    referrals.hears(*firm())
    return referrals


# --- the secret of somebody else


@pytest.fixture
def first(house: Referrals) -> Sender:
    """Ray runs the opening too, and has let a system in."""
    house.hears(opening(JOB, OAK, sequence=2, recruiters=[REC, RAY], policy_version=3))
    return opens_hook(house, by=RAY)


@pytest.fixture
def recs(house: Referrals, first: Sender) -> Sender:
    """Then Rec makes the next secret."""
    made = house.asked_by(REC).post(f"{HOOK}/rotate").json or {}
    return replace(first, secret=made["secret"])


@pytest.fixture
def rays(first: Sender, recs: Sender) -> Sender:
    """And Ray still has the one before, which holds for a day."""
    return first


def test_a_secret_that_somebody_else_replaced_still_acts_by_its_own_makers_right(
    house: Referrals, rays: Sender, recs: Sender
) -> None:
    where = refers(house)
    agrees(house, where)

    answer = rays.sends(stage(where, "hire", started="2026-12-01"))

    assert told(answer) == [(1, "refused", "referral_not_yours")]
    assert emitted(house, "CreditAwarded") == []
    assert told(recs.sends(stage(where, "offer"))) == [(1, "moved", "offered")]


def test_a_secret_that_was_replaced_ends_with_the_role_of_its_maker(
    house: Referrals, rays: Sender
) -> None:
    where = refers(house, by=SUE)
    agrees(house, where)
    house.hears(opening(JOB, OAK, sequence=3, recruiters=[REC], policy_version=3))

    answer = rays.sends(stage(where, "taken_up"))
    assert (answer.status_code, (answer.json or {})["code"]) == NOT_SIGNED


def test_a_secret_that_was_replaced_ends_when_its_maker_leaves_and_the_next_goes_on(
    house: Referrals, rays: Sender, recs: Sender
) -> None:
    where = refers(house, by=SUE)
    agrees(house, where)
    house.hears(erased(RAY))

    assert rays.sends(stage(where, "taken_up")).status_code == 401
    assert told(recs.sends(stage(where, "taken_up"))) == [(1, "moved", "in_review")]


# --- before its time


def test_what_a_recruiter_writes_at_once_does_not_tell_the_referrer_of_the_hire(
    house: Referrals,
) -> None:
    where = hired(house)
    said = {"amount": 5, "why": "Well done."}
    house.asked_by(REC).post(f"{where}/credit/corrections", said)
    house.asked_by(REC).post(f"{where}/credit/reversals", {"months": 0, "why": "By mistake."})

    credit = sees(house, RAY, f"{where}/credit")
    assert (credit["lines"], credit["balance"]) == ([], 0)
    days_go_by(house, 1)
    assert [each["amount"] for each in sees(house, RAY, f"{where}/credit")["lines"]] == [
        330,
        5,
        -330,
    ]


@pytest.mark.parametrize("heard_before", [True, False])
def test_that_no_letter_comes_after_three_weeks_tells_of_no_held_rejection(
    house: Referrals, heard_before: bool
) -> None:
    where = refers(house)
    agrees(house, where)
    days_go_by(house, 21.5 if heard_before else 20.5)
    moves(house, where, "rejected", hold=3)
    for _ in range(2):
        days_go_by(house, 1)

    assert letters(house, CAM) == ["referral_no_news"]
    assert letters(house, RAY).count("referral_no_news") == 1
    assert sees(house, CAM, where)["state"] == "consented"
    days_go_by(house, 4)
    assert letters(house, CAM) == ["referral_no_news", "referral_news"]
    days_go_by(house, 60)
    assert letters(house, CAM) == ["referral_no_news", "referral_news"]


def test_an_opening_for_the_network_is_not_found_by_bringing_somebody_for_another_thing(
    house: Referrals,
) -> None:
    house.hears(opening(HIDDEN, OAK, audience="network", posted_by=SUE, recruiters=[SUE]))
    advice = met(house, CAM, STRANGER, RAY, about=None)
    brought = met(house, CAM, STRANGER, RAY, about=HIDDEN)

    def tried(introduction: str, what: UUID) -> tuple[int, str]:
        body = {"opening_id": str(what), "introduction_id": introduction}
        answer = house.asked_by(RAY).post("/v1/referrals", body)
        return answer.status_code, (answer.json or {}).get("code", "")

    assert tried(advice, HIDDEN) == (404, "opening_not_found")
    assert tried(advice, UUID(int=1)) == (404, "opening_not_found")
    assert tried(brought, HIDDEN)[0] == 201


def test_an_address_of_who_claimed_it_and_left_reads_to_the_referrer_as_nobodys(
    house: Referrals,
) -> None:
    nobodys, members = refers(house, by=SUE, **as_named(house, SUE, "nobody's")), refers(house)
    claims(house)
    house.hears(erased(CAM))

    for days in (0, 13, 2):
        days_go_by(house, days)
        shown = [as_told(house, SUE, nobodys), as_told(house, RAY, members)]
        assert shown[0] == shown[1]
    assert (shown[0]["state"], shown[0]["vouch"]) == ("not_consented", "")


def as_named(house: Referrals, by: UUID, address: str) -> dict[str, Any]:
    return {"invited": invited(house, by, address)}


def as_told(house: Referrals, by: UUID, where: str) -> dict[str, Any]:
    """What they see of their referral but for who it is, and what comes of referring them again."""
    theirs = ("id", "grant", "invited", "referrer")
    shown = {name: said for name, said in sees(house, by, where).items() if name not in theirs}
    named = sees(house, by, where)["invited"] is not None
    address = "cam's" if by == RAY else "nobody's"
    again = {"opening_id": str(JOB), **as_named(house, by, address)}
    status = house.asked_by(by).post("/v1/referrals", again).status_code
    return shown | {"named": named, "again": status}


# --- around a rule


def test_what_was_taken_already_is_not_taken_back_once_more(house: Referrals) -> None:
    where = hired(house)
    take = {"amount": -200, "why": "Paid in vouchers."}
    assert house.asked_by(REC).post(f"{where}/credit/corrections", take).status_code == 201

    said = {"months": 0, "why": "All of it."}
    assert refused(house, REC, f"{where}/credit/reversals", said) == (409, "credit_below_nothing")
    assert sees(house, REC, f"{where}/credit")["balance"] == 130


@pytest.mark.parametrize("by", [REC, BOSS])
def test_whoever_has_a_part_in_an_opening_is_not_referred_for_it_by_their_address(
    house: Referrals, by: UUID
) -> None:
    where = refers(house)
    claims(house, by)

    assert refused(house, by, f"{where}/consent") == (409, "hiring_team")
    assert sees(house, RAY, where)["state"] == "submitted"
    assert listed(house, BOSS if by == REC else REC, "/received") == []
    assert house.asked_by(by).post(f"{where}/refuse").status_code == 200


def test_who_left_can_be_no_candidate_with_a_token_that_still_holds(house: Referrals) -> None:
    link = house.asked_by(RAY).post("/v1/share-links", {"opening_id": str(BARE)}).json or {}
    where, cam, own = refers(house), house.asked_by(CAM), {"proof": proof(house, CAM)}
    house.hears(erased(CAM))

    answer = cam.post(f"/v1/shared/{link['token']}/referral")
    assert (answer.status_code, (answer.json or {})["code"]) == (404, "share_link_not_found")
    assert cam.post("/v1/referrals/claim", own).json == {"claimed": 0}
    assert sees(house, RAY, where)["state"] == "submitted"
    with house.container.units.read() as uow:
        assert uow.referrals.with_person(CAM) == []


def test_moves_of_the_employer_do_not_follow_from_nothing(house: Referrals) -> None:
    where = refers(house)
    agrees(house, where)
    for body in ({"what": "milestone"}, {"what": "consent_given"}, {"what": "hire", "hold": 1}):
        assert house.asked_by(REC).post(f"{where}/moves", body).status_code == 422
    assert moves(house, where, "taken_up")["state"] == "in_review"
