"""Facts that a store passed over when it did not keep them yet are told to it again, once.

A migration that adds what earlier facts would have filled notes the topics in `told_again`; a
worker of the service then reads these from their beginning, beside its group and without touching
the group's positions. Of each subject only the newest fact takes effect a second time: an older one
would bring back what was. So only topics whose reactions say how things stand may be noted.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, select

from shared.batches import in_batches
from shared.contracts.envelope import InvalidMessage
from shared.eventlog.port import EventLog, Record
from shared.logs import warn
from shared.messaging.applying import apply
from shared.messaging.back_off import AWAY
from shared.messaging.dead_letters import reason_of
from shared.messaging.inbox import is_newest_fact
from shared.messaging.sinks import Group, Reactions, StoreSink
from shared.storage.contention import until_alone
from shared.storage.tables import told_again
from shared.storage.unit_of_work import Units


def tell_again(name: str, reactions: Reactions, units: Units[Any], event_log: EventLog) -> int:
    """Tell the sink of that name what was noted; how many events were read.

    It may be cut off at any moment and begins anew. A fact whose reaction fails holds up no other;
    all are told again next time. Raises Unavailable.
    """
    topics = _asked(units, name)
    if not topics:
        return 0
    group = Group(name, reactions, StoreSink(name, units, is_newest_fact))
    count = failed = 0
    for records in in_batches(event_log.replay(topics), group.batch):
        count += len(records)
        failed += _take_in(group, records)
    if not failed:
        with units.database.write() as connection:
            done = (told_again.c.sink == name) & told_again.c.topic.in_(topics)
            connection.execute(delete(told_again).where(done))
    return count


def _asked(units: Units[Any], name: str) -> list[str]:
    asked = select(told_again.c.topic).where(told_again.c.sink == name)
    with units.database.read() as connection:
        return sorted(connection.scalars(asked))


def _take_in(group: Group, records: Sequence[Record]) -> int:
    """How many failed: one by one, where they fail together."""
    try:
        until_alone(lambda: _together(group, records))
    except AWAY:
        raise
    except Exception:  # noqa: BLE001 - the edge of the loop: whatever it was, find out whose
        return sum(_fails(group, record) for record in records)
    return 0


def _fails(group: Group, record: Record) -> bool:
    try:
        until_alone(lambda: _together(group, [record]))
    except AWAY:
        raise
    except InvalidMessage:  # in the dead letters since it first came
        return False
    except Exception as error:  # noqa: BLE001 - any failure of a reaction counts
        event_id = record.message.headers.get("ce_id", "")
        warn("fact_waits", topic=record.topic, event_id=event_id, why=reason_of(error))
        return True
    return False


def _together(group: Group, records: Sequence[Record]) -> None:
    with group.sink.transaction() as target:
        for record in records:
            apply(group, target, record.message)
