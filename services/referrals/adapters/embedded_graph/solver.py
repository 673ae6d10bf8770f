"""The batch tool's engine: the same network and questions, filled from rows instead of facts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from services.referrals.adapters.embedded_graph import questions
from services.referrals.adapters.embedded_graph.network import Network
from services.referrals.domain.batch import LinkRow, PersonRow, as_uuid
from services.referrals.domain.members import Member
from services.referrals.domain.paths import FindIntroductions, Suggestion
from shared.contracts.profiles import EmployedAt

PRESUMED = Member(available=True, refers=True, meets=True)


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
            self._network.put_person(row.id, _person(row))

    def find_introductions(self, query: FindIntroductions) -> tuple[Suggestion, ...]:
        return questions.find_introductions(self._network, query)


def _person(row: PersonRow) -> Member:
    jobs = () if row.employer is None else (EmployedAt(as_uuid(row.employer), date.min),)
    return Member(row.available, refers=row.accepts, meets=row.accepts, employments=jobs)
