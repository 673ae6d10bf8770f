"""What each person may see of an introduction; whoever has no part in it sees that there is none.

- Names unfold one step at a time: the candidate learns of an introducer's name when they said yes,
  of the target's when the target agreed.
- An introducer sees who passed it on and their one line, the neighbour to pass it to, the blurb,
  and the candidate; of a discreet search only the first introducer does, until the target's yes.
- A pass looks like silence to everybody else, `declined_by_target` like `exhausted`; that the
  target has been reached is theirs alone to know, or its end would tell of them.
- An ask that one did not take up is gone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from services.referrals.domain.ask import Ask
from services.referrals.domain.introduction import Introduction
from services.referrals.domain.introduction_refused import IntroductionNotFound
from services.referrals.domain.introduction_states import OVER, State
from services.referrals.domain.step import NOBODY, Answer, Role, Step

Shown = Literal["asking", "new_contact", "met", "exhausted", "withdrawn", "opening_closed"]
Helped = Literal["asked", "passed_on", "met", "not_met"]

TO_OTHERS: Mapping[State, Shown] = {
    State.ASKING: "asking",
    State.REACHED: "asking",
    State.NEW_CONTACT: "new_contact",
    State.MET: "met",
    State.DECLINED_BY_TARGET: "exhausted",
    State.EXHAUSTED: "exhausted",
    State.WITHDRAWN: "withdrawn",
    State.OPENING_CLOSED: "opening_closed",
}
"""How each state reads to all but the target."""


@dataclass(frozen=True, kw_only=True)
class SeenByCandidate:
    """`contact` is the first contact, asked or proposed; `agreed` are those after them who said
    yes on the present path, in order. `due_at` is when time decides. `edition` is its ETag.
    """

    id: UUID
    ask: Ask
    state: Shown
    contact: UUID | None
    contact_agreed: bool
    agreed: tuple[UUID, ...]
    target: UUID | None
    due_at: datetime | None
    since: datetime
    edition: int

    @property
    def named(self) -> frozenset[UUID]:
        """Whose names go with it."""
        return _named(self.contact, self.target, *self.agreed)


@dataclass(frozen=True, kw_only=True)
class SeenByAsked:
    """What an introducer or the target sees. `answer` is their own, a noted pass included, and
    `may_be_named` what they said of being named to recruiters.
    """

    id: UUID
    ask: Ask
    role: Role
    state: Helped | Literal["declined"]
    candidate: UUID | None
    passed_by: UUID | None
    line: str
    passes_to: UUID | None
    answer: Answer | None
    answer_by: datetime | None
    may_be_named: bool | None

    @property
    def named(self) -> frozenset[UUID]:
        """Whose names go with it."""
        return _named(self.candidate, self.passed_by, self.passes_to)


Seen = SeenByCandidate | SeenByAsked


def has_part(introduction: Introduction, viewer: UUID) -> bool:
    """The viewer is asked in it, said yes in it, or declined it."""
    return _step_of(introduction, viewer) is not None


def seen_by(introduction: Introduction, viewer: UUID) -> Seen:
    """The introduction as `viewer` may see it. Raises IntroductionNotFound."""
    if viewer == NOBODY or introduction.state is State.DRAFTED:
        raise IntroductionNotFound
    if viewer == introduction.candidate:
        return _to_candidate(introduction)
    step = _step_of(introduction, viewer)
    if step is None:
        raise IntroductionNotFound
    return _to_asked(introduction, step)


def _to_candidate(introduction: Introduction) -> SeenByCandidate:
    met = introduction.state is State.MET
    return SeenByCandidate(
        id=introduction.id,
        ask=introduction.ask,
        state=TO_OTHERS[introduction.state],
        contact=_somebody(introduction.people[1]),
        contact_agreed=bool(introduction.agreed),
        agreed=tuple(each for each in introduction.agreed[1:] if each != NOBODY),
        target=_somebody(introduction.people[-1]) if met else None,
        due_at=introduction.due_at,
        since=introduction.history[-1].at,
        edition=introduction.edition,
    )


def _to_asked(introduction: Introduction, step: Step) -> SeenByAsked:
    first = step.passed_by == introduction.candidate
    named = first or not introduction.ask.discreet or introduction.state is State.MET
    return SeenByAsked(
        id=introduction.id,
        ask=introduction.ask,
        role=step.role,
        state=_state_to(introduction, step),
        candidate=_somebody(introduction.candidate) if named else None,
        passed_by=_somebody(step.passed_by),
        line=_line_to(introduction, step),
        passes_to=_somebody(step.passes_to),
        answer=Answer.PASS if step.passed else step.answer,
        answer_by=step.deadline if step.open else None,
        may_be_named=step.may_be_named,
    )


def _step_of(introduction: Introduction, viewer: UUID) -> Step | None:
    """Their newest part in it: the ask that waits for them, what they said yes to, or declined."""
    theirs = [step for step in introduction.steps if step.person == viewer]
    parts = [step for step in theirs if not step.in_vain or _declined(introduction, step)]
    return parts[-1] if parts else None


def _declined(introduction: Introduction, step: Step) -> bool:
    return introduction.state is State.DECLINED_BY_TARGET and step == introduction.steps[-1]


def _state_to(introduction: Introduction, step: Step) -> Helped | Literal["declined"]:
    if step.open:
        return "asked"
    if _declined(introduction, step):
        return "declined"
    if introduction.state is State.MET:
        return "met"
    return "not_met" if introduction.state in OVER else "passed_on"


def _line_to(introduction: Introduction, step: Step) -> str:
    """What whoever passed it on wrote with it."""
    pair = (step.passed_by, step.person)
    lines = [each.line for each in introduction.steps if (each.person, each.passes_to) == pair]
    return lines[-1] if lines else ""


def _somebody(person: UUID | None) -> UUID | None:
    return None if person == NOBODY else person


def _named(*people: UUID | None) -> frozenset[UUID]:
    return frozenset(person for person in people if person is not None)
