"""The costs of the k best paths are those of Yen's algorithm, once its longer paths are dropped.

`WARMPATH_YEN=10000` asks that many questions instead of the few of a regular run.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from itertools import islice
from random import Random
from uuid import UUID

import networkx  # type: ignore[import-untyped]
import numpy as np
import pytest

from services.referrals.adapters.embedded_graph.solver import EmbeddedSolver
from services.referrals.domain.batch import LinkTable
from services.referrals.domain.paths import FindIntroductions, Search

QUESTIONS = int(os.environ.get("WARMPATH_YEN", "150"))
QUESTIONS_A_GRAPH = 10
MOST_LINKS = 4


class Drawn:
    """A random directed graph, in networkx and in the engine."""

    def __init__(self, seed: int) -> None:
        self.dice = Random(seed)
        self.people = self.dice.randint(6, 14)
        self.graph = networkx.gnp_random_graph(self.people, 0.35, seed=seed, directed=True)
        for _, _, link in self.graph.edges(data=True):
            link["cost"] = self.dice.randint(29, 120)
        links = [(one, other, link["cost"]) for one, other, link in self.graph.edges(data=True)]
        giver, taker, cost = (list(column) for column in zip(*links, strict=True))
        self.solver = EmbeddedSolver()
        self.solver.load(LinkTable(giver, taker, cost, np.ones(len(links), int).tolist()), ())

    def yen(self, one: int, other: int) -> Iterator[int]:
        """Costs of simple paths of at most four links, from the least on."""
        if not networkx.has_path(self.graph, one, other):
            return
        for path in networkx.shortest_simple_paths(self.graph, one, other, weight="cost"):
            if len(path) - 1 <= MOST_LINKS:
                yield networkx.path_weight(self.graph, path, "cost")

    def ours(self, one: int, other: int, k: int) -> list[int]:
        search = Search(candidate=UUID(int=one), today=date.min, k=k)
        query = FindIntroductions(search, UUID(int=other), "paths")
        return [found.path.cost for found in self.solver.find_introductions(query)]


@pytest.mark.parametrize("batch", range(3))
def test_the_costs_of_the_best_paths_are_those_of_yen(batch: int) -> None:
    graphs = QUESTIONS // QUESTIONS_A_GRAPH // 3
    for seed in range(batch * graphs, (batch + 1) * graphs):
        drawn = Drawn(seed)
        for _ in range(QUESTIONS_A_GRAPH):
            one, other = drawn.dice.sample(range(drawn.people), 2)
            k = drawn.dice.choice((1, 3, 8))

            assert drawn.ours(one, other, k) == list(islice(drawn.yen(one, other), k)), seed
