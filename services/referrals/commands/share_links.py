"""Sharing an opening by a link of one's own, and being referred by following one."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from services.referrals.commands.referral_keeping import tell
from services.referrals.commands.referrals import agreed, referable
from services.referrals.domain.known_opening import KnownOpening
from services.referrals.domain.paths import Search, SeenOpening
from services.referrals.domain.referral import Referral
from services.referrals.domain.share_link import (
    SHOWN_TO_ALL,
    TOKEN_BYTES,
    ShareLink,
    is_token,
    no_link,
    refuse_own_people,
    refuse_referred,
    token_of,
)
from services.referrals.domain.step import NOBODY
from services.referrals.ports import UnitOfWork
from shared.ids import new_id


def make_link(
    by: UUID, opening_id: UUID, random: Callable[[int], bytes], uow: UnitOfWork
) -> ShareLink:
    """Share an opening that one may refer others for.

    Raises NotFound(opening_not_found), Conflict(opening_not_open | share_link_exists),
    Forbidden(employment_not_current), Unavailable.
    """
    opening = referable(by, opening_id, uow)
    link = ShareLink(
        id=new_id(),
        referrer=by,
        opening_id=opening.id,
        token=token_of(random(TOKEN_BYTES)),
        made_at=uow.clock.now(),
    )
    uow.links.add(link)
    return link


def take_back_link(by: UUID, link_id: UUID, uow: UnitOfWork) -> None:
    """It leads nowhere from now on; who followed it before stays referred.

    Raises NotFound(share_link_not_found).
    """
    found = uow.links.find(link_id)
    if found is None or found.referrer != by:
        raise no_link()
    uow.links.remove(found.id)


def follow_link(token: str, by: UUID | None, uow: UnitOfWork) -> tuple[ShareLink, SeenOpening]:
    """Where a link leads, for somebody or for who is not signed in.

    Raises NotFound(share_link_not_found) alike for whatever reason, and Unavailable.
    """
    link = uow.links.at_token(token) if is_token(token) else None
    opening = _still_open(link, uow) if link else None
    if link is None or opening is None:
        raise no_link()
    if by is None and opening.audience not in SHOWN_TO_ALL:
        raise no_link()
    search = Search(candidate=by or NOBODY, today=uow.clock.now().date())
    seen = uow.graph.find_opening(search, opening.id)
    if seen is None:
        raise no_link()
    return link, seen


def be_referred(token: str, by: UUID, uow: UnitOfWork) -> Referral:
    """Be referred by whoever shares the opening: to do so is to agree.

    Raises NotFound(share_link_not_found), Conflict(self_referral | hiring_team | referred_already),
    Unavailable.
    """
    link, _ = follow_link(token, by, uow)
    if uow.people.left(by):  # their token outlives them by minutes
        raise no_link()
    opening = uow.openings.find(link.opening_id)
    assert opening is not None
    refuse_own_people(link, opening, by)
    now = uow.clock.now()
    referral = Referral(
        id=new_id(),
        opening_id=opening.id,
        referrer=link.referrer,
        submitted_at=now,
        candidate=by,
        by_link=True,
    )
    refuse_referred(referral, uow.referrals.same_candidate(referral), now)
    uow.referrals.add(referral)
    tell(None, referral, uow)
    return agreed(referral, by, uow)


def _still_open(link: ShareLink, uow: UnitOfWork) -> KnownOpening | None:
    """The opening, while it is published and who shares it works there."""
    found = uow.openings.find(link.opening_id)
    if found is None or found.state != "published":
        return None
    today = uow.clock.now().date()
    return found if uow.people.employed(link.referrer, found.employer_id, today) else None
