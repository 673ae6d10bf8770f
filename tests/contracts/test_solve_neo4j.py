"""`warmpath paths solve --graph neo4j://…` prints what the embedded engine prints."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from deploy.local.ports import free_port
from deploy.local.processes import Server
from services.referrals.adapters.neo4j_graph.address import address_of
from services.referrals.adapters.neo4j_graph.server import Server as Driver
from tests.support.solving import Batch, run, write_csv

pytestmark = pytest.mark.real_servers


@pytest.fixture
def batch(tmp_path: Path) -> Batch:
    """Thirty people, one-way links and own-use-only ones among theirs."""
    dice = Random(4)
    pairs = [(one, other) for one in range(30) for other in range(30) if one != other]
    links = [
        (one, other, dice.choice((30, 60, 127)), int(dice.random() < 0.8))
        for one, other in dice.sample(pairs, 180)
    ]
    made = Batch(tmp_path, links)
    made.people([(n, int(n % 5 > 0), int(n % 7 > 0), dice.choice(("", 1, 2))) for n in range(20)])
    return made


def names_in(server: Server) -> int:
    """How many graphs and nodes of the batch tool lie in a server."""
    driver = Driver(address_of(server.url))
    try:
        text = "MATCH (n) WHERE any(l IN labels(n) WHERE l CONTAINS 'solve') RETURN count(n) AS n"
        graphs = "MATCH (g:Graph) WHERE g.name STARTS WITH 'solve' RETURN count(g) AS n"
        return _count(driver, text) + _count(driver, graphs)
    finally:
        driver.close()


def _count(driver: Driver, text: str) -> int:
    counted: int = driver.read(lambda each: each.rows(text))[0]["n"]
    return counted


@pytest.mark.parametrize("alternatives", ["contacts", "paths"])
def test_both_engines_print_the_same_and_nothing_is_left_behind(
    batch: Batch, neo4j_server: Server, alternatives: str
) -> None:
    dice = Random(5)
    queries = [(dice.randrange(32), dice.randrange(32), "", "") for _ in range(20)]
    queries += [(dice.randrange(30), dice.randrange(30), "1;7", "2;9") for _ in range(20)]
    said = ("--alternatives", alternatives, "--rank", "shortest")

    embedded = batch.ask(queries, *said)
    neo4j = batch.ask(queries, *said, "--graph", neo4j_server.url)

    assert neo4j == embedded
    assert any(embedded)
    assert names_in(neo4j_server) == 0


def test_nothing_is_left_behind_by_a_batch_with_a_bad_row(
    batch: Batch, neo4j_server: Server, tmp_path: Path
) -> None:
    bad = write_csv(
        tmp_path / "bad.csv", "from,to,avoid_people,avoid_employers", [(1, "x", "", "")]
    )

    result = run(batch.ties, bad, "--graph", neo4j_server.url)

    assert (result.exit_code, result.stdout) == (2, "")
    assert names_in(neo4j_server) == 0


def test_a_server_that_is_away_is_said_in_one_sentence(batch: Batch, tmp_path: Path) -> None:
    queries = write_csv(tmp_path / "q.csv", "from,to,avoid_people,avoid_employers", [])

    result = run(batch.ties, queries, "--graph", f"bolt://127.0.0.1:{free_port()}")

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.count("\n") == 1
