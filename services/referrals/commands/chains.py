"""Showing the chain behind a referral, which settles who of it is named."""

from __future__ import annotations

from uuid import UUID

from services.referrals.domain.chain import Chain, chain
from services.referrals.domain.introduction import Introduction
from services.referrals.domain.naming import chain_shown
from services.referrals.domain.referral import Referral
from services.referrals.domain.referral_seen import SeenReferral
from services.referrals.ports import UnitOfWork
from services.referrals.referral_queries import find_seen


def show_chain(viewer: UUID, referral_id: UUID, uow: UnitOfWork) -> Chain:
    """Who introduced whom, as far as it is the viewer's to see. Raises ReferralNotFound."""
    found, seen = find_seen(viewer, referral_id, uow)
    return chain(found, seen, _brought(found, seen, uow), uow.referrals.same_candidate(found))


def _brought(found: Referral, seen: SeenReferral, uow: UnitOfWork) -> Introduction | None:
    """The introduction that brought the candidate, as whoever runs the opening is shown it."""
    if found.introduction_id is None or seen.role != "recruiter" or not found.screened:
        return None
    before = uow.introductions.take(found.introduction_id)
    if before is None:
        return None
    after = chain_shown(before)
    return before if after == before else uow.introductions.save(before, after)
