"""Moves an installation's stores, log and graph elsewhere, each compared with what it came from.

Every step may be done again: what is there already and equal is left alone, and anything else
that is there stops the move before a row is written. The home is only read.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from importlib.metadata import entry_points
from typing import Protocol
from uuid import UUID

import click

from shared.cli.destination import Destination
from shared.cli.home import Home
from shared.cli.ports import SERVICES
from shared.clock import SystemClock
from shared.eventlog import moving as events
from shared.eventlog.opening import open_event_log
from shared.eventlog.port import TAKE_OVER, EventLog, Publisher
from shared.storage import leases, migrations
from shared.storage import moving as rows
from shared.storage.database import Database

PROJECTIONS = "warmpath.projections"
TTL = timedelta(seconds=TAKE_OVER)


class NotMoved(click.ClickException):
    """The move stopped before it changed anything, or what arrived is not what was sent."""

    exit_code = 2


class Projection(Protocol):
    """What a service builds from the log, at the place that it moves to."""

    def foreign(self, known: Collection[UUID]) -> int:
        """How many facts it holds besides the events with these ids."""

    def rebuild(self, event_log: EventLog) -> int:
        """Build it from the log; of how many facts."""

    def differences(self, event_log: EventLog) -> list[str]:
        """Where it is not what the log says."""

    def close(self) -> None:
        """Let go of it."""


@dataclass(frozen=True)
class Moved:
    """What was moved and found equal at the other end."""

    what: str
    count: int
    of: str


@dataclass
class Move:
    """Both ends of a move, open."""

    old: dict[str, Database]
    new: dict[str, Database]
    old_log: EventLog
    new_log: EventLog
    graph: Projection

    def check(self) -> None:
        """Raises NotMoved if anything at the new end is not from this home."""
        for service in SERVICES:
            self._check_store(service)
        known = self._check_log()
        foreign = self.graph.foreign(known)
        if foreign:
            raise NotMoved(f"The graph there holds {foreign} facts that are not of this home.")

    def stores(self) -> Iterator[Moved]:
        """Copy each service's store."""
        for service in SERVICES:
            tables = migrations.tables_of(f"services.{service}")
            before = rows.contents(self.old[service], tables)
            if rows.contents(self.new[service], tables) != before:
                rows.copy(self.old[service], self.new[service], tables)
                _require_equal(service, rows.contents(self.new[service], tables) == before)
            yield Moved(service, sum(count for count, _ in before.values()), "rows")

    def log(self) -> Iterator[Moved]:
        """Publish every event again, as its owner."""
        for service in SERVICES:
            topics = events.topics_of(service)
            with self._publisher(service) as publisher:
                count = events.republish(self.old_log, topics, publisher)
            for topic in topics:
                _require_equal(
                    topic, events.ids_in(self.new_log, topic) == events.ids_in(self.old_log, topic)
                )
            yield Moved(f"log of {service}", count, "events")

    def projections(self) -> Iterator[Moved]:
        """Build the graph from the log that was moved."""
        count = self.graph.rebuild(self.new_log)
        _require_equal("graph", not self.graph.differences(self.new_log))
        yield Moved("graph", count, "facts")

    def _check_store(self, service: str) -> None:
        tables = migrations.tables_of(f"services.{service}")
        there = rows.contents(self.new[service], tables)
        empty = not any(count for count, _ in there.values())
        if not empty and there != rows.contents(self.old[service], tables):
            raise NotMoved(
                f"The store of {service} there is not empty; make it empty, or choose another."
            )

    def _check_log(self) -> set[UUID]:
        known: set[UUID] = set()
        for service in SERVICES:
            for topic in events.topics_of(service):
                ours = events.ids_in(self.old_log, topic)
                if events.ids_in(self.new_log, topic) - ours:
                    raise NotMoved(
                        f"The topic {topic} there holds events that are not of this home."
                    )
                known |= ours
        return known

    @contextmanager
    def _publisher(self, service: str) -> Iterator[Publisher]:
        """The service's publisher there; a relay that starts meanwhile fences it off."""
        store, name, now = self.new[service], f"relay:{service}", SystemClock().now()
        with store.write() as connection:
            lease = leases.acquire(connection, name, leases.new_holder(), TTL, now)
        if lease is None:
            raise NotMoved(f"A worker of {service} runs there; stop it, and try again in a moment.")
        with closing(self.new_log.publisher(service, lease.epoch)) as publisher:
            yield publisher
        with store.write() as connection:
            leases.release(connection, lease)


@contextmanager
def opened(home: Home, to: Destination) -> Iterator[Move]:
    """Both ends, the stores at their newest migration.

    Raises UnknownStore, UnknownLog and whatever else a backend refuses its URL with, Unavailable.
    """
    with ExitStack() as stack:
        old = {service: _store(stack, home.store_url(service), service) for service in SERVICES}
        new = {service: _store(stack, to.stores[service], service) for service in SERVICES}
        # Only the log's owners and replays are asked: whose store keeps positions is all one.
        clock, any_old, any_new = SystemClock(), old[SERVICES[0]], new[SERVICES[0]]
        old_log = stack.enter_context(closing(open_event_log(home.event_log_url, any_old, clock)))
        new_log = stack.enter_context(closing(open_event_log(to.event_log, any_new, clock)))
        (found,) = entry_points(group=PROJECTIONS, name="graph")
        graph: Projection = stack.enter_context(closing(found.load()(to.graph)))
        yield Move(old, new, old_log, new_log, graph)


def _store(stack: ExitStack, url: str, service: str) -> Database:
    database = stack.enter_context(closing(Database(url)))
    migrations.upgrade(database, migrations.versions_of(f"services.{service}"))
    return database


def _require_equal(what: str, equal: bool) -> None:
    if not equal:
        raise NotMoved(
            f"{what}: what arrived is not what was sent. This home is as it was; "
            "see that nothing else writes there, make it empty and try again."
        )
