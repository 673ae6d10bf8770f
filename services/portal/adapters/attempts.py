"""Sign-ins that are under way or were just done."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, select, update

from services.portal.adapters.sealing import hashed, seal, unseal
from services.portal.adapters.tables import sign_ins
from shared.storage.database import Database
from shared.storage.upsert import upsert

KEPT = timedelta(minutes=2)
FOUND_BY = b"sign-in by a form"
SEALED_FOR = b"cookie after a form"


class StoredAttempts:
    """Keeps `once.Attempts`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def claim(self, form: str, now: datetime) -> bool:
        row = upsert(sign_ins).values(form_hash=hashed(FOUND_BY, form), begun_at=now)
        with self._database.write() as connection:
            connection.execute(delete(sign_ins).where(sign_ins.c.begun_at < now - KEPT))
            return connection.execute(row.on_conflict_do_nothing()).rowcount == 1

    def keep(self, form: str, secret: str) -> None:
        sealed = seal(SEALED_FOR, form, secret.encode())
        with self._database.write() as connection:
            connection.execute(update(sign_ins).where(_is(form)).values(sealed=sealed))

    def give_up(self, form: str) -> None:
        with self._database.write() as connection:
            connection.execute(delete(sign_ins).where(_is(form)))

    def outcome(self, form: str) -> str | None:
        with self._database.read() as connection:
            sealed = connection.execute(select(sign_ins.c.sealed).where(_is(form))).scalar()
        content = unseal(SEALED_FOR, form, sealed) if sealed else None
        return content.decode() if content else None


def _is(form: str) -> ColumnElement[bool]:
    return sign_ins.c.form_hash == hashed(FOUND_BY, form)
