"""One change of a referral, with everything about it that was decided when it was made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from services.referrals.domain.referral_states import By, Happening, ReferralState
from services.referrals.domain.working_days import after_working_days

REFERRER_SEES_AFTER = timedelta(days=1)


class Reason(StrEnum):
    """Of which class the reason of a move is; the candidate reads it, the referrer never does."""

    NONE_GIVEN = "none_given"
    SKILLS = "skills"
    EXPERIENCE = "experience"
    TERMS = "terms"
    FILLED = "filled"
    CHANGED_MIND = "changed_mind"
    OTHER = "other"


@dataclass(frozen=True, kw_only=True)
class Move:
    """One change: what, to which state, when, by whom, why, and from when who sees it."""

    happening: Happening
    state: ReferralState
    at: datetime
    by: By
    person: UUID | None
    reason: Reason
    candidate_sees_at: datetime
    referrer_sees_at: datetime


def shown_from(
    what: Happening, by: By, at: datetime, hold: int, consent_by: datetime
) -> tuple[datetime, datetime]:
    """From when the candidate and the referrer see a change.

    The candidate first: at once, or after the hold. The referrer a day later, unless one of the
    two made it; that consent was refused, when silence would have shown.
    """
    if what in (Happening.CONSENT_REFUSED, Happening.CONSENT_MISSED):
        return at, consent_by
    candidate_sees = after_working_days(at, hold)
    own = by in (By.CANDIDATE, By.REFERRER)
    return candidate_sees, candidate_sees if own else candidate_sees + REFERRER_SEES_AFTER
