"""Events wait here, in the same transaction as what caused them, until the relay publishes them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from sqlalchemy import Connection, delete, func, select, update

from shared.contracts.codec import encode
from shared.contracts.envelope import Event, Message
from shared.ids import new_id
from shared.storage.tables import outbox, sequences
from shared.storage.upsert import upsert
from shared.tracing import current_traceparent

E = TypeVar("E", bound=Event)


@dataclass(frozen=True)
class Waiting:
    """A message that is not marked as published."""

    position: int
    message: Message


def put(connection: Connection, event: E, now: datetime) -> E:
    """Number the event, check it against its schema, and leave it for the relay.

    Returns the event as others will see it. Raises InvalidMessage if it breaks its schema.
    """
    numbered = replace(
        event,
        id=new_id(),
        sequence=_next_sequence(connection, event.subject),
        time=now,
        traceparent=current_traceparent(),
    )
    message = encode(numbered)
    connection.execute(
        outbox.insert().values(
            event_id=numbered.id,
            subject=numbered.subject,
            topic=message.topic,
            headers=dict(message.headers),
            body=message.body,
            written_at=now,
        )
    )
    return numbered


def waiting(connection: Connection, limit: int) -> list[Waiting]:
    """The first unmarked messages, in order.

    Never "those after the last one published": positions may commit out of order.
    """
    unmarked = select(outbox).where(outbox.c.published_at.is_(None))
    rows = connection.execute(unmarked.order_by(outbox.c.position).limit(limit)).all()
    return [
        Waiting(row.position, Message(row.topic, str(row.subject), row.headers, row.body))
        for row in rows
    ]


def mark_published(connection: Connection, positions: Sequence[int], now: datetime) -> None:
    """Never publish these again."""
    done = update(outbox).where(outbox.c.position.in_(positions))
    connection.execute(done.values(published_at=now))


def oldest_waiting(connection: Connection) -> datetime | None:
    """When the message that has waited longest was written; None if none waits."""
    unmarked = select(func.min(outbox.c.written_at)).where(outbox.c.published_at.is_(None))
    oldest: datetime | None = connection.scalar(unmarked)
    return oldest


def waiting_since(connection: Connection) -> tuple[int, datetime | None]:
    """How many messages are not marked as published, and when the oldest of them was written."""
    waits = select(func.count(), func.min(outbox.c.written_at))
    number, oldest = connection.execute(waits.where(outbox.c.published_at.is_(None))).one()
    return number, oldest


def prune(connection: Connection, before: datetime) -> int:
    """Forget what was published before then; how many rows that were."""
    return connection.execute(delete(outbox).where(outbox.c.published_at < before)).rowcount


def _next_sequence(connection: Connection, subject: UUID) -> int:
    first = upsert(sequences).values(subject=subject, sequence=1)
    counted = first.on_conflict_do_update(
        index_elements=["subject"], set_={"sequence": sequences.c.sequence + 1}
    )
    sequence: int = connection.execute(counted.returning(sequences.c.sequence)).scalar_one()
    return sequence
