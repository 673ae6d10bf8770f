"""Mail that waits in the same transaction as what caused it, and addresses that objected."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import fields
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Connection, delete, select, update

from services.profiles.adapters.tables import mails, suppressions
from services.profiles.mail_ports import Mail
from shared.contracts.envelope import NEVER
from shared.storage.upsert import upsert

COLUMNS = [mails.c[field.name] for field in fields(Mail)]


class Mails:
    """The mails of this store that have not gone out yet."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.written = 0

    def put(self, mail: Mail) -> None:
        """Have it sent once this unit commits."""
        # Due at once, whatever the clock does meanwhile.
        row = vars(mail) | {"not_before": NEVER}
        self._connection.execute(mails.insert().values(row))
        self.written += 1

    def claim(self, now: datetime, lease: timedelta, most: int) -> list[Mail]:
        """Mails that are due; nobody else gets them until the lease is over."""
        self._connection.execute(delete(mails).where(mails.c.good_until <= now))
        due = select(*COLUMNS).where(mails.c.not_before <= now, mails.c.refused_at.is_(None))
        rows = self._connection.execute(due.order_by(mails.c.written_at).limit(most)).all()
        again = update(mails).where(mails.c.id.in_([row.id for row in rows]))
        self._connection.execute(again.values(not_before=now + lease))
        return [Mail(**row._mapping) for row in rows]

    def sent(self, mail_id: UUID) -> None:
        """It went out: nothing of it is kept."""
        self._connection.execute(delete(mails).where(mails.c.id == mail_id))

    def postpone(self, mail_id: UUID, until: datetime) -> None:
        """It was not taken; once more, later."""
        this = update(mails).where(mails.c.id == mail_id)
        self._connection.execute(this.values(not_before=until, tries=mails.c.tries + 1))

    def refuse(self, mail_id: UUID, why: str, at: datetime) -> None:
        """It will never be taken; kept for whoever looks into it."""
        this = update(mails).where(mails.c.id == mail_id)
        self._connection.execute(this.values(refused_at=at, refusal=why))

    def forget_refused(self, before: datetime) -> int:
        """Drop what was refused before then; how many."""
        return self._connection.execute(delete(mails).where(mails.c.refused_at < before)).rowcount

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
