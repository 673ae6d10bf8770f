"""Who may refer whom for what, and the words they vouch in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from services.referrals.domain.known_opening import KnownOpening
from services.referrals.domain.referral import Referral
from services.referrals.domain.referral_seen import seen_by
from services.referrals.domain.referral_states import ReferralState
from shared.errors import Conflict, Forbidden, Invalid, NotFound
from shared.texts import has_control

LONGEST_VOUCH = 2000
RELATIONS = ("", "worked_together", "studied_together", "community", "friend", "family", "other")
"""How the referrer knows the candidate; nothing said is "" ."""
OPEN = ("published", "paused")


def no_opening() -> NotFound:
    """There is none, or the asker may not know of it."""
    return NotFound("opening_not_found", "There is no such opening.")


def not_open() -> Conflict:
    """It is known, and paused or over."""
    return Conflict("opening_not_open", "Nobody can be referred for it at the moment.")


def refuse_closed(opening: KnownOpening, by: UUID) -> None:
    """Raises NotFound(opening_not_found), Conflict(opening_not_open)."""
    has_part = any(person == by for person, _ in opening.people)
    if opening.state not in OPEN and not has_part:
        raise no_opening()
    if opening.state != "published":
        raise not_open()


def refuse_non_employee(employed: bool) -> None:
    """Raises Forbidden(employment_not_current)."""
    if not employed:
        raise Forbidden(
            "employment_not_current", "Only who works at the employer refers somebody to it."
        )


def refuse_hiring_team(opening: KnownOpening, candidate: UUID) -> None:
    """Raises Conflict(hiring_team)."""
    if any(person == candidate for person, _ in opening.people):
        raise Conflict("hiring_team", "Whoever has a part in an opening is not referred for it.")


def refuse_unusable_vouch(vouch: str) -> None:
    """Raises Invalid(vouch_invalid)."""
    if len(vouch) > LONGEST_VOUCH or has_control(vouch, but="\n\t"):
        raise Invalid(
            "vouch_invalid",
            f"A vouch has {LONGEST_VOUCH} characters at most, and no control characters.",
            {"vouch": ["cannot be used as it is"]},
        )


def refuse_again(referral: Referral, others: Iterable[Referral], at: datetime) -> None:
    """One referrer refers somebody for an opening once at a time, as far as they can see.

    Raises Conflict(referred_already).
    """
    mine = (other for other in others if _named_alike(referral, other))
    waiting = (seen_by(other, referral.referrer, (), at).state for other in mine)
    if any(state in GOING_ON for state in waiting):
        raise Conflict("referred_already", "You have referred them for this opening already.")


def _named_alike(one: Referral, other: Referral) -> bool:
    """The referrer knows that both are about one person: before a yes, that an address is a
    member's is not theirs to learn.
    """
    if one.referrer != other.referrer:
        return False
    known = other.invitation_id is None or other.consented_at is not None
    by_identity = known and one.candidate is not None and one.candidate == other.candidate
    by_address = one.address_hash is not None and one.address_hash == other.address_hash
    return by_identity or by_address


GOING_ON = frozenset(
    {
        ReferralState.SUBMITTED,
        ReferralState.CONSENTED,
        ReferralState.IN_REVIEW,
        ReferralState.INTERVIEWING,
        ReferralState.OFFERED,
        ReferralState.HIRED,
        ReferralState.RETAINED,
    }
)
