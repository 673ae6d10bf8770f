"""What members allow, as profiles told; whoever left stays known as gone."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, delete, insert, select

from services.referrals.adapters.tables import employments, people
from services.referrals.domain.caps import NOTHING, Limits
from shared.contracts.profiles import EmployedAt


class StoredPeople:
    """Keeps `ports.People`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def limits(self, person: UUID) -> Limits:
        return self.limits_of([person])[person]

    def limits_of(self, persons: Collection[UUID]) -> Mapping[UUID, Limits]:
        rows = self._connection.execute(select(people).where(people.c.id.in_(persons)))
        return dict.fromkeys(persons, NOTHING) | {row.id: _limits(row) for row in rows}

    def put(self, person: UUID, limits: Limits) -> None:
        self._write(person, limits, left=False)

    def leave(self, person: UUID) -> None:
        self._write(person, NOTHING, left=True)

    def left(self, person: UUID) -> bool:
        gone = select(people.c.id).where(people.c.id == person, people.c.left)
        return self._connection.execute(gone).first() is not None

    def employed(self, person: UUID, employer: UUID, today: date) -> bool:
        row = employments.c
        there = (row.person_id == person) & (row.employer_id == employer)
        lasts = (row.started <= today) & (row.ended.is_(None) | (row.ended >= today))
        return self._connection.execute(select(row.started).where(there, lasts)).first() is not None

    def put_employments(self, person: UUID, told: Collection[EmployedAt]) -> None:
        self._connection.execute(delete(employments).where(employments.c.person_id == person))
        rows = {
            (each.employer_id, each.started): {
                "person_id": person,
                "employer_id": each.employer_id,
                "started": each.started,
                "ended": each.ended,
            }
            for each in sorted(told, key=lambda each: each.ended or date.max)
        }
        if rows:
            self._connection.execute(insert(employments), list(rows.values()))

    def _write(self, person: UUID, limits: Limits, left: bool) -> None:
        self._connection.execute(delete(people).where(people.c.id == person))
        row = {"id": person, "left": left, **asdict(limits)}
        self._connection.execute(insert(people).values(row))


def _limits(row: Row[Any]) -> Limits:
    if row.left:
        return NOTHING
    return Limits(
        introduces=row.introduces,
        weekly=row.weekly,
        open=row.open,
        refers=row.refers,
        meets=row.meets,
        weekly_meetings=row.weekly_meetings,
    )
