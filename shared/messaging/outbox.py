"""Events wait here, in the same transaction as what caused them, until the relay publishes them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from shared.contracts.codec import encode
from shared.contracts.envelope import Event
from shared.ids import new_id
from shared.storage.tables import outbox, sequences
from shared.tracing import current_traceparent

E = TypeVar("E", bound=Event)


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


def last_sequence(connection: Connection, subject: UUID) -> int:
    """How many events this subject has had; 0 before the first."""
    found = select(sequences.c.sequence).where(sequences.c.subject == subject)
    return connection.scalar(found) or 0


def _next_sequence(connection: Connection, subject: UUID) -> int:
    first = insert(sequences).values(subject=subject, sequence=1)
    counted = first.on_conflict_do_update(
        index_elements=["subject"], set_={"sequence": sequences.c.sequence + 1}
    )
    sequence: int = connection.execute(counted.returning(sequences.c.sequence)).scalar_one()
    return sequence
