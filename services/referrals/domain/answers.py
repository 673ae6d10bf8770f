"""What an answer shows: the own contact, how many more people, what stands at the end, a word.

Nothing of anybody beyond the own contact leaves the service: later introducers are only counted,
the end is a role. Chance is a word until it has been calibrated on real outcomes, and small totals
are not numbers, so that nobody can watch one person appear in them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from services.referrals.domain.paths import End, Suggestion
from shared.contracts.profiles import Reason

Chance = Literal["likely", "possible", "long_shot"]

LIKELY = 105
"""A path this cheap comes through in at least 35 of 100 cases: exp(−1.05). Ours to choose."""
POSSIBLE = 212
"""At least 12 of 100: exp(−2.12)."""
SMALL = 10
"""A total below this reads "a few"."""


@dataclass(frozen=True)
class Contact:
    """Whom to ask first: the only person of a path whose name the candidate may learn.

    `busy` says that they are at their cap, `free_from` until which day, if anybody can know it.
    """

    person_id: UUID
    volunteer: bool
    reasons: tuple[Reason, ...]
    busy: bool = False
    free_from: date | None = None


@dataclass(frozen=True)
class ShownPath:
    """A path as its candidate sees it."""

    contact: Contact
    further_introducers: int
    end: End
    chance: Chance


def shown(suggestion: Suggestion) -> ShownPath:
    """What the candidate may see of a suggestion."""
    path = suggestion.path
    return ShownPath(
        contact=Contact(path.contact, suggestion.volunteer, suggestion.reasons),
        further_introducers=max(path.introducers - 1, 0),
        end=suggestion.end,
        chance=chance(path.cost),
    )


def with_room(path: ShownPath, free: datetime | None, now: datetime) -> ShownPath:
    """The path, saying from when its contact can be asked; `free` None: nobody can know."""
    if free == now:
        return path
    day = free.date() if free else None
    return replace(path, contact=replace(path.contact, busy=True, free_from=day))


def chance(cost: int) -> Chance:
    """The chance that a path of this cost comes through, as one of three words."""
    if cost <= LIKELY:
        return "likely"
    return "possible" if cost <= POSSIBLE else "long_shot"


def shown_total(total: int) -> int | Literal["a few"]:
    """The number of people or openings, unless it is small enough to tell of one of them."""
    return "a few" if 0 < total < SMALL else total
