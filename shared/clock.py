"""Time comes in as an argument, so that a test can choose it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol


class Clock(Protocol):
    """Says what time it is, in UTC."""

    def now(self) -> datetime: ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class AheadClock:
    """The machine's clock, ahead by as much as a file says: every process that reads it is moved
    at once, and only ever forward.

    For an installation that is thrown away: a demo or a test for which nobody waits four days.
    """

    def __init__(self, file: Path) -> None:
        self._file = file

    def now(self) -> datetime:
        return datetime.now(UTC) + self._ahead()

    def advance(self, by: timedelta) -> None:
        """Move everybody forward. Raises ValueError for going back."""
        if by < timedelta(0):
            raise ValueError("what happened already would be yet to come")
        beside = self._file.with_name(f".{self._file.name}.part")
        beside.write_text(str((self._ahead() + by).total_seconds()), encoding="utf-8")
        beside.replace(self._file)

    def _ahead(self) -> timedelta:
        return timedelta(seconds=float(self._file.read_text(encoding="utf-8")))


AHEAD = "ahead://"


def clock_of(url: str) -> Clock:
    """The clock that `url` names: `ahead:///absolute/file`, or the machine's own if it is empty.

    Raises ValueError for another.
    """
    if not url:
        return SystemClock()
    file = Path(url.removeprefix(AHEAD))
    if not url.startswith(AHEAD) or not file.is_absolute():
        raise ValueError("is ahead:///absolute/file, or not set")
    return AheadClock(file)


class SetClock:
    """A clock that stands still until it is moved."""

    def __init__(self, at: datetime) -> None:
        self._now = at

    def now(self) -> datetime:
        return self._now

    def advance(self, by: timedelta) -> None:
        """Move the clock forward (or back, with a negative `by`)."""
        self._now += by
