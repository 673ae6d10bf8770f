"""Slots of caps: taken by a conditional update, so that of many who ask at once the cap decides."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, delete, select, update

from services.referrals.adapters.tables import slots
from services.referrals.domain.caps import FREED_BY_TIME, Cap, Taken
from shared.storage.upsert import upsert

UNTIL_THE_STEP_ENDS = [cap.value for cap, freed in FREED_BY_TIME.items() if freed is None]


class StoredSlots:
    """Keeps `ports.Slots`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def take(self, person: UUID, cap: Cap, most: int, holder: UUID, at: datetime) -> bool:
        return any(self._take(person, cap, number, holder, at) for number in range(most))

    def give_back(self, person: UUID, holder: UUID) -> None:
        theirs = (slots.c.person_id == person) & (slots.c.holder == holder)
        ended = theirs & slots.c.cap.in_(UNTIL_THE_STEP_ENDS)
        self._connection.execute(update(slots).where(ended).values(taken_at=None, holder=None))

    def untake(self, person: UUID, cap: Cap, holder: UUID, at: datetime) -> None:
        taken = (slots.c.person_id == person) & (slots.c.cap == cap.value)
        now = taken & (slots.c.holder == holder) & (slots.c.taken_at == at)
        self._connection.execute(update(slots).where(now).values(taken_at=None, holder=None))

    def taken(self, people: Collection[UUID]) -> Mapping[tuple[UUID, Cap], Taken]:
        rows = self._connection.execute(select(slots).where(slots.c.person_id.in_(people)))
        found = defaultdict[tuple[UUID, Cap], dict[int, datetime | None]](dict)
        for row in rows:
            found[row.person_id, Cap(row.cap)][row.number] = row.taken_at
        return found

    def forget(self, person: UUID) -> None:
        self._connection.execute(delete(slots).where(slots.c.person_id == person))

    def _take(self, person: UUID, cap: Cap, number: int, holder: UUID, at: datetime) -> bool:
        key = {"person_id": person, "cap": cap.value, "number": number}
        self._connection.execute(upsert(slots).values(key).on_conflict_do_nothing())
        this = (slots.c.person_id == person) & (slots.c.cap == cap.value)
        free = this & (slots.c.number == number) & _free(cap, at)
        taken = update(slots).where(free).values(taken_at=at, holder=holder)
        return self._connection.execute(taken).rowcount == 1


def _free(cap: Cap, at: datetime) -> ColumnElement[bool]:
    freed = FREED_BY_TIME[cap]
    never = slots.c.taken_at.is_(None)
    return never if freed is None else never | (slots.c.taken_at <= at - freed)
