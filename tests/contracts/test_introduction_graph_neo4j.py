"""The contract of IntroductionGraph on a real Neo4j, and what only a server can do."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from deploy.local.processes import Server
from tests.contracts.introduction_graph_suite import IntroductionGraphSuite, OpenGraph
from tests.support.neo4j_graphs import Neo4jGraphs, neo4j_graphs

pytestmark = pytest.mark.real_servers


@pytest.fixture
def graphs(neo4j_server: Server) -> Iterator[Neo4jGraphs]:
    with neo4j_graphs(neo4j_server.url) as opening:
        yield opening


class TestNeo4jGraph(IntroductionGraphSuite):
    @pytest.fixture
    def open_graph(self, graphs: Neo4jGraphs) -> OpenGraph:
        return graphs
