"""What referrals does when something happened elsewhere. Two groups, one sink each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from uuid import UUID

from services.referrals.commands import referral_keeping
from services.referrals.commands.keeping import change, change_here
from services.referrals.domain.caps import Limits
from services.referrals.domain.introduction import Introduction
from services.referrals.domain.introduction_losses import (
    unavailable,
    without_person,
    without_tie,
)
from services.referrals.domain.known_opening import known_opening
from services.referrals.domain.members import limits_of
from services.referrals.domain.referral import Referral
from services.referrals.domain.referral_acting import opening_ended
from services.referrals.domain.referral_losses import without_person as without_person_in_referral
from services.referrals.domain.ways import Way
from services.referrals.ports import GraphChanges, UnitOfWork
from shared.contracts.envelope import Event
from shared.contracts.postings import EmployerChanged, OpeningChanged, OpeningClosed
from shared.contracts.profiles import PersonChanged, PersonErased, TieChanged, TieEnded
from shared.messaging.sinks import Reactions


def follow(event: Event, graph: GraphChanges) -> None:
    """A fact about people, ties, employers or openings: the graph takes it in as it is."""
    graph.apply(event)


def know_person(event: PersonChanged, uow: UnitOfWork) -> None:
    """What somebody allows from now on; what is open goes around whom that leaves out."""
    limits = limits_of(event)
    uow.people.put(event.subject, limits)
    uow.people.put_employments(event.subject, event.employments)
    if not limits.can_introduce:
        for each in uow.introductions.open_with([event.subject]):
            change(each, partial(_around, person=event.subject, limits=limits, uow=uow), uow)
    for avoided in event.avoid_people:
        for each in uow.introductions.open_with([event.subject, avoided]):
            change(each, partial(_avoiding, by=event.subject, person=avoided, uow=uow), uow)


def forget_person(event: PersonErased, uow: UnitOfWork) -> None:
    """Somebody left for good: what is open goes on without them, and nothing of them stays."""
    person, at = event.subject, uow.clock.now()
    uow.people.leave(person)
    for each in uow.introductions.with_person(person):
        change(each, lambda one, ways: without_person(one, person, at, ways), uow)
    for each in uow.referrals.with_person(person):
        _change_referral(each, lambda one: without_person_in_referral(one, person, at), uow)
    uow.forget_person(person)


def know_employer(event: EmployerChanged, uow: UnitOfWork) -> None:
    """Its policies say what a referral pays, each version for ever; referrals show its name."""
    uow.openings.name_employer(event.subject, event.name)
    uow.openings.put_policies(event.subject, event.policies)


def know_opening(event: OpeningChanged, uow: UnitOfWork) -> None:
    """Who runs it reads referrals for it, and its policy's version counts when one is agreed to."""
    uow.openings.put(known_opening(event))


def lose_tie(event: TieEnded, uow: UnitOfWork) -> None:
    """Two people no longer know each other: open introductions go another way.

    The tie of somebody who left ends with them, and they are forgotten already.
    """
    pair, at = (event.first, event.second), uow.clock.now()
    if not any(map(uow.people.left, pair)):
        for each in uow.introductions.open_with(pair):
            change(each, lambda one, ways: without_tie(one, *pair, at, ways), uow)


def close_opening(event: OpeningClosed, uow: UnitOfWork) -> None:
    """An opening is over, and what was asked for it; a hire goes on."""
    now = uow.clock.now()
    uow.openings.close(event.subject, event.reason)
    uow.links.end(event.subject)
    for each in uow.referrals.open_about(event.subject, now):
        _change_referral(each, lambda one: opening_ended(one, now), uow)
    for each in uow.introductions.open_about(event.subject):
        change_here(each, lambda one: one.closed(now), uow)


def _around(
    one: Introduction, ways: Sequence[Way], person: UUID, limits: Limits, uow: UnitOfWork
) -> Introduction:
    at_the_end = person == one.people[-1] and limits.can_be_met
    return one if at_the_end else unavailable(one, person, uow.clock.now(), ways)


def _avoiding(
    one: Introduction, ways: Sequence[Way], by: UUID, person: UUID, uow: UnitOfWork
) -> Introduction:
    if by != one.candidate or person == one.target:
        return one
    return unavailable(one, person, uow.clock.now(), ways)


def _change_referral(
    referral_id: UUID, changing: Callable[[Referral], Referral], uow: UnitOfWork
) -> None:
    before = uow.referrals.take(referral_id)
    if before is not None:
        referral_keeping.kept(before, changing(before), uow)


GRAPH_GROUP = "referrals.graph"
GRAPH_REACTIONS: Reactions = {
    PersonChanged: follow,
    PersonErased: follow,
    TieChanged: follow,
    TieEnded: follow,
    EmployerChanged: follow,
    OpeningChanged: follow,
    OpeningClosed: follow,
}

STORE_REACTIONS: Reactions = {
    PersonChanged: know_person,
    PersonErased: forget_person,
    TieEnded: lose_tie,
    EmployerChanged: know_employer,
    OpeningChanged: know_opening,
    OpeningClosed: close_opening,
}
