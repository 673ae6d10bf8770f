"""The contract of IntroductionGraph on a real Neo4j, and what only a server can do."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from deploy.local.ports import free_port
from deploy.local.processes import Server
from services.referrals.adapters.embedded_graph.graph import EmbeddedGraph
from services.referrals.adapters.neo4j_graph.address import address_of
from services.referrals.adapters.neo4j_graph.graph import Neo4jGraph
from services.referrals.ports import IntroductionGraph
from services.referrals.queries import graph_differences
from shared.contracts.envelope import Event
from shared.errors import Unavailable
from tests.contracts.introduction_graph_suite import (
    ANA,
    BEA,
    CAI,
    CHAIN,
    PEOPLE,
    Breaks,
    IntroductionGraphSuite,
    OpenGraph,
    everything,
    until_it_breaks,
    ways,
)
from tests.support.eventually import eventually
from tests.support.facts import an_id, erased, person, tie, tie_ended
from tests.support.neo4j_graphs import Neo4jGraphs, neo4j_graphs
from tests.support.random_worlds import World

pytestmark = pytest.mark.real_servers
A_BATCH = 20


@pytest.fixture
def graphs(neo4j_server: Server) -> Iterator[Neo4jGraphs]:
    with neo4j_graphs(neo4j_server.url) as opening:
        yield opening


class TestNeo4jGraph(IntroductionGraphSuite):
    @pytest.fixture
    def open_graph(self, graphs: Neo4jGraphs) -> OpenGraph:
        return graphs


def test_a_server_killed_while_applying_keeps_whole_batches_and_loses_no_acknowledged_one(
    own_servers: Callable[[str], Server], tmp_path: Path
) -> None:
    server = own_servers("neo4j")
    facts = [fact for seed in range(60) for fact in World(seed).facts]
    batches = [facts[first : first + A_BATCH] for first in range(0, len(facts), A_BATCH)]
    acknowledged: list[Sequence[Event]] = []
    with ThreadPoolExecutor(1) as worker, closing(Neo4jGraph(address_of(server.url))) as graph:
        applying = worker.submit(apply_until_away, graph, batches, acknowledged)
        eventually(lambda: len(acknowledged) > len(batches) // 4, within=60)
        server.kill()
        applying.result()
        assert len(acknowledged) < len(batches)

        server.start()

        for batch in acknowledged:
            assert all(graph.seen(fact.subject) == fact.sequence for fact in batch)
        cut = batches[len(acknowledged)]
        assert len({graph.seen(fact.subject) for fact in cut}) == 1, "a part of a batch"
        for batch in batches[len(acknowledged) :]:
            graph.apply(batch)
        with closing(EmbeddedGraph(tmp_path)) as replay:
            replay.apply(facts)
            assert list(graph_differences(graph, replay)) == []
            people = World(59).people
            assert everything(graph, people, []) == everything(replay, people, [])


def apply_until_away(
    graph: IntroductionGraph, batches: list[list[Event]], acknowledged: list[Sequence[Event]]
) -> None:
    try:
        for batch in batches:
            graph.apply(batch)
            acknowledged.append(batch)
    except Unavailable:
        return


def test_a_graph_whose_server_is_away_says_so() -> None:
    with pytest.raises(Unavailable):
        Neo4jGraph(address_of(f"bolt://127.0.0.1:{free_port()}"))


def test_the_facts_that_the_graph_rests_on_are_those_applied_with_tombstones(
    graphs: Neo4jGraphs,
) -> None:
    graph = graphs()
    graph.apply([*CHAIN, tie_ended(ANA, BEA, sequence=4), erased(CAI)])

    newest = {fact.subject: fact for fact in [*PEOPLE, tie_ended(ANA, BEA, sequence=4)]}
    newest |= {tie(BEA, CAI).subject: tie(BEA, CAI), CAI: erased(CAI)}
    assert {fact.subject: fact for fact in graph.facts()} == newest


def test_graphs_of_other_names_in_the_same_database_are_strangers(
    graphs: Neo4jGraphs, neo4j_server: Server
) -> None:
    graphs().apply(CHAIN)

    with closing(Neo4jGraph(address_of(f"{neo4j_server.url}/another"))) as other:
        assert ways(other) == []
        other.apply([*PEOPLE, tie(ANA, CAI)])
        assert ways(other) == [(ANA, CAI)]
        other.forget()
    assert ways(graphs()) == [(ANA, BEA, CAI)]


def test_what_a_broken_rebuild_left_is_not_in_the_next_one(graphs: Neo4jGraphs) -> None:
    graph = graphs()
    graph.apply(CHAIN)
    with pytest.raises(Breaks):
        graph.rebuild(until_it_breaks(*[person(an_id(n)) for n in range(900, 3100)]))

    graph.rebuild(iter(PEOPLE))

    assert sorted(fact.subject for fact in graph.facts()) == [ANA, BEA, CAI]


def test_writers_at_once_take_turns(graphs: Neo4jGraphs) -> None:
    facts = World(7).facts
    with ThreadPoolExecutor(4) as writers:
        for done in [writers.submit(graphs().apply, facts) for _ in range(8)]:
            done.result()

    assert len(list(graphs().facts())) == len(facts)
