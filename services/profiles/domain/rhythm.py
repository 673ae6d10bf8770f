"""When somebody is written to: at once, gathered, or weekly; but not on their quiet days.

What waits for an answer waits for a quiet day too, and yet not into the last part of the time in
which it can be answered: the deadline is the same for everybody, and tells nothing of anybody.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MOST_QUIET_DAYS = 2
"""In a row, they leave half of the four days in which a step can be answered."""
GATHERED_FOR = timedelta(minutes=15)
DIGEST_AT = time(8)
"""On Mondays, where the person is."""
ANSWER_WITHIN = timedelta(days=4)
"""How long a step waits, as referrals has it."""
LEAVES = timedelta(days=2)
REMINDER_LEAVES = timedelta(days=1)
"""So much of it is left at least when the ask, or its one reminder, is written."""
DAY = timedelta(days=1)


class Pace(StrEnum):
    """How soon something is to be told."""

    AT_ONCE = "at_once"
    SOON = "soon"
    WEEKLY = "weekly"


@dataclass(frozen=True)
class Rhythm:
    """On which days somebody wants no mail, and where they are."""

    quiet_days: frozenset[str] = frozenset()
    zone: ZoneInfo = ZoneInfo("UTC")  # noqa: RUF009  (it cannot change)

    def quiet_over(self, at: datetime) -> datetime:
        """That moment, or when the quiet days in which it lies are over."""
        local = at.astimezone(self.zone)
        while DAYS[local.weekday()] in self.quiet_days:
            local = _at(local + DAY, time.min)
        return max(at, local.astimezone(UTC))

    def next_digest(self, after: datetime) -> datetime:
        """The next Monday morning."""
        local = after.astimezone(self.zone)
        monday = _at(local - local.weekday() * DAY, DIGEST_AT)
        return (monday if monday > local else _at(monday + 7 * DAY, DIGEST_AT)).astimezone(UTC)

    def told(self, at: datetime) -> str:
        """A moment in words, as the person's clock shows it."""
        local = at.astimezone(self.zone)
        return f"{local:%A} {local.day} {local:%B}, {local:%H:%M} ({self.zone.key})"


def due_at(
    pace: Pace, noted_at: datetime, rhythm: Rhythm, now: datetime, latest: datetime | None = None
) -> datetime:
    """From when it is to be written; `latest`: quiet days or not."""
    begins = {
        Pace.AT_ONCE: noted_at,
        Pace.SOON: noted_at + GATHERED_FOR,
        Pace.WEEKLY: rhythm.next_digest(noted_at),
    }
    moment = max(begins[pace], now)
    quiet_over = rhythm.quiet_over(moment)
    return quiet_over if latest is None else max(moment, min(quiet_over, latest))


def ask_due_at(answer_by: datetime, rhythm: Rhythm, now: datetime) -> datetime:
    """From when an ask is to be written."""
    return due_at(Pace.AT_ONCE, now, rhythm, now, answer_by - LEAVES)


def reminder_due_at(answer_by: datetime, rhythm: Rhythm, now: datetime) -> datetime:
    """From when it is to be written of it once more: where the ask itself had to wait for quiet
    days, a day after that.
    """
    asked_at = answer_by - ANSWER_WITHIN
    wrote = ask_due_at(answer_by, rhythm, asked_at)
    begins = wrote + DAY if wrote > asked_at else now
    return due_at(Pace.AT_ONCE, begins, rhythm, now, answer_by - REMINDER_LEAVES)


def _at(day: datetime, hour: time) -> datetime:
    """That hour of a day, on the clock of where it is."""
    return datetime.combine(day.date(), hour, day.tzinfo)
