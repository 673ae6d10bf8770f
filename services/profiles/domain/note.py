"""Something that is still to be told to a member: ids and codes only, no word of it yet."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from services.profiles.domain.notices import LETTERS
from services.profiles.domain.preferences import Settings
from services.profiles.domain.rhythm import Pace, ask_due_at, due_at, reminder_due_at

TIE_PROPOSED = "tie_proposed"
"""The one template that is not of referrals: somebody says that they know you."""
REMINDER = "introduction_reminder"


@dataclass(frozen=True)
class Note:
    """`people` are whom it may name; `answers` can be given until `answer_by`."""

    id: UUID
    person_id: UUID
    template: str
    about_id: UUID
    people: tuple[UUID, ...]
    noted_at: datetime
    due_at: datetime
    answers: tuple[str, ...] = ()
    answer_by: datetime | None = None

    def pace(self, settings: Settings) -> Pace:
        """Whoever gets no weekly mail gets soon what would be in it; but for ties."""
        if self.template == TIE_PROPOSED:
            return Pace.WEEKLY
        pace = LETTERS[self.template].pace
        return Pace.SOON if pace is Pace.WEEKLY and not settings.weekly_digest else pace

    def timed(self, settings: Settings, now: datetime) -> Note:
        """The note as it is due by what the person wants now, whatever the clock did meanwhile."""
        noted_at, rhythm = min(self.noted_at, now), settings.rhythm
        if self.answer_by is None or not self.answers:
            due = due_at(self.pace(settings), noted_at, rhythm, now)
        elif self.template == REMINDER:
            due = reminder_due_at(self.answer_by, rhythm, now)
        else:
            due = ask_due_at(self.answer_by, rhythm, now)
        return replace(self, noted_at=noted_at, due_at=due)
