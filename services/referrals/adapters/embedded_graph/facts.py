"""The newest fact about each subject, on disk, in the order in which they took effect.

A row is never deleted: of an ended tie or an erased person it keeps the fact that says so. That
is how `seen` outlives what it is about, in the same transaction as the effect. Beside it lies a
record in few bytes: of people and ties, whatever the network needs.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from uuid import UUID

from sqlalchemy import Connection, Row, delete, func, insert, select, text, update
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.exc import SQLAlchemyError

from services.referrals.adapters.embedded_graph.records import FORMAT, Kind, record_of
from services.referrals.adapters.embedded_graph.tables import (
    FACTS,
    ORIGIN,
    POSITION,
    POSTING,
    RECORDS,
    TABLES,
)
from shared.contracts.codec import decode, encode
from shared.contracts.envelope import Event, Message
from shared.contracts.profiles import PersonChanged, PersonErased, Reason, TieChanged
from shared.errors import Unavailable
from shared.ids import new_id, tie_id
from shared.storage.database import Database
from shared.storage.sqlite_engine import Commits

AT_ONCE = 500_000
"""Records read in one go when all are read: a few dozen megabytes."""
WRITTEN_AT_ONCE = 1_000
_PUT = upsert(FACTS)
PUT_FACT = _PUT.on_conflict_do_update(
    index_elements=["subject"],
    set_={column.name: _PUT.excluded[column.name] for column in FACTS.c if not column.primary_key},
)
POSTINGS_ONLY = text(f"records.kind = {POSTING}")  # as it stands in the index, not as a parameter


@dataclass(frozen=True, order=True)
class Position:
    """How far the change sequence has come; a rebuild begins a new generation."""

    generation: int = 0
    change: int = 0


@dataclass(frozen=True)
class Changes:
    """Where the change sequence stands, and what took effect on the way there, in its order."""

    position: Position
    records: Sequence[tuple[Kind, bytes]] = ()
    postings: Sequence[Event] = ()


class FactStore:
    """The facts in one SQLite file. Raises Unavailable when it cannot be read or written.

    `origin` tells this store from every other.
    """

    def __init__(self, url: str) -> None:
        self._database = Database(url)
        with _reached(), self._database.write() as connection:
            TABLES.create_all(connection)
            if connection.execute(select(POSITION)).first() is None:
                connection.execute(insert(POSITION).values(generation=0, change=0))
            if connection.execute(select(ORIGIN)).first() is None:
                connection.execute(insert(ORIGIN).values(id=new_id()))
            _make_records_current(connection)
            self.origin: UUID = connection.execute(select(ORIGIN.c.id)).scalar_one()
        self._commits = Commits(url)

    def apply(self, facts: Iterable[Event]) -> Position:
        """Keep each fact that is newer than what is known of its subject: all of them or none."""
        with _reached(), self._database.write() as connection:
            return _keep(connection, facts)

    def replace(self, facts: Iterable[Event]) -> Position:
        """Forget everything and keep these instead, in one transaction."""
        with _reached(), self._database.write() as connection:
            connection.execute(delete(FACTS))
            connection.execute(delete(RECORDS))
            connection.execute(update(POSITION).values(generation=POSITION.c.generation + 1))
            return _keep(connection, facts)

    def seen(self, subject: UUID) -> int:
        """The sequence of the newest fact about the subject; 0 if there is none."""
        with _reached(), self._database.read() as connection:
            known = select(func.max(FACTS.c.sequence)).where(FACTS.c.subject == subject)
            return connection.execute(known).scalar() or 0

    def version(self) -> int:
        """Another number whenever anything was written: quicker to ask for than the position."""
        return self._commits.version()

    def position(self) -> Position:
        """How far the change sequence has come."""
        with _reached(), self._database.read() as connection:
            return _position(connection)

    def since(self, known: Position) -> Changes:
        """What took effect after `known`, a position of the same generation."""
        with _reached(), self._database.read() as connection:
            now = _position(connection)
            if now.change == known.change:
                return Changes(now)
            newer = select(RECORDS.c.kind, RECORDS.c.record).where(RECORDS.c.change > known.change)
            rows = connection.execute(newer.order_by(RECORDS.c.change)).all()
            records = [(row.kind, row.record) for row in rows if row.kind != POSTING]
            return Changes(now, records, _postings(connection, known.change))

    def postings(self) -> Sequence[Event]:
        """The newest fact about each employer and opening."""
        with _reached(), self._database.read() as connection:
            return _postings(connection, after=0)

    def read_records(self, take: Callable[[Kind, Sequence[bytes]], None]) -> Position:
        """Hand over every record of people and ties, and say at which position that was."""
        with _reached(), self._database.read() as connection:
            position = _position(connection)
            # Twenty million rows: the driver's own cursor takes a third of the time.
            cursor = connection.connection.cursor()
            cursor.execute("SELECT kind, record FROM records WHERE kind <> ?", (POSTING,))
            while rows := cursor.fetchmany(AT_ONCE):
                for kind in {kind for kind, _ in rows}:
                    take(kind, [record for each, record in rows if each == kind])
            return position

    def reasons(self, person: UUID, others: Collection[int]) -> Mapping[int, tuple[Reason, ...]]:
        """What each tie of a person's to these others rests on."""
        ties = {tie_id(person, UUID(int=other)): other for other in others}
        with _reached(), self._database.read() as connection:
            live = (FACTS.c.subject.in_(ties)) & (FACTS.c.type == TieChanged.TYPE)
            known = [_fact(row) for row in connection.execute(select(FACTS).where(live))]
        return {
            ties[tie.subject]: tuple(tie.reasons) for tie in known if isinstance(tie, TieChanged)
        }

    def people(self, subjects: Collection[UUID]) -> list[PersonChanged]:
        """What each of these members last published of themselves."""
        with _reached(), self._database.read() as connection:
            theirs = FACTS.c.subject.in_(subjects) & (FACTS.c.type == PersonChanged.TYPE)
            known = [_fact(row) for row in connection.execute(select(FACTS).where(theirs))]
        return [fact for fact in known if isinstance(fact, PersonChanged)]

    def facts(self) -> Iterable[Event]:
        """The newest fact about each subject, in the order in which they took effect."""
        with _reached(), self._database.read() as connection:
            rows = connection.execute(select(FACTS).order_by(FACTS.c.change))
            return [_fact(row) for row in rows]

    def ping(self) -> None:
        """Raises Unavailable if the file cannot be read."""
        self._database.ping()

    def close(self) -> None:
        self._commits.close()
        self._database.close()


@contextmanager
def _reached() -> Iterator[None]:
    try:
        yield
    except SQLAlchemyError as error:
        raise Unavailable("graph_away", "The graph cannot be reached; try again soon.") from error


def _make_records_current(connection: Connection) -> None:
    """Make the records anew of the facts if they were made in another format, or never."""
    if connection.execute(text("PRAGMA user_version")).scalar() == FORMAT:
        return
    connection.execute(delete(RECORDS))
    for row in connection.execute(select(FACTS)).all():
        connection.execute(insert(RECORDS), _record(_fact(row), row.change))
    connection.execute(text(f"PRAGMA user_version = {FORMAT}"))


def _keep(connection: Connection, facts: Iterable[Event]) -> Position:
    position = _position(connection)
    change = position.change
    stream = iter(facts)
    while some := list(islice(stream, WRITTEN_AT_ONCE)):
        change = _keep_some(connection, some, change)
    connection.execute(update(POSITION).values(change=change))
    return Position(position.generation, change)


def _keep_some(connection: Connection, facts: Sequence[Event], change: int) -> int:
    columns = FACTS.c.subject, FACTS.c.sequence, FACTS.c.type, FACTS.c.change
    subjects = {fact.subject for fact in facts}
    rows = connection.execute(select(*columns).where(FACTS.c.subject.in_(subjects))).all()
    newest = {row.subject: (int(row.sequence), str(row.type)) for row in rows}
    kept: dict[UUID, tuple[Event, int]] = {}
    for fact in facts:
        sequence, kind = newest.get(fact.subject, (fact.sequence - 1, ""))
        # Nothing comes after an erasure, whatever its sequence says.
        if fact.sequence > sequence and kind != PersonErased.TYPE:
            change += 1
            newest[fact.subject] = fact.sequence, fact.TYPE
            kept[fact.subject] = fact, change
    if kept:
        superseded = [row.change for row in rows if row.subject in kept]
        connection.execute(delete(RECORDS).where(RECORDS.c.change.in_(superseded)))
        connection.execute(PUT_FACT, [_row(fact, at) for fact, at in kept.values()])
        connection.execute(insert(RECORDS), [_record(fact, at) for fact, at in kept.values()])
    return change


def _row(fact: Event, change: int) -> Mapping[str, object]:
    message = encode(fact)
    return {
        "subject": fact.subject,
        "sequence": fact.sequence,
        "change": change,
        "type": fact.TYPE,
        "topic": message.topic,
        "headers": json.dumps(dict(message.headers)),
        "body": message.body,
    }


def _record(fact: Event, change: int) -> Mapping[str, object]:
    kind, record = record_of(fact) or (POSTING, b"")
    return {"change": change, "kind": kind, "record": record}


def _position(connection: Connection) -> Position:
    row = connection.execute(select(POSITION)).one()
    return Position(row.generation, row.change)


def _postings(connection: Connection, after: int) -> Sequence[Event]:
    joined = FACTS.join(RECORDS, FACTS.c.change == RECORDS.c.change)
    newer = select(FACTS).select_from(joined).where(POSTINGS_ONLY, RECORDS.c.change > after)
    return [_fact(row) for row in connection.execute(newer.order_by(RECORDS.c.change))]


def _fact(row: Row[tuple[object, ...]]) -> Event:
    return decode(Message(row.topic, str(row.subject), json.loads(row.headers), row.body))
