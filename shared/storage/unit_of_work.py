"""A unit of work: what one command changes and the events it emits, all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Generic, TypeVar

from sqlalchemy import Connection

from shared.clock import Clock
from shared.contracts.envelope import Event
from shared.messaging import outbox
from shared.storage.database import Database

E = TypeVar("E", bound=Event)


class UnitOfWork:
    """One transaction on a service's store. Services add their aggregates to it.

    `emitted` holds the events of this unit, as numbered by the outbox.
    """

    def __init__(self, connection: Connection, clock: Clock) -> None:
        self.connection = connection
        self.clock = clock
        self.emitted: list[Event] = []

    def emit(self, event: E) -> E:
        """Tell the others, once this unit commits. Returns the event with id and sequence."""
        numbered = outbox.put(self.connection, event, self.clock.now())
        self.emitted.append(numbered)
        return numbered


U = TypeVar("U", bound=UnitOfWork)


class Units(Generic[U]):
    """Opens units of work on one store, and pokes the relay when one has emitted events."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        make: Callable[[Connection, Clock], U],
    ) -> None:
        self.database = database
        self.clock = clock
        self._make = make

    @contextmanager
    def write(self) -> Iterator[U]:
        """A unit that commits at the end of the block, or changes nothing if the block raises.

        It takes effect as if no other unit were open. Raises Contended where another one came
        between: see `until_alone`.
        """
        with self.database.serialised() as connection:
            unit = self._make(connection, self.clock)
            yield unit
        if unit.emitted:
            self.database.poke()

    @contextmanager
    def read(self) -> Iterator[U]:
        """A unit to ask questions of; it sees one consistent snapshot."""
        with self.database.read() as connection:
            yield self._make(connection, self.clock)
