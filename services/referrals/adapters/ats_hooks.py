"""The ways in for employers' own systems, and which deliveries were taken in by them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, delete, null, select, update

from services.referrals.adapters.tables import ats_deliveries, ats_hooks
from services.referrals.domain.ats_hook import REMEMBERED, Hook, hook_exists
from services.referrals.domain.referral_states import ReferralState
from services.referrals.domain.stages import Told
from shared.storage.upsert import upsert


class StoredHooks:
    """Keeps `referral_ports.Hooks`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, hook_id: UUID) -> Hook | None:
        return self._one(ats_hooks.c.id == hook_id)

    def of_opening(self, opening_id: UUID) -> Hook | None:
        return self._one(ats_hooks.c.opening_id == opening_id)

    def add(self, hook: Hook) -> None:
        row = upsert(ats_hooks).values(**asdict(hook))
        once = row.on_conflict_do_nothing().returning(ats_hooks.c.id)
        if self._connection.execute(once).first() is None:
            raise hook_exists()

    def save(self, hook: Hook) -> None:
        this = ats_hooks.c.id == hook.id
        self._connection.execute(update(ats_hooks).where(this).values(**asdict(hook)))

    def remove(self, hook_id: UUID) -> None:
        self._remove(ats_hooks.c.id == hook_id)

    def first_told(self, hook_id: UUID, delivery_id: str, at: datetime) -> Sequence[Told] | None:
        row = ats_deliveries.c
        old = (row.hook_id == hook_id) & (row.at <= at - REMEMBERED)
        self._connection.execute(delete(ats_deliveries).where(old))
        key = {"hook_id": hook_id, "delivery_id": delivery_id}
        new = upsert(ats_deliveries).values(**key, at=at, told=null())
        once = new.on_conflict_do_nothing().returning(row.hook_id)
        if self._connection.execute(once).first() is not None:
            return None
        this = select(row.told).where(row.hook_id == hook_id, row.delivery_id == delivery_id)
        return list(map(_told, self._connection.scalar(this) or ()))

    def tell(self, hook_id: UUID, delivery_id: str, told: Sequence[Told]) -> None:
        row = ats_deliveries.c
        this = (row.hook_id == hook_id) & (row.delivery_id == delivery_id)
        said = list(map(_said, told))
        self._connection.execute(update(ats_deliveries).where(this).values(told=said))

    def forget(self, person: UUID) -> None:
        """Nothing acts by their right any more."""
        self._remove(ats_hooks.c.made_by == person)
        theirs = update(ats_hooks).where(ats_hooks.c.former_by == person)
        self._connection.execute(theirs.values(former=None, former_by=None))

    def _one(self, which: ColumnElement[bool]) -> Hook | None:
        row = self._connection.execute(select(ats_hooks).where(which)).first()
        return Hook(**row._mapping) if row else None

    def _remove(self, which: ColumnElement[bool]) -> None:
        gone = select(ats_hooks.c.id).where(which)
        heard = ats_deliveries.c.hook_id.in_(gone)
        self._connection.execute(delete(ats_deliveries).where(heard))
        self._connection.execute(delete(ats_hooks).where(which))


def _said(told: Told) -> dict[str, Any]:
    number = str(told.referral_id) if told.referral_id else None
    return asdict(told) | {"referral_id": number}


def _told(said: dict[str, Any]) -> Told:
    number, state = said["referral_id"], said["state"]
    known = {
        "referral_id": UUID(number) if number else None,
        "state": ReferralState(state) if state else None,
    }
    return Told(**said | known)
