"""Publishes again, in another event log, everything that a log holds: the same ids and sequences.

Readers pass over what they have seen, so nothing takes effect twice, and a move that was cut off
may simply be begun again.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from shared.batches import in_batches
from shared.contracts.registry import EVENTS
from shared.eventlog.port import EventLog, Publisher, owner_of

AT_ONCE = 200  # events


def topics_of(service: str) -> list[str]:
    """The topics that a service publishes to."""
    return sorted({each.TOPIC for each in EVENTS.values() if owner_of(each.TOPIC) == service})


def ids_in(event_log: EventLog, topic: str) -> set[UUID]:
    """The ids of all events in a topic."""
    return {UUID(record.message.headers["ce_id"]) for record in event_log.replay([topic])}


def republish(source: EventLog, topics: Sequence[str], publisher: Publisher) -> int:
    """Publish every event of these topics, in their order; how many there were.

    Raises Fenced, Unavailable.
    """
    count = 0
    for records in in_batches(source.replay(topics), AT_ONCE):
        publisher.publish([record.message for record in records])
        count += len(records)
    return count
