"""Which event log a URL names. Nothing ever falls back to another one."""

from __future__ import annotations

from shared.clock import Clock
from shared.eventlog.port import EventLog, UnknownLog
from shared.eventlog.sqlite_log import SqliteLog
from shared.storage.database import Database

SQLITE = "sqlite:///"


def open_event_log(url: str, store: Database, clock: Clock) -> EventLog:
    """The log that `url` names; `store` is the reading service's own, for its positions.

    `sqlite:///path/log.db` keeps one file per owning service beside that name
    (`log.profiles.db`, …). Raises UnknownLog.
    """
    if url.startswith(SQLITE) and len(url) > len(SQLITE):
        return SqliteLog(url, store, clock)
    raise UnknownLog(f"no event log at {url!r}; EVENT_LOG_URL must be sqlite:///path/log.db.")
