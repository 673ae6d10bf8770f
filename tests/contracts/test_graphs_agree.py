"""Small worlds: Neo4j answers what the embedded graph answers, in the same order."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from itertools import product
from pathlib import Path
from random import Random
from typing import Any

import pytest

from deploy.local.processes import Server
from services.referrals.adapters.embedded_graph.graph import EmbeddedGraph
from services.referrals.adapters.neo4j_graph import sweep
from services.referrals.domain.paths import (
    Alternatives,
    FindIntroductions,
    OpeningFilters,
    Rank,
    ReachableOpenings,
    Search,
    WhoCanRefer,
)
from services.referrals.ports import IntroductionGraph
from shared.contracts.envelope import Event
from shared.contracts.postings import OpeningChanged
from tests.support.facts import TODAY, an_id
from tests.support.neo4j_graphs import Neo4jGraphs, neo4j_graphs
from tests.support.random_worlds import World

pytestmark = pytest.mark.real_servers
BATCHES = 2
WORLDS_A_BATCH = 20
RANKS: tuple[Rank, ...] = ("warmest", "shortest")
ALTERNATIVES: tuple[Alternatives, ...] = ("contacts", "paths")
OPTIONS = list(product(RANKS, ALTERNATIVES, range(4)))
ASKED_OF_EACH_WORLD = 2  # options at a time; over all worlds every one is asked five times
FILTERS = (
    OpeningFilters(),
    OpeningFilters(text="doors OAKWORKS"),
    OpeningFilters(remote=True),
)

Question = FindIntroductions | WhoCanRefer | ReachableOpenings | tuple[Search, OpeningChanged]


@pytest.fixture
def graphs(neo4j_server: Server) -> Iterator[Neo4jGraphs]:
    with neo4j_graphs(neo4j_server.url) as opening:
        yield opening


@pytest.mark.parametrize("batch", range(BATCHES))
def test_both_graphs_answer_alike(
    batch: int, graphs: Neo4jGraphs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # There are two ways to search for many people; in a small world one would never be taken.
    monkeypatch.setattr(sweep, "FEW", sweep.FEW * (batch % 2))
    worlds = [World(batch * WORLDS_A_BATCH + number) for number in range(WORLDS_A_BATCH)]
    dice = Random(batch)
    facts: list[Event] = [fact for world in worlds for fact in world.facts]
    neo4j = graphs()
    with closing(EmbeddedGraph(tmp_path)) as embedded:
        for graph in (embedded, neo4j):
            graph.apply(dice.sample(facts, len(facts)))

        for world in worlds:
            for question in questions(world, dice):
                assert answer(neo4j, question) == answer(embedded, question), question


def questions(world: World, dice: Random) -> Iterator[Question]:
    """A few of each kind about one world, every option in turn."""
    openings = [fact for fact in world.facts if isinstance(fact, OpeningChanged)]
    for rank, alternatives, introducers in dice.sample(OPTIONS, ASKED_OF_EACH_WORLD):
        candidate, target = dice.sample([*world.people, an_id(1)], 2)
        search = Search(
            candidate=candidate,
            today=TODAY,
            k=dice.choice((1, 2, 5, 50)),
            rank=rank,
            max_introducers=introducers,
            avoid_own_employers=dice.choice((None, True, False)),
            avoid_people=frozenset(dice.sample(world.people, dice.choice((0, 0, 1)))),
            avoid_employers=frozenset(dice.sample(world.employers, dice.choice((0, 0, 1)))),
        )
        yield FindIntroductions(search, target, alternatives)
        yield WhoCanRefer(search, dice.choice(openings).subject)
        yield ReachableOpenings(search, dice.choice(FILTERS))
        yield search, dice.choice(openings)


def answer(graph: IntroductionGraph, question: Question) -> Any:
    """All that a graph says to a question; every page of it."""
    match question:
        case FindIntroductions():
            return graph.find_introductions(question)
        case WhoCanRefer():
            return graph.who_can_refer(question)
        case ReachableOpenings():
            return list(pages(graph, question))
        case search, opening:
            return graph.find_opening(search, opening.subject)


def pages(graph: IntroductionGraph, question: ReachableOpenings) -> Iterator[Any]:
    while True:
        page = graph.reachable_openings(question)
        yield page
        if page.next is None:
            return
        question = ReachableOpenings(question.search, question.filters, after=page.next)
