"""Trying tells nobody what they may not see yet: two towns side by side.

In one something happens that does not show yet to whoever acts, in the other it does not happen.
What they are answered, what they see and what they are written must be the same.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.referrals.domain.credit import Line, LineKind
from services.referrals.domain.credit_seen import lines_seen
from services.referrals.domain.ownership import owns
from services.referrals.domain.referral import Referral
from services.referrals.domain.referral_acting import acted, hire_told, opening_ended
from services.referrals.domain.referral_moves import Reason
from services.referrals.domain.referral_seen import given_up
from services.referrals.domain.referral_states import By, Happening, ReferralState
from services.referrals.domain.referral_told import Whom, news, without_news
from shared.errors import WarmpathError
from tests.support.introductions import refusal
from tests.support.referring import CAM, DAY, MONDAY, RAY, REC, consented, seen, step, submitted

HOUR = DAY / 24
STAGES = [Happening.TAKEN_UP, Happening.INTERVIEW, Happening.OFFER, Happening.HIRE]
Deed = Callable[[Referral, datetime], Referral]


def says(what: Happening, by: By = By.CANDIDATE) -> Deed:
    person = CAM if by is By.CANDIDATE else RAY
    return lambda one, at: acted(one, what, by, person, at)


def release(one: Referral, at: datetime) -> Referral:
    return hire_told(one, CAM, at)


def rejected(one: Referral, at: datetime, hold: int = 3) -> Referral:
    return one.moved(Happening.REJECTED, By.RECRUITER, REC, at, Reason.SKILLS, hold)


CANDIDATES: list[Deed] = [*map(says, [*STAGES, Happening.WITHDRAWN]), release]
REFERRERS: list[Deed] = [says(what, By.REFERRER) for what in (Happening.WITHDRAWN, Happening.OFFER)]


def town(one: Referral, deeds: list[Deed], since: datetime, viewer: Any) -> list[object]:
    """What the actor is answered and shown, an hour apart from each other."""
    found: list[object] = []
    for number, deed in enumerate(deeds):
        at = since + (number + 1) * HOUR
        try_it: list[Referral] = []
        found.append(refusal(lambda: try_it.append(deed(one, at))))  # noqa: B023
        one = try_it[0] if try_it else one
        found += [seen(one, viewer, at), heard(one, viewer, at)]
    return [*found, one]


def heard(one: Referral, viewer: Any, at: datetime) -> object:
    """What is written to them by then of what others did."""
    whom: Whom = "candidate" if viewer == CAM else "referrer"
    own = By.CANDIDATE if viewer == CAM else By.REFERRER
    others = [number for number, move in enumerate(one.moves) if move.by is not own]
    return [letter for number in others for letter in news(one, number, whom, at)]


@given(st.sampled_from([None, *STAGES[:3]]), st.lists(st.sampled_from(CANDIDATES), max_size=6))
def test_a_candidate_learns_of_a_held_rejection_by_nothing_they_do(
    so_far: Happening | None, deeds: list[Deed]
) -> None:
    before = step(consented(), so_far, at=MONDAY) if so_far else consented()
    *told, _ = town(before, deeds, MONDAY, CAM)
    *held, one = town(rejected(before, MONDAY), deeds, MONDAY, CAM)

    assert held == told
    assert isinstance(one, Referral)
    over = seen(one, CAM, MONDAY + 4 * DAY).state
    withdrew = any(move.happening is Happening.WITHDRAWN for move in one.moves)
    assert over is (ReferralState.WITHDRAWN if withdrew else ReferralState.REJECTED)
    assert over is one.state


@given(
    st.lists(st.sampled_from([*STAGES, Happening.REJECTED]), min_size=1, max_size=4),
    st.lists(st.sampled_from(REFERRERS), max_size=4),
)
def test_a_referrer_learns_of_a_review_by_nothing_they_do(
    secret: list[Happening], deeds: list[Deed]
) -> None:
    reviewed = consented()
    for what in secret:
        reason = Reason.SKILLS if what is Happening.REJECTED else Reason.NONE_GIVEN
        with suppress(WarmpathError):
            reviewed = reviewed.moved(what, By.ATS, None, MONDAY, reason)
    *told, _ = town(consented(), deeds, MONDAY, RAY)
    *hidden, one = town(reviewed, deeds, MONDAY, RAY)

    assert told == hidden
    assert isinstance(one, Referral)
    if given_up(one):
        later = MONDAY + 90 * DAY
        assert seen(one, RAY, later).state is ReferralState.WITHDRAWN
        assert heard(one, RAY, later) == heard(one, RAY, MONDAY + DAY)
        assert [letter.recipient for letter in without_news(one)] == [CAM]
        assert seen(one, CAM, later).state is one.state is reviewed.state


def test_an_opening_that_ends_during_a_held_rejection_ends_it_as_any_other() -> None:
    at = MONDAY + HOUR
    told, held = (opening_ended(one, at) for one in (consented(), rejected(consented(), MONDAY)))

    for later in (at, MONDAY + 9 * DAY):
        for viewer in (CAM, RAY):
            assert seen(told, viewer, later) == seen(held, viewer, later)
            assert heard(told, viewer, later) == heard(held, viewer, later)
    assert told.state is held.state is ReferralState.OPENING_CLOSED


def test_an_opening_that_ends_leaves_what_is_over_as_it_is() -> None:
    shown = rejected(consented(), MONDAY, hold=0)
    said = says(Happening.HIRE)(rejected(consented(), MONDAY), MONDAY + HOUR)

    for one in (shown, said, step(consented(), Happening.HIRE, at=MONDAY)):
        assert opening_ended(one, MONDAY + DAY) == one


def test_from_review_on_it_is_the_candidates_and_goes_on_without_the_vouch() -> None:
    reviewed = step(consented(), Happening.TAKEN_UP, at=MONDAY)
    left = says(Happening.WITHDRAWN, By.REFERRER)(reviewed, MONDAY + HOUR)
    decided = step(left, Happening.INTERVIEW, at=MONDAY + DAY)

    assert left.state is ReferralState.IN_REVIEW
    assert owns(left, MONDAY + DAY)
    assert decided.state is ReferralState.INTERVIEWING
    view = seen(decided, REC, MONDAY + DAY)
    assert (view.referrer, view.vouch, view.relation) == (RAY, None, None)


def test_a_referrer_who_sees_the_review_cannot_withdraw_any_more() -> None:
    reviewed = step(consented(), Happening.TAKEN_UP, at=MONDAY)
    withdraw = lambda: says(Happening.WITHDRAWN, By.REFERRER)(reviewed, MONDAY + DAY)  # noqa: E731

    assert refusal(withdraw) == "referral_not_yours"


def test_before_the_review_a_withdrawal_ends_it_for_all() -> None:
    left = says(Happening.WITHDRAWN, By.REFERRER)(consented(), MONDAY + HOUR)

    assert left.state is seen(left, CAM, MONDAY + HOUR).state is ReferralState.WITHDRAWN


def test_a_withdrawal_during_a_held_rejection_gives_the_window_up() -> None:
    held = rejected(consented(), MONDAY)
    left = says(Happening.WITHDRAWN)(held, MONDAY + HOUR)

    assert owns(held, MONDAY + HOUR)
    assert not owns(left, MONDAY + HOUR)
    assert Reason.SKILLS not in {told.reason for told in seen(left, CAM, MONDAY + 9 * DAY).history}


def test_the_silent_and_the_refusing_read_alike_between_deadline_and_its_effect() -> None:
    late = MONDAY + 14 * DAY
    withdraw = says(Happening.WITHDRAWN, By.REFERRER)
    refused = submitted().refused(CAM, MONDAY)
    assert refusal(lambda: withdraw(submitted(), late)) == "referral_state_wrong"
    assert refusal(lambda: withdraw(refused, late)) == "referral_state_wrong"


def test_the_employer_acts_on_what_is() -> None:
    held = rejected(consented(), MONDAY)

    for by in (By.RECRUITER, By.ATS):
        offer = lambda: acted(held, Happening.OFFER, by, None, MONDAY)  # noqa: B023, E731
        assert refusal(offer) == "referral_state_wrong"


@pytest.mark.parametrize("days", [0, 1, 30])
def test_what_is_paid_after_a_referrer_withdrew_is_not_theirs_to_read(days: int) -> None:
    hired = step(consented(), Happening.HIRE, at=MONDAY)
    left = says(Happening.WITHDRAWN, By.REFERRER)(hired, MONDAY + HOUR)
    paid = Line(
        at=MONDAY, kind=LineKind.AWARD, amount=330, currency="EUR", policy_version=3, why=""
    )
    at = MONDAY + 2 * HOUR + days * DAY

    assert lines_seen(left, seen(left, RAY, at), [paid], at) == ()
    assert lines_seen(left, seen(left, REC, at), [paid], at) == (paid,)
