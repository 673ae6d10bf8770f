"""Imports: only who was matched, never a row of a list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, delete, select

from services.profiles.adapters.tables import import_matches, imports
from services.profiles.domain.contact_lists import Source
from services.profiles.domain.imports import Found, Import, ImportState, import_not_found
from services.profiles.domain.matching import Basis
from shared.storage.upsert import upsert


class Imports:
    """The imports of this store."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, import_id: UUID) -> Import:
        """Raises NotFound import_not_found."""
        asked = select(imports.c.person_id).where(imports.c.id == import_id)
        person = self._connection.scalar(asked)
        for one in self.of(person) if person else []:
            if one.id == import_id:
                return one
        raise import_not_found()

    def save(self, one: Import) -> None:
        """Keep the import as it is now."""
        values = {
            "id": one.id,
            "person_id": one.person_id,
            "source": one.source.value,
            "state": one.state.value,
            "imported_at": one.imported_at,
        }
        kept = upsert(imports).values(values)
        self._connection.execute(kept.on_conflict_do_update(index_elements=["id"], set_=values))
        mine = import_matches.c.import_id == one.id
        self._connection.execute(delete(import_matches).where(mine))
        rows = [
            {"import_id": one.id, "place": place, **vars(found), "basis": found.basis.value}
            for place, found in enumerate(one.found)
        ]
        if rows:
            self._connection.execute(import_matches.insert(), rows)

    def of(self, person: UUID) -> list[Import]:
        """The imports of a person, the oldest first."""
        asked = select(imports).where(imports.c.person_id == person).order_by(imports.c.id)
        return [
            Import(
                id=row.id,
                person_id=row.person_id,
                source=Source(row.source),
                imported_at=row.imported_at,
                found=self._found(row.id),
                state=ImportState(row.state),
            )
            for row in self._connection.execute(asked).all()
        ]

    def forget_previews(self, before: datetime) -> int:
        """Drop previews from which nobody chose in time; how many there were."""
        waiting = imports.c.state == ImportState.PREVIEWED
        old = delete(imports).where(waiting, imports.c.imported_at < before)
        return self._connection.execute(old).rowcount

    def _found(self, import_id: UUID) -> Sequence[Found]:
        mine = import_matches.c.import_id == import_id
        asked = select(import_matches).where(mine).order_by(import_matches.c.place)
        return [
            Found(row.person_id, Basis(row.basis), row.avoided, row.proposed)
            for row in self._connection.execute(asked)
        ]
