"""What is left of a referral when somebody in it leaves for good."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from services.referrals.domain.referral import Referral
from services.referrals.domain.referral_seen import known_to_referrer
from services.referrals.domain.referral_states import UNDERWAY, By, Happening, ReferralState
from services.referrals.domain.step import NOBODY


def without_person(referral: Referral, person: UUID, at: datetime) -> Referral:
    """A candidate takes the referral along; without its referrer the candidate's way goes on.

    Who is who stays in the credit history alone.
    """
    changed = referral
    if person == referral.candidate:
        changed = _without_candidate(referral, at)
    if person == referral.referrer:
        changed = replace(changed, referrer=NOBODY, relation="", vouch="")
    moves = (replace(each, person=_unless(person, each.person)) for each in changed.moves)
    return replace(changed, moves=tuple(moves))


def _without_candidate(referral: Referral, at: datetime) -> Referral:
    left = referral
    if referral.state in UNDERWAY:
        left = referral.moved(Happening.WITHDRAWN, By.CANDIDATE, referral.candidate, at)
    elif referral.state is ReferralState.SUBMITTED:
        left = _silenced(referral, at)
    gone = replace(left, candidate=None)
    if known_to_referrer(referral):
        gone = replace(gone, address_hash=None, invitation_id=None, relation="", vouch="")
    return gone


def _silenced(referral: Referral, at: datetime) -> Referral:
    """Who had not answered leaves as if they never would: that they were here is nobody's. Of whom
    was referred by an address it stays what stays of whoever was never here, until it is forgotten.
    """
    if at >= referral.consent_by:
        return referral.lapsed(at)
    assert referral.candidate is not None
    return referral.refused(referral.candidate, at)


def _unless(gone: UUID, person: UUID | None) -> UUID | None:
    return None if person == gone else person
