"""Who is signed in at which browser, kept so that a stolen store opens nothing.

A browser's cookie is random. The store knows only its hash, and the tokens are encrypted under a
key that derives from the cookie itself (AES-256-GCM as JSON Web Encryption, RFC 7516).
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, insert, select, update

from services.portal.adapters.sealing import hashed, seal, unseal
from services.portal.adapters.tables import browser_sessions as sessions
from services.portal.session import Kept, Tokens
from shared.storage.database import Database

SEALED_FOR = b"tokens of a browser"
RESTS = timedelta(days=7)
"""Who was not here for so long signs in again. Whoever left for good by another program is then
gone from here as well, as soon as anybody signs in."""


class StoredSessions:
    """Keeps `session.Sessions`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, secret: str, person_id: UUID, tokens: Tokens, now: datetime) -> None:
        row = {"id_hash": _hash(secret), "person_id": person_id, "refreshed_at": now}
        with self._database.write() as connection:
            connection.execute(delete(sessions).where(sessions.c.refreshed_at < now - RESTS))
            connection.execute(insert(sessions).values(sealed=_seal(secret, tokens), **row))

    def find(self, secret: str, now: datetime) -> Kept | None:
        asked = select(sessions).where(sessions.c.id_hash == _hash(secret))
        with self._database.read() as connection:
            row = connection.execute(asked).one_or_none()
        if row is None or row.refreshed_at < now - RESTS:
            return None
        tokens = _unseal(secret, row.sealed)
        return Kept(row.person_id, tokens, row.written) if tokens else None

    def claim_renewal(self, secret: str, now: datetime, until: datetime) -> bool:
        free = sessions.c.renewing_until.is_(None) | (sessions.c.renewing_until < now)
        mine = (sessions.c.id_hash == _hash(secret)) & free
        with self._database.write() as connection:
            claimed = connection.execute(update(sessions).where(mine).values(renewing_until=until))
            return claimed.rowcount == 1

    def renewed(self, secret: str, tokens: Tokens | None, now: datetime) -> None:
        values: dict[str, object] = {"renewing_until": None}
        if tokens is not None:
            values |= {"sealed": _seal(secret, tokens), "refreshed_at": now}
        self._change(secret, values)

    def note_write(self, secret: str, token: str) -> None:
        self._change(secret, {"written": token})

    def end(self, secret: str) -> None:
        with self._database.write() as connection:
            connection.execute(delete(sessions).where(sessions.c.id_hash == _hash(secret)))

    def end_all(self, person_id: UUID) -> None:
        with self._database.write() as connection:
            connection.execute(delete(sessions).where(sessions.c.person_id == person_id))

    def _change(self, secret: str, values: dict[str, object]) -> None:
        mine = sessions.c.id_hash == _hash(secret)
        with self._database.write() as connection:
            connection.execute(update(sessions).where(mine).values(values))


def _hash(secret: str) -> bytes:
    return hashed(b"browser session", secret)


def _seal(secret: str, tokens: Tokens) -> str:
    return seal(SEALED_FOR, secret, json.dumps(tokens.written_out()).encode())


def _unseal(secret: str, sealed: str) -> Tokens | None:
    try:
        return Tokens.read(json.loads(unseal(SEALED_FOR, secret, sealed) or b"{}"))
    except (ValueError, TypeError, KeyError):
        return None
