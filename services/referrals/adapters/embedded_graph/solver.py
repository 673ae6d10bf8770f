"""The batch tool's engine: the same network and questions, filled from rows instead of facts."""

from __future__ import annotations

from collections.abc import Iterable

from services.referrals.adapters.embedded_graph import questions
from services.referrals.adapters.embedded_graph.network import Network
from services.referrals.domain.batch import PRESUMED, LinkRow, PersonRow, member_in
from services.referrals.domain.paths import FindIntroductions, Suggestion


class EmbeddedSolver:
    """A PathSolver in memory; nothing is written."""

    def __init__(self) -> None:
        self._network = Network()

    def load(self, links: Iterable[LinkRow], people: Iterable[PersonRow]) -> None:
        for link in links:
            self._network.put_link(link.giver, link.taker, link.cost, link.lent)
            self._network.people.setdefault(link.giver, PRESUMED)
            self._network.people.setdefault(link.taker, PRESUMED)
        for row in people:
            self._network.put_person(row.id, member_in(row))

    def find_introductions(self, query: FindIntroductions) -> tuple[Suggestion, ...]:
        return questions.find_introductions(self._network, query)

    def close(self) -> None:
        """Memory goes by itself."""
