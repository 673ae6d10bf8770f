"""Members, as profiles told."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict
from uuid import UUID

from sqlalchemy import Connection, delete, insert, select

from services.postings.adapters.tables import employments, people
from services.postings.domain.employment import KnownPerson
from shared.contracts.profiles import EmployedAt


class StoredPeople:
    """Keeps `ports.People`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, person: UUID) -> KnownPerson | None:
        row = self._connection.execute(select(people).where(people.c.id == person)).first()
        return KnownPerson(person, row.open_to_intros, self._jobs(person)) if row else None

    def known(self, persons: Collection[UUID]) -> frozenset[UUID]:
        query = select(people.c.id).where(people.c.id.in_(persons))
        return frozenset(self._connection.scalars(query))

    def put(self, person: KnownPerson) -> None:
        self.forget(person.id)
        row = {"id": person.id, "open_to_intros": person.open_to_intros}
        self._connection.execute(insert(people).values(row))
        jobs = [
            {"person_id": person.id, "number": number, **asdict(job)}
            for number, job in enumerate(person.employments)
        ]
        if jobs:
            self._connection.execute(insert(employments), jobs)

    def forget(self, person: UUID) -> None:
        self._connection.execute(delete(employments).where(employments.c.person_id == person))
        self._connection.execute(delete(people).where(people.c.id == person))

    def _jobs(self, person: UUID) -> tuple[EmployedAt, ...]:
        query = select(employments).where(employments.c.person_id == person)
        rows = self._connection.execute(query.order_by(employments.c.number))
        return tuple(EmployedAt(r.employer_id, r.started, r.ended, r.verified) for r in rows)
