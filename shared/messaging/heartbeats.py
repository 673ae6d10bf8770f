"""How a web process knows that its service's worker lives: a row that the worker keeps touching.

Beside it lies how much each group has left to read, written by whoever reads it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, select

from shared.clock import Clock
from shared.contracts.envelope import NEVER
from shared.eventlog.port import TopicPartition
from shared.messaging import outbox
from shared.storage import leases
from shared.storage.database import Database
from shared.storage.tables import lags
from shared.storage.tables import leases as rows
from shared.storage.upsert import upsert

EVERY = timedelta(seconds=3)
ALIVE_FOR = timedelta(seconds=15)

Lag = Mapping[TopicPartition, int]
"""How many records are left to read at most, of each topic and partition that one reads."""

_LEFT = upsert(lags)
_PUT_LAG = _LEFT.on_conflict_do_update(
    index_elements=["group", "topic", "partition"], set_={"behind": _LEFT.excluded.behind}
)

_EXPIRIES = select(rows.c.name, rows.c.expires_at).where(
    rows.c.name.in_(bindparam("names", expanding=True))
)


class Heartbeat:
    """Says that the loop called `name` goes round; writes at most every three seconds.

    `lag` is asked whenever it is time to write.
    """

    def __init__(
        self, name: str, store: Database, clock: Clock, lag: Callable[[], Lag] = dict
    ) -> None:
        self._name = name
        self._store = store
        self._clock = clock
        self._lag = lag
        self._next = NEVER

    def beat(self) -> None:
        """The loop went round."""
        now = self._clock.now()
        if now < self._next:
            return
        left = [self._left(*each) for each in self._lag().items()]
        with self._store.write() as connection:
            leases.touch(connection, f"alive:{self._name}", now + ALIVE_FOR)
            if left:
                connection.execute(_PUT_LAG, left)
        self._next = now + EVERY

    def _left(self, place: TopicPartition, behind: int) -> dict[str, object]:
        topic, partition = place
        return {"group": self._name, "topic": topic, "partition": partition, "behind": behind}


def is_silent(heard: datetime, now: datetime) -> bool:
    """Whoever was last heard of then has not gone round lately."""
    return heard + ALIVE_FOR <= now


def silent(store: Database, names: Iterable[str], now: datetime) -> list[str]:
    """Which of these loops have not gone round lately: consumer groups, or `relay`."""
    wanted = list(names)
    with store.read() as connection:
        heard = heard_at(connection, wanted)
    return [name for name in wanted if name not in heard or is_silent(heard[name], now)]


def heard_at(connection: Connection, names: Iterable[str]) -> dict[str, datetime]:
    """When loops last went round, give or take three seconds, by name; none for one that never
    began.
    """
    wanted = {f"alive:{name}": name for name in names}
    found = connection.execute(_EXPIRIES, {"names": list(wanted)})
    return {wanted[row]: expires - ALIVE_FOR for row, expires in found}


def silent_since(store: Database, name: str, now: datetime) -> datetime | None:
    """When a loop last went round, if it has not lately; None while it lives or never began."""
    with store.read() as connection:
        heard = heard_at(connection, [name]).get(name)
    return heard if heard is not None and is_silent(heard, now) else None


def outbox_age(store: Database, now: datetime) -> timedelta:
    """How long the event that waits longest for the relay has been waiting."""
    with store.read() as connection:
        oldest = outbox.oldest_waiting(connection)
    return timedelta(0) if oldest is None else max(timedelta(0), now - oldest)
