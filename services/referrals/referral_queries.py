"""The questions that people ask of referrals and credit, each answered as far as it is theirs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from uuid import UUID

from services.referrals.domain.credit import Line, credit
from services.referrals.domain.credit_seen import lines_seen
from services.referrals.domain.referral import Referral
from services.referrals.domain.referral_refused import ReferralNotFound
from services.referrals.domain.referral_seen import SeenReferral, seen_by
from services.referrals.ports import UnitOfWork
from services.referrals.referral_ports import Credits
from shared.storage.pagination import Page


def referral(viewer: UUID, referral_id: UUID, uow: UnitOfWork) -> SeenReferral:
    """A referral as the viewer may see it. Raises ReferralNotFound."""
    return find_seen(viewer, referral_id, uow)[1]


def my_referrals(
    viewer: UUID, after: str | None, limit: int, uow: UnitOfWork
) -> Page[SeenReferral]:
    """Whom the viewer referred, the newest first. Raises Invalid(cursor_unreadable)."""
    return _seen(viewer, uow.referrals.by_referrer(viewer, after, limit), uow)


def referrals_about(
    viewer: UUID, after: str | None, limit: int, uow: UnitOfWork
) -> Page[SeenReferral]:
    """For what the viewer was referred, the newest first. Raises Invalid(cursor_unreadable)."""
    return _seen(viewer, uow.referrals.about(viewer, after, limit), uow)


def referrals_received(
    viewer: UUID, opening: UUID | None, after: str | None, limit: int, uow: UnitOfWork
) -> Page[SeenReferral]:
    """Who was referred and agreed for openings that the viewer runs, in the order of time alone.

    An opening that they do not run has none, whether there is one or not. Raises
    Invalid(cursor_unreadable).
    """
    running = [each for each in uow.openings.run_by(viewer) if opening in (None, each)]
    return _seen(viewer, uow.referrals.agreed_for(running, after, limit), uow)


def credit_lines(viewer: UUID, referral_id: UUID, uow: UnitOfWork) -> Sequence[Line]:
    """What was credited and why, to the referrer and those who run the opening.

    Raises ReferralNotFound.
    """
    found, seen = find_seen(viewer, referral_id, uow)
    return lines_seen(found, seen, uow.credits.lines(referral_id), uow.clock.now())


def credit_differences(kept: Credits) -> Iterator[str]:
    """Where the lines that were told differ from a replay of their history; one line for each."""
    for referral_id in kept.all():
        told = list(kept.lines(referral_id))
        replayed = list(credit(kept.history(referral_id)))
        if told != replayed:
            yield f"{referral_id}: {_summed(told)} were told, {_summed(replayed)} by its history"


def _summed(lines: Iterable[Line]) -> str:
    amounts = [line.amount for line in lines]
    return f"{sum(amounts)} in {len(amounts)} lines"


def find_seen(viewer: UUID, referral_id: UUID, uow: UnitOfWork) -> tuple[Referral, SeenReferral]:
    """A referral, and as the viewer may see it. Raises ReferralNotFound."""
    found = uow.referrals.find(referral_id)
    if found is None:
        raise ReferralNotFound
    return found, _as_seen(viewer, found, uow)


def _seen(viewer: UUID, page: Page[Referral], uow: UnitOfWork) -> Page[SeenReferral]:
    return Page([_as_seen(viewer, each, uow) for each in page.items], page.next)


def _as_seen(viewer: UUID, found: Referral, uow: UnitOfWork) -> SeenReferral:
    opening = uow.openings.find(found.opening_id)
    if opening is None:
        return seen_by(found, viewer, frozenset(), uow.clock.now())
    seen = seen_by(found, viewer, opening.recruiters, uow.clock.now())
    return replace(seen, opening_title=opening.title, employer_name=opening.employer_name)
