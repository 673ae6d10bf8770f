"""Each combination of backends that an installation may have, fresh on the servers of the run."""

from __future__ import annotations

from contextlib import closing
from itertools import combinations
from uuid import uuid4

import psycopg
import pytest
from psycopg.sql import SQL, Identifier

from deploy.local.postgres_server import as_store_url
from deploy.local.processes import Server
from services.referrals.adapters.neo4j_graph.address import address_of
from services.referrals.adapters.neo4j_graph.graph import Neo4jGraph
from shared.cli.backends import Backends
from shared.cli.ports import PORTAL, SERVICES

SERVERS = ("kafka", "neo4j", "postgres")
EVERY = [
    pytest.param(
        chosen,
        id="+".join(chosen) or "embedded",
        marks=[pytest.mark.real_servers] if chosen else [],
    )
    for size in range(len(SERVERS) + 1)
    for chosen in combinations(SERVERS, size)
]


def fresh(request: pytest.FixtureRequest, chosen: tuple[str, ...]) -> Backends:
    """Backends with nothing in them, on the chosen servers; the other axes are embedded."""
    on = {name: request.getfixturevalue(f"{name}_server") for name in chosen}
    return Backends(
        stores=_databases(on["postgres"]) if "postgres" in on else None,
        event_log=f"{on['kafka'].url}&prefix=t{uuid4().hex[:12]}." if "kafka" in on else None,
        graph=_emptied(f"{on['neo4j'].url}/town") if "neo4j" in on else None,
    )


def _databases(server: Server) -> str:
    name = f"t{uuid4().hex[:12]}"
    with psycopg.connect(server.url, autocommit=True) as connection:
        for service in (*SERVICES, PORTAL):
            made = SQL("CREATE DATABASE {}").format(Identifier(f"{name}_{service}"))
            connection.execute(made)
    return as_store_url(f"{server.url.rpartition('/')[0]}/{name}_{{service}}")


def _emptied(url: str) -> str:
    # One name for all, so that its queries are planned once.
    with closing(Neo4jGraph(address_of(url))) as graph:
        graph.rebuild(())
    return url
