"""The introduction graph without a server: facts in a file, the network in memory."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path as Folder
from uuid import UUID

from services.referrals.adapters.embedded_graph import questions, reach
from services.referrals.adapters.embedded_graph.compaction import Snapshots
from services.referrals.adapters.embedded_graph.facts import FactStore
from services.referrals.adapters.embedded_graph.kept import KeptNetwork
from services.referrals.adapters.embedded_graph.warming import compile_all
from services.referrals.domain.circle import Circle, circle_of
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
    """An IntroductionGraph in the file `graph.db` of a folder, with a snapshot beside it.

    Each process that opens it keeps the network in memory from its first question on, and catches
    up with the change sequence before every answer. Memory never holds what the disk does not.
    One process at a time applies changes; it writes the snapshots.
    """

    def __init__(self, folder: Folder) -> None:
        self._facts = FactStore(f"sqlite:///{folder / 'graph.db'}")
        self._snapshots = Snapshots(folder, self._facts)
        self._kept = KeptNetwork(self._facts, self._snapshots)

    def apply(self, changes: Sequence[Event]) -> None:
        self._snapshots.compact_if_due(self._facts.apply(changes))

    def seen(self, subject: UUID) -> int:
        return self._facts.seen(subject)

    def find_introductions(self, query: FindIntroductions) -> tuple[Suggestion, ...]:
        with self._kept.now() as network:
            return questions.find_introductions(network, query)

    def who_can_refer(self, query: WhoCanRefer) -> WhoCanReferAnswer:
        with self._kept.now() as network:
            return questions.who_can_refer(network, query)

    def reachable_openings(self, query: ReachableOpenings) -> ReachableOpeningsAnswer:
        with self._kept.now() as network:
            return reach.reachable_openings(network, query)

    def find_opening(self, search: Search, opening: UUID) -> SeenOpening | None:
        with self._kept.now() as network:
            return reach.find_opening(network, search, opening)

    def avoids(self, search: Search, person: UUID) -> bool:
        with self._kept.now() as network:
            return questions.avoids(network, search, person)

    def circle(self, person: UUID, today: date) -> Circle | None:
        with self._kept.now() as network:
            known = questions.contacts(network, person)
            employers = network.board.employers
            return circle_of(person, self._facts.people([person, *known]), employers, today)

    def rebuild(self, stream: Iterable[Event]) -> None:
        self._facts.replace(stream)

    def generation(self) -> int:
        return self._facts.position().generation

    def facts(self) -> Iterable[Event]:
        return self._facts.facts()

    def ping(self) -> None:
        """Ready are those who could answer at once: with the network, and with machine code."""
        self._facts.ping()
        compile_all()
        with self._kept.now():
            pass

    def close(self) -> None:
        """Let go of the file. The graph cannot be used afterwards."""
        self._snapshots.finish()
        self._kept.close()
        self._facts.close()
