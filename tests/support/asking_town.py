"""A small town in which people ask for introductions, with caps kept as the store keeps them.

Beside it stands its shadow: the same town in which nobody ever notes a pass, but stays silent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import combinations
from uuid import UUID

from services.referrals.domain.ask import Ask
from services.referrals.domain.caps import BOUND_BY, DEFAULTS, Cap, Slot
from services.referrals.domain.introduction import Introduction
from services.referrals.domain.introduction_states import OPEN
from services.referrals.domain.step import Answer, Step
from services.referrals.domain.ways import Way, pairs, possible
from shared.errors import Conflict, TooMany
from tests.support.introductions import HOUR, NOON

PEOPLE = tuple(UUID(int=0xB0 + number) for number in range(8))
ALL_TIES = tuple(frozenset(pair) for pair in combinations(PEOPLE, 2))
Ways = list[Way]
Change = Callable[[Introduction, Ways], Introduction]


@dataclass(frozen=True)
class Asking:
    """When somebody was asked, as what, and under which introduction and step."""

    person: UUID
    cap: Cap
    at: datetime
    step: tuple[UUID, int]


@dataclass
class Town:
    """Ties, introductions and their shadows by id, and every ask that took a slot."""

    ties: set[frozenset[UUID]]
    now: datetime = NOON
    real: dict[UUID, Introduction] = field(default_factory=dict)
    shadow: dict[UUID, Introduction] = field(default_factory=dict)
    askings: list[Asking] = field(default_factory=list)
    gone: set[UUID] = field(default_factory=set)

    def ways(self, candidate: UUID, target: UUID | None, without: frozenset[UUID]) -> Ways:
        """Every way there is, the shortest first, around those without a free slot."""
        if target is None:
            return []
        found = sorted(self._walk((candidate,), target), key=lambda way: (len(way), way))
        return [way for way in found if not without & set(way)]

    def _walk(self, so_far: tuple[UUID, ...], target: UUID) -> Iterator[Way]:
        for person in PEOPLE:
            way = (*so_far, person)
            if frozenset(way[-2:]) not in self.ties or person in self.gone | set(so_far):
                continue
            if person == target:
                yield way
            elif len(way) < 5:
                yield from self._walk(way, target)

    def ask(self, number: UUID, ask: Ask, way: Way) -> None:
        """The candidate asks, if their own caps and those of the first contact allow it."""
        candidate = way[0]
        about = [each.ask.opening_id for each in self.open() if each.candidate == candidate]
        if ask.opening_id in about or not self._has_slot(candidate, Cap.ASK_WEEKLY):
            raise TooMany("asks_at_cap", "One open introduction for each opening.", 60)
        draft = Introduction.draft(number, ask, way)
        taken = self._reserve(draft, draft.asked(self.now))
        if isinstance(taken, UUID):
            raise TooMany("contact_at_cap", "Choose somebody else.", 60)
        self.askings.append(Asking(candidate, Cap.ASK_WEEKLY, self.now, (number, -1)))
        self.real[number] = self.shadow[number] = taken

    def answer(self, number: UUID, answer: Answer, onward: Way = ()) -> None:
        """Whoever is asked answers; in the shadow a pass is never noted."""
        current = self.real[number].current
        assert current is not None

        def answered(one: Introduction, ways: Ways | None) -> Introduction:
            return one.answered(current.person, answer, self.now, "I know.", onward, ways)

        if answer is Answer.PASS:
            self.real[number] = answered(self.real[number], None)
            return
        try:
            self._try(number, lambda one, _: answered(one, None), searches=False)
        except Busy as busy:
            self._try(number, answered, busy.person)

    def change(self, number: UUID, change: Change) -> None:
        """Something happens to an introduction; where it reroutes, around those at their caps."""
        self._try(number, change)

    def _try(self, number: UUID, change: Change, *busy: UUID, searches: bool = True) -> None:
        before, without = self.real[number], frozenset(busy)
        while True:
            ways = self.ways(before.candidate, before.target, without) if searches else []
            taken = self._reserve(before, change(before, ways))
            if isinstance(taken, Introduction):
                self.shadow[number] = change(self.shadow[number], ways)
                self.real[number] = taken
                return
            if not searches:
                raise Busy(taken)
            without |= {taken}

    def _reserve(self, before: Introduction, after: Introduction) -> Introduction | UUID:
        """Take the slots that the new step needs; or say who has none."""
        if len(after.steps) == len(before.steps):
            return after
        step, number = after.steps[-1], (after.id, len(after.steps) - 1)
        if not all(self._has_slot(step.person, cap, before) for cap in BOUND_BY[step.role]):
            return step.person
        new = [Asking(step.person, cap, self.now, number) for cap in BOUND_BY[step.role]]
        self.askings.extend(new)
        return after

    def _has_slot(self, person: UUID, cap: Cap, ending: Introduction | None = None) -> bool:
        taken = [a for a in self.askings if (a.person, a.cap) == (person, cap)]
        busy = [a for a in taken if not Slot(a.at).free(cap, self.now)]
        if cap is Cap.INTRODUCE_OPEN:
            # The step that ends in this very transaction gives its slot back first.
            busy = [a for a in busy if self._waits(a) and a.step[0] != getattr(ending, "id", None)]
        return len(busy) < DEFAULTS[cap]

    def _waits(self, asking: Asking) -> bool:
        step = self._step(asking)
        return step is not None and step.open

    def _step(self, asking: Asking) -> Step | None:
        number, position = asking.step
        return self.real[number].steps[position] if number in self.real else None

    def open(self) -> list[Introduction]:
        return [each for each in self.real.values() if each.state in OPEN]

    def waiting(self) -> list[Introduction]:
        return [each for each in self.real.values() if each.current]

    def passes(self, hours: int) -> None:
        """Time goes by; what is due is done."""
        self.now += hours * HOUR
        for each in self.open():
            if each.due_at is not None and each.due_at <= self.now:
                self.change(each.id, lambda one, ways: one.lapsed(self.now, ways))

    def hand_on_to(self, introduction: Introduction, person: UUID) -> Way:
        """How `person` leads to the end of the path: to the target if they know them, or alone."""
        target = introduction.target
        knows = target is not None and frozenset({person, target}) in self.ties
        onward = (person, target) if knows and target else (person,)
        current = introduction.current
        assert current is not None
        reached = introduction.people[: introduction.people.index(current.person) + 1]
        whole = (*reached, *onward)
        if not possible(whole) or not pairs(whole[-len(onward) - 1 :]) <= self.ties:
            raise Conflict("hand_on_impossible", "Not among those they know.")
        return onward


class Busy(Exception):
    """The next person has no free slot."""

    def __init__(self, person: UUID) -> None:
        super().__init__(str(person))
        self.person = person
