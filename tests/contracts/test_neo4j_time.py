"""How long Neo4j may take for a question, and that planning its statements is not part of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest

from deploy.local.processes import Server
from services.referrals.adapters.neo4j_graph import server
from services.referrals.adapters.neo4j_graph.address import address_of
from services.referrals.adapters.neo4j_graph.server import Server as Driver
from services.referrals.adapters.neo4j_graph.server import Transaction
from shared.errors import Unavailable

pytestmark = pytest.mark.real_servers
LONG = "UNWIND range(1, 20000000) AS each WITH each WHERE each % 7 = 0 RETURN count(each) AS n"
"""Seconds, on any machine: the server looks every two for what takes too long."""
SHORT = "RETURN 1 AS n"


@pytest.fixture
def driver(neo4j_server: Server, monkeypatch: pytest.MonkeyPatch) -> Iterator[Driver]:
    """One to which the long statement is known, and for which no question may take so long."""
    with closing(Driver(address_of(neo4j_server.url))) as driver:
        driver.write(lambda each: each.rows(LONG))
        monkeypatch.setattr(server, "READS_WITHIN", 0.1)
        yield driver


def asked(transaction: Transaction) -> list[int]:
    return [transaction.rows(statement)[0]["n"] for statement in (SHORT, LONG)]


def test_time_that_ran_out_after_a_statement_was_planned_is_given_once_more(
    driver: Driver,
) -> None:
    assert driver.read(asked) == [1, 20_000_000 // 7]

    with pytest.raises(Unavailable):
        driver.read(asked)
