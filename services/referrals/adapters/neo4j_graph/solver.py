"""The batch tool's engine on Neo4j: rows under labels of their own, asked as every graph is."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any, TypeVar

from services.referrals.adapters.neo4j_graph.address import Address
from services.referrals.adapters.neo4j_graph.graph import Neo4jGraph
from services.referrals.adapters.neo4j_graph.labels import Labels
from services.referrals.adapters.neo4j_graph.projection import CHANGE, run
from services.referrals.adapters.neo4j_graph.rows import key, member_row
from services.referrals.adapters.neo4j_graph.server import Server
from services.referrals.domain.batch import PRESUMED, LinkRow, LinkTable, PersonRow, member_in
from services.referrals.domain.paths import FindIntroductions, Suggestion
from shared.batches import in_batches

T = TypeVar("T")
ROWS_AT_ONCE = 5000
PRESUME = """
UNWIND $rows AS row
MERGE (p:{person} {{id: row.id}}) ON CREATE SET p += row.properties
"""
LINK_ONE_WAY = """
UNWIND $rows AS row
MATCH (a:{person} {{id: row.giver}})
MATCH (b:{person} {{id: row.taker}})
MERGE (a)-[link:CAN_INTRODUCE]->(b)
SET link.cost = row.cost, link.own_use_only = row.own_use_only
"""


class Neo4jSolver:
    """A PathSolver under a name that nobody else uses; `close` leaves nothing of it."""

    def __init__(self, address: Address) -> None:
        self._graph = Neo4jGraph(address)
        self._server = Server(address)
        self._labels = Labels(address.name, 0)

    def load(self, links: LinkTable, people: Iterable[PersonRow]) -> None:
        for rows in in_batches(links, ROWS_AT_ONCE):
            ends = {end for row in rows for end in (row.giver, row.taker)}
            self._write(PRESUME, [member_row(each, PRESUMED) for each in sorted(ends)])
            self._write(LINK_ONE_WAY, [_link_row(row) for row in rows])
        for some in in_batches(people, ROWS_AT_ONCE):
            self._write(CHANGE, [member_row(row.id, member_in(row)) for row in some])

    def find_introductions(self, query: FindIntroductions) -> tuple[Suggestion, ...]:
        return self._graph.find_introductions(query)

    def close(self) -> None:
        """Leave nothing in the server."""
        try:
            self._graph.forget()
        finally:
            self._server.close()
            self._graph.close()

    def _write(self, statement: str, rows: list[dict[str, Any]]) -> None:
        self._server.write(
            partial(run, labels=self._labels, statements=statement, rows=rows),
        )


def _link_row(row: LinkRow) -> dict[str, Any]:
    return {
        "giver": key(row.giver),
        "taker": key(row.taker),
        "cost": row.cost,
        "own_use_only": not row.lent,
    }
