"""A referral from submission to its end: consent first, one owner, and the candidate before all."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from services.referrals.domain.ownership import owner_among, owns, same_candidate
from services.referrals.domain.referral import Referral
from services.referrals.domain.referral_losses import without_person
from services.referrals.domain.referral_moves import Reason
from services.referrals.domain.referral_states import (
    MAY,
    OVER,
    OWN_WAY,
    TRANSITIONS,
    UNDERWAY,
    By,
    Happening,
    ReferralState,
)
from services.referrals.domain.working_days import after_working_days
from tests.support.introductions import ids_in, refusal
from tests.support.referring import (
    CAM,
    CHAIN,
    DAY,
    MONDAY,
    OTHER,
    RAY,
    REC,
    STAGES,
    STRANGER,
    WINDOW,
    as_seen,
    at_stage,
    consented,
    seen,
    step,
    submitted,
)

NONE = "referral_not_found"
LATER = MONDAY + 7 * DAY
FRIDAY = MONDAY + 4 * DAY


# --- consent


def test_nobody_but_the_candidate_agrees() -> None:
    assert refusal(lambda: submitted().consented(OTHER, MONDAY, None, WINDOW)) == NONE
    assert refusal(lambda: submitted().refused(OTHER, MONDAY)) == NONE
    assert consented().state is ReferralState.CONSENTED


def test_whoever_was_no_member_becomes_the_candidate_by_agreeing() -> None:
    assert consented(submitted(candidate=None, address_hash="h")).candidate == CAM


def test_consent_comes_within_fourteen_days_or_not_at_all() -> None:
    last = MONDAY + 14 * DAY

    assert refusal(lambda: consented(at=last)) == "consent_deadline_passed"
    assert submitted().lapsed(last).state is ReferralState.NOT_CONSENTED
    assert refusal(lambda: submitted().lapsed(last - DAY)) == "referral_not_due"


def test_a_recruiter_sees_nothing_before_the_candidate_agreed() -> None:
    never = submitted().refused(CAM, MONDAY)

    assert as_seen(submitted(), REC, MONDAY) == NONE
    assert as_seen(never, REC, MONDAY + 90 * DAY) == NONE


@pytest.mark.parametrize("days", [0, 1, 13, 14, 15, 60])
def test_to_the_referrer_a_refusal_reads_as_silence_does(days: int) -> None:
    refused = submitted().refused(CAM, MONDAY + DAY / 2)
    silent = submitted()
    noticed = silent.lapsed(MONDAY + 14 * DAY + timedelta(minutes=5))
    at = MONDAY + days * DAY

    assert seen(refused, RAY, at).state is seen(silent, RAY, at).state
    if days > 14:
        assert seen(refused, RAY, at) == seen(noticed, RAY, at)


# --- whose candidate


def test_the_first_consented_wins_and_the_second_is_a_duplicate() -> None:
    first, second = consented(submitted(1)), submitted(2, referrer=OTHER)
    owner = owner_among(second, [first], LATER)
    duplicate = second.consented(CAM, LATER, owner, WINDOW)

    assert owner == first
    assert duplicate.state is ReferralState.DUPLICATE
    assert not owns(duplicate, LATER)


def test_consent_counts_not_submission() -> None:
    early, late = submitted(1), consented(submitted(2, submitted_at=MONDAY + DAY), at=MONDAY + DAY)

    assert owner_among(early, [late], LATER) == late


def test_of_two_consented_the_earlier_owns_them() -> None:
    one, other = consented(submitted(1), at=LATER), consented(submitted(2), at=MONDAY)

    assert owner_among(submitted(3), [one, other], LATER) == other


def test_a_referral_is_no_duplicate_of_itself_or_of_another_opening() -> None:
    first = consented()

    assert owner_among(first, [first], LATER) is None
    assert owner_among(submitted(2, opening_id=STRANGER), [first], LATER) is None


def test_the_window_ends() -> None:
    first = consented()

    assert owns(first, MONDAY + WINDOW - DAY)
    assert owner_among(submitted(2), [first], MONDAY + WINDOW) is None


def test_a_rejection_keeps_the_window_and_a_withdrawal_gives_it_up() -> None:
    rejected = step(at_stage(ReferralState.IN_REVIEW), Happening.REJECTED)
    withdrawn = step(consented(), Happening.WITHDRAWN, By.CANDIDATE)

    assert owns(rejected, LATER)
    assert not owns(withdrawn, LATER)


def test_a_hire_owns_for_ever() -> None:
    assert owns(at_stage(ReferralState.HIRED), MONDAY + 5 * WINDOW)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ((CAM, None), (CAM, "h"), True),
        ((CAM, "h"), (OTHER, "h"), False),
        ((None, "h"), (CAM, "h"), True),
        ((None, "h"), (CAM, "g"), False),
        ((None, None), (CAM, None), False),
    ],
)
def test_identity_decides_and_the_hashed_address_where_there_is_none(
    one: tuple[UUID | None, str | None], other: tuple[UUID | None, str | None], same: bool
) -> None:
    first = submitted(candidate=one[0], address_hash=one[1])
    second = submitted(candidate=other[0], address_hash=other[1])

    assert same_candidate(first, second) is same_candidate(second, first) is same


def test_the_window_binds_until_the_screening_decision() -> None:
    ended = MONDAY + WINDOW

    assert at_stage(ReferralState.IN_REVIEW).lapsed(ended).state is ReferralState.EXPIRED
    assert refusal(lambda: at_stage(ReferralState.INTERVIEWING).lapsed(ended)) == (
        "referral_not_due"
    )


# --- moves


@pytest.mark.parametrize("what", Happening)
@pytest.mark.parametrize("by", By)
def test_each_move_is_for_those_who_may(what: Happening, by: By) -> None:
    starts = {happening: state for (state, happening) in TRANSITIONS}
    referral = at_stage(starts[what]) if starts[what] in STAGES else consented()
    if by not in MAY[what]:
        assert refusal(lambda: step(referral, what, by)) == "referral_not_yours"


@pytest.mark.parametrize("state", sorted({*UNDERWAY, *STAGES}))
@pytest.mark.parametrize("what", Happening)
def test_what_the_table_does_not_list_is_refused(state: ReferralState, what: Happening) -> None:
    by = sorted(MAY[what])[0]
    referral = at_stage(state)
    if (state, what) not in TRANSITIONS:
        assert refusal(lambda: step(referral, what, by)) == "referral_state_wrong"


def test_every_state_but_the_first_can_be_reached_and_ends_stay_ends() -> None:
    assert set(TRANSITIONS.values()) == set(ReferralState) - {ReferralState.SUBMITTED}
    # A refusal is silence to the referrer until the deadline, and goes where silence would.
    refused = {ReferralState.NOT_CONSENTED}
    assert {state for state, _ in TRANSITIONS} == set(ReferralState) - OVER | refused
    assert {what for _, what in TRANSITIONS} == set(MAY)


def test_every_change_has_an_actor_a_time_and_a_reason_class() -> None:
    rejected = step(at_stage(ReferralState.IN_REVIEW), Happening.REJECTED, reason=Reason.TERMS)

    last = rejected.moves[-1]
    assert (last.by, last.person, last.at, last.reason) == (By.RECRUITER, REC, LATER, Reason.TERMS)


def test_a_rejection_says_of_which_class_its_reason_is() -> None:
    attempt = lambda: step(consented(), Happening.REJECTED, reason=Reason.NONE_GIVEN)  # noqa: E731

    assert refusal(attempt) == "reason_needed"


def test_a_referrer_takes_it_back_only_until_it_is_in_review() -> None:
    taken_back = step(consented(), Happening.WITHDRAWN, By.REFERRER)

    assert taken_back.state is ReferralState.WITHDRAWN
    for state in (ReferralState.IN_REVIEW, ReferralState.OFFERED):
        there = at_stage(state)
        attempt = lambda: step(there, Happening.WITHDRAWN, By.REFERRER)  # noqa: B023, E731
        assert refusal(attempt) == "referral_not_yours"


@pytest.mark.parametrize("what", sorted(OWN_WAY))
def test_consent_and_deadlines_cannot_just_be_said(what: Happening) -> None:
    by = sorted(MAY[what])[0]
    there = submitted() if what is not Happening.WINDOW_ENDED else consented()

    assert refusal(lambda: step(there, what, by)) == "referral_not_yours"


# --- the candidate first


def test_a_change_is_the_candidates_at_once_and_the_referrers_a_day_later() -> None:
    interviewing = at_stage(ReferralState.INTERVIEWING)

    assert seen(interviewing, CAM, LATER).state is ReferralState.INTERVIEWING
    assert seen(interviewing, RAY, LATER + DAY - DAY / 24).state is ReferralState.CONSENTED
    assert seen(interviewing, RAY, LATER + DAY).state is ReferralState.INTERVIEWING


def test_a_rejection_may_be_held_three_working_days_and_is_nobodys_before() -> None:
    held = step(consented(), Happening.REJECTED, at=FRIDAY, hold=3)
    told = FRIDAY + 5 * DAY  # over a weekend

    assert seen(held, CAM, told - DAY / 24).state is ReferralState.CONSENTED
    assert seen(held, CAM, told).state is ReferralState.REJECTED
    assert seen(held, RAY, told).state is ReferralState.CONSENTED
    assert seen(held, RAY, told + DAY).state is ReferralState.REJECTED


@pytest.mark.parametrize(
    ("what", "hold"),
    [(Happening.REJECTED, 4), (Happening.REJECTED, -1), (Happening.INTERVIEW, 1)],
)
def test_only_a_rejection_is_held_and_not_for_longer(what: Happening, hold: int) -> None:
    assert refusal(lambda: step(consented(), what, hold=hold)) == "hold_too_long"


@pytest.mark.parametrize("days", range(14))
def test_a_working_day_is_never_at_the_weekend(days: int) -> None:
    start = MONDAY + days * DAY

    assert [after_working_days(start, held).weekday() < 5 for held in (1, 2, 3)] == [True] * 3
    assert after_working_days(start, 0) == start


def test_the_referrer_reads_the_stage_and_never_the_reason() -> None:
    rejected = step(at_stage(ReferralState.IN_REVIEW), Happening.REJECTED, reason=Reason.TERMS)

    assert "terms" in repr(seen(rejected, CAM, LATER))
    assert "terms" not in repr(seen(rejected, RAY, LATER + 9 * DAY))


def test_what_the_candidate_said_is_labelled_so() -> None:
    told = step(consented(), Happening.INTERVIEW, By.CANDIDATE)

    assert seen(told, RAY, LATER).history[-1].by is By.CANDIDATE


# --- network-blind


@pytest.mark.parametrize("state", [ReferralState.CONSENTED, ReferralState.IN_REVIEW])
def test_before_the_screening_decision_a_recruiter_sees_only_that_they_are_owned(
    state: ReferralState,
) -> None:
    view = seen(at_stage(state), REC, LATER)

    assert view.owned
    assert not {RAY, CHAIN} & ids_in(view)
    assert "She cooks." not in repr(view)
    assert "colleague" not in repr(view)


@pytest.mark.parametrize(
    "what", [Happening.INTERVIEW, Happening.OFFER, Happening.HIRE, Happening.REJECTED]
)
def test_after_it_they_see_vouch_referrer_and_introduction(what: Happening) -> None:
    view = seen(step(at_stage(ReferralState.IN_REVIEW), what), REC, LATER)

    assert (view.referrer, view.introduction_id, view.vouch) == (RAY, CHAIN, "She cooks.")


@pytest.mark.parametrize("what", [Happening.INTERVIEW, Happening.OFFER, Happening.HIRE])
def test_a_candidates_word_is_no_screening_decision(what: Happening) -> None:
    view = seen(step(at_stage(ReferralState.IN_REVIEW), what, By.CANDIDATE), REC, LATER)

    assert not {RAY, CHAIN} & ids_in(view)


@pytest.mark.parametrize("what", [Happening.WITHDRAWN, Happening.OPENING_CLOSED])
def test_an_end_that_no_recruiter_decided_keeps_the_network_blind(what: Happening) -> None:
    by = By.CANDIDATE if what is Happening.WITHDRAWN else By.TIME
    view = seen(step(at_stage(ReferralState.IN_REVIEW), what, by), REC, LATER)

    assert not {RAY, CHAIN} & ids_in(view)


def test_strangers_see_that_there_is_none() -> None:
    for state in UNDERWAY:
        assert as_seen(at_stage(state), STRANGER, LATER) == NONE


# --- hired


def test_a_hire_that_only_the_candidate_said_waits_for_the_employer() -> None:
    said = step(at_stage(ReferralState.OFFERED), Happening.HIRE, By.CANDIDATE)
    confirmed = step(said, Happening.HIRE_CONFIRMED)

    assert (said.hire_confirmed, confirmed.hire_confirmed) == (False, True)
    assert refusal(lambda: step(said, Happening.MILESTONE, By.TIME)) == "referral_not_due"
    assert step(said, Happening.REJECTED).state is ReferralState.REJECTED


def test_a_confirmed_hire_stands() -> None:
    hired = at_stage(ReferralState.HIRED)

    assert refusal(lambda: step(hired, Happening.REJECTED)) == "hire_confirmed"
    assert refusal(lambda: step(hired, Happening.HIRE_CONFIRMED)) == "hire_confirmed"


def test_milestones_follow_a_hire_as_often_as_there_are_any() -> None:
    once = step(at_stage(ReferralState.HIRED), Happening.MILESTONE, By.TIME)

    assert once.state is step(once, Happening.MILESTONE, By.TIME).state is ReferralState.RETAINED


def test_only_the_candidate_releases_that_they_were_hired() -> None:
    hired = at_stage(ReferralState.HIRED)

    assert not hired.hire_released
    assert hired.hire_to_tell(CAM).hire_released
    assert refusal(lambda: hired.hire_to_tell(RAY)) == "referral_not_yours"
    assert refusal(lambda: consented().hire_to_tell(CAM)) == "referral_state_wrong"


# --- no news, and leaving


def test_both_are_told_once_after_21_days_without_news() -> None:
    reviewed = at_stage(ReferralState.IN_REVIEW)
    due = LATER + 21 * DAY
    told = reviewed.told_of_no_news(due)

    assert not reviewed.to_tell_of_no_news(due - DAY)
    assert not told.to_tell_of_no_news(due + 30 * DAY)
    assert refusal(lambda: told.told_of_no_news(due + DAY)) == "referral_not_due"


def test_news_start_the_21_days_anew() -> None:
    told = at_stage(ReferralState.IN_REVIEW).told_of_no_news(LATER + 21 * DAY)
    news = step(told, Happening.INTERVIEW, at=LATER + 30 * DAY)

    assert not news.to_tell_of_no_news(LATER + 50 * DAY)
    assert news.to_tell_of_no_news(LATER + 51 * DAY)


@pytest.mark.parametrize("referral", [submitted(), at_stage(ReferralState.HIRED)])
def test_nobody_waits_for_news_before_consent_or_after_a_hire(referral: Referral) -> None:
    assert not referral.to_tell_of_no_news(MONDAY + 90 * DAY)


@pytest.mark.parametrize("state", [ReferralState.CONSENTED, *STAGES])
def test_a_candidate_who_leaves_takes_the_referral_along(state: ReferralState) -> None:
    gone = without_person(at_stage(state), CAM, LATER)

    assert CAM not in ids_in(gone)
    assert (gone.vouch, gone.relation, gone.address_hash) == ("", "", None)
    kept = state is ReferralState.HIRED
    assert gone.state is (ReferralState.HIRED if kept else ReferralState.WITHDRAWN)


def test_without_its_referrer_the_candidates_way_goes_on() -> None:
    gone = without_person(at_stage(ReferralState.OFFERED), RAY, LATER)

    assert RAY not in ids_in(gone)
    assert (gone.state, gone.vouch) == (ReferralState.OFFERED, "")
