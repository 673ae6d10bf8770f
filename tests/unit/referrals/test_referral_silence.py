"""A refusal is silence to the referrer, whatever anybody does afterwards: two towns side by side.

In one the candidate refuses, in the other they say nothing. Everything else that happens, happens
in both; and whatever the referrer can see or be told must be the same.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.referrals.domain.referral import Referral
from services.referrals.domain.referral_losses import without_person
from services.referrals.domain.referral_moves import Reason
from services.referrals.domain.referral_states import By, Happening, ReferralState
from services.referrals.domain.referral_told import news
from shared.errors import WarmpathError
from tests.support.introductions import refusal
from tests.support.referring import CAM, DAY, MONDAY, RAY, consented, seen, step, submitted

INVITED = UUID(int=0x1A)
Deed = Callable[[Referral, datetime], Referral]


def reword(one: Referral, at: datetime) -> Referral:
    return one.reworded(RAY, "friend", f"{one.wordings} times", at)


def take_back(one: Referral, at: datetime) -> Referral:
    return one.moved(Happening.WITHDRAWN, By.REFERRER, RAY, at)


def close(one: Referral, at: datetime) -> Referral:
    """As the reaction to a closed opening does: to what goes on, or seems to."""
    if one.state is ReferralState.SUBMITTED or one.seems_submitted(at):
        return one.moved(Happening.OPENING_CLOSED, By.TIME, None, at)
    return one


def candidate_leaves(one: Referral, at: datetime) -> Referral:
    return without_person(one, CAM, at)


def claim(one: Referral, at: datetime) -> Referral:
    return one.claimed(CAM)


def nothing(one: Referral, at: datetime) -> Referral:
    return one


DEEDS: dict[str, Deed] = {
    each.__name__: each for each in (reword, take_back, close, candidate_leaves, claim, nothing)
}


class Town:
    """One referral, and what its referrer hears."""

    def __init__(self, refused_on: int | None) -> None:
        self.one = submitted(candidate=None, address_hash="h", invitation_id=INVITED)
        self.one = self.one.claimed(CAM)
        self.refused_on = refused_on

    def day(self, number: int, deed: Deed) -> object:
        at = MONDAY + number * DAY
        if number == self.refused_on:
            self.attempt(lambda: self.one.refused(CAM, at))
        said = self.attempt(lambda: deed(self.one, at))
        if self.one.due_at is not None and self.one.due_at <= at:
            self.one = self.one.lapsed(at)
        return (said, shown(self.one, at))

    def attempt(self, deed: Callable[[], Referral]) -> str:
        try:
            self.one = deed()
        except WarmpathError as refused:
            return refused.code
        return "done"


def shown(one: Referral, at: datetime) -> object:
    """All of it, but for names of people who left, which are gone from both alike."""
    letters = [
        letter for number in range(len(one.moves)) for letter in news(one, number, "referrer", at)
    ]
    view = seen(one, RAY, at)
    # Whose address it was: gone from the row in either town, and never shown.
    assert view.candidate is None
    return (view, letters)


@given(
    st.integers(0, 13),
    st.lists(st.sampled_from(sorted(DEEDS)), min_size=1, max_size=20),
)
def test_whatever_follows_the_referrer_sees_and_hears_the_same(
    refused_on: int, deeds: list[str]
) -> None:
    refusing, silent = Town(refused_on), Town(None)

    for number, name in enumerate(deeds):
        assert refusing.day(number, DEEDS[name]) == silent.day(number, DEEDS[name]), (number, name)


def test_the_candidate_knows_and_can_neither_agree_nor_withdraw_after_all() -> None:
    refused = submitted().refused(CAM, MONDAY)

    assert seen(refused, CAM, MONDAY).state is ReferralState.NOT_CONSENTED
    assert refusal(lambda: consented(refused)) == "referral_state_wrong"
    withdraw = lambda: step(refused, Happening.WITHDRAWN, By.CANDIDATE, at=MONDAY)  # noqa: E731
    assert refusal(withdraw) == "referral_state_wrong"


def test_after_the_deadline_a_refusal_is_an_end() -> None:
    refused = submitted().refused(CAM, MONDAY)
    late = MONDAY + 14 * DAY

    for deed in (take_back, reword):
        assert refusal(lambda: deed(refused, late)) == "referral_state_wrong"  # noqa: B023
        assert refusal(lambda: deed(refused, late - DAY)) == "done"  # noqa: B023


@pytest.mark.parametrize("by", [By.RECRUITER, By.ATS, By.CANDIDATE])
@pytest.mark.parametrize("what", [Happening.TAKEN_UP, Happening.HIRE, Happening.REJECTED])
def test_nobody_takes_on_what_was_refused(by: By, what: Happening) -> None:
    refused = submitted().refused(CAM, MONDAY)
    attempt = lambda: refused.moved(what, by, None, MONDAY, Reason.SKILLS)  # noqa: E731

    assert refusal(attempt) in ("referral_state_wrong", "referral_not_yours")


# --- claiming and rewording


def test_a_claim_is_for_what_waits_for_an_address_and_for_no_referrer() -> None:
    waiting = submitted(candidate=None, address_hash="h", invitation_id=INVITED)

    assert waiting.claimed(CAM).candidate == CAM
    assert waiting.claimed(RAY) == waiting
    assert submitted().claimed(RAY) == submitted()
    lapsed = waiting.lapsed(MONDAY + 14 * DAY)
    assert lapsed.claimed(CAM) == lapsed


def test_only_the_referrer_rewords_and_only_what_nobody_agreed_to() -> None:
    assert refusal(lambda: submitted().reworded(CAM, "", "x", MONDAY)) == "referral_not_yours"
    assert refusal(lambda: consented().reworded(RAY, "", "x", MONDAY)) == "referral_state_wrong"
    reworded = submitted().reworded(RAY, "friend", "She bakes.", MONDAY)
    assert (reworded.relation, reworded.vouch) == ("friend", "She bakes.")


def test_an_edition_changes_with_what_shows_to_that_viewer_alone() -> None:
    first = submitted()
    worded, agreed = reword(first, MONDAY), consented()
    held = step(agreed, Happening.REJECTED, hold=3)
    released = replace(consented(), hire_released=True)

    def editions(viewer: UUID, *referrals: Referral) -> set[int]:
        return {seen(each, viewer, MONDAY + 7 * DAY).edition for each in referrals}

    assert len(editions(RAY, first, worded)) == len(editions(CAM, first, worded)) == 2
    assert len(editions(RAY, agreed, held)) == len(editions(CAM, agreed, held)) == 1
    assert len(editions(RAY, agreed, released)) == 1
    assert len(editions(CAM, agreed, released)) == 2
