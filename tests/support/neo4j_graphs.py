"""One graph in a Neo4j server for all tests of a run, empty for each."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from services.referrals.adapters.neo4j_graph.address import address_of
from services.referrals.adapters.neo4j_graph.graph import Neo4jGraph


class Neo4jGraphs:
    """Opens one and the same graph, again at each call, as another process would."""

    def __init__(self, url: str, opened: ExitStack) -> None:
        self._address = address_of(url)
        self._opened = opened

    def __call__(self) -> Neo4jGraph:
        graph = Neo4jGraph(self._address)
        self._opened.callback(graph.close)
        return graph


@contextmanager
def neo4j_graphs(url: str) -> Iterator[Neo4jGraphs]:
    """The graph at `url`, emptied. One name for all, so that queries are planned once."""
    with ExitStack() as opened:
        graphs = Neo4jGraphs(url, opened)
        graphs().rebuild(())
        yield graphs
