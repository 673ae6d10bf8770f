"""One person being asked: to pass an ask on, or, at the end of a path, to meet.

A pass is noted and nothing else happens: like silence it takes effect at the step's deadline, and
until then it may be answered otherwise. Nobody but who passed can tell the two apart.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

ANSWER_WITHIN = timedelta(days=4)
REMIND_AFTER = timedelta(days=2)
NOBODY = UUID(int=0)  # the nil UUID of RFC 9562, section 5.9: somebody who left for good


class Answer(StrEnum):
    """What somebody who is asked can say. `agree` is the target's yes, the others' is their own.

    `use_my_name`: Warmpath passes the blurb on in their name, they write nothing.
    `someone_better`: handed on to another own contact of theirs, who decides by the same rules.
    """

    INTRODUCE = "introduce"
    USE_MY_NAME = "use_my_name"
    SOMEONE_BETTER = "someone_better"
    AGREE = "agree"
    PASS = "pass"  # noqa: S105  a refusal, no password


class Role(StrEnum):
    """As what somebody is asked. An `acquaintance` is asked openly: whom do you know there?"""

    INTRODUCER = "introducer"
    TARGET = "target"
    ACQUAINTANCE = "acquaintance"


ANSWERS: Mapping[Role, frozenset[Answer]] = {
    Role.INTRODUCER: frozenset(
        {Answer.INTRODUCE, Answer.USE_MY_NAME, Answer.SOMEONE_BETTER, Answer.PASS}
    ),
    Role.TARGET: frozenset({Answer.AGREE, Answer.SOMEONE_BETTER, Answer.PASS}),
    Role.ACQUAINTANCE: frozenset({Answer.SOMEONE_BETTER, Answer.PASS}),
}
"""What each may answer."""

ONE_TAP = frozenset(Answer) - {Answer.SOMEONE_BETTER}
"""What needs nothing more to be said, and so can be answered by a link."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """`person` is asked by `passed_by`, to pass on to `passes_to` (None: to nobody further).

    `passed` notes a pass until the deadline. `answer` is a yes of whatever kind, with the one
    `line` that goes to `passes_to`; a step that ended without an answer came to nothing.

    `may_be_named`: whoever helped agrees to be named to recruiters; None: they have not said.
    `shown_named`: whether they were, when the chain was first shown.
    """

    person: UUID
    role: Role
    passed_by: UUID
    passes_to: UUID | None
    asked_at: datetime
    reminded_at: datetime | None = None
    passed: bool = False
    answer: Answer | None = None
    line: str = ""
    ended_at: datetime | None = None
    may_be_named: bool | None = None
    shown_named: bool | None = None

    @property
    def deadline(self) -> datetime:
        return self.asked_at + ANSWER_WITHIN

    @property
    def open(self) -> bool:
        """It still waits for an answer or its deadline."""
        return self.ended_at is None

    @property
    def said_yes(self) -> bool:
        return self.answer is not None

    @property
    def in_vain(self) -> bool:
        """It ended without a yes; for what reason is nobody's business."""
        return not self.open and not self.said_yes

    def to_remind(self, at: datetime) -> bool:
        """One reminder, half way, to whoever has not answered at all."""
        waits = self.open and not self.passed and self.reminded_at is None
        return waits and self.asked_at + REMIND_AFTER <= at < self.deadline

    def without(self, person: UUID) -> Step:
        """The step after somebody left for good; what they wrote goes with them."""
        passes_to = NOBODY if self.passes_to == person else self.passes_to
        return replace(
            self,
            person=NOBODY if self.person == person else self.person,
            passed_by=NOBODY if self.passed_by == person else self.passed_by,
            passes_to=passes_to,
            line="" if self.person == person else self.line,
        )


def by_one_tap(role: Role) -> frozenset[Answer]:
    """What somebody who is asked as that can answer by a link."""
    return ANSWERS[role] & ONE_TAP
