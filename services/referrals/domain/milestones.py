"""When the next payout of a referral is reached: so many months after the first day of work."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from services.referrals.domain.credit import milestones
from services.referrals.domain.credit_history import Agreed, Entry, Hired, Left, Stayed


@dataclass(frozen=True)
class Reached:
    """The milestone of so many months, on that day."""

    months: int
    on: date


def next_milestone(history: Iterable[Entry]) -> Reached | None:
    """The first that has not been reached; none before a hire, after its end, or without policy."""
    agreed = hired = None
    stayed: set[int] = set()
    for entry in history:
        match entry:
            case Left():
                return None
            case Agreed():
                agreed = agreed or entry
            case Hired():
                hired = hired or entry
            case Stayed():
                stayed.add(entry.months)
            case _:
                pass
    if agreed is None or agreed.policy is None or hired is None:
        return None
    left = [each.months for each in milestones(agreed.policy) if each.months not in stayed | {0}]
    return Reached(min(left), months_after(hired.started, min(left))) if left else None


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last of its month."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
