"""A referrer's own link to an opening: whoever follows it may have themselves referred by them.

It opens nothing that its follower may not see: to whom an opening does not show, it does not show
through a link either. It holds while the opening is published and the referrer works there.
"""

from __future__ import annotations

import re
from base64 import urlsafe_b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.referrals.domain.known_opening import KnownOpening
from services.referrals.domain.ownership import owner_among
from services.referrals.domain.referral import Referral
from services.referrals.domain.referral_seen import seen_by
from services.referrals.domain.referral_states import ReferralState
from services.referrals.domain.referring import GOING_ON, refuse_hiring_team
from shared.errors import Conflict, NotFound

TOKEN_BYTES = 24
SHOWN_TO_ALL = ("public", "unlisted")
"""The audiences that need no sign-in."""
_TOKEN = re.compile(r"[A-Za-z0-9_-]{32}")


@dataclass(frozen=True, kw_only=True)
class ShareLink:
    """One for a referrer and an opening; nobody can guess its token."""

    id: UUID
    referrer: UUID
    opening_id: UUID
    token: str
    made_at: datetime


def token_of(random: bytes) -> str:
    """A token as it stands in a link."""
    return urlsafe_b64encode(random).decode()


def is_token(text: str) -> bool:
    """It could be one."""
    return _TOKEN.fullmatch(text) is not None


def no_link() -> NotFound:
    """There is none, it no longer holds, or the opening does not show to who asks."""
    return NotFound("share_link_not_found", "This link leads nowhere, or not before you sign in.")


def link_exists() -> Conflict:
    """One for a referrer and an opening."""
    return Conflict("share_link_exists", "You have one for this opening; take it back first.")


def refuse_own_people(link: ShareLink, opening: KnownOpening, by: UUID) -> None:
    """Raises Conflict(self_referral | hiring_team)."""
    if by == link.referrer:
        raise Conflict("self_referral", "Nobody refers themselves.")
    refuse_hiring_team(opening, by)


def refuse_referred(referral: Referral, others: Iterable[Referral], at: datetime) -> None:
    """One referrer refers somebody for an opening once at a time, as far as the candidate sees; and
    that somebody else was first is recorded once.

    Raises Conflict(referred_already).
    """
    candidate, known = referral.candidate, list(others)
    assert candidate is not None
    mine = [each for each in known if each.referrer == referral.referrer]
    states = {seen_by(one, candidate, (), at).state for one in mine if one.candidate == candidate}
    owned = owner_among(referral, known, at) is not None
    if states & GOING_ON or (owned and ReferralState.DUPLICATE in states):
        raise Conflict(
            "referred_already", "They have referred you for this already; see what waits for you."
        )
