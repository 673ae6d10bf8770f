"""The network as it is now: a base, and over it what has changed since.

Nothing of the base is copied but the pages that are written to. What a link weighs is changed in
place, and an ended one weighs nothing; new links and people stand behind the last of the base.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Any
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from services.referrals.adapters.embedded_graph.gathering import Base, empty_base
from services.referrals.adapters.embedded_graph.kernels.ids import ABSENT, halves, place_of, whole
from services.referrals.adapters.embedded_graph.kernels.links import (
    GONE,
    MEETS,
    MEMBER,
    NOBODY,
    REFERS,
    Indexes,
    Links,
    People,
    entries_of,
    write_tie,
)
from services.referrals.adapters.embedded_graph.kernels.scratch import Desk
from services.referrals.adapters.embedded_graph.records import flags_of, member_in
from services.referrals.adapters.embedded_graph.rolls import Roll
from services.referrals.domain.board import Board
from services.referrals.domain.members import Member
from shared.contracts.profiles import Reason

Column = NDArray[Any]
Reasons = Callable[[UUID, Collection[int]], Mapping[int, tuple[Reason, ...]]]
"""What each tie of somebody's to these people rests on."""
NEW_PEOPLE = 1 / 64
"""Room for people who come later, as a share of those who are there."""


class Network:
    """Everybody by number; ids are numbers of 128 bits."""

    def __init__(self, base: Base | None = None, reasons: Reasons = lambda *_: {}) -> None:
        self._base = base or empty_base()
        self._known = len(self._base.high)
        self._numbers: dict[int, int] = {}
        self._later: dict[int, Member] = {}
        self._free = int(self._base.rows.offsets[-1])
        self.board = Board()
        self.desk = Desk()
        self.reasons = reasons
        self.links = Links(
            *self._base.rows,
            added=np.empty(0, np.int32),
            following=np.full(len(self._base.rows.neighbour) - self._free, NOBODY, np.int32),
        )
        self.people = People(self._base.high, self._base.low, self._base.flags)
        self._changed = np.zeros(0, np.bool_)
        self._make_room_for(int(self._known * NEW_PEOPLE) + self._known)
        self._staff, self._volunteers = Roll(self._base.staff), Roll(self._base.volunteers)

    @property
    def entries(self) -> int:
        """How many entries the base has, two for each tie."""
        return int(self._base.rows.offsets[-1])

    def number_of(self, number: int) -> int:
        """Where somebody stands, or NOBODY."""
        place = place_of(self._base.high, self._base.low, *halves(number))
        return self._numbers.get(number, NOBODY) if place == ABSENT else place

    def id_of(self, person: int) -> int:
        """The id of whoever stands there."""
        return whole(self.people.high[person], self.people.low[person])

    def member_number(self, number: int) -> int:
        """Where a member stands, or NOBODY: also for whoever is known only from ties."""
        person = self.number_of(number)
        return person if person != NOBODY and self.people.flags[person] & MEMBER else NOBODY

    def stand_in(self, number: int) -> int:
        """Somebody to search for in the place of whom nobody knows, the same one each time."""
        return number % self._known

    def accepts(self, person: int) -> bool:
        """The member accepts in at least one role."""
        return bool(self.people.flags[person] & (REFERS | MEETS))

    def member(self, person: int) -> Member | None:
        """What is known of somebody; None if they are known only from ties, or not at all."""
        if person == NOBODY or not self.people.flags[person] & MEMBER:
            return None
        if person in self._later:
            return self._later[person]
        begin, end = self._base.settings_at[person : person + 2]
        return member_in(int(self.people.flags[person]), self._base.settings[begin:end].tobytes())

    def is_gone(self, person: int) -> bool:
        """Somebody was erased."""
        return bool(self.people.flags[person] & GONE)

    def put_person(self, number: int, member: Member) -> None:
        """The person is now like this; links that came earlier become searchable."""
        person = self._number(number)
        self._unlist(person)
        self._later[person] = member
        self.people.flags[person] = flags_of(member)
        for job in member.employments:
            self._staff.add(job.employer_id, person)
        for group in member.groups:
            if group.volunteer:
                self._volunteers.add(group.group_id, person)

    def erase_person(self, number: int) -> None:
        """The person left for good, and their links with them."""
        person = self._number(number)
        self._unlist(person)
        self.people.flags[person] = GONE
        for other in self.links.neighbour[entries_of(self.links, person)]:
            self._link(person, int(other), 0, 0)

    def put_tie(self, one: int, other: int, out: int, back: int) -> None:
        """The two are linked by these bytes (`records.link_byte`), or by none where it is 0."""
        first, second = self._number(one), self._number(other)
        if not (self.is_gone(first) or self.is_gone(second)):
            self._link(first, second, out, back)

    def staff(self, employer: UUID, today: date) -> Indexes:
        """Whoever is employed at exactly that employer on that day, in order."""
        before = self._staff.before(employer, today)
        later = [
            each
            for each in self._staff.later(employer)
            if employer in self._later[each].employers(today)
        ]
        return self._together(before, later)

    def volunteers(self, group: UUID) -> Indexes:
        """Whoever volunteers in the group, in order."""
        before = self._volunteers.before(group, date.min)
        return self._together(before, self._volunteers.later(group))

    def _together(self, before: Indexes, later: list[int]) -> Indexes:
        still = before[~self._changed[before]]
        together = np.append(still, np.array(later, np.int32))
        in_order = bool((together[1:] > together[:-1]).all())
        return together if in_order else np.unique(together)

    def _unlist(self, person: int) -> None:
        self._changed[person] = True
        self._later.pop(person, None)
        self._staff.remove(person)
        self._volunteers.remove(person)

    def _number(self, number: int) -> int:
        person = self.number_of(number)
        if person == NOBODY:
            person = self._numbers[number] = self._known
            self._known += 1
            self._make_room_for(self._known)
            self.people.high[person], self.people.low[person] = halves(number)
        return person

    def _link(self, one: int, other: int, out: int, back: int) -> None:
        if self._free + 2 > len(self.links.neighbour):
            self._make_room_for_links()
        self._free = write_tie(self.links, one, other, out, back, self._free)

    def _make_room_for(self, people: int) -> None:
        if people > len(self.links.added):
            room = max(people, 2 * len(self.links.added), 64)
            high, low, flags = (lengthened(each, room, 0) for each in self.people)
            self.people = People(high, low, flags)
            self.links = self.links._replace(added=lengthened(self.links.added, room, NOBODY))
            self._changed = lengthened(self._changed, room, 0)

    def _make_room_for_links(self) -> None:
        room = 2 * len(self.links.neighbour)
        columns = {
            name: lengthened(getattr(self.links, name), room, 0)
            for name in ("neighbour", "out", "back")
        }
        following = lengthened(self.links.following, room - int(self.links.offsets[-1]), NOBODY)
        self.links = self.links._replace(following=following, **columns)


def lengthened(column: Column, room: int, filled_with: int) -> Column:
    """A copy of a column with more room at its end."""
    longer = np.full(room, filled_with, column.dtype)
    longer[: len(column)] = column
    return longer
