"""What postings told about employers, as far as profiles needs it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from uuid import UUID

from sqlalchemy import Connection, bindparam, delete, select

from services.profiles.adapters.tables import employer_domains, employers
from shared.contracts.postings import EmployerChanged
from shared.storage.upsert import upsert

HEADCOUNTS = select(employers.c.id, employers.c.headcount).where(
    employers.c.id.in_(bindparam("asked", expanding=True)), employers.c.headcount.is_not(None)
)


class Employers:
    """A copy of the employers, kept by the reaction to EmployerChanged."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def keep(self, event: EmployerChanged) -> None:
        """Take over the whole public state of an employer."""
        values = {
            "name": event.name,
            "aliases": list(event.aliases),
            "parent_id": event.parent_id,
            "headcount": event.headcount,
            "hiring": event.hiring,
        }
        kept = upsert(employers).values(id=event.subject, **values)
        self._connection.execute(kept.on_conflict_do_update(index_elements=["id"], set_=values))
        mine = employer_domains.c.employer_id == event.subject
        self._connection.execute(delete(employer_domains).where(mine))
        for domain in {domain.lower() for domain in event.domains}:
            row = employer_domains.insert().values(employer_id=event.subject, domain=domain)
            self._connection.execute(row)

    def names(self) -> list[tuple[UUID, str, bool]]:
        """Every name and alias, whose it is, and whether that employer is hiring."""
        asked = select(employers.c.id, employers.c.name, employers.c.aliases, employers.c.hiring)
        return [
            (employer, name, hiring)
            for employer, own_name, aliases, hiring in self._connection.execute(asked)
            for name in (own_name, *aliases)
        ]

    def headcounts(self, asked: Collection[UUID]) -> dict[UUID, int]:
        """How many people work at each of the employers, where that is known."""
        rows = self._connection.execute(HEADCOUNTS, {"asked": list(asked)})
        return {row.id: row.headcount for row in rows}

    def domains(self, asked: Collection[UUID]) -> dict[UUID, set[str]]:
        """The mail domains of each of the employers."""
        rows = select(employer_domains).where(employer_domains.c.employer_id.in_(asked))
        found: dict[UUID, set[str]] = {employer: set() for employer in asked}
        for row in self._connection.execute(rows):
            found[row.employer_id].add(row.domain)
        return found

    def affiliates(self, of: Iterable[UUID]) -> set[UUID]:
        """The employers and all that parent links connect them with, in either direction."""
        reached, edge = set(of), set(of)
        while edge:
            edge = self._beside(edge) - reached
            reached |= edge
        return reached

    def _beside(self, some: set[UUID]) -> set[UUID]:
        links = select(employers.c.id, employers.c.parent_id).where(
            employers.c.id.in_(some) | employers.c.parent_id.in_(some)
        )
        found = self._connection.execute(links)
        return {end for link in found for end in link if end is not None}
