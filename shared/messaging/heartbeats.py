"""How a web process knows that its service's worker lives: a row that the worker keeps touching."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import select

from shared.clock import Clock
from shared.contracts.envelope import NEVER
from shared.messaging import outbox
from shared.storage import leases
from shared.storage.database import Database
from shared.storage.tables import leases as rows

EVERY = timedelta(seconds=3)
ALIVE_FOR = timedelta(seconds=15)


class Heartbeat:
    """Says that the loop called `name` goes round; writes at most every three seconds."""

    def __init__(self, name: str, store: Database, clock: Clock) -> None:
        self._name = name
        self._store = store
        self._clock = clock
        self._next = NEVER

    def beat(self) -> bool:
        """The loop went round. Says whether it was time to write it down."""
        now = self._clock.now()
        if now < self._next:
            return False
        with self._store.write() as connection:
            leases.touch(connection, f"alive:{self._name}", now + ALIVE_FOR)
        self._next = now + EVERY
        return True


def silent(store: Database, names: Iterable[str], now: datetime) -> list[str]:
    """Which of these loops have not gone round lately: consumer groups, or `relay`."""
    wanted = {f"alive:{name}": name for name in names}
    living = select(rows.c.name).where(rows.c.name.in_(wanted), rows.c.expires_at > now)
    with store.read() as connection:
        found = set(connection.scalars(living))
    return [name for row, name in wanted.items() if row not in found]


def silent_since(store: Database, name: str, now: datetime) -> datetime | None:
    """When a loop last went round, if it has not lately; None while it lives or never began."""
    expiry = select(rows.c.expires_at).where(rows.c.name == f"alive:{name}")
    with store.read() as connection:
        expires = connection.scalar(expiry)
    return expires - ALIVE_FOR if expires is not None and expires <= now else None


def outbox_age(store: Database, now: datetime) -> timedelta:
    """How long the event that waits longest for the relay has been waiting."""
    with store.read() as connection:
        oldest = outbox.oldest_waiting(connection)
    return timedelta(0) if oldest is None else max(timedelta(0), now - oldest)
