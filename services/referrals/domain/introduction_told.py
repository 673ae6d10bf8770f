"""What others are told when an introduction changes: the other services, and people by mail.

Both derive from what changed, so nothing that changed nothing for others, such as a pass, is told;
and a deadline is told alike whether a pass had been noted or not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Literal
from uuid import UUID

from services.referrals.domain.introduction import Introduction
from services.referrals.domain.introduction_seen import TO_OTHERS, SeenByAsked, seen_by
from services.referrals.domain.introduction_states import OVER, State
from services.referrals.domain.step import ANSWERS, NOBODY, Answer, Role, Step
from shared.contracts.envelope import Event
from shared.contracts.referrals import (
    Introduced,
    IntroductionAsked,
    IntroductionEnded,
    IntroductionRerouted,
    IntroductionStepAnswered,
)
from shared.ids import in_order

Template = Literal[
    "introduction_asked",
    "introduction_asked_to_meet",
    "introduction_asked_openly",
    "introduction_reminder",
    "introduction_agreed",
    "introduction_new_contact",
    "introduction_met",
    "introduction_exhausted",
    "introduction_opening_closed",
    "introduction_outcome_met",
    "introduction_outcome_not_met",
]
TO_CANDIDATE_AT_THE_END: dict[State, Template] = {
    State.MET: "introduction_met",
    State.EXHAUSTED: "introduction_exhausted",
    State.DECLINED_BY_TARGET: "introduction_exhausted",
    State.OPENING_CLOSED: "introduction_opening_closed",
}

ASKED_AS: dict[Role, Template] = {
    Role.INTRODUCER: "introduction_asked",
    Role.TARGET: "introduction_asked_to_meet",
    Role.ACQUAINTANCE: "introduction_asked_openly",
}


@dataclass(frozen=True)
class Notice:
    """Somebody is to be written to; `people` are whom it may name. `answers` are those that they
    can give until `answer_by`.
    """

    recipient: UUID
    template: Template
    people: frozenset[UUID] = frozenset()
    answers: tuple[Answer, ...] = ()
    answer_by: datetime | None = None


def events(before: Introduction | None, after: Introduction) -> Iterator[Event]:
    """What the other services are told, in order."""
    if before is not None:
        yield from (_answered(after, at) for at in _ended(before, after))
        if _rerouted(before, after):
            new = after.state is State.NEW_CONTACT
            yield IntroductionRerouted(subject=after.id, new_contact=new)
    yield from (_asked(after, at) for at in _new(before, after))
    if _over_now(before, after):
        outcome = TO_OTHERS[after.state]
        along = _along(after) if after.state is State.MET else []
        yield IntroductionEnded(subject=after.id, outcome=outcome, along=along)


def notices(before: Introduction | None, after: Introduction) -> Iterator[Notice]:
    """Who is to be written to; nobody who has left."""
    told = [*_on_the_way(before, after), *(_at_the_end(after) if _over_now(before, after) else ())]
    return (notice for notice in told if notice.recipient != NOBODY)


def _on_the_way(before: Introduction | None, after: Introduction) -> Iterator[Notice]:
    if before is not None:
        yield from (
            _agreed(after, after.steps[at]) for at in _ended(before, after) if _yes(after, at)
        )
        if after.state is State.NEW_CONTACT and after.edition != before.edition:
            contact = frozenset({after.people[1]})
            agree_by = after.due_at
            yield Notice(after.candidate, "introduction_new_contact", contact, answer_by=agree_by)
        if _reminded(before, after):
            yield _to_asked(after, "introduction_reminder")
    if _new(before, after) and after.current:
        yield _to_asked(after, ASKED_AS[after.current.role])


def _at_the_end(after: Introduction) -> Iterator[Notice]:
    met = after.state is State.MET
    if after.state in TO_CANDIDATE_AT_THE_END:
        people = frozenset({after.people[-1]} - {NOBODY}) if met else frozenset()
        yield Notice(after.candidate, TO_CANDIDATE_AT_THE_END[after.state], people)
    if met:
        yield Notice(after.people[-1], "introduction_met", frozenset({after.candidate}))
    outcome: Template = "introduction_outcome_met" if met else "introduction_outcome_not_met"
    for helper in sorted(after.helpers):
        seen = seen_by(after, helper)
        named = {seen.candidate} if isinstance(seen, SeenByAsked) else set()
        yield Notice(helper, outcome, frozenset(each for each in named if each and met))


def _agreed(after: Introduction, step: Step) -> Notice:
    return Notice(after.candidate, "introduction_agreed", frozenset({step.person}))


def _to_asked(after: Introduction, template: Template) -> Notice:
    step = after.steps[-1]
    answers = tuple(sorted(ANSWERS[step.role]))
    return Notice(step.person, template, frozenset({step.passed_by}), answers, step.deadline)


def _new(before: Introduction | None, after: Introduction) -> range:
    return range(len(before.steps) if before else 0, len(after.steps))


def _ended(before: Introduction, after: Introduction) -> list[int]:
    """Steps that were answered, or whose deadline came; not those that were dropped before it."""
    return [
        at
        for at, step in enumerate(before.steps)
        if step.open and (_yes(after, at) or _lapsed(after.steps[at]))
    ]


def _yes(after: Introduction, at: int) -> bool:
    return after.steps[at].said_yes and after.steps[at].answer is not Answer.AGREE


def _lapsed(step: Step) -> bool:
    return step.ended_at is not None and (step.said_yes or step.ended_at >= step.deadline)


def _rerouted(before: Introduction, after: Introduction) -> bool:
    handed = len(before.steps) and after.steps[len(before.steps) - 1].answer
    return (
        before.people != after.people
        and handed is not Answer.SOMEONE_BETTER
        and _moved(before, after)
    )


def _moved(before: Introduction, after: Introduction) -> bool:
    return after.edition != before.edition and after.state not in OVER


def _reminded(before: Introduction, after: Introduction) -> bool:
    pairs = zip(before.steps, after.steps, strict=False)
    return any(old.reminded_at != new.reminded_at for old, new in pairs)


def _over_now(before: Introduction | None, after: Introduction) -> bool:
    return after.state in OVER and (before is None or before.state not in OVER)


def _answered(after: Introduction, at: int) -> IntroductionStepAnswered:
    step = after.steps[at]
    said = step.answer.value if step.answer else "none"
    return IntroductionStepAnswered(
        subject=after.id, step=at + 1, person_id=step.person, answer=said
    )


def _asked(after: Introduction, at: int) -> IntroductionAsked:
    step = after.steps[at]
    return IntroductionAsked(
        subject=after.id,
        kind=after.ask.kind,
        candidate_id=after.candidate,
        step=at + 1,
        person_id=step.person,
        role=step.role,
        opening_id=after.ask.opening_id,
    )


def _along(after: Introduction) -> list[Introduced]:
    known = [pair for pair in pairwise(after.people) if NOBODY not in pair]
    return [Introduced(*in_order(*pair)) for pair in known]
