"""How a projection is built anew: when it was last, of how many events, and how far the next is.

It lies in the store of the service, whatever keeps the projection: a graph that is replaced in one
step shows nothing of the next one before it is there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Connection, bindparam, select

from shared.clock import Clock
from shared.messaging.back_off import AWAY
from shared.messaging.heartbeats import EVERY, is_silent
from shared.storage.database import Database
from shared.storage.tables import builds
from shared.storage.upsert import upsert

T = TypeVar("T")
_BUILDS = select(builds).where(builds.c.sink.in_(bindparam("sinks", expanding=True)))
NO_NEXT = {"next_begun_at": None, "next_events": None, "next_told_at": None}


@dataclass(frozen=True)
class NextBuild:
    """One that is under way: `events` were taken in when it was last heard of, at `told_at`.

    `is_silent`: that was a while ago. It is being put in its place, or who built it was killed.
    """

    begun_at: datetime
    events: int
    told_at: datetime
    is_silent: bool


@dataclass(frozen=True)
class Build:
    """When a projection was last built anew, and of how many events; None where that never was."""

    built_at: datetime | None = None
    built_from: int | None = None
    next: NextBuild | None = None


def builds_of(connection: Connection, sinks: Collection[str], now: datetime) -> dict[str, Build]:
    """What is known of the projections that the sinks of these names feed."""
    found = connection.execute(_BUILDS, {"sinks": list(sinks)})
    known = {row.sink: Build(row.built_at, row.built_from, _next(row, now)) for row in found}
    return {sink: known.get(sink, Build()) for sink in sinks}


def _next(row: Any, now: datetime) -> NextBuild | None:
    told = row.next_told_at
    if told is None:
        return None
    return NextBuild(row.next_begun_at, row.next_events, told, is_silent(told, now))


class Building:
    """One build, as whoever does it tells of it."""

    def __init__(self, sink: str, store: Database, clock: Clock) -> None:
        self._sink = sink
        self._store = store
        self._clock = clock
        self._begun_at = self._told_at = clock.now()
        self._events = 0

    def counted(self, stream: Iterator[T]) -> Iterator[T]:
        """The stream, counted on its way into the projection."""
        for event in stream:
            self._events += 1
            if self._clock.now() >= self._told_at + EVERY:
                self.tell()
            yield event

    def tell(self) -> None:
        """Say how far it is."""
        self._told_at = self._clock.now()
        self._keep(
            next_begun_at=self._begun_at, next_events=self._events, next_told_at=self._told_at
        )

    def done(self) -> None:
        """It answers from now on."""
        self._keep(built_at=self._clock.now(), built_from=self._events, **NO_NEXT)

    def given_up(self) -> None:
        """The one before goes on answering."""
        self._keep(**NO_NEXT)

    def _keep(self, **values: object) -> None:
        first = upsert(builds).values(sink=self._sink, **values)
        put = first.on_conflict_do_update(index_elements=["sink"], set_=values)
        # Nobody builds worse for not being watched.
        with suppress(*AWAY), self._store.write() as connection:
            connection.execute(put)


@contextmanager
def building(sink: str, store: Database, clock: Clock) -> Iterator[Building]:
    """While the block lasts, the projection that the sink feeds is built anew."""
    it = Building(sink, store, clock)
    it.tell()
    try:
        yield it
    except BaseException:
        it.given_up()
        raise
    it.done()
