"""How the facts of one batch take effect in one generation.

What a fact replaces is decided by what is known of its subject, under the lock that the transaction
holds on the graph's row: whoever runs it again finds it known, or undone. So two people are linked
without looking for a link first, which takes the longer the more people they know.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
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

Known = Mapping[str, tuple[int, str]]
"""The sequence and the type of the newest fact about a subject."""
NONE = 0, ""


def project(transaction: Transaction, labels: Labels, facts: Sequence[Event], change: int) -> None:
    """Take in what is new of these facts, as change number `change`."""
    known = _known(transaction, labels, facts)
    newest = _newest(known, facts)
    _keep(transaction, labels, newest, change)
    ties = [each for each in newest if isinstance(each, TieChanged)]
    linked = {subject for subject, (_, kind) in known.items() if kind == TieChanged.TYPE}
    # Whoever is erased goes first: their ties are refused, whichever came first.
    for statement, rows in (
        (ERASE, [key(each.subject) for each in newest if isinstance(each, PersonErased)]),
        (CHANGE, [person_row(each) for each in newest if isinstance(each, PersonChanged)]),
        (UNLINK, [pair_row(each) for each in newest if isinstance(each, TieEnded)]),
        (LINK, [tie_row(each) for each in ties if key(each.subject) not in linked]),
        (RELINK, [tie_row(each) for each in ties if key(each.subject) in linked]),
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


def _newest(known: Known, facts: Iterable[Event]) -> list[Event]:
    """The facts that count, one for each subject."""
    here = dict(known)
    newest: dict[str, Event] = {}
    for fact in facts:
        subject = key(fact.subject)
        sequence, kind = here.get(subject, NONE)
        # Nothing comes after an erasure, whatever its sequence says.
        if fact.sequence > sequence and kind != PersonErased.TYPE:
            here[subject] = fact.sequence, fact.TYPE
            newest[subject] = fact
    return list(newest.values())


def _known(transaction: Transaction, labels: Labels, facts: Iterable[Event]) -> Known:
    rows = transaction.rows(
        f"UNWIND $subjects AS subject MATCH (f:{labels.fact} {{subject: subject}})"
        " RETURN f.subject AS subject, f.sequence AS sequence, f.type AS type",
        subjects=sorted({key(each.subject) for each in facts}),
    )
    return {row["subject"]: (row["sequence"], row["type"]) for row in rows}


def _keep(transaction: Transaction, labels: Labels, facts: Sequence[Event], change: int) -> None:
    text = (
        f"UNWIND $rows AS row MERGE (f:{labels.fact} {{subject: row[0]}}) SET f ="
        " {subject: row[0], sequence: row[1], type: row[2], headers: row[3], body: row[4]}"
    )
    if facts:
        transaction.rows(text, rows=[fact_row(fact) for fact in facts])
    postings = [key(fact.subject) for fact in facts if fact.source == "postings"]
    if postings:
        transaction.rows(
            f"UNWIND $rows AS subject MATCH (f:{labels.fact} {{subject: subject}})"
            f" SET f:{labels.posting}, f.change = $change",
            rows=postings,
            change=change,
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
# Rows as lists: to name the parts of each costs the driver more than the parts do.
UNLINK = """
UNWIND $rows AS row
MATCH (:{person} {{id: row[0]}})-[r:CAN_INTRODUCE]-(:{person} {{id: row[1]}})
DELETE r
"""
LINK = """
UNWIND $rows AS row
MERGE (a:{person} {{id: row[0]}})
MERGE (b:{person} {{id: row[1]}})
WITH a, b, row WHERE a.erased IS NULL AND b.erased IS NULL
CREATE (a)-[:CAN_INTRODUCE {{cost: row[2], own_use_only: row[4]}}]->(b)
CREATE (b)-[:CAN_INTRODUCE {{cost: row[3], own_use_only: row[4]}}]->(a)
"""
RELINK = """
UNWIND $rows AS row
MATCH (a:{person} {{id: row[0]}})-[there:CAN_INTRODUCE]->(b:{person} {{id: row[1]}})
MATCH (b)-[back:CAN_INTRODUCE]->(a)
SET there.cost = row[2], there.own_use_only = row[4],
    back.cost = row[3], back.own_use_only = row[4]
"""
