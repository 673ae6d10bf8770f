"""Referrals to try the rules with."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from services.referrals.domain.credit_history import Agreed, Hired
from services.referrals.domain.referral import Referral
from services.referrals.domain.referral_moves import Reason
from services.referrals.domain.referral_seen import SeenReferral, seen_by
from services.referrals.domain.referral_states import By, Happening, ReferralState
from shared.contracts.postings import Milestone, ReferralPolicy
from shared.errors import WarmpathError

MONDAY = datetime(2026, 11, 2, 12, tzinfo=UTC)
DAY = timedelta(days=1)
WINDOW = 180 * DAY
RAY, CAM, REC, OTHER = (UUID(int=0xC0 + number) for number in range(4))
STRANGER, OPENING, CHAIN = UUID(int=0xFF), UUID(int=0x0E), UUID(int=0x0D)
RECRUITERS = {REC}
POLICY = ReferralPolicy(
    version=3,
    bonus=1000,
    currency="EUR",
    ownership_days=180,
    milestones=[Milestone(0, 33), Milestone(6, 33), Milestone(12, 34)],
    not_eligible=["executive"],
)
STAGES = {
    ReferralState.IN_REVIEW: Happening.TAKEN_UP,
    ReferralState.INTERVIEWING: Happening.INTERVIEW,
    ReferralState.OFFERED: Happening.OFFER,
    ReferralState.HIRED: Happening.HIRE,
}


def submitted(number: int = 1, **said: Any) -> Referral:
    presumed: dict[str, Any] = {
        "id": UUID(int=number),
        "opening_id": OPENING,
        "referrer": RAY,
        "candidate": CAM,
        "submitted_at": MONDAY,
        "relation": "colleague",
        "vouch": "She cooks.",
        "introduction_id": CHAIN,
    }
    return Referral(**presumed | said)


def consented(referral: Referral | None = None, at: datetime = MONDAY) -> Referral:
    return (referral or submitted()).consented(CAM, at, None, WINDOW)


def at_stage(state: ReferralState, by: By = By.RECRUITER) -> Referral:
    """Consented on Monday, and there on the Monday after."""
    referral = consented()
    return referral if state not in STAGES else step(referral, STAGES[state], by)


def step(referral: Referral, what: Happening, by: By = By.RECRUITER, **said: Any) -> Referral:
    """One move, on the Monday after unless another time is said."""
    at = said.pop("at", MONDAY + 7 * DAY)
    person = {By.CANDIDATE: CAM, By.REFERRER: RAY, By.RECRUITER: REC}.get(by)
    if what is Happening.REJECTED:
        said.setdefault("reason", Reason.SKILLS)
    return referral.moved(what, by, person, at, **said)


def seen(referral: Referral, viewer: UUID, at: datetime) -> SeenReferral:
    return seen_by(referral, viewer, RECRUITERS, at)


def as_seen(referral: Referral, viewer: UUID, at: datetime) -> SeenReferral | str:
    """The view, or the code of why there is none."""
    try:
        return seen(referral, viewer, at)
    except WarmpathError as refused:
        return refused.code


def agreed_entry(**said: Any) -> Agreed:
    presumed: dict[str, Any] = {"at": MONDAY, "referrer": RAY, "policy": POLICY}
    return Agreed(**presumed | said)


def hired_entry(**said: Any) -> Hired:
    presumed: dict[str, Any] = {"at": MONDAY + 30 * DAY, "started": date(2026, 12, 1)}
    return Hired(**presumed | said)
