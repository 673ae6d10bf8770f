"""The network in memory: people, ties, employers and openings as dicts.

What is in it depends on the newest fact about each subject, not on the order they came in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from services.referrals.domain.board import Board
from services.referrals.domain.members import Member
from shared.contracts.profiles import Reason

NOBODY: Mapping[int, int] = {}


@dataclass
class Network:
    """Links have a cost out of `out` for one's own first step, and in `lent_*` for the others."""

    people: dict[int, Member] = field(default_factory=dict)
    erased: set[int] = field(default_factory=set)
    out: dict[int, dict[int, int]] = field(default_factory=dict)
    lent_out: dict[int, dict[int, int]] = field(default_factory=dict)
    lent_in: dict[int, dict[int, int]] = field(default_factory=dict)
    reasons: dict[tuple[int, int], tuple[Reason, ...]] = field(default_factory=dict)
    employees: dict[UUID, set[int]] = field(default_factory=dict)
    volunteers: dict[UUID, set[int]] = field(default_factory=dict)
    board: Board = field(default_factory=Board)

    def put_person(self, person_id: int, person: Member) -> None:
        """The person is now like this; links that came earlier become searchable."""
        self._unlist(person_id)
        self.people[person_id] = person
        for employment in person.employments:
            self.employees.setdefault(employment.employer_id, set()).add(person_id)
        for group in person.groups:
            if group.volunteer:
                self.volunteers.setdefault(group.group_id, set()).add(person_id)

    def erase_person(self, person_id: int) -> None:
        """The person left for good, and their links with them."""
        self.erased.add(person_id)
        self._unlist(person_id)
        self.people.pop(person_id, None)
        # A tie links both ways, so whoever links to the person is among those linked from them.
        for other in list(self.out.get(person_id, NOBODY)):
            self.cut(person_id, other)

    def put_link(self, giver: int, taker: int, cost: int, lent: bool) -> None:
        """`taker` can be approached through `giver`, by others too if it is lent."""
        self.out.setdefault(giver, {})[taker] = cost
        if lent:
            self.lent_out.setdefault(giver, {})[taker] = cost
            self.lent_in.setdefault(taker, {})[giver] = cost

    def cut(self, one: int, other: int) -> None:
        """No link is left between the two."""
        self.reasons.pop(pair(one, other), None)
        for giver, taker in ((one, other), (other, one)):
            self.out.get(giver, {}).pop(taker, None)
            self.lent_out.get(giver, {}).pop(taker, None)
            self.lent_in.get(taker, {}).pop(giver, None)

    def employees_of(self, employer: UUID, today: date) -> set[int]:
        """Whoever is employed at exactly that employer on that day."""
        listed = self.employees.get(employer, set())
        return {each for each in listed if employer in self.people[each].employers(today)}

    def _unlist(self, person_id: int) -> None:
        before = self.people.get(person_id)
        if before is not None:
            for employment in before.employments:
                self.employees[employment.employer_id].discard(person_id)
            for group in before.groups:
                self.volunteers.get(group.group_id, set()).discard(person_id)


def pair(one: int, other: int) -> tuple[int, int]:
    """The key of what two people share: the smaller id first."""
    return (one, other) if one < other else (other, one)
