"""What people do with introductions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from uuid import UUID

from services.referrals.commands.keeping import (
    carried_on,
    change,
    change_here,
    has_slots,
    kept,
    taken,
    tell,
    ways,
)
from services.referrals.commands.room import room_of
from services.referrals.commands.ways import way_of_better, way_over
from services.referrals.domain.ask import (
    OPEN_ASK_LASTS,
    Ask,
    Kind,
    openly_askable_from,
    refuse_unusable,
)
from services.referrals.domain.caps import BOUND_BY, Cap
from services.referrals.domain.introduction import Introduction
from services.referrals.domain.introduction_refused import HandOnImpossible, IntroductionNotFound
from services.referrals.domain.naming import naming_said
from services.referrals.domain.step import Answer
from services.referrals.domain.ways import Way
from services.referrals.ports import UnitOfWork
from shared.clock import Clock
from shared.errors import Conflict, TooMany
from shared.ids import new_id


@dataclass(frozen=True, kw_only=True)
class AskIntroduction:
    """`by` asks through `contact`: for an opening, to reach `to`, or, openly, just the contact."""

    by: UUID
    contact: UUID
    ask: Ask
    to: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class AnswerStep:
    """`better` is whom `by` knows, where that is the answer. `may_be_named`: to recruiters."""

    by: UUID
    introduction_id: UUID
    answer: Answer
    line: str = ""
    better: UUID | None = None
    may_be_named: bool | None = None


@dataclass(frozen=True, kw_only=True)
class AgreeToContact:
    """The candidate says OK to the new first contact whom they were shown."""

    by: UUID
    introduction_id: UUID
    contact: UUID


def ask_introduction(command: AskIntroduction, uow: UnitOfWork, clock: Clock) -> Introduction:
    """Ask the first contact of the best path through them.

    Raises NotFound(opening_not_found), Invalid(ask_invalid), Conflict(no_path_over_contact |
    introduction_open_already), TooMany(asks_at_cap | contact_at_cap | open_ask_at_cap),
    Unavailable.
    """
    refuse_unusable(command.ask)
    way, now = way_over(command, uow), clock.now()
    _refuse_fourth(command, uow, now)
    draft = Introduction.draft(new_id(), command.ask, way)
    introduction = draft.asked(now)
    uow.introductions.add(introduction)
    if not uow.slots.take(
        command.by,
        Cap.ASK_WEEKLY,
        uow.people.limits(command.by).most(Cap.ASK_WEEKLY),
        draft.id,
        now,
    ):
        raise _at_cap(command.by, (Cap.ASK_WEEKLY,), "asks_at_cap", uow, now)
    if not has_slots(None, introduction, uow):
        caps = BOUND_BY[introduction.steps[0].role]
        raise _at_cap(command.contact, caps, "contact_at_cap", uow, now)
    tell(None, introduction, uow)
    return introduction


def answer_step(command: AnswerStep, uow: UnitOfWork, clock: Clock) -> Introduction:
    """Whoever is asked introduces, lends their name, hands on, agrees, or passes.

    Raises IntroductionNotFound, NotAskedNow, AnswerTooLate, AnswerNotPossible, HandOnImpossible,
    NamingNeedsHelp, Invalid(line_too_long | line_unusable), Unavailable.
    """
    before = taken(command.introduction_id, uow)
    onward: Way = ()
    if command.better is not None and command.answer is Answer.SOMEONE_BETTER:
        onward = way_of_better(before, command.by, command.better, uow)

    def answered(instead: Sequence[Way] | None) -> Introduction:
        said = before.answered(
            command.by, command.answer, clock.now(), command.line, onward, instead
        )
        agrees = command.may_be_named
        return said if agrees is None else naming_said(said, command.by, agrees)

    after = answered(None)
    if command.answer is Answer.PASS or has_slots(before, after, uow):
        return kept(before, after, uow)
    if onward:
        # The unit is given up: nothing that was taken or given back for it happened.
        raise HandOnImpossible
    busy = frozenset({after.steps[-1].person})
    return carried_on(before, lambda more: answered(ways(after, more | busy, uow)), uow)


def say_naming(by: UUID, introduction_id: UUID, agrees: bool, uow: UnitOfWork) -> Introduction:
    """Whoever helped agrees to be named to recruiters, or does not.

    Raises IntroductionNotFound, NamingNeedsHelp.
    """
    before = taken(introduction_id, uow)
    after = naming_said(before, by, agrees)
    return before if after == before else uow.introductions.save(before, after)


def agree_to_contact(command: AgreeToContact, uow: UnitOfWork, clock: Clock) -> Introduction:
    """Ask the new first contact.

    Raises IntroductionNotFound, IntroductionOver, AnswerTooLate, Conflict(contact_changed),
    TooMany(contact_at_cap).
    """
    before, now = taken(command.introduction_id, uow), clock.now()
    if before.candidate != command.by:
        raise IntroductionNotFound
    after = before.asked(now)
    if before.people[1] != command.contact:
        raise Conflict("contact_changed", "Another first contact is proposed by now; look again.")
    if not has_slots(before, after, uow):
        caps = BOUND_BY[after.steps[-1].role]
        raise _at_cap(command.contact, caps, "contact_at_cap", uow, now)
    return kept(before, after, uow)


def withdraw(by: UUID, introduction_id: UUID, uow: UnitOfWork, clock: Clock) -> Introduction:
    """The candidate takes it back. Raises IntroductionNotFound, IntroductionOver."""
    return change_here(introduction_id, lambda one: one.withdrawn(by, clock.now()), uow)


def lapse_due(introduction_id: UUID, uow: UnitOfWork, clock: Clock) -> Introduction:
    """Its deadline has come. Raises NotDueYet, IntroductionOver, Unavailable."""
    return change(introduction_id, lambda one, found: one.lapsed(clock.now(), found), uow)


def remind(introduction_id: UUID, uow: UnitOfWork, clock: Clock) -> Introduction:
    """Write once more to whoever is asked. Raises NotAskedNow."""
    before = taken(introduction_id, uow)
    return kept(before, before.reminded(clock.now()), uow)


def _refuse_fourth(command: AskIntroduction, uow: UnitOfWork, now: datetime) -> None:
    employer = command.ask.employer_id
    if command.ask.kind is not Kind.OPEN_ASK or employer is None:
        return
    asked = uow.introductions.openly_asked(command.by, employer, now - OPEN_ASK_LASTS)
    free = openly_askable_from(asked, command.contact, now)
    if free > now:
        raise _free_from(free, "open_ask_at_cap", now)


def _at_cap(
    person: UUID, caps: Sequence[Cap], code: str, uow: UnitOfWork, now: datetime
) -> TooMany:
    """Who cannot be asked now is free from a day, if anybody can know it."""
    free = room_of([person], uow).free_from(person, caps, now)
    if free is None:
        return TooMany(code, "Nobody can say when there is room again.", 86_400)
    return _free_from(free, code, now)


def _free_from(free: datetime, code: str, now: datetime) -> TooMany:
    seconds = ceil((free - now).total_seconds())
    return TooMany(code, f"There is room again from {free.date()}.", max(seconds, 1))
