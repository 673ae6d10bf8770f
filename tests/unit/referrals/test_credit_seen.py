"""Who reads which line of credit, from when; and what travels of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

import pytest

from services.referrals.domain.credit import Line, credit
from services.referrals.domain.credit_history import Corrected, Entry, Reversed, Stayed
from services.referrals.domain.credit_seen import lines_seen, refuse_unusable_why
from services.referrals.domain.credit_told import credit_events
from services.referrals.domain.referral import Referral
from services.referrals.domain.referral_states import By, ReferralState
from shared.contracts.referrals import CreditAwarded, CreditReversed
from shared.errors import WarmpathError
from tests.support.introductions import refusal
from tests.support.referring import (
    CAM,
    DAY,
    MONDAY,
    RAY,
    REC,
    agreed_entry,
    at_stage,
    hired_entry,
    seen,
)

HIRED_AT = MONDAY + 7 * DAY
AGREED, HIRED = agreed_entry(), hired_entry(at=HIRED_AT)
HIRED_REFERRAL = at_stage(ReferralState.HIRED)


def read(viewer: UUID, at: datetime, *history: Entry, of: Referral = HIRED_REFERRAL) -> str | int:
    """How many lines they read, or the code of why they read none."""
    try:
        return len(lines_seen(of, seen(of, viewer, at), credit(history), at))
    except WarmpathError as refused:
        return refused.code


def test_the_referrer_reads_a_payout_when_they_see_the_hire() -> None:
    just_before, then = HIRED_AT + DAY - DAY / 24, HIRED_AT + DAY

    assert read(RAY, just_before, AGREED, HIRED) == 0
    assert read(RAY, then, AGREED, HIRED) == 1
    assert seen(HIRED_REFERRAL, RAY, just_before).state is ReferralState.CONSENTED


def test_a_milestone_shows_a_day_later_too() -> None:
    stayed = Stayed(at=HIRED_AT + 190 * DAY, months=6)

    assert read(RAY, stayed.at, AGREED, HIRED, stayed) == 1
    assert read(RAY, stayed.at + DAY, AGREED, HIRED, stayed) == 2


def test_why_nothing_will_be_paid_shows_from_the_consent_on() -> None:
    assert read(RAY, MONDAY, agreed_entry(policy=None)) == 1


def test_what_somebody_wrote_shows_at_once() -> None:
    at = HIRED_AT + 9 * DAY
    mended = (
        Reversed(at=at, months=0, by=REC, why="By mistake."),
        Corrected(at=at, amount=7, by=REC, why="For coffee."),
    )

    assert read(RAY, at, AGREED, HIRED, *mended) == 3


def test_recruiters_read_it_once_they_have_decided_and_candidates_never() -> None:
    only_said = at_stage(ReferralState.HIRED, By.CANDIDATE)

    assert read(REC, HIRED_AT, AGREED, HIRED) == 1
    assert read(REC, HIRED_AT, AGREED, of=only_said) == "referral_not_found"
    assert read(CAM, HIRED_AT, AGREED, HIRED) == "referral_not_found"


@pytest.mark.parametrize("why", ["", "  ", "x" * 501, "a\x07b"])
def test_a_reason_is_a_short_text(why: str) -> None:
    assert refusal(lambda: refuse_unusable_why(why)) == "why_invalid"
    assert refusal(lambda: refuse_unusable_why("It was paid twice.")) == "done"


# --- events


def told(history: Sequence[Entry], lines: Sequence[Line]) -> list[CreditAwarded | CreditReversed]:
    return list(credit_events(HIRED_REFERRAL.id, history, lines))


def test_each_line_with_an_amount_is_told_with_its_policy() -> None:
    history: list[Entry] = [
        AGREED,
        HIRED,
        Reversed(at=HIRED_AT, months=0, by=REC, why="By mistake."),
    ]
    awarded, taken = told(history, credit(history))

    assert awarded == CreditAwarded(
        subject=HIRED_REFERRAL.id,
        referrer_id=RAY,
        amount=330,
        currency="EUR",
        policy_version=3,
        months=0,
    )
    assert (type(taken), taken.amount) == (CreditReversed, 330)
    assert "mistake" not in repr(taken)


def test_a_correction_that_takes_is_told_as_what_is_taken() -> None:
    history: list[Entry] = [
        AGREED,
        HIRED,
        Corrected(at=HIRED_AT, amount=-30, by=REC, why="Rounded."),
    ]
    (taken,) = told(history, credit(history)[1:])

    assert (type(taken), taken.amount, taken.months) == (CreditReversed, 30, None)


def test_what_pays_nothing_is_told_to_nobody() -> None:
    barred: list[Entry] = [agreed_entry(roles=frozenset({"recruiter"})), HIRED]

    assert credit(barred) != ()
    assert told(barred, credit(barred)) == []
    awarded = credit([AGREED, HIRED])
    assert told([], awarded) == []
    assert told([AGREED], [replace(awarded[0], currency=None)]) == []
