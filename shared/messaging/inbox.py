"""Effectively once: what a sink has taken in, kept in the same transaction as the effect.

*Facts* count only if newer than the newest seen of their subject. That number outlives the row it
is about, so a late event never brings back what ended.

*History* is applied once each, in order. The log keeps a subject's events in order, so one that
comes too early means that an earlier one was set aside: it waits in the dead letters too, and
replaying the missing one replays those that waited for it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Literal
from uuid import UUID

from sqlalchemy import Connection, select

from shared.contracts.envelope import Event
from shared.storage.tables import inbox, seen
from shared.storage.upsert import upsert

Turn = Literal["now", "past", "early"]
"""Whether an event is to be applied now, has had its turn, or comes before an earlier one."""
TakeTurn = Callable[[Connection, str, Event, datetime], Turn]
"""Takes the turn of an event at the sink of that name, as `turn_of` does."""


def turn_of(connection: Connection, sink: str, event: Event, now: datetime) -> Turn:
    """Take the event's turn, if it is its turn; the caller applies it in this transaction."""
    if event.KIND == "fact":
        return "now" if is_new_fact(connection, sink, event.subject, event.sequence) else "past"
    if newest_seen(connection, sink, event.subject) >= event.sequence:
        return "past"
    if not is_next(connection, sink, event.subject, event.sequence):
        return "early"
    return "now" if is_first(connection, sink, event.id, now) else "past"


def is_new_fact(connection: Connection, sink: str, subject: UUID, sequence: int) -> bool:
    """Whether the fact is newer than all the sink has seen of its subject; if so, it is seen."""
    first = upsert(seen).values(sink=sink, subject=subject, sequence=sequence)
    newer = first.on_conflict_do_update(
        index_elements=["sink", "subject"],
        set_={"sequence": sequence},
        where=seen.c.sequence < sequence,
    )
    return connection.execute(newer.returning(seen.c.sequence)).first() is not None


def is_newest_fact(connection: Connection, sink: str, event: Event, now: datetime) -> Turn:
    """As `turn_of`, for facts that are told again: the newest that was seen counts once more."""
    if event.KIND != "fact":
        return "past"
    first = upsert(seen).values(sink=sink, subject=event.subject, sequence=event.sequence)
    kept = first.on_conflict_do_update(
        index_elements=["sink", "subject"],
        set_={"sequence": event.sequence},
        where=seen.c.sequence <= event.sequence,
    )
    taken = connection.execute(kept.returning(seen.c.sequence)).first()
    return "past" if taken is None else "now"


def is_next(connection: Connection, sink: str, subject: UUID, sequence: int) -> bool:
    """Whether all earlier events of the subject were seen and this one was not; now it is."""
    if sequence > 1:
        last = (seen.c.sink == sink) & (seen.c.subject == subject)
        step = seen.update().where(last, seen.c.sequence == sequence - 1)
        return connection.execute(step.values(sequence=sequence)).rowcount == 1
    first = upsert(seen).values(sink=sink, subject=subject, sequence=1).on_conflict_do_nothing()
    return connection.execute(first.returning(seen.c.sequence)).first() is not None


def is_first(connection: Connection, sink: str, event_id: UUID, now: datetime) -> bool:
    """Whether the sink has never taken in this very event; now it has."""
    row = upsert(inbox).values(sink=sink, event_id=event_id, applied_at=now)
    taken = row.on_conflict_do_nothing().returning(inbox.c.event_id)
    # After an INSERT Postgres' driver has no rowcount that tells.
    return connection.execute(taken).first() is not None


def newest_seen(connection: Connection, sink: str, subject: UUID) -> int:
    """The sequence of the newest event of the subject that the sink took in; 0 if none."""
    found = select(seen.c.sequence).where(seen.c.sink == sink, seen.c.subject == subject)
    return connection.scalar(found) or 0
