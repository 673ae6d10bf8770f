"""2,000 small worlds, every option: the search finds what plain enumeration finds, in its order."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product
from random import Random
from uuid import UUID

import pytest

from services.referrals.adapters.embedded_graph.follow import follow
from services.referrals.adapters.embedded_graph.network import Network
from services.referrals.adapters.embedded_graph.questions import find_introductions, who_can_refer
from services.referrals.adapters.embedded_graph.reach import reachable_openings
from services.referrals.domain.paths import (
    Alternatives,
    FindIntroductions,
    Rank,
    ReachableOpenings,
    Search,
    Suggestion,
    WhoCanRefer,
)
from tests.support.facts import TODAY
from tests.support.path_oracle import Oracle, Route, best
from tests.support.random_worlds import World

RANKS: tuple[Rank, ...] = ("warmest", "shortest")
ALTERNATIVES: tuple[Alternatives, ...] = ("contacts", "paths")
BATCHES = 8
WORLDS_A_BATCH = 250


class Asked:
    """One world, one candidate of it, in the product and in the oracle."""

    def __init__(self, seed: int) -> None:
        world = World(seed)
        dice = Random(seed)
        self.network = Network()
        for fact in dice.sample(world.facts, len(world.facts)):
            follow(self.network, fact)
        self.oracle = Oracle(world.facts, TODAY)
        self.world = world
        self.candidate, self.target = dice.sample(world.people, 2)
        self.own = dice.choice((None, True, False))
        self.k = dice.choice((1, 2, 3, 5, 50))
        self.routes = self.oracle.routes(self.candidate, self.own)

    def search(self, rank: Rank, most: int) -> Search:
        return Search(
            candidate=self.candidate,
            today=TODAY,
            k=self.k,
            rank=rank,
            max_introducers=most,
            avoid_own_employers=self.own,
        )

    def within(self, most: int) -> list[Route]:
        return [route for route in self.routes if route.introducers <= most]


@pytest.fixture(scope="module", params=range(BATCHES))
def worlds(request: pytest.FixtureRequest) -> list[Asked]:
    first = request.param * WORLDS_A_BATCH
    return [Asked(first + number) for number in range(WORLDS_A_BATCH)]


def written(suggestions: Iterable[Suggestion]) -> list[Route]:
    return [Route(tuple(who.int for who in s.path.people), s.path.cost) for s in suggestions]


def test_the_best_introductions_are_those_that_enumeration_finds(worlds: list[Asked]) -> None:
    for asked in worlds:
        accepted = asked.routes if asked.oracle.accepts(asked.target) else []
        to_target = [route for route in accepted if route.people[-1] == asked.target.int]
        for rank, kind, most in product(RANKS, ALTERNATIVES, range(4)):
            query = FindIntroductions(asked.search(rank, most), asked.target, kind)

            found = written(find_introductions(asked.network, query))

            near = [route for route in to_target if route.introducers <= most]
            assert found == best(near, rank, kind, asked.k), (asked.world.facts, query)


def test_who_can_refer_has_the_best_path_to_each(worlds: list[Asked]) -> None:
    for asked in worlds:
        if asked.candidate not in asked.oracle.people:
            continue
        for rank, most, opening in product(RANKS, range(4), asked.oracle.openings):
            query = WhoCanRefer(asked.search(rank, most), opening.subject)

            answer = who_can_refer(asked.network, query)

            targets = asked.oracle.targets(asked.candidate, opening)
            expected = asked.oracle.best_to_each(asked.within(most), targets, rank)
            assert written(answer.suggestions) == expected[: asked.k]
            assert answer.total == len(expected)


def test_reachable_openings_are_complete_ordered_and_paged_without_loss(
    worlds: list[Asked],
) -> None:
    for asked in worlds:
        if asked.candidate not in asked.oracle.people:
            continue
        for rank, most in product(RANKS, range(4)):
            query = ReachableOpenings(asked.search(rank, most))

            expected = asked.oracle.reachable(asked.candidate, asked.routes, most, rank, asked.own)
            assert every_page(asked.network, query) == expected


def every_page(network: Network, query: ReachableOpenings) -> list[tuple[Route, UUID]]:
    found: list[tuple[Route, UUID]] = []
    while True:
        page = reachable_openings(network, query)
        for each in page.openings:
            found += [(route, each.opening.subject) for route in written([each.suggestion])]
        if page.next is None:
            assert page.total == len(found)
            return found
        query = ReachableOpenings(query.search, query.filters, after=page.next)
