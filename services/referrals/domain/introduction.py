"""An introduction: a candidate's ask on its way along a path of people who each decide.

The whole life of one is the table in introduction_states.py. How it looks to whom is in
introduction_seen.py: most of what is in here nobody but its own person may ever see.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import takewhile
from uuid import UUID

from services.referrals.domain.ask import Ask, Kind, refuse_unusable, refuse_unusable_line
from services.referrals.domain.introduction_refused import (
    AnswerNotPossible,
    AnswerTooLate,
    HandOnImpossible,
    IntroductionNotFound,
    IntroductionOver,
    NotAskedNow,
    NotDueYet,
    PathImpossible,
)
from services.referrals.domain.introduction_states import (
    AGREE_WITHIN,
    TRANSITIONS,
    WAITING,
    Happening,
    Move,
    State,
)
from services.referrals.domain.step import ANSWERS, NOBODY, Answer, Role, Step
from services.referrals.domain.ways import Way, pairs, possible, refuse_impossible


@dataclass(frozen=True, kw_only=True)
class Introduction:
    """`people` is the frozen path, of which `target` is the end that the candidate wants to reach;
    an open ask has none. `lost` cannot be asked any more, `broken` are pairs without a tie.

    `version` is the store's and moves with a pass: it is never shown. `edition` is what others
    may see move.
    """

    id: UUID
    candidate: UUID
    ask: Ask
    people: tuple[UUID, ...]
    target: UUID | None
    state: State = State.DRAFTED
    steps: tuple[Step, ...] = ()
    history: tuple[Move, ...] = ()
    lost: frozenset[UUID] = frozenset()
    broken: frozenset[frozenset[UUID]] = frozenset()
    version: int = 0

    @classmethod
    def draft(cls, number: UUID, ask: Ask, way: Way) -> Introduction:
        """What would be asked along this way. Raises Invalid(ask_invalid | path_impossible)."""
        refuse_unusable(ask)
        refuse_impossible(way)
        openly = ask.kind is Kind.OPEN_ASK
        if openly and len(way) != 2:
            raise PathImpossible
        target = None if openly else way[-1]
        return cls(id=number, candidate=way[0], ask=ask, people=tuple(way), target=target)

    @property
    def edition(self) -> int:
        return len(self.history)

    @property
    def current(self) -> Step | None:
        """The step that waits for an answer; there is one exactly while somebody is asked."""
        return self.steps[-1] if self.state in WAITING else None

    @property
    def contacts(self) -> frozenset[UUID]:
        """The first contacts to whom the candidate said OK."""
        return frozenset(step.person for step in self.steps if step.passed_by == self.candidate)

    @property
    def helpers(self) -> frozenset[UUID]:
        """Every introducer who said yes, also on a path that was left: all hear how it ended."""
        yes = (step for step in self.steps if step.said_yes and step.answer is not Answer.AGREE)
        return frozenset(step.person for step in yes) - {NOBODY}

    @property
    def agreed(self) -> tuple[UUID, ...]:
        """Who, from the start of the path, said yes to passing it on to just that neighbour."""
        yes = {(step.passed_by, step.person, step.passes_to) for step in self.steps if step.answer}
        links = zip(self.people, self.people[1:], self.people[2:], strict=False)
        return tuple(person for _, person, _ in takewhile(yes.__contains__, links))

    @property
    def avoids(self) -> frozenset[UUID]:
        """Whom the next reroute must leave out: lost, or asked without a yes."""
        return self.lost | {step.person for step in self.steps if not step.said_yes}

    @property
    def due_at(self) -> datetime | None:
        """When time decides: the step's deadline, or the last day of the candidate's OK."""
        if self.state is State.NEW_CONTACT:
            return self.history[-1].at + AGREE_WITHIN
        return self.current.deadline if self.current else None

    def asked(self, at: datetime) -> Introduction:
        """The candidate says OK to the first contact, who is asked.

        Raises IntroductionOver if no first contact waits for the OK, AnswerTooLate.
        """
        if self.state not in (State.DRAFTED, State.NEW_CONTACT):
            raise IntroductionOver
        if self.due_at is not None and at >= self.due_at:
            raise AnswerTooLate
        return self._ask_next(at, by=self.candidate)

    def answered(
        self,
        by: UUID,
        answer: Answer,
        at: datetime,
        line: str = "",
        onward: Way = (),
        instead: Sequence[Way] | None = None,
    ) -> Introduction:
        """Whoever is asked answers. `onward` leads from `someone_better` to the end of the path.
        `instead` are the ways to go where the next person cannot be asked now (None: they can).

        Raises IntroductionNotFound, NotAskedNow, AnswerTooLate, AnswerNotPossible,
        HandOnImpossible, Invalid(line_too_long | line_unusable).
        """
        step = self._step_of(by, at)
        refuse_unusable_line(line)
        if answer not in ANSWERS[step.role] or (answer is Answer.SOMEONE_BETTER) != bool(onward):
            raise AnswerNotPossible
        if answer is Answer.PASS:
            return self._with_step(replace(step, passed=True))
        going = self._handed_on(step, onward) if onward else self
        yes = replace(step, answer=answer, line=line, passed=False, ended_at=at)
        moved = going._with_step(replace(yes, passes_to=going._after(by)))
        if answer is Answer.AGREE:
            return moved._happened(Happening.TARGET_AGREED, at, by)
        return moved._ask_next(at, by) if instead is None else moved._rerouted(at, instead)

    def lapsed(self, at: datetime, ways: Sequence[Way]) -> Introduction:
        """The deadline has come: a pass and silence alike take effect, and the ask is rerouted.

        Raises NotDueYet, IntroductionOver.
        """
        if self.due_at is None:
            raise IntroductionOver
        if at < self.due_at:
            raise NotDueYet
        step = self.current
        if step is None:
            return self._happened(Happening.NO_PATH_LEFT, at)
        ended = self._with_step(replace(step, ended_at=at))
        at_the_end = step.role is Role.TARGET and self.target in (step.person, None)
        if at_the_end and step.passed:
            return ended._happened(Happening.TARGET_DECLINED, at)
        return ended._rerouted(at, ways)

    def withdrawn(self, by: UUID, at: datetime) -> Introduction:
        """The candidate takes it back. Raises IntroductionNotFound, IntroductionOver."""
        if by != self.candidate:
            raise IntroductionNotFound
        return self._dropped(at)._happened(Happening.WITHDRAWN, at, by)

    def closed(self, at: datetime) -> Introduction:
        """Its opening has been filled, closed, or has expired. Raises IntroductionOver."""
        return self._dropped(at)._happened(Happening.OPENING_CLOSED, at)

    def reminded(self, at: datetime) -> Introduction:
        """Whoever is asked has been reminded; it happens once. Raises NotAskedNow."""
        step = self.current
        if step is None or not step.to_remind(at):
            raise NotAskedNow
        return self._with_step(replace(step, reminded_at=at))

    def rerouted(self, at: datetime, ways: Sequence[Way]) -> Introduction:
        """The ask goes along the first of `ways` that fits. Raises IntroductionOver."""
        return self._dropped(at)._rerouted(at, ways)

    def _rerouted(self, at: datetime, ways: Sequence[Way]) -> Introduction:
        way = next(filter(self._fits, ways), None)
        if way is None:
            return self._happened(Happening.NO_PATH_LEFT, at)
        onward = replace(self, people=tuple(way))
        if way[1] not in self.contacts:
            return onward._happened(Happening.NEW_CONTACT_NEEDED, at)
        return onward._ask_next(at)

    def _fits(self, way: Way) -> bool:
        ends = (way[0], way[-1]) == (self.candidate, self.target)
        sound = not self.broken & pairs(way)
        return ends and sound and not self.avoids & set(way) and possible(way)

    def _ask_next(self, at: datetime, by: UUID | None = None) -> Introduction:
        """Ask the first on the path who has not said yes to passing it on to just that person."""
        position = len(self.agreed) + 1
        passed_by, person = self.people[position - 1 : position + 1]
        role, passes_to = self._role(position), self._after(person)
        step = Step(person=person, role=role, passed_by=passed_by, passes_to=passes_to, asked_at=at)
        target = role is Role.TARGET
        happening = Happening.TARGET_ASKED if target else Happening.INTRODUCER_ASKED
        return replace(self, steps=(*self.steps, step))._happened(happening, at, by)

    def _role(self, position: int) -> Role:
        if position < len(self.people) - 1:
            return Role.INTRODUCER
        openly = self.ask.kind is Kind.OPEN_ASK and position == 1
        return Role.ACQUAINTANCE if openly else Role.TARGET

    def _after(self, person: UUID) -> UUID | None:
        following = self.people[self.people.index(person) + 1 :]
        return following[0] if following else None

    def _handed_on(self, step: Step, onward: Way) -> Introduction:
        people = (*self.people[: self.people.index(step.person) + 1], *onward)
        refused = (self.avoids - {step.person}) & set(onward) or self.broken & pairs(people)
        if refused or not possible(people):
            raise HandOnImpossible
        # Who hands on what reached them has said whom to ask instead: they are not asked again.
        target = onward[-1] if step.role is Role.TARGET else self.target
        return replace(self, people=people, target=target)

    def _step_of(self, by: UUID, at: datetime) -> Step:
        if not any(step.person == by and not step.in_vain for step in self.steps):
            raise IntroductionNotFound
        step = self.current
        if step is None or step.person != by:
            raise NotAskedNow
        if at >= step.deadline:
            raise AnswerTooLate
        return step

    def _with_step(self, step: Step) -> Introduction:
        return replace(self, steps=(*self.steps[:-1], step))

    def _dropped(self, at: datetime) -> Introduction:
        step = self.current
        return self._with_step(replace(step, ended_at=at)) if step else self

    def _happened(self, what: Happening, at: datetime, by: UUID | None = None) -> Introduction:
        state = TRANSITIONS.get((self.state, what))
        if state is None:
            raise IntroductionOver
        return replace(self, state=state, history=(*self.history, Move(what, state, at, by)))
