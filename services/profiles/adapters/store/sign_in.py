"""One-time codes and sessions."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, bindparam, delete, select

from services.profiles.adapters.tables import one_time_codes, sessions
from services.profiles.domain.sign_in import OneTimeCode, Purpose, Session
from shared.contracts.envelope import NOT_YET
from shared.storage.upsert import upsert

# Built once: every request asks whether its session was ended.
ONE_SESSION = select(sessions).where(sessions.c.id == bindparam("asked"))


class Codes:
    """The one-time codes that were sent; a newer one replaces the older."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(
        self, mail: str, purpose: Purpose, person_id: UUID | None = None
    ) -> OneTimeCode | None:
        """The code last sent to an address for that purpose."""
        key = (
            (one_time_codes.c.mail == mail)
            & (one_time_codes.c.purpose == purpose)
            & (one_time_codes.c.person_id == (person_id or NOT_YET))
        )
        row = self._connection.execute(select(one_time_codes).where(key)).one_or_none()
        if row is None:
            return None
        return OneTimeCode(
            mail=row.mail,
            purpose=row.purpose,
            digest=row.digest,
            sent_at=row.sent_at,
            person_id=None if row.person_id == NOT_YET else row.person_id,
            wrong_tries=row.wrong_tries,
            used=row.used,
        )

    def save(self, code: OneTimeCode) -> None:
        """Keep it as it is now, or in place of an older one."""
        values = vars(code) | {"person_id": code.person_id or NOT_YET}
        kept = upsert(one_time_codes).values(values)
        key = ["mail", "purpose", "person_id"]
        self._connection.execute(kept.on_conflict_do_update(index_elements=key, set_=values))

    def forget(self, person_id: UUID, mails: Collection[str]) -> None:
        """Drop the codes of a person who leaves."""
        theirs = (one_time_codes.c.person_id == person_id) | one_time_codes.c.mail.in_(mails)
        self._connection.execute(delete(one_time_codes).where(theirs))

    def forget_older(self, than: datetime) -> int:
        """Drop the codes sent before; how many there were."""
        old = delete(one_time_codes).where(one_time_codes.c.sent_at < than)
        return self._connection.execute(old).rowcount


class Sessions:
    """The sign-ins on people's devices."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, session_id: UUID) -> Session | None:
        row = self._connection.execute(ONE_SESSION, {"asked": session_id}).one_or_none()
        return Session(**row._mapping) if row else None

    def save(self, session: Session) -> None:
        values = vars(session)
        kept = upsert(sessions).values(values)
        self._connection.execute(kept.on_conflict_do_update(index_elements=["id"], set_=values))

    def of(self, person_id: UUID) -> list[Session]:
        """Every session of a person, the newest last."""
        mine = select(sessions).where(sessions.c.person_id == person_id).order_by(sessions.c.id)
        return [Session(**row._mapping) for row in self._connection.execute(mine)]

    def forget_older(self, than: datetime) -> int:
        """Drop the sessions that rested since before; how many there were."""
        old = delete(sessions).where(sessions.c.refreshed_at < than)
        return self._connection.execute(old).rowcount
