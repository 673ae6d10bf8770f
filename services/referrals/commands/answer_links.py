"""Answering an ask by the link in a mail, which takes the place of signing in for this one answer.

A link is good for as long as what it asks is open and unanswered, so it answers once. Nothing is
kept of links: the step itself says whether it waits. A pass that was noted is an answer too; who
thinks better of it until the deadline says so signed in.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.referrals.commands.introductions import AnswerStep, answer_step
from services.referrals.domain.introduction import Introduction
from services.referrals.domain.introduction_refused import AnswerLinkOver, AnswerNotPossible
from services.referrals.domain.step import NOBODY, Answer, Step, by_one_tap
from services.referrals.ports import UnitOfWork
from shared.clock import Clock


@dataclass(frozen=True)
class AnswerByLink:
    """`by`, who was asked in the introduction until `answer_by`, says `answer`."""

    by: UUID
    introduction_id: UUID
    answer_by: datetime
    answer: Answer


def answer_by_link(command: AnswerByLink, uow: UnitOfWork, clock: Clock) -> Introduction:
    """Raises AnswerLinkOver, AnswerNotPossible, Unavailable."""
    found = uow.introductions.take(command.introduction_id)
    step = waiting_step(found, command.by, command.answer_by, clock.now())
    if command.answer not in by_one_tap(step.role):
        raise AnswerNotPossible
    said = AnswerStep(by=command.by, introduction_id=command.introduction_id, answer=command.answer)
    return answer_step(said, uow, clock)


def waiting_step(found: Introduction | None, by: UUID, answer_by: datetime, now: datetime) -> Step:
    """The step that a link may answer. Raises AnswerLinkOver, whatever else is the case."""
    step = found.current if found is not None else None
    if step is None or step.passed or now >= step.deadline:
        raise AnswerLinkOver
    if by == NOBODY or (step.person, step.deadline) != (by, answer_by):
        raise AnswerLinkOver
    return step
