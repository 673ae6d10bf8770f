"""How the facts of one batch take effect in one generation.

Every statement says what is to be, so that running it twice is running it once; what a fact
replaces is decided by its sequence, under the lock that the transaction holds on the graph's row.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from services.referrals.adapters.neo4j_graph.labels import Labels
from services.referrals.adapters.neo4j_graph.rows import (
    fact_row,
    key,
    pair_row,
    person_row,
    tie_row,
)
from services.referrals.adapters.neo4j_graph.server import Transaction
from shared.contracts.envelope import Event
from shared.contracts.profiles import PersonChanged, PersonErased, TieChanged, TieEnded


def project(transaction: Transaction, labels: Labels, facts: Sequence[Event], change: int) -> None:
    """Take in what is new of these facts, as change number `change`."""
    newest = _newest(transaction, labels, facts)
    _keep(transaction, labels, newest, change)
    # Whoever is erased goes first: their ties are refused, whichever came first.
    for statement, rows in (
        (ERASE, [key(each.subject) for each in newest if isinstance(each, PersonErased)]),
        (CHANGE, [person_row(each) for each in newest if isinstance(each, PersonChanged)]),
        (UNLINK, [pair_row(each) for each in newest if isinstance(each, TieEnded)]),
        (LINK, [tie_row(each) for each in newest if isinstance(each, TieChanged)]),
    ):
        run(transaction, labels, statement, rows)


def run(transaction: Transaction, labels: Labels, statements: str, rows: Sequence[Any]) -> None:
    """Each of the statements, for these rows."""
    if rows:
        for statement in statements.split(";"):
            text = statement.format(
                person=labels.person, employer=labels.employer, group=labels.group
            )
            transaction.rows(text, rows=rows)


def _newest(transaction: Transaction, labels: Labels, facts: Iterable[Event]) -> list[Event]:
    """The facts that count, one for each subject."""
    known = _known(transaction, labels, facts)
    newest: dict[str, Event] = {}
    for fact in facts:
        subject = key(fact.subject)
        sequence, kind = known.get(subject, (0, ""))
        # Nothing comes after an erasure, whatever its sequence says.
        if fact.sequence > sequence and kind != PersonErased.TYPE:
            known[subject] = fact.sequence, fact.TYPE
            newest[subject] = fact
    return list(newest.values())


def _known(
    transaction: Transaction, labels: Labels, facts: Iterable[Event]
) -> dict[str, tuple[int, str]]:
    rows = transaction.rows(
        f"UNWIND $subjects AS subject MATCH (f:{labels.fact} {{subject: subject}})"
        " RETURN f.subject AS subject, f.sequence AS sequence, f.type AS type",
        subjects=sorted({key(each.subject) for each in facts}),
    )
    return {row["subject"]: (row["sequence"], row["type"]) for row in rows}


def _keep(transaction: Transaction, labels: Labels, facts: Sequence[Event], change: int) -> None:
    rows = [fact_row(fact) for fact in facts]
    text = (
        f"UNWIND $rows AS row MERGE (f:{labels.fact} {{subject: row.subject}})"
        " SET f += row, f.change = $change"
    )
    if rows:
        transaction.rows(text, rows=rows, change=change)
    postings = [row["subject"] for row in rows if row["topic"].startswith("postings.")]
    if postings:
        transaction.rows(
            f"UNWIND $rows AS subject MATCH (f:{labels.fact} {{subject: subject}})"
            f" SET f:{labels.posting}",
            rows=postings,
        )


ERASE = """
UNWIND $rows AS id
MERGE (p:{person} {{id: id}})
WITH p OPTIONAL MATCH (p)-[r]-() DELETE r
WITH DISTINCT p SET p = {{id: p.id, erased: true}}
"""
CHANGE = """
UNWIND $rows AS row
MERGE (p:{person} {{id: row.id}})
WITH p, row WHERE p.erased IS NULL
SET p += row.properties
WITH p MATCH (p)-[r:EMPLOYED_AT|VOLUNTEERS_IN]->() DELETE r;
UNWIND $rows AS row
UNWIND row.jobs AS job
MATCH (p:{person} {{id: row.id}}) WHERE p.known
MERGE (e:{employer} {{id: job.employer}})
MERGE (p)-[:EMPLOYED_AT {{started: job.started, ended: job.ended}}]->(e);
UNWIND $rows AS row
UNWIND row.volunteers AS group
MATCH (p:{person} {{id: row.id}}) WHERE p.known
MERGE (g:{group} {{id: group}})
MERGE (p)-[:VOLUNTEERS_IN]->(g)
"""
UNLINK = """
UNWIND $rows AS row
MATCH (:{person} {{id: row.first}})-[r:CAN_INTRODUCE]-(:{person} {{id: row.second}})
DELETE r
"""
LINK = """
UNWIND $rows AS row
MERGE (a:{person} {{id: row.first}})
MERGE (b:{person} {{id: row.second}})
WITH a, b, row WHERE a.erased IS NULL AND b.erased IS NULL
MERGE (a)-[there:CAN_INTRODUCE]->(b)
SET there.cost = row.there, there.own_use_only = row.own_use_only
MERGE (b)-[back:CAN_INTRODUCE]->(a)
SET back.cost = row.back, back.own_use_only = row.own_use_only
"""
