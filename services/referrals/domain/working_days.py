"""Days on which offices answer: Monday to Friday. Public holidays are not known here."""

from __future__ import annotations

from datetime import datetime, timedelta

_SATURDAY = 5


def after_working_days(at: datetime, days: int) -> datetime:
    """The same time of day so many working days later; `at` itself for none."""
    later = at
    while days:
        later += timedelta(days=1)
        days -= later.weekday() < _SATURDAY
    return later
