"""What was imported in bulk is the graph that the adapter would have projected."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from uuid import UUID

import numpy as np
import pytest

from bench.asking import TODAY
from bench.ground import Ground
from bench.members import members, own_use_only
from bench.neo4j_files import write_files
from deploy.local.neo4j_import import NotImported, bulk_import
from deploy.local.neo4j_server import Neo4jServer
from services.referrals.adapters.neo4j_graph.labels import Labels
from services.referrals.bootstrap import open_graph
from services.referrals.domain.paths import FindIntroductions, Search
from tests.component.bench.test_benchmarks import TINY
from tests.support.servers import require_local

pytestmark = pytest.mark.real_servers


@pytest.fixture(autouse=True)
def _java() -> None:
    require_local()


@pytest.fixture
def ground(tmp_path: Path) -> Iterator[Ground]:
    with ExitStack() as closing_all:
        yield Ground(TINY, tmp_path, closing_all)


def test_a_path_through_an_imported_network_is_found_by_the_adapter(
    ground: Ground, tmp_path: Path
) -> None:
    everybody, links = members(TINY.people), ground.links
    files = write_files(tmp_path, Labels("imported", 0), links, everybody)
    bulk_import(tmp_path / "home", *files, heap="256m")
    server = Neo4jServer(tmp_path, heap="256m", pages="64m")
    ground.closing.callback(server.stop)
    server.start()
    tie = int(np.argmax((everybody.refers | everybody.meets)[links.taker]))
    candidate, target = UUID(int=int(links.giver[tie])), UUID(int=int(links.taker[tie]))

    with closing(open_graph(f"{server.url}/imported")) as graph:
        ways = graph.find_introductions(
            FindIntroductions(Search(candidate=candidate, today=TODAY), target)
        )

    direct = next(way.path for way in ways if way.path.people == (candidate, target))
    assert direct.cost == links.cost[tie]


def test_a_file_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text(":ID,id\nnobody,x\n")

    with pytest.raises(NotImported):
        bulk_import(tmp_path / "home", [("Person", tmp_path / "people.csv")], [], heap="256m")


def test_a_tie_is_for_own_use_in_both_directions_or_in_none(ground: Ground) -> None:
    links, own = ground.links, own_use_only(ground.links)
    by_pair: dict[frozenset[int], set[bool]] = {
        frozenset(map(int, pair)): set() for pair in zip(links.giver, links.taker, strict=True)
    }
    for giver, taker, only in zip(links.giver, links.taker, own, strict=True):
        by_pair[frozenset((int(giver), int(taker)))].add(bool(only))

    assert all(len(said) == 1 for said in by_pair.values())
    assert 0 < np.mean(own) < 0.5
