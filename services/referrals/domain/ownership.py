"""Whose candidate it is: of the referrals of one person for one opening, the first agreed to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from services.referrals.domain.referral import Referral
from services.referrals.domain.referral_states import OVER, ReferralState

UNSAID_WINDOW = 180  # days, where the opening has no policy that says
GIVEN_UP = OVER - {ReferralState.REJECTED}
"""A rejection keeps the window, so that nobody is referred anew next week; whoever withdraws gives
it up."""


def owns(referral: Referral, at: datetime) -> bool:
    """It was agreed to, and its window runs or has led to a hire: later ones are duplicates."""
    hired = referral.state in (ReferralState.HIRED, ReferralState.RETAINED)
    running = referral.owned_until is not None and at < referral.owned_until
    return referral.state not in GIVEN_UP and (running or hired)


def same_candidate(one: Referral, other: Referral) -> bool:
    """Verified identity where both have it, else the hash of the address."""
    if one.candidate is not None and other.candidate is not None:
        return one.candidate == other.candidate
    return one.address_hash is not None and one.address_hash == other.address_hash


def owner_among(referral: Referral, others: Iterable[Referral], at: datetime) -> Referral | None:
    """The one that owns this candidate for this opening already: first consented wins."""
    owning = [
        other
        for other in others
        if other.id != referral.id
        and other.opening_id == referral.opening_id
        and same_candidate(other, referral)
        and owns(other, at)
    ]
    return min(owning, key=lambda other: (other.consented_at or at, other.id), default=None)
