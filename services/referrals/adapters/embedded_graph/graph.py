"""The introduction graph without a server: facts in a file, the network in memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path as Folder
from threading import Lock
from uuid import UUID

from services.referrals.adapters.embedded_graph import questions, reach
from services.referrals.adapters.embedded_graph.facts import FactStore, Position
from services.referrals.adapters.embedded_graph.follow import follow
from services.referrals.adapters.embedded_graph.network import Network
from services.referrals.domain.paths import (
    FindIntroductions,
    ReachableOpenings,
    ReachableOpeningsAnswer,
    Search,
    SeenOpening,
    Suggestion,
    WhoCanRefer,
    WhoCanReferAnswer,
)
from shared.contracts.envelope import Event


class EmbeddedGraph:
    """An IntroductionGraph in the file `graph.db` of a folder.

    Each process that opens it keeps the network in memory and catches up with the change
    sequence before every answer. Memory never holds what the disk does not.
    """

    def __init__(self, folder: Folder) -> None:
        self._facts = FactStore(f"sqlite:///{folder / 'graph.db'}")
        self._network = Network()
        self._position = Position()
        # One question at a time in a process: a change may not slip in between two steps of it.
        self._asking = Lock()

    def apply(self, changes: Sequence[Event]) -> None:
        self._facts.apply(changes)

    def seen(self, subject: UUID) -> int:
        return self._facts.seen(subject)

    def find_introductions(self, query: FindIntroductions) -> tuple[Suggestion, ...]:
        with self._caught_up() as network:
            return questions.find_introductions(network, query)

    def who_can_refer(self, query: WhoCanRefer) -> WhoCanReferAnswer:
        with self._caught_up() as network:
            return questions.who_can_refer(network, query)

    def reachable_openings(self, query: ReachableOpenings) -> ReachableOpeningsAnswer:
        with self._caught_up() as network:
            return reach.reachable_openings(network, query)

    def find_opening(self, search: Search, opening: UUID) -> SeenOpening | None:
        with self._caught_up() as network:
            return reach.find_opening(network, search, opening)

    def rebuild(self, stream: Iterable[Event]) -> None:
        self._facts.replace(stream)

    def facts(self) -> Iterable[Event]:
        return self._facts.since(Position())[1]

    def ping(self) -> None:
        self._facts.ping()

    def close(self) -> None:
        """Let go of the file. The graph cannot be used afterwards."""
        self._facts.close()

    @contextmanager
    def _caught_up(self) -> Iterator[Network]:
        with self._asking:
            position, changes = self._facts.since(self._position)
            if position.generation != self._position.generation:
                self._network = Network()
            for fact in changes:
                follow(self._network, fact)
            self._position = position
            yield self._network
