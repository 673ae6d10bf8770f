"""One service's part of the SQLite event log: a file that only its relay writes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import (
    BigInteger,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    bindparam,
    delete,
    exists,
    func,
    or_,
    select,
)
from sqlalchemy.exc import OperationalError

from shared.contracts.envelope import Message
from shared.errors import Unavailable
from shared.eventlog.port import Fenced, Record
from shared.storage.database import Database
from shared.storage.upsert import upsert

FORMAT = 1
COMPACTED_AT_ONCE = 5000  # rows per transaction, so that the relay never waits long
PARTITION = 0

metadata = MetaData()
# AUTOINCREMENT, because a position must not come back after compaction took the last row.
records = Table(
    "records",
    metadata,
    Column("position", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("topic", String(80), nullable=False),
    Column("key", String(60), nullable=False),
    Column("event_id", String(60), nullable=False, unique=True),
    Column("sequence", Integer, nullable=False),
    Column("headers", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    sqlite_autoincrement=True,
)
Index("ix_records_topic", records.c.topic, records.c.position)
Index("ix_records_key", records.c.topic, records.c.key, records.c.sequence)
epochs = Table(
    "epochs",
    metadata,
    Column("service", String(60), primary_key=True),
    Column("epoch", Integer, nullable=False),
)

# Built once: these run at every poll, and building a statement costs more than running it.
_OF_TOPIC = records.c.topic == bindparam("topic")
_READ = (
    select(records)
    .where(_OF_TOPIC, records.c.position >= bindparam("start"))
    .order_by(records.c.position)
    .limit(bindparam("limit"))
)
_END = select(func.max(records.c.position)).where(_OF_TOPIC)


class LogFile:
    """Appends, reads and compacts one file. Raises Unavailable while it cannot be used."""

    def __init__(self, url: str) -> None:
        with _or_unavailable():
            self._database = Database(url)
            with self._database.write() as connection:
                found = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
                if found not in (0, FORMAT):
                    raise Unavailable("log_format", f"{url} is of format {found}, not {FORMAT}.")
                metadata.create_all(connection)
                connection.exec_driver_sql(f"PRAGMA user_version={FORMAT}")

    def append(self, service: str, epoch: int, messages: Sequence[Message]) -> None:
        """Append all or none; an event that is here already is passed over. Raises Fenced."""
        claim = upsert(epochs).values(service=service, epoch=epoch)
        claim = claim.on_conflict_do_update(
            index_elements=["service"],
            set_={"epoch": epoch},
            where=epochs.c.epoch <= epoch,
        )
        with _or_unavailable(), self._database.write() as connection:
            if connection.execute(claim.returning(epochs.c.epoch)).first() is None:
                raise Fenced(f"a relay of {service} with an epoch above {epoch} is at work")
            if messages:
                once = upsert(records).on_conflict_do_nothing(index_elements=["event_id"])
                connection.execute(once, [_row(message) for message in messages])

    def read(self, topic: str, start: int, limit: int) -> list[Record]:
        """The topic's records from position `start` on."""
        wanted = {"topic": topic, "start": start, "limit": limit}
        with _or_unavailable(), self._database.read() as connection:
            rows = connection.execute(_READ, wanted).all()
        return [
            Record(
                row.topic,
                PARTITION,
                row.position,
                Message(row.topic, row.key, json.loads(row.headers), row.body),
            )
            for row in rows
        ]

    def end(self, topic: str) -> int:
        """The position after the topic's last record; 0 if there is none."""
        with _or_unavailable(), self._database.read() as connection:
            newest: int | None = connection.scalar(_END, {"topic": topic})
        return 0 if newest is None else newest + 1

    def compact(self, topic: str) -> int:
        """Drop what a newer record of the same key supersedes; newer by sequence, not position.

        An event published twice may come back after its first record was compacted.
        """
        dropped = 0
        while count := self._compact_some(topic):
            dropped += count
        return dropped

    def _compact_some(self, topic: str) -> int:
        newer = records.alias()
        superseded = (
            select(records.c.position)
            .where(
                records.c.topic == topic,
                exists().where(
                    newer.c.topic == records.c.topic,
                    newer.c.key == records.c.key,
                    or_(
                        newer.c.sequence > records.c.sequence,
                        (newer.c.sequence == records.c.sequence)
                        & (newer.c.position > records.c.position),
                    ),
                ),
            )
            .limit(COMPACTED_AT_ONCE)
        )
        with _or_unavailable(), self._database.write() as connection:
            # Erased means gone: freed pages are overwritten.
            connection.exec_driver_sql("PRAGMA secure_delete=ON")
            found = delete(records).where(records.c.position.in_(superseded))
            return connection.execute(found).rowcount

    def ping(self) -> None:
        """Raises Unavailable if the file does not answer."""
        self._database.ping()

    def close(self) -> None:
        """Close every connection."""
        self._database.close()


def _row(message: Message) -> dict[str, object]:
    return {
        "topic": message.topic,
        "key": message.key,
        "event_id": message.headers["ce_id"],
        "sequence": int(message.headers["ce_sequence"]),
        "headers": json.dumps(dict(message.headers)),
        "body": message.body,
    }


@contextmanager
def _or_unavailable() -> Iterator[None]:
    try:
        yield
    except (OperationalError, OSError) as error:
        raise Unavailable("log_away", "The event log cannot be used right now.") from error
