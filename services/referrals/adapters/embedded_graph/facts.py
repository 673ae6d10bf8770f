"""The newest fact about each subject, on disk, in the order in which they took effect.

A row is never deleted: of an ended tie or an erased person it keeps the fact that says so. That
is how `seen` outlives what it is about, in the same transaction as the effect.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import (
    Column,
    Connection,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    Uuid,
    delete,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.exc import SQLAlchemyError

from shared.contracts.codec import decode, encode
from shared.contracts.envelope import Event, Message
from shared.contracts.profiles import PersonErased
from shared.errors import Unavailable
from shared.storage.database import Database

TABLES = MetaData()
FACTS = Table(
    "facts",
    TABLES,
    Column("subject", Uuid, primary_key=True),
    Column("sequence", Integer, nullable=False),
    Column("change", Integer, nullable=False, unique=True),
    Column("type", String, nullable=False),
    Column("topic", String, nullable=False),
    Column("headers", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
)
POSITION = Table(
    "position",
    TABLES,
    Column("generation", Integer, nullable=False),
    Column("change", Integer, nullable=False),
)


@dataclass(frozen=True, order=True)
class Position:
    """How far the change sequence has come; a rebuild begins a new generation."""

    generation: int = 0
    change: int = 0


class FactStore:
    """The facts in one SQLite file. Raises Unavailable when it cannot be read or written."""

    def __init__(self, url: str) -> None:
        self._database = Database(url)
        with _reached(), self._database.write() as connection:
            TABLES.create_all(connection)
            if connection.execute(select(POSITION)).first() is None:
                connection.execute(insert(POSITION).values(generation=0, change=0))

    def apply(self, facts: Iterable[Event]) -> None:
        """Keep each fact that is newer than what is known of its subject: all of them or none."""
        with _reached(), self._database.write() as connection:
            _keep(connection, facts)

    def replace(self, facts: Iterable[Event]) -> None:
        """Forget everything and keep these instead, in one transaction."""
        with _reached(), self._database.write() as connection:
            connection.execute(delete(FACTS))
            connection.execute(update(POSITION).values(generation=POSITION.c.generation + 1))
            _keep(connection, facts)

    def seen(self, subject: UUID) -> int:
        """The sequence of the newest fact about the subject; 0 if there is none."""
        with _reached(), self._database.read() as connection:
            return _seen(connection, subject)

    def since(self, known: Position) -> tuple[Position, Sequence[Event]]:
        """Where the change sequence stands, and what took effect after `known`.

        After a rebuild that is everything, for the change sequence goes on.
        """
        with _reached(), self._database.read() as connection:
            now = _position(connection)
            return now, _changes(connection, known.change) if now > known else ()

    def ping(self) -> None:
        """Raises Unavailable if the file cannot be read."""
        self._database.ping()

    def close(self) -> None:
        self._database.close()


@contextmanager
def _reached() -> Iterator[None]:
    try:
        yield
    except SQLAlchemyError as error:
        raise Unavailable("graph_away", "The graph cannot be reached; try again soon.") from error


def _keep(connection: Connection, facts: Iterable[Event]) -> None:
    change = _position(connection).change
    for fact in facts:
        if _counts(connection, fact):
            change += 1
            _put(connection, fact, change)
    connection.execute(update(POSITION).values(change=change))


def _counts(connection: Connection, fact: Event) -> bool:
    known = select(FACTS.c.sequence, FACTS.c.type).where(FACTS.c.subject == fact.subject)
    row = connection.execute(known).first()
    # Nothing comes after an erasure, whatever its sequence says.
    return row is None or (fact.sequence > row.sequence and row.type != PersonErased.TYPE)


def _put(connection: Connection, fact: Event, change: int) -> None:
    message = encode(fact)
    row = {
        "sequence": fact.sequence,
        "change": change,
        "type": fact.TYPE,
        "topic": message.topic,
        "headers": json.dumps(dict(message.headers)),
        "body": message.body,
    }
    statement = upsert(FACTS).values(subject=fact.subject, **row)
    connection.execute(statement.on_conflict_do_update(index_elements=["subject"], set_=row))


def _seen(connection: Connection, subject: UUID) -> int:
    known = select(func.max(FACTS.c.sequence)).where(FACTS.c.subject == subject)
    return connection.execute(known).scalar() or 0


def _position(connection: Connection) -> Position:
    row = connection.execute(select(POSITION)).one()
    return Position(row.generation, row.change)


def _changes(connection: Connection, after: int) -> Sequence[Event]:
    changed = select(FACTS).where(FACTS.c.change > after).order_by(FACTS.c.change)
    return [
        decode(Message(row.topic, str(row.subject), json.loads(row.headers), row.body))
        for row in connection.execute(changed)
    ]
