"""The contract of IntroductionGraph on each adapter, and what only the embedded one promises."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
from pysqlite3 import dbapi2 as sqlite

from services.referrals.adapters.embedded_graph.graph import EmbeddedGraph
from shared.errors import Unavailable
from tests.contracts.introduction_graph_suite import (
    ANA,
    BEA,
    CAI,
    CHAIN,
    IntroductionGraphSuite,
    OpenGraph,
    ways,
)
from tests.support.facts import an_id, tie

KILLED_WHILE_APPLYING = """
import os, sys
from pathlib import Path
from services.referrals.adapters.embedded_graph.graph import EmbeddedGraph
from tests.contracts.introduction_graph_suite import CHAIN
from tests.support.facts import an_id, person

def facts_until_killed():
    yield person(an_id(55))
    os.kill(os.getpid(), 9)

graph = EmbeddedGraph(Path(sys.argv[1]))
graph.apply(CHAIN)
graph.apply(facts_until_killed())
"""


@pytest.fixture
def open_embedded(tmp_path: Path) -> Iterator[OpenGraph]:
    with ExitStack() as opened:
        yield lambda: opened.enter_context(closing(EmbeddedGraph(tmp_path / "graph")))


class TestEmbeddedGraph(IntroductionGraphSuite):
    @pytest.fixture
    def open_graph(self, open_embedded: OpenGraph) -> OpenGraph:
        return open_embedded


def test_a_killed_writer_leaves_whole_batches_and_nothing_else(
    tmp_path: Path, open_embedded: OpenGraph
) -> None:
    command = [sys.executable, "-c", KILLED_WHILE_APPLYING, str(tmp_path / "graph")]
    root = Path(__file__).parents[2]

    killed = subprocess.run(command, check=False, cwd=root, capture_output=True, text=True)

    assert killed.returncode == -9, killed.stderr
    graph = open_embedded()
    assert ways(graph) == [(ANA, BEA, CAI)]
    assert graph.seen(an_id(55)) == 0
    graph.apply([tie(ANA, CAI)])
    assert len(ways(graph)) == 2


def test_a_file_that_is_no_graph_is_unavailable_and_not_empty(tmp_path: Path) -> None:
    (tmp_path / "graph.db").write_bytes(b"this is not a database, whatever its name says" * 100)

    with pytest.raises(Unavailable):
        EmbeddedGraph(tmp_path)


def test_a_graph_that_loses_its_tables_says_so_rather_than_answer(
    tmp_path: Path, open_embedded: OpenGraph
) -> None:
    graph = open_embedded()
    with closing(sqlite.connect(tmp_path / "graph" / "graph.db")) as file:
        file.execute("DROP TABLE facts")

    with pytest.raises(Unavailable):
        graph.apply(CHAIN)
    with pytest.raises(Unavailable):
        graph.seen(ANA)
