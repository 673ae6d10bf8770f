"""Who may read which lines of credit, and from when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import takewhile

from services.referrals.domain.credit import Line, LineKind
from services.referrals.domain.referral import Referral
from services.referrals.domain.referral_acting import as_seen
from services.referrals.domain.referral_moves import REFERRER_SEES_AFTER
from services.referrals.domain.referral_refused import ReferralNotFound
from services.referrals.domain.referral_seen import SeenReferral, given_up
from services.referrals.domain.referral_states import By
from shared.errors import Invalid
from shared.texts import has_control

LARGEST_AMOUNT = 1_000_000_000
LONGEST_WHY = 500


def refuse_unusable_why(why: str) -> None:
    """Raises Invalid(why_invalid)."""
    if not why.strip() or len(why) > LONGEST_WHY or has_control(why):
        raise Invalid(
            "why_invalid",
            f"Say why in {LONGEST_WHY} characters at most.",
            {"why": ["cannot be used as it is"]},
        )


def lines_seen(
    referral: Referral, seen: SeenReferral, lines: Sequence[Line], at: datetime
) -> tuple[Line, ...]:
    """The referrer reads a line when they see what it rests on: a day after the candidate, but at
    once what followed from the consent, and what somebody wrote once they read all before it.
    Whoever runs the opening reads all once they have decided on the candidate, as it tells of the
    referrer; nobody else any.

    Raises ReferralNotFound.
    """
    if seen.role == "recruiter" and referral.screened:
        return tuple(lines)
    if seen.role != "referrer":
        raise ReferralNotFound
    mine = given_up(referral)
    until = min(at, mine.at) if mine else at  # what was paid after they withdrew would tell of it
    shown = takewhile(lambda line: line.at <= until and _shows(line, referral, until), lines)
    return tuple(shown)


def _shows(line: Line, referral: Referral, at: datetime) -> bool:
    if line.by is not None:  # nobody writes any before the employer confirmed the hire
        return as_seen(referral, By.REFERRER, at).hire_confirmed
    at_consent = line.kind is LineKind.EXCLUDED and line.at == referral.consented_at
    return at_consent or line.at + REFERRER_SEES_AFTER <= at
