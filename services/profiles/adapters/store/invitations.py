"""Addresses that members named to refer somebody; kept for as long as they may agree."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, delete, insert, select, update

from services.profiles.adapters.tables import invitations
from services.profiles.domain.invitation import Invitation


class Invitations:
    """Keeps `ports.Invitations`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, invitation: Invitation) -> None:
        values = {
            "id": invitation.id,
            "by": invitation.by,
            "name": invitation.name,
            "mail": invitation.mail,
            "objects_as": invitation.objects_as,
            "written_at": invitation.written_at,
        }
        self._connection.execute(insert(invitations).values(values))

    def find(self, invitation_id: UUID) -> Invitation | None:
        this = select(invitations).where(invitations.c.id == invitation_id)
        row = self._connection.execute(this).one_or_none()
        return _invitation(row) if row else None

    def names(self, asked: Iterable[UUID], by: UUID) -> dict[UUID, str]:
        mine = (invitations.c.by == by) & invitations.c.id.in_(list(asked))
        rows = self._connection.execute(select(invitations.c.id, invitations.c.name).where(mine))
        return {row.id: row.name for row in rows}

    def of(self, person: UUID) -> list[Invitation]:
        mine = select(invitations).where(invitations.c.by == person).order_by(invitations.c.id)
        return [_invitation(row) for row in self._connection.execute(mine)]

    def forget(self, person: UUID, addresses: Collection[str]) -> None:
        self._connection.execute(delete(invitations).where(invitations.c.by == person))
        # What others call them stays: that a name vanished would tell whose the address was.
        theirs = update(invitations).where(invitations.c.mail.in_(addresses))
        self._connection.execute(theirs.values(mail="", objects_as=""))

    def forget_older(self, than: datetime) -> int:
        old = delete(invitations).where(invitations.c.written_at < than)
        return self._connection.execute(old).rowcount


def _invitation(row: Row[Any]) -> Invitation:
    return Invitation(row.id, row.by, row.name, row.mail, row.objects_as, row.written_at)
