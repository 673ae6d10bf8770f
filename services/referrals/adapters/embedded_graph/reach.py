"""The questions about openings, asked of one network in memory."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from services.referrals.adapters.embedded_graph.asked import Asked
from services.referrals.adapters.embedded_graph.kernels.layers import Reached, best_to_each
from services.referrals.adapters.embedded_graph.kernels.links import MEETS, NOBODY, REFERS, Indexes
from services.referrals.adapters.embedded_graph.kernels.scratch import NONE
from services.referrals.adapters.embedded_graph.network import Network
from services.referrals.domain import reach
from services.referrals.domain.members import Avoided
from services.referrals.domain.order import Way
from services.referrals.domain.paths import (
    End,
    ReachableOpenings,
    ReachableOpeningsAnswer,
    Search,
    SeenOpening,
    Suggestion,
)
from services.referrals.domain.reach import Ending, Ends
from shared.contracts.postings import OpeningChanged

Weights = NDArray[np.int32]


class Walk:
    """A `reach.Walk`: one search, to whoever accepts for any of these openings."""

    def __init__(self, asked: Asked, openings: Sequence[OpeningChanged]) -> None:
        self.search = asked.search
        self._asked = asked
        self._openings = openings
        self._referrers: dict[UUID, Indexes] = {}
        self._reached: dict[int, Reached] = {}

    @property
    def avoided(self) -> Avoided:
        return self._asked.avoided

    def suggestions(self, found: Sequence[Ending]) -> tuple[Suggestion, ...]:
        return self._asked.suggestions(found)

    def ends(self, opening: OpeningChanged, introducers: int, k: int) -> Ends:
        """The best ways to k of those who accept for the opening, and how many have one."""
        if introducers not in self._reached:
            ground = self._asked.ground(introducers)
            self._reached[introducers] = best_to_each(ground, self._everybody)
        reached, manager = self._reached[introducers], self._manager(opening)
        places = self._places[self._targets(opening, manager)]
        places = places[reached.weight[places] < NONE]
        ways = [
            (self._way(reached, each), self._everybody[each])
            for each in _best(reached.weight, places, k)
        ]
        best = [(way, _end(person, manager)) for way, person in sorted(ways)[:k]]
        return Ends(best, len(places))

    @cached_property
    def _everybody(self) -> Indexes:
        """The targets of all the openings, in order."""
        wanted = np.zeros(len(self._asked.network.people.flags), np.bool_)
        for opening in self._openings:
            wanted[self._targets(opening, self._manager(opening))] = True
        return np.flatnonzero(wanted).astype(np.int32)

    @cached_property
    def _places(self) -> Indexes:
        """Where each of everybody stands among them, by their number."""
        places = np.empty(len(self._asked.network.people.flags), np.int32)
        places[self._everybody] = np.arange(len(self._everybody), dtype=np.int32)
        return places

    def _targets(self, opening: OpeningChanged, manager: int) -> Indexes:
        """Who accepts for the opening, once each."""
        referrers = self._referrers_at(opening.employer_id)
        if manager == NOBODY or manager in referrers:
            return referrers
        return np.append(referrers, np.int32(manager))

    def _referrers_at(self, employer: UUID) -> Indexes:
        if employer not in self._referrers:
            network = self._asked.network
            staff = network.staff(employer, self.search.today)
            willing = staff[network.people.flags[staff] & REFERS != 0]
            self._referrers[employer] = np.setdiff1d(willing, self._left_out, assume_unique=True)
        return self._referrers[employer]

    def _manager(self, opening: OpeningChanged) -> int:
        """The hiring manager, if they accept as that; else NOBODY."""
        network = self._asked.network
        manager = (
            network.number_of(opening.hiring_manager.int) if opening.hiring_manager else NOBODY
        )
        if manager == NOBODY or not network.people.flags[manager] & MEETS:
            return NOBODY
        return NOBODY if manager in self._left_out else manager

    @cached_property
    def _left_out(self) -> Indexes:
        people = (self.search.candidate.int, *self.avoided.people)
        return np.array([self._asked.network.number_of(each) for each in people], np.int32)

    def _way(self, reached: Reached, place: int) -> Way:
        people, step = [self._everybody[place]], reached.parent[place]
        if reached.last[place] != NOBODY:
            people.append(reached.last[place])
        while step != NOBODY:
            people.append(reached.steps.person[step])
            step = reached.steps.parent[step]
        ids = map(self._asked.network.id_of, reversed(people))
        return int(reached.weight[place]), (self.search.candidate.int, *ids)


def _best(weight: Weights, places: Indexes, k: int) -> Indexes:
    """These places without whatever weighs more than the k-th of them."""
    if len(places) <= k:
        return places
    near: Indexes = places[weight[places] <= np.partition(weight[places], k - 1)[k - 1]]
    return near


def _end(person: int, manager: int) -> End:
    return "hiring_manager" if person == manager else "referrer"


def reachable_openings(network: Network, query: ReachableOpenings) -> ReachableOpeningsAnswer:
    """One page of the openings that the candidate can reach."""
    asked = Asked(network, query.search)
    wanted = reach.wanted_openings(network.board, query, asked.avoided)
    return reach.reachable_openings(Walk(asked, wanted), network.board, query)


def find_opening(network: Network, search: Search, opening_id: UUID) -> SeenOpening | None:
    """The opening, if the candidate may see it."""
    opening = network.board.openings.get(opening_id)
    if opening is None:
        return None
    walk = Walk(Asked(network, reach.widest(search)), [opening])
    return reach.seen_opening(network.board, opening) if reach.may_see(walk, opening) else None
