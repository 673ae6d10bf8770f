"""Where reactions write: a service's store or a projection, never both in one group."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import text

from shared.contracts.envelope import Event
from shared.errors import Unavailable
from shared.messaging.back_off import AWAY
from shared.messaging.inbox import TakeTurn, Turn, newest_seen, turn_of
from shared.storage.unit_of_work import Units

Reactions = Mapping[type[Event], Callable[[Any, Any], None]]
"""Which function reacts to an event type: `def link_people(event: TieChanged, graph: …)`."""


class Sink(Protocol):
    """Takes in events effectively once.

    - Everything done to the target of one `transaction` takes effect, or nothing of it.
    - `turn` says whether the event counts, and its answer is kept with the effect; or it says
      "now" for every event, where the target itself passes over what it has seen.
    """

    def transaction(self) -> AbstractContextManager[Any]:
        """Yields the target: the second argument of each reaction."""

    def turn(self, target: Any, event: Event) -> Turn:
        """Whether the event is to be applied to the target now."""

    def seen(self, subject: UUID) -> int:
        """The sequence of the newest event of the subject that it took in; 0 if none."""

    def generation(self) -> int | None:
        """How often it was built anew from the log; None where it never is. Raises Unavailable."""

    def ping(self) -> None:
        """Raises Unavailable if the sink cannot be written to."""


@dataclass(frozen=True)
class Group:
    """A consumer group: its name (`referrals.graph`), its reactions, and their one sink.

    `batch`: how many events at most the sink is given in one transaction.
    """

    name: str
    reactions: Reactions
    sink: Sink
    batch: int = 200

    @property
    def topics(self) -> list[str]:
        """Where the events come from that the group reacts to."""
        return sorted({event.TOPIC for event in self.reactions})


class StoreSink:
    """A service's store. Reactions get its unit of work, with `seen` and inbox in the same.

    `name` says which `seen` is meant; it is the group's name by custom and never changes. `turn`
    decides by it whether an event counts.
    """

    def __init__(self, name: str, units: Units[Any], turn: TakeTurn = turn_of) -> None:
        self._name = name
        self._units = units
        self._turn = turn

    def transaction(self) -> AbstractContextManager[Any]:
        return self._units.write()

    def turn(self, target: Any, event: Event) -> Turn:
        return self._turn(target.connection, self._name, event, target.clock.now())

    def seen(self, subject: UUID) -> int:
        with self._units.database.read() as connection:
            return newest_seen(connection, self._name, subject)

    def generation(self) -> None:
        return None

    def ping(self) -> None:
        try:
            with self._units.database.write() as connection:
                connection.execute(text("SELECT 1"))
        except AWAY as error:
            raise Unavailable("store_away", "The store cannot be written to now.") from error


class Projection(Protocol):
    """What a ProjectionSink feeds, such as referrals' IntroductionGraph."""

    def apply(self, changes: Sequence[Event]) -> None:
        """Take in facts, all or nothing; those seen already are passed over."""

    def seen(self, subject: UUID) -> int:
        """The sequence of the newest fact it took in about the subject; 0 if there is none."""

    def generation(self) -> int:
        """How often it was built anew. Raises Unavailable."""

    def ping(self) -> None:
        """Raises Unavailable if it does not answer."""


class Changes:
    """The target of a projection's reactions: what to apply when the batch is through."""

    def __init__(self) -> None:
        self.events: list[Event] = []

    def apply(self, event: Event) -> None:
        """Have the projection take in this event."""
        self.events.append(event)


class ProjectionSink:
    """A projection that keeps its own `seen`; a batch reaches it as one `apply`."""

    def __init__(self, projection: Projection) -> None:
        self._projection = projection

    @contextmanager
    def transaction(self) -> Iterator[Changes]:
        changes = Changes()
        yield changes
        if changes.events:
            self._projection.apply(changes.events)

    def turn(self, target: Any, event: Event) -> Turn:
        return "now"

    def seen(self, subject: UUID) -> int:
        return self._projection.seen(subject)

    def generation(self) -> int:
        return self._projection.generation()

    def ping(self) -> None:
        self._projection.ping()
