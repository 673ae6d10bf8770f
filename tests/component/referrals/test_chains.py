"""The chain behind a referral: for those who run the opening, once they have decided."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from shared.web.grants import read_grant
from tests.support.facts import erased
from tests.support.introductions import ids_in
from tests.support.referrals import Referrals
from tests.support.referring_house import (
    BOSS,
    CAM,
    EVERYBODY,
    RAY,
    REC,
    STRANGER,
    SUE,
    agrees,
    does,
    firm,
    met,
    moves,
    refers,
    refused,
    sees,
)

HELPER = UUID(int=0xABBA0)
BLIND = {"people": [{"part": "candidate", "person": str(CAM)}], "links": [], "duplicates": []}


@pytest.fixture
def house(referrals: Referrals) -> Referrals:
    referrals.hears(*firm())
    return referrals


@pytest.fixture
def where(house: Referrals) -> str:
    """Cam was introduced to Ray over two introducers, and agreed to be referred."""
    found = refers(house, invited=None, introduction_id=met(house, CAM, HELPER, SUE, RAY))
    does(house, CAM, f"{found}/consent")
    return found


def chain_of(house: Referrals, where: str, by: UUID = REC) -> dict[str, Any]:
    shown = dict(sees(house, by, f"{where}/chain"))
    grant = read_grant(house.container.keys, shown.pop("grant"), by, house.clock.now())
    assert grant.people == ids_in(shown)
    return shown


def test_after_the_screening_decision_it_says_who_introduced_whom_and_when(
    house: Referrals, where: str
) -> None:
    moves(house, where, "interview")
    shown = chain_of(house, where)

    assert [each["part"] for each in shown["people"]] == [
        "candidate",
        "introducer",
        "introducer",
        "referrer",
    ]
    assert [(link["one"], link["other"]) for link in shown["links"]] == [(0, 1), (1, 2), (2, 3)]
    assert all(link["at"].startswith("2026-11-23T12:00") for link in shown["links"])


def test_introducers_are_an_introducer_and_no_strength_is_told(
    house: Referrals, where: str
) -> None:
    moves(house, where, "interview")
    shown = chain_of(house, where)

    assert ids_in(shown) == {CAM, RAY}
    assert set(shown) == {"people", "links", "duplicates"}
    assert {key for each in shown["people"] for key in each} == {"part", "person"}


# --- who agreed to be named


def names_self(house: Referrals, where: str, by: UUID, agrees: bool = True) -> Any:
    said = sees(house, RAY, where)["introduction_id"]
    return does(house, by, f"/v1/introductions/{said}/naming", {"may_be_named": agrees})


def introducers(house: Referrals, where: str, by: UUID = REC) -> list[str | None]:
    return [each["person"] for each in chain_of(house, where, by)["people"][1:-1]]


def test_who_helped_and_agreed_is_named_after_the_decision(house: Referrals, where: str) -> None:
    assert names_self(house, where, SUE)["may_be_named"]
    assert chain_of(house, where) == BLIND
    moves(house, where, "interview")

    assert introducers(house, where) == [None, str(SUE)]
    for by in (CAM, RAY):
        assert SUE not in ids_in(chain_of(house, where, by=by))


def test_it_may_be_said_otherwise_until_the_chain_was_shown_and_nobody_is_told_that_it_was(
    house: Referrals, where: str
) -> None:
    names_self(house, where, SUE)
    names_self(house, where, HELPER)
    names_self(house, where, HELPER, agrees=False)
    moves(house, where, "interview")
    for by in (CAM, RAY):  # whose view shows no introducer
        chain_of(house, where, by=by)
    names_self(house, where, SUE, agrees=False)
    names_self(house, where, HELPER)
    assert introducers(house, where) == [str(HELPER), None]

    late = names_self(house, where, HELPER, agrees=False)
    assert late["may_be_named"] is False
    assert names_self(house, where, SUE)["may_be_named"] is True
    assert introducers(house, where, by=BOSS) == [str(HELPER), None]


def test_before_the_decision_looking_settles_nothing(house: Referrals, where: str) -> None:
    chain_of(house, where)
    names_self(house, where, SUE)
    moves(house, where, "interview")

    assert introducers(house, where) == [None, str(SUE)]


@pytest.mark.parametrize(
    ("by", "status", "code"),
    [
        (RAY, 409, "naming_needs_help"),
        (CAM, 404, "introduction_not_found"),
        (STRANGER, 404, "introduction_not_found"),
        (REC, 404, "introduction_not_found"),
    ],
)
def test_only_who_helped_is_named(
    house: Referrals, where: str, by: UUID, status: int, code: str
) -> None:
    number = sees(house, RAY, where)["introduction_id"]
    path = f"/v1/introductions/{number}/naming"

    assert refused(house, by, path, {"may_be_named": True}) == (status, code)
    assert refused(house, by, path, {}) == (422, "input_invalid")


def test_who_agreed_and_left_is_not_named(house: Referrals, where: str) -> None:
    names_self(house, where, SUE)
    moves(house, where, "interview")
    assert introducers(house, where) == [None, str(SUE)]
    house.hears(erased(SUE))

    assert introducers(house, where) == [None, None]


def test_before_it_there_is_the_candidate_and_nothing_else(house: Referrals, where: str) -> None:
    assert chain_of(house, where) == BLIND
    moves(house, where, "taken_up")
    moves(house, where, "interview", by=CAM)
    assert chain_of(house, where, by=BOSS) == BLIND


@pytest.mark.parametrize("by", [CAM, RAY])
def test_candidate_and_referrer_see_each_other_and_not_how_long_the_chain_was(
    house: Referrals, where: str, by: UUID
) -> None:
    moves(house, where, "interview")
    shown = chain_of(house, where, by=by)

    assert [each["person"] for each in shown["people"]] == [str(CAM), str(RAY)]
    assert (shown["links"], shown["duplicates"]) == ([], [])


@pytest.mark.parametrize("by", [SUE, HELPER, STRANGER])
def test_to_introducers_and_strangers_there_is_none(house: Referrals, where: str, by: UUID) -> None:
    moves(house, where, "interview")

    assert sees(house, by, f"{where}/chain") == "referral_not_found"


def test_who_referred_them_besides_is_told_after_the_decision(house: Referrals) -> None:
    first, second = refers(house), refers(house, by=SUE)
    agrees(house, first)
    does(house, CAM, f"{second}/consent")
    assert chain_of(house, first) == BLIND
    moves(house, first, "interview")

    (besides,) = chain_of(house, first)["duplicates"]
    assert besides["referrer"] == str(SUE)


def test_a_referral_that_was_refused_or_waits_is_no_duplicate(house: Referrals) -> None:
    first, second = refers(house), refers(house, by=SUE)
    refers(house, by=BOSS)
    agrees(house, first)
    does(house, CAM, f"{second}/refuse")
    moves(house, first, "interview")

    assert chain_of(house, first)["duplicates"] == []


def test_without_an_introduction_it_goes_from_the_candidate_to_the_referrer(
    house: Referrals,
) -> None:
    where = refers(house)
    agrees(house, where)
    moves(house, where, "interview")
    shown = chain_of(house, where)

    assert [each["person"] for each in shown["people"]] == [str(CAM), str(RAY)]
    assert shown["links"] == []


@pytest.mark.parametrize("gone", [CAM, HELPER, RAY])
def test_who_left_keeps_their_place_without_a_name(
    house: Referrals, where: str, gone: UUID
) -> None:
    moves(house, where, "interview")
    house.hears(erased(gone))
    shown = chain_of(house, where)

    assert len(shown["people"]) == 4
    assert gone not in ids_in(shown)
    assert ids_in(shown) <= set(EVERYBODY)
