"""Who is told of which move, and when; and what no event or mail ever says."""

from __future__ import annotations

from uuid import UUID

import pytest

from services.referrals.domain.referral import Referral
from services.referrals.domain.referral_losses import without_person
from services.referrals.domain.referral_states import By, Happening, ReferralState
from services.referrals.domain.referral_told import (
    Later,
    Letter,
    asked,
    events,
    news,
    received,
    to_tell,
    without_news,
)
from services.referrals.domain.step import NOBODY
from shared.contracts.referrals import ReferralMoved, ReferralSubmitted
from tests.support.introductions import ids_in
from tests.support.referring import (
    CAM,
    CHAIN,
    DAY,
    MONDAY,
    OPENING,
    OTHER,
    RAY,
    REC,
    at_stage,
    consented,
    step,
    submitted,
)

INVITED = UUID(int=0x1A)
LATER = MONDAY + 7 * DAY


def by_address() -> Referral:
    """Cam is named by an address; nobody has claimed it."""
    return submitted(candidate=None, address_hash="h", invitation_id=INVITED)


def last(referral: Referral) -> int:
    return len(referral.moves) - 1


def letters_of_last(referral: Referral, whom: str, days: float) -> list[Letter]:
    number, at = last(referral), MONDAY + days * DAY
    return list(news(referral, number, whom, at))  # type: ignore[arg-type]


# --- events


def test_a_submission_tells_who_and_for_what_and_never_an_address() -> None:
    (event,) = events(None, by_address())

    assert event == ReferralSubmitted(
        subject=by_address().id,
        opening_id=OPENING,
        referrer_id=RAY,
        candidate_id=None,
        introduction_id=CHAIN,
    )
    assert "She cooks." not in repr(event)
    assert INVITED not in ids_in(event)


def test_each_new_move_is_one_event_in_order() -> None:
    before = consented()
    after = step(step(before, Happening.TAKEN_UP), Happening.INTERVIEW)

    told = list(events(before, after))
    assert [event.state for event in told if isinstance(event, ReferralMoved)] == [
        "in_review",
        "interviewing",
    ]
    assert list(events(after, after)) == []


def test_the_class_of_a_reason_travels_and_no_person() -> None:
    (event,) = events(consented(), step(consented(), Happening.REJECTED))

    assert isinstance(event, ReferralMoved)
    assert (event.by, event.reason) == ("recruiter", "skills")
    assert not ids_in(event) & {CAM, RAY, REC}


# --- mail


def test_whoever_is_named_by_an_address_is_asked_there_even_if_they_are_a_member() -> None:
    assert asked(by_address()).recipient == INVITED
    assert asked(by_address().claimed(CAM)).recipient == INVITED
    assert asked(submitted()) == Letter(CAM, "referral_asked", frozenset({RAY}))


def test_recruiters_hear_of_the_candidate_alone() -> None:
    told = list(received(consented(), [REC, OTHER, RAY, NOBODY]))

    assert [letter.recipient for letter in told] == [REC, OTHER]
    assert {letter.people for letter in told} == {frozenset({CAM})}


def test_who_made_a_move_is_not_written_to_about_it() -> None:
    withdrawn = step(consented(), Happening.WITHDRAWN, By.CANDIDATE)
    taken_back = step(consented(), Happening.WITHDRAWN, By.REFERRER)

    assert [each.whom for each in to_tell(consented(), withdrawn)] == ["referrer"]
    assert [each.whom for each in to_tell(consented(), taken_back)] == ["candidate"]


def test_the_candidate_is_told_at_once_and_the_referrer_a_day_later() -> None:
    moved = step(consented(), Happening.INTERVIEW)

    assert list(to_tell(consented(), moved)) == [
        Later(1, "candidate", LATER),
        Later(1, "referrer", LATER + DAY),
    ]


def test_a_held_rejection_is_told_to_nobody_before_it_shows() -> None:
    held = step(consented(), Happening.REJECTED, hold=3)
    candidate, referrer = to_tell(consented(), held)

    assert (candidate.due_at, referrer.due_at) == (LATER + 3 * DAY, LATER + 4 * DAY)
    assert letters_of_last(held, "candidate", 9) == []
    assert letters_of_last(held, "candidate", 10) == [
        Letter(CAM, "referral_news", frozenset({RAY}))
    ]


def test_of_a_refusal_and_of_silence_the_referrer_is_told_alike() -> None:
    refused = submitted().refused(CAM, MONDAY + DAY)
    silent = submitted().lapsed(MONDAY + 14 * DAY)

    assert [each.due_at for each in to_tell(submitted(), refused)] == [MONDAY + 14 * DAY]
    assert list(to_tell(submitted(), silent)) == list(to_tell(submitted(), refused))
    assert letters_of_last(silent, "referrer", 14) == letters_of_last(refused, "referrer", 14) != []


def test_of_a_refusal_that_something_followed_the_referrer_is_never_told() -> None:
    refused = submitted().refused(CAM, MONDAY)
    closed = step(refused, Happening.OPENING_CLOSED, By.TIME, at=MONDAY + DAY)

    assert list(news(closed, 0, "referrer", MONDAY + 20 * DAY)) == []
    assert len(list(news(closed, 1, "referrer", MONDAY + 20 * DAY))) == 1


def test_before_the_yes_a_letter_names_the_candidate_as_the_referrer_did() -> None:
    claimed = by_address().claimed(CAM)
    lapsed = claimed.lapsed(MONDAY + 14 * DAY)
    (letter,) = letters_of_last(lapsed, "referrer", 15)

    assert letter.people == {INVITED}
    agreed = consented(claimed)
    assert letters_of_last(agreed, "referrer", 1)[0].people == {CAM}


def test_without_news_both_are_told() -> None:
    there = at_stage(ReferralState.INTERVIEWING)

    assert [letter.recipient for letter in without_news(there)] == [CAM, RAY]
    assert {letter.template for letter in without_news(there)} == {"referral_no_news"}


@pytest.mark.parametrize("gone", [CAM, RAY])
def test_who_left_is_neither_written_to_nor_named(gone: UUID) -> None:
    after = without_person(at_stage(ReferralState.INTERVIEWING), gone, LATER)
    told = [*without_news(after), *received(after, [REC])]

    assert gone not in {letter.recipient for letter in told}
    assert all(gone not in letter.people and NOBODY not in letter.people for letter in told)
