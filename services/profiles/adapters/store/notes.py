"""What is still to be told to members."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, delete, or_, select, update

from services.profiles.adapters.tables import notes
from services.profiles.domain.note import Note
from shared.storage.upsert import upsert


class Notes:
    """Keeps `ports.Notes`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.due = 0

    def put(self, note: Note) -> None:
        values = vars(note) | {
            "people": [str(person) for person in note.people],
            "answers": list(note.answers),
        }
        row = upsert(notes).values(values)
        again = {name: value for name, value in values.items() if name != "id"}
        self._connection.execute(row.on_conflict_do_update(index_elements=["id"], set_=again))
        # What is to be told later needs nobody now.
        self.due += note.due_at <= note.noted_at

    def people_due(self, now: datetime, most: int) -> Sequence[UUID]:
        # Noted in the future: the clock has gone back since.
        due = or_(notes.c.due_at <= now, notes.c.noted_at > now)
        found = select(notes.c.person_id).where(due).distinct().limit(most)
        return list(self._connection.scalars(found))

    def of(self, person: UUID) -> Sequence[Note]:
        theirs = select(notes).where(notes.c.person_id == person)
        rows = self._connection.execute(theirs.order_by(notes.c.noted_at, notes.c.id))
        return [_note(row) for row in rows]

    def wait(self, note: Note) -> None:
        this = update(notes).where(notes.c.id == note.id)
        self._connection.execute(this.values(noted_at=note.noted_at, due_at=note.due_at))

    def told(self, ids: Collection[UUID]) -> None:
        self._connection.execute(delete(notes).where(notes.c.id.in_(list(ids))))

    def drop_asks(
        self, about: UUID, of: UUID | None = None, answer_before: datetime | None = None
    ) -> None:
        gone = delete(notes).where(notes.c.about_id == about, notes.c.answer_by.is_not(None))
        if of is not None:
            gone = gone.where(notes.c.person_id == of)
        if answer_before is not None:
            gone = gone.where(notes.c.answer_by < answer_before)
        self._connection.execute(gone)


def _note(row: Row[Any]) -> Note:
    return Note(
        id=row.id,
        person_id=row.person_id,
        template=row.template,
        about_id=row.about_id,
        people=tuple(map(UUID, row.people)),
        noted_at=row.noted_at,
        due_at=row.due_at,
        answers=tuple(row.answers),
        answer_by=row.answer_by,
    )
