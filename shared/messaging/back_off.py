"""How long to wait before trying again what is away: longer each time, up to a limit."""

from __future__ import annotations

from threading import Event as Flag

from sqlalchemy.exc import OperationalError

from shared.errors import Unavailable

AWAY = (Unavailable, OperationalError)
"""What says that a store, the log or the graph is away, not that something is wrong with us."""


class BackOff:
    """Waits `first` seconds, then twice as long each time up to `longest`, until reset."""

    def __init__(self, first: float = 0.25, longest: float = 10.0) -> None:
        self._first = first
        self._longest = longest
        self.seconds = first

    def wait(self, stop: Flag) -> None:
        """Wait, or return as soon as `stop` is set."""
        stop.wait(self.seconds)
        self.seconds = min(self._longest, self.seconds * 2)

    def reset(self) -> None:
        """It answered: begin anew next time."""
        self.seconds = self._first
