"""Changing a referral: it is kept, whom it concerns is told, and its credit follows."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from services.referrals.commands.telling import write_to
from services.referrals.domain.credit import credit
from services.referrals.domain.credit_history import Entry
from services.referrals.domain.credit_told import credit_events
from services.referrals.domain.known_opening import KnownOpening
from services.referrals.domain.milestones import next_milestone
from services.referrals.domain.referral import Referral
from services.referrals.domain.referral_refused import ReferralNotFound
from services.referrals.domain.referral_seen import seen_by
from services.referrals.domain.referral_states import By
from services.referrals.domain.referral_told import Letter, events, news, to_tell
from services.referrals.ports import UnitOfWork

ROLES = {"candidate": By.CANDIDATE, "referrer": By.REFERRER, "recruiter": By.RECRUITER}


def opening_of(referral: Referral, uow: UnitOfWork) -> KnownOpening:
    """The opening that it is for."""
    found = uow.openings.find(referral.opening_id)
    assert found is not None, "a referral is only taken for an opening that is known"
    return found


def taken_as(referral_id: UUID, person: UUID, uow: UnitOfWork) -> tuple[Referral, By]:
    """The referral, for this unit to change, and as what somebody changes it.

    Raises ReferralNotFound, alike, if there is none or they may not know of it.
    """
    found = uow.referrals.take(referral_id)
    if found is None:
        raise ReferralNotFound
    recruiters = opening_of(found, uow).recruiters
    return found, ROLES[seen_by(found, person, recruiters, uow.clock.now()).role]


def kept(before: Referral, after: Referral, uow: UnitOfWork) -> Referral:
    """Save what changed and tell whom it concerns, now or once they may see it."""
    if after == before:
        return before
    saved = uow.referrals.save(before, after)
    tell(before, saved, uow)
    return saved


def tell(before: Referral | None, after: Referral, uow: UnitOfWork) -> None:
    """Emit what the other services are told, and see to it that people are written to."""
    for event in events(before, after):
        uow.emit(event)
    now = uow.clock.now()
    for each in to_tell(before, after):
        if each.due_at > now:
            uow.referrals.tell_later(after.id, each)
        else:
            write(after, news(after, each.number, each.whom, now), uow)


def write(referral: Referral, letters: Iterable[Letter], uow: UnitOfWork) -> None:
    """Have these written."""
    for letter in letters:
        write_to(letter.recipient, letter.template, referral.id, letter.people, uow)


def record(referral_id: UUID, entry: Entry, uow: UnitOfWork) -> int:
    """Add to what credit depends on; how many lines that gives."""
    history = [*uow.credits.history(referral_id), entry]
    lines = credit(history)[len(credit(history[:-1])) :]
    uow.credits.add(referral_id, entry, lines)
    for event in credit_events(referral_id, history, lines):
        uow.emit(event)
    reached = next_milestone(history)
    uow.referrals.set_milestone(referral_id, reached.on if reached else None)
    return len(lines)
