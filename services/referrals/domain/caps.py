"""How often people may be asked, and may ask: a promise to introducers before all.

Here are the figures and what they mean. What holds them is the store: asking takes a free *slot*
by a conditional update in the transaction of the step itself. A cap of n a week is n slots, each
free again seven days after it was taken; a cap of n open is n slots, each free when its step ends.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from services.referrals.domain.step import Role

WEEK = timedelta(days=7)


class Cap(StrEnum):
    """What is counted of one person."""

    INTRODUCE_WEEKLY = "introduce_weekly"
    INTRODUCE_OPEN = "introduce_open"
    MEET_WEEKLY = "meet_weekly"
    ASK_WEEKLY = "ask_weekly"


DEFAULTS: Mapping[Cap, int] = {
    Cap.INTRODUCE_WEEKLY: 2,
    Cap.INTRODUCE_OPEN: 3,
    Cap.MEET_WEEKLY: 2,
    Cap.ASK_WEEKLY: 10,
}
"""All but the candidate's are the person's own to set. Besides: one open introduction per opening
and candidate."""

FREED_BY_TIME: Mapping[Cap, timedelta | None] = {
    Cap.INTRODUCE_WEEKLY: WEEK,
    Cap.INTRODUCE_OPEN: None,
    Cap.MEET_WEEKLY: WEEK,
    Cap.ASK_WEEKLY: WEEK,
}
"""After how long a slot is free again; None: when its step ends."""

BOUND_BY: Mapping[Role, tuple[Cap, ...]] = {
    Role.INTRODUCER: (Cap.INTRODUCE_WEEKLY, Cap.INTRODUCE_OPEN),
    Role.ACQUAINTANCE: (Cap.INTRODUCE_WEEKLY, Cap.INTRODUCE_OPEN),
    Role.TARGET: (Cap.MEET_WEEKLY,),
}
"""Which caps bind when somebody is asked, by the role in which they are."""


@dataclass(frozen=True)
class Slot:
    """One of the n; `taken_at` is None while it was never taken or has been given back."""

    taken_at: datetime | None = None

    def free(self, cap: Cap, at: datetime) -> bool:
        """It can be taken now."""
        freed = FREED_BY_TIME[cap]
        return self.taken_at is None or (freed is not None and self.taken_at + freed <= at)


Taken = Mapping[int, datetime | None]
"""When each slot was taken last, by its number; None: it was given back."""


def slots_of(taken: Taken, most: int) -> Sequence[Slot]:
    """The first `most` slots, those among them that nobody ever took."""
    return [Slot(taken.get(number)) for number in range(most)]


def free_from(slots: Sequence[Slot], cap: Cap, at: datetime) -> datetime | None:
    """When the first of the slots can be taken: `at` if one is free; None if nobody can know,
    for it depends on an answer, or on a cap of nothing.
    """
    if any(slot.free(cap, at) for slot in slots):
        return at
    freed = FREED_BY_TIME[cap]
    taken = [slot.taken_at for slot in slots if slot.taken_at is not None]
    return min(taken) + freed if freed is not None and taken else None


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What a member allows, as their settings say; whoever left for good allows nothing."""

    introduces: bool
    weekly: int
    open: int
    refers: bool
    meets: bool
    weekly_meetings: int

    def most(self, cap: Cap) -> int:
        """How many slots they have."""
        if cap is Cap.ASK_WEEKLY:
            return DEFAULTS[cap]
        if cap is Cap.MEET_WEEKLY:
            return self.weekly_meetings if self.meets else self.refers * self.weekly
        return self.introduces * (self.weekly if cap is Cap.INTRODUCE_WEEKLY else self.open)

    @property
    def can_introduce(self) -> bool:
        """They may be asked to pass something on, at any time."""
        return self.introduces and self.weekly > 0 and self.open > 0

    @property
    def can_be_met(self) -> bool:
        """They may stand at the end of a path."""
        return self.most(Cap.MEET_WEEKLY) > 0


NOTHING = Limits(introduces=False, weekly=0, open=0, refers=False, meets=False, weekly_meetings=0)
