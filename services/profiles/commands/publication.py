"""Telling the others what changed, and only then."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from services.profiles.domain.overlaps import found_in_common
from services.profiles.domain.person import Person
from services.profiles.domain.strength import Evidence
from services.profiles.domain.tie import Tie
from services.profiles.domain.tie_refused import TieNotFound
from services.profiles.domain.tie_strength import publish
from services.profiles.ports import UnitOfWork
from shared.clock import Clock
from shared.contracts.profiles import PersonChanged

WEIGHED_EVERY = 28  # days; evidence fades slowly, and ties spread evenly over the days by their id


def tell_person(person: Person, uow: UnitOfWork, clock: Clock) -> None:
    """Emit PersonChanged if what the others may know of the person is not what they know."""
    facts = person.facts(clock.now(), uow.groups.facts_of(person.id))
    fingerprint = _fingerprint(facts)
    if fingerprint != uow.people.told(person.id):
        uow.people.remember_told(person.id, fingerprint)
        uow.emit(facts)


def save_person(person: Person, uow: UnitOfWork, clock: Clock) -> None:
    """Keep the person and tell the others what they may know."""
    uow.people.save(person)
    tell_person(person, uow, clock)


def known_tie(tie_id: UUID, person: UUID, uow: UnitOfWork) -> Tie:
    """A tie that `person`, one of its ends, may know of. Raises TieNotFound.

    A proposal to somebody who is not findable stays unseen by its sender until it is answered:
    otherwise proposing by mail address would tell who is a member.
    """
    tie = uow.ties.get(tie_id)
    other = tie.other(person)
    if tie.waits_for_other(person) and not uow.people.findable([other]):
        raise TieNotFound
    return tie


def save_tie(tie: Tie, uow: UnitOfWork, clock: Clock) -> Sequence[Evidence]:
    """Keep the tie with its evidence weighed anew; the others hear what changed for them.

    Returns what the two have in common, as far as that counts now.
    """
    today = clock.now().date()
    found = in_common([tie], uow, today)[tie.id] if tie.is_live else []
    news = publish(tie, found, today)
    uow.ties.save(tie, next_weighing(tie.id, today))
    if news:
        uow.emit(news)
    return found


def in_common(ties: Sequence[Tie], uow: UnitOfWork, on: date) -> dict[UUID, list[Evidence]]:
    """What the two ends of each tie have in common, by the tie's id."""
    ends = {end for tie in ties for end in (tie.first, tie.second)}
    backgrounds = uow.people.backgrounds(ends, uow.ties.contacts(ends))
    employers = {job.employer_id for one in backgrounds.values() for job in one.employments}
    heads = uow.employers.headcounts(employers)
    return {
        tie.id: found_in_common(backgrounds[tie.first], backgrounds[tie.second], heads.get, on)
        for tie in ties
    }


def _fingerprint(facts: PersonChanged) -> str:
    """The same for the same facts, in whatever order the store gives the employments back."""
    ordered = replace(facts, employments=sorted(facts.employments, key=repr))
    return hashlib.sha256(repr(ordered).encode()).hexdigest()


def next_weighing(tie_id: UUID, today: date) -> date:
    """The next day of this tie's turn, 1 to 28 days ahead; the same number of ties every day."""
    ahead = (tie_id.int - today.toordinal()) % WEIGHED_EVERY
    return today + timedelta(days=ahead or WEIGHED_EVERY)
