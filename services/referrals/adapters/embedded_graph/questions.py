"""The questions about paths to people, asked of one network in memory."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from services.referrals.adapters.embedded_graph.asked import Asked
from services.referrals.adapters.embedded_graph.kernels.alternatives import best_paths
from services.referrals.adapters.embedded_graph.kernels.answers import Answers, room_for
from services.referrals.adapters.embedded_graph.kernels.halves import best_by_contact
from services.referrals.adapters.embedded_graph.kernels.links import NOBODY, first_steps
from services.referrals.adapters.embedded_graph.network import Network
from services.referrals.adapters.embedded_graph.reach import Walk
from services.referrals.domain import reach
from services.referrals.domain.order import Way
from services.referrals.domain.paths import (
    FindIntroductions,
    Search,
    Suggestion,
    WhoCanRefer,
    WhoCanReferAnswer,
)

SEARCHES = {"contacts": best_by_contact, "paths": best_paths}


def find_introductions(network: Network, query: FindIntroductions) -> tuple[Suggestion, ...]:
    """The best ways to one person. Whether they accept is looked at last: see the port."""
    search = query.search
    asked, target = Asked(network, search), network.member_number(query.target.int)
    if asked.me is None or query.target == search.candidate:
        return ()
    ground, answers = asked.ground(search.max_introducers), room_for(search.k)
    # For somebody unknown another is searched for, so that the time taken tells nothing.
    sought = target if target != NOBODY else network.stand_in(query.target.int)
    count = SEARCHES[query.alternatives](ground, sought, answers)
    if target == NOBODY or not network.accepts(target):
        return ()
    ways = _ways(network, search.candidate, query.target, answers, count)
    return asked.suggestions([(way, "person") for way in ways])


def avoids(network: Network, search: Search, person: UUID) -> bool:
    """Whether the search never leads through the person."""
    member = network.member(network.number_of(person.int))
    return Asked(network, search).avoided.leaves_out(person, member, search.today)


def contacts(network: Network, person: UUID) -> list[UUID]:
    """Everybody to whom a live tie leads from the person."""
    number = network.member_number(person.int)
    if number == NOBODY:
        return []
    neighbours, _ = first_steps(network.links, number)
    return [UUID(int=network.id_of(int(each))) for each in neighbours]


def _ways(
    network: Network, candidate: UUID, target: UUID, answers: Answers, count: int
) -> Iterator[Way]:
    for weight, between in zip(
        answers.weight[:count].tolist(), answers.between.tolist(), strict=False
    ):
        people = (network.id_of(each) for each in between if each != NOBODY)
        yield weight, (candidate.int, *people, target.int)


def who_can_refer(network: Network, query: WhoCanRefer) -> WhoCanReferAnswer:
    """The best way to each target of an opening."""
    opening = network.board.openings.get(query.opening)
    if opening is None:
        return WhoCanReferAnswer((), 0)
    return reach.who_can_refer(Walk(Asked(network, query.search), [opening]), opening)
