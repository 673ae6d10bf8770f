"""SQLite as a store: one writer at a time, readers on a snapshot, durable when committed.

It goes through pysqlite3, which brings its own library: versions before 3.51.3 can corrupt a WAL
database when two connections checkpoint at once (see docs/decisions), so an older one is refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any

from pysqlite3 import dbapi2 as sqlite
from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url

from shared.errors import CannotStart, Unavailable
from shared.storage.contention import BUSY_TIMEOUT
from shared.storage.ways import Ways

OLDEST = (3, 51, 3)
_WRITES = {"warmpath_writes": True}
SQLITE_WAYS = Ways(write=_WRITES, serialised=_WRITES, read={})


class TooOld(CannotStart):
    """The SQLite library here can lose data."""


def sqlite_engine(url: URL) -> Engine:
    """An engine on the file that `url` names; its folder is made. Raises TooOld."""
    if sqlite.sqlite_version_info < OLDEST:
        raise TooOld(f"SQLite {sqlite.sqlite_version} can lose data; 3.51.3 is the oldest.")
    Path(url.database or "").parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        url,
        module=sqlite,
        connect_args={"isolation_level": None, "timeout": BUSY_TIMEOUT},
        pool_size=16,
        max_overflow=16,
    )
    event.listen(engine, "connect", _set_pragmas)
    event.listen(engine, "begin", _begin)
    return engine


def _set_pragmas(connection: Any, record: object) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute(f"PRAGMA busy_timeout={int(BUSY_TIMEOUT * 1000)}")
    cursor.close()


def _begin(connection: Connection) -> None:
    # A deferred transaction that writes later can fail with SQLITE_BUSY at once, unwaited.
    writes = connection.get_execution_options().keys() & _WRITES
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


class Commits:
    """Tells at the cost of a look into shared memory whether anybody has written to a file.

    Safe to share between threads. Source: https://www.sqlite.org/pragma.html#pragma_data_version
    """

    def __init__(self, url: str) -> None:
        """Raises Unavailable."""
        path = make_url(url).database
        with _reached():
            self._connection = sqlite.connect(path, isolation_level=None, check_same_thread=False)
        self._turn = Lock()

    def version(self) -> int:
        """Another number whenever somebody has committed since. Raises Unavailable."""
        with self._turn, _reached():
            found: int = self._connection.execute("PRAGMA data_version").fetchone()[0]
        return found

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()


@contextmanager
def _reached() -> Iterator[None]:
    try:
        yield
    except sqlite.Error as error:
        raise Unavailable("store_away", "The store does not answer; try again soon.") from error
