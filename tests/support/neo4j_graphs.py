"""Graphs in one Neo4j server, each under a name of its own, gone when the test is over."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from uuid import uuid4

from services.referrals.adapters.neo4j_graph.address import Address, address_of
from services.referrals.adapters.neo4j_graph.graph import Neo4jGraph


class Neo4jGraphs:
    """Opens one and the same graph, again at each call, as another process would."""

    def __init__(self, address: Address, opened: ExitStack) -> None:
        self.address = address
        self._opened = opened

    def __call__(self) -> Neo4jGraph:
        graph = Neo4jGraph(self.address)
        self._opened.callback(graph.close)
        return graph


@contextmanager
def neo4j_graphs(url: str) -> Iterator[Neo4jGraphs]:
    """A graph that nobody else uses, in the server at `url`."""
    address = address_of(url).named(f"t{uuid4().hex[:12]}")
    with ExitStack() as opened:
        yield Neo4jGraphs(address, opened)
        graph = Neo4jGraph(address)
        opened.callback(graph.close)
        graph.forget()
