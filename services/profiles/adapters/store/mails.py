"""Mail that waits in the same transaction as what caused it, and addresses that objected."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Connection, delete, select, update

from services.profiles.adapters.tables import mails, suppressions
from services.profiles.ports import Mail
from shared.storage.upsert import upsert


class Mails:
    """The mails of this store that have not gone out yet."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.written = 0

    def put(self, mail: Mail) -> None:
        """Have it sent once this unit commits."""
        row = {
            "id": mail.id,
            "person_id": mail.person_id,
            "recipient": mail.recipient,
            "subject": mail.subject,
            "body": mail.body,
            "written_at": mail.written_at,
            "not_before": mail.written_at,
            "attempts": 0,
        }
        self._connection.execute(mails.insert().values(row))
        self.written += 1

    def claim(self, now: datetime, lease: timedelta, most: int) -> list[Mail]:
        """Mails that are due; nobody else gets them until the lease is over."""
        due = select(mails).where(mails.c.not_before <= now).order_by(mails.c.written_at)
        rows = self._connection.execute(due.limit(most)).all()
        again = update(mails).where(mails.c.id.in_([row.id for row in rows]))
        self._connection.execute(
            again.values(not_before=now + lease, attempts=mails.c.attempts + 1)
        )
        return [
            Mail(row.id, row.recipient, row.subject, row.body, row.written_at, row.person_id)
            for row in rows
        ]

    def sent(self, mail_id: UUID) -> None:
        """It went out: nothing of it is kept."""
        self._connection.execute(delete(mails).where(mails.c.id == mail_id))

    def forget(self, person: UUID, addresses: Collection[str]) -> None:
        """Drop what waits for a person who leaves."""
        theirs = (mails.c.person_id == person) | mails.c.recipient.in_(addresses)
        self._connection.execute(delete(mails).where(theirs))


class Suppressions:
    """Keyed hashes of addresses whose owners want nothing from us."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, hashes: Iterable[str], at: datetime) -> None:
        for one in hashes:
            row = upsert(suppressions).values(address_hash=one, objected_at=at)
            self._connection.execute(row.on_conflict_do_nothing())

    def remove(self, address_hash: str) -> None:
        """The owner came back by their own will."""
        gone = delete(suppressions).where(suppressions.c.address_hash == address_hash)
        self._connection.execute(gone)

    def among(self, hashes: Iterable[str]) -> set[str]:
        """Those of the hashes that objected."""
        asked = suppressions.c.address_hash.in_(list(hashes))
        return set(self._connection.scalars(select(suppressions.c.address_hash).where(asked)))
