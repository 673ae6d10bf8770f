"""When somebody can be asked, by all the caps that bind them in a role."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from services.referrals.domain.caps import Cap, free_from
from services.referrals.ports import UnitOfWork


def room_from(person: UUID, caps: Sequence[Cap], uow: UnitOfWork, now: datetime) -> datetime | None:
    """`now` if they can be asked; None if nobody can know when."""
    limits = uow.people.limits(person)
    times = [free_from(uow.slots.of(person, cap, limits.most(cap)), cap, now) for cap in caps]
    known = [time for time in times if time is not None]
    return max(known) if len(known) == len(times) else None
