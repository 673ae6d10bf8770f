"""Who runs an opening, and as what somebody has a part in it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from services.referrals.domain.known_opening import KnownOpening, known_opening
from services.referrals.domain.referral_states import ReferralState
from services.referrals.domain.referring import (
    refuse_again,
    refuse_closed,
    refuse_non_employee,
    refuse_unusable_vouch,
)
from tests.support.facts import opening
from tests.support.introductions import refusal
from tests.support.referring import (
    CAM,
    DAY,
    MONDAY,
    OTHER,
    RAY,
    REC,
    STRANGER,
    at_stage,
    consented,
    submitted,
)

OAK, JOB, BOSS = UUID(int=0xE0), UUID(int=0xB0), UUID(int=0xA0)


def known(**said: Any) -> KnownOpening:
    return known_opening(opening(JOB, OAK, **{"posted_by": RAY, **said}))


def test_whoever_hires_or_recruits_runs_it() -> None:
    assert known(recruiters=[REC], hiring_manager=BOSS).recruiters == {REC, BOSS}
    assert known(hiring_manager=BOSS).recruiters == {BOSS}


def test_who_posted_it_runs_it_where_nobody_else_does() -> None:
    assert known().recruiters == {RAY}


def test_roles_are_those_that_policies_know() -> None:
    both = known(recruiters=[REC, BOSS], hiring_manager=BOSS)

    assert both.roles_of(BOSS) == {"hiring_manager", "recruiter"}
    assert both.roles_of(REC) == {"recruiter"}
    assert both.roles_of(RAY) == both.roles_of(STRANGER) == frozenset()


def test_a_fact_is_taken_as_it_is() -> None:
    found = known(state="paused", audience="network", policy_version=4)

    assert (found.id, found.employer_id) == (JOB, OAK)
    assert (found.state, found.audience, found.policy_version) == ("paused", "network", 4)


# --- who may refer for it


@pytest.mark.parametrize(
    ("state", "by", "code"),
    [
        ("published", STRANGER, "done"),
        ("published", RAY, "done"),
        ("paused", STRANGER, "opening_not_open"),
        ("filled", STRANGER, "opening_not_found"),
        ("closed", STRANGER, "opening_not_found"),
        ("expired", STRANGER, "opening_not_found"),
        ("filled", RAY, "opening_not_open"),
    ],
)
def test_what_is_over_is_none_to_whoever_has_no_part_in_it(state: str, by: UUID, code: str) -> None:
    assert refusal(lambda: refuse_closed(known(state=state), by)) == code


def test_only_who_works_there_refers() -> None:
    assert refusal(lambda: refuse_non_employee(employed=True)) == "done"
    assert refusal(lambda: refuse_non_employee(employed=False)) == "employment_not_current"


@pytest.mark.parametrize(
    ("vouch", "code"),
    [
        ("", "done"),
        ("She cooks.\n\tAnd bakes.", "done"),
        ("x" * 2000, "done"),
        ("x" * 2001, "vouch_invalid"),
        ("a\x00b", "vouch_invalid"),
        ("\ud800", "vouch_invalid"),
    ],
)
def test_a_vouch_is_text_of_two_thousand_characters(vouch: str, code: str) -> None:
    assert refusal(lambda: refuse_unusable_vouch(vouch)) == code


@pytest.mark.parametrize("state", [ReferralState.IN_REVIEW, ReferralState.HIRED])
def test_nobody_refers_somebody_twice_while_one_goes_on(state: ReferralState) -> None:
    attempt = lambda: refuse_again(submitted(2), [at_stage(state)], MONDAY + 9 * DAY)  # noqa: E731

    assert refusal(attempt) == "referred_already"


def test_an_address_is_nobodys_before_their_yes() -> None:
    """Somebody whom an introduction brought may have the address that was named before."""
    named = submitted(candidate=None, address_hash="h", invitation_id=UUID(int=7)).claimed(CAM)
    brought = submitted(2)

    assert refusal(lambda: refuse_again(brought, [named], MONDAY)) == "done"
    agreed = consented(named)
    assert refusal(lambda: refuse_again(brought, [agreed], MONDAY)) == "referred_already"


def test_another_referrer_or_an_end_that_shows_stands_in_nobodys_way() -> None:
    refused = submitted().refused(CAM, MONDAY)
    again = submitted(2)

    assert refusal(lambda: refuse_again(again, [consented(submitted(referrer=OTHER))], MONDAY)) == (
        "done"
    )
    for days, code in ((13, "referred_already"), (14, "done")):
        at = MONDAY + days * DAY
        assert refusal(lambda: refuse_again(again, [refused], at)) == code  # noqa: B023
        assert refusal(lambda: refuse_again(again, [submitted()], at)) == code  # noqa: B023
