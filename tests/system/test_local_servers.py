"""Each real server comes up, keeps what it was told through SIGKILL, and comes back in place."""

from __future__ import annotations

import neo4j
import psycopg
import pytest

from deploy.local.processes import Server

pytestmark = pytest.mark.real_servers


def test_postgres_keeps_a_commit_through_a_crash(postgres_server: Server) -> None:
    with psycopg.connect(postgres_server.url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS n")

    postgres_server.kill()
    postgres_server.start()

    with psycopg.connect(postgres_server.url) as connection:
        assert connection.execute("SELECT n FROM kept").fetchall() == [(42,)]
        connection.execute("DROP TABLE kept")


def test_neo4j_keeps_a_commit_through_a_crash(neo4j_server: Server) -> None:
    with neo4j.GraphDatabase.driver(neo4j_server.url) as driver:
        driver.execute_query("CREATE (:Kept {n: 42})")

    neo4j_server.kill()
    neo4j_server.start()

    with neo4j.GraphDatabase.driver(neo4j_server.url) as driver:
        found = driver.execute_query("MATCH (k:Kept) RETURN k.n AS n").records
        driver.execute_query("MATCH (k:Kept) DELETE k")
    assert [record["n"] for record in found] == [42]
