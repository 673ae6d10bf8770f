"""When people can be asked, by all the caps that bind them in a role."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.referrals.domain.caps import Cap, Limits, Slot, Taken, free_from, slots_of
from services.referrals.ports import UnitOfWork


@dataclass(frozen=True)
class Room:
    """What people allow and what is taken of it, read once for all of them."""

    limits: Mapping[UUID, Limits]
    taken: Mapping[tuple[UUID, Cap], Taken]

    def free_from(self, person: UUID, caps: Sequence[Cap], now: datetime) -> datetime | None:
        """`now` if they can be asked; None if nobody can know when."""
        times = [free_from(self._slots(person, cap), cap, now) for cap in caps]
        known = [time for time in times if time is not None]
        return max(known) if len(known) == len(times) else None

    def _slots(self, person: UUID, cap: Cap) -> Sequence[Slot]:
        return slots_of(self.taken.get((person, cap), {}), self.limits[person].most(cap))


def room_of(people: Collection[UUID], uow: UnitOfWork) -> Room:
    """Reads it of these people."""
    return Room(uow.people.limits_of(people), uow.slots.taken(people))
