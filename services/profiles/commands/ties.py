"""What somebody says about whom they know."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from services.profiles.commands.notices import note_proposal
from services.profiles.commands.publication import known_tie, save_tie
from services.profiles.domain.claims import MeetingClaim, MessageClaim
from services.profiles.domain.secrets import Secrets
from services.profiles.domain.strength import Evidence, OwnAnswer
from services.profiles.domain.texts import clean_mail
from services.profiles.domain.tie import Tie
from services.profiles.ports import UnitOfWork
from shared.clock import Clock


@dataclass(frozen=True)
class ProposeTie:
    """A tie with whoever has the address, and whether to lend it."""

    person_id: UUID
    mail: str
    lend: bool


@dataclass(frozen=True)
class AboutTie:
    """A tie, and who of the two speaks."""

    tie_id: UUID
    person_id: UUID


@dataclass(frozen=True)
class WeighedTie:
    """A tie as it is kept now, and what its ends have in common."""

    tie: Tie
    found: Sequence[Evidence]


def propose_tie(command: ProposeTie, uow: UnitOfWork, clock: Clock, secrets: Secrets) -> None:
    """Propose a tie to the owner of an address, if there is one; the caller learns nothing.

    Raises Invalid mail_invalid.
    """
    mail = clean_mail(command.mail)
    other = uow.people.by_mail(mail)
    objected = uow.suppressions.among([secrets.hash_of(mail)])
    if other is None or other == command.person_id or objected:
        return
    tie = uow.ties.between(command.person_id, other)
    tie.propose(command.person_id, command.lend)
    save_tie(tie, uow, clock)
    note_proposal(tie, command.person_id, uow)


def confirm_tie(about: AboutTie, lend: bool, uow: UnitOfWork, clock: Clock) -> WeighedTie:
    """Say yes to the other's proposal. Raises TieNotFound, TieNotProposed."""
    return _change(about, uow, clock, lambda tie: tie.confirm(about.person_id, lend))


def deny_tie(about: AboutTie, uow: UnitOfWork, clock: Clock) -> WeighedTie:
    """Say no to the other's proposal, or to the tie. Raises TieNotFound, TieNotProposed."""
    return _change(about, uow, clock, lambda tie: tie.deny(about.person_id))


def withdraw_tie(about: AboutTie, uow: UnitOfWork, clock: Clock) -> WeighedTie:
    """End the tie, or take one's proposal back. Raises TieNotFound, TieNotStanding."""
    return _change(about, uow, clock, lambda tie: tie.withdraw(about.person_id))


def lend_or_keep(about: AboutTie, lend: bool, uow: UnitOfWork, clock: Clock) -> WeighedTie:
    """Let others use the tie, or keep it. Raises TieNotFound, TieNotStanding."""
    return _change(about, uow, clock, lambda tie: tie.keep_or_lend(about.person_id, lend))


def answer_strength(
    about: AboutTie, answer: OwnAnswer | None, uow: UnitOfWork, clock: Clock
) -> WeighedTie:
    """Say how well one knows the other. Raises TieNotFound, TieNotLive."""
    return _change(about, uow, clock, lambda tie: tie.answer(about.person_id, answer))


def give_messages(
    about: AboutTie, claim: MessageClaim | None, uow: UnitOfWork, clock: Clock
) -> WeighedTie:
    """Give one's counts of messages. Raises TieNotFound, TieNotLive, and what a claim raises."""
    today = clock.now().date()
    return _change(about, uow, clock, lambda tie: tie.give_messages(about.person_id, claim, today))


def give_meetings(
    about: AboutTie, claim: MeetingClaim | None, uow: UnitOfWork, clock: Clock
) -> WeighedTie:
    """Give one's count of meetings. Raises TieNotFound, TieNotLive, and what a claim raises."""
    today = clock.now().date()
    return _change(about, uow, clock, lambda tie: tie.give_meetings(about.person_id, claim, today))


def weigh_due(uow: UnitOfWork, clock: Clock, most: int) -> int:
    """Weigh again the ties whose turn it is; how many."""
    due = uow.ties.due(clock.now().date(), most)
    for tie in due:
        save_tie(tie, uow, clock)
    return len(due)


def _change(
    about: AboutTie, uow: UnitOfWork, clock: Clock, change: Callable[[Tie], None]
) -> WeighedTie:
    tie = known_tie(about.tie_id, about.person_id, uow)
    change(tie)
    return WeighedTie(tie, save_tie(tie, uow, clock))
