"""What an adapter of the event log supplies to its contract suite."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from typing import Protocol

from shared.clock import Clock, SetClock, SystemClock
from shared.eventlog.opening import open_event_log
from shared.eventlog.port import TAKE_OVER, EventLog
from tests.support.stores import new_store


class EventLogs(Protocol):
    """One event log, opened as often as a test likes; each time as another process would."""

    url: str

    def open(self, reader: str = "referrals") -> EventLog:
        """The log as the service `reader` opens it."""

    def open_now(self, reader: str = "referrals") -> EventLog:
        """The same, on the machine's clock."""

    def store_url(self, reader: str = "referrals") -> str:
        """The store of the service `reader`, for another process."""

    def outlast_workers(self) -> None:
        """Let so much time pass that a worker that did not poll counts as dead."""


class SqliteLogs:
    """The SQLite log in a folder."""

    def __init__(self, folder: Path, closing: ExitStack) -> None:
        self.url = f"sqlite:///{folder}/log.db"
        self._folder = folder
        self._closing = closing
        self._clock = SetClock(SystemClock().now())

    def open(self, reader: str = "referrals") -> EventLog:
        return self._open(reader, self._clock)

    def open_now(self, reader: str = "referrals") -> EventLog:
        return self._open(reader, SystemClock())

    def store_url(self, reader: str = "referrals") -> str:
        store = new_store(self._folder, reader)
        store.close()
        return store.url

    def outlast_workers(self) -> None:
        self._clock.advance(timedelta(seconds=TAKE_OVER + 10))

    def _open(self, reader: str, clock: Clock) -> EventLog:
        store = new_store(self._folder, reader)
        self._closing.callback(store.close)
        opened = open_event_log(self.url, store, clock)
        self._closing.callback(opened.close)
        return opened
