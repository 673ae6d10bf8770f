"""The one way to a relational store: a transaction to write in, or one to read in.

SQLite goes through pysqlite3, which brings its own library: versions before 3.51.3 can corrupt a
WAL database when two connections checkpoint at once (see docs/decisions), so an older one is
refused at start.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any

from pysqlite3 import dbapi2 as sqlite
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from shared.errors import CannotStart, Unavailable

OLDEST_SQLITE = (3, 51, 3)
BUSY_TIMEOUT = 5.0  # seconds a writer waits for another before the caller hears 503


class UnknownStore(CannotStart):
    """The URL names no store that Warmpath has."""


class Database:
    """A relational database. Writers are serialised; readers see one consistent snapshot.

    A write is durable when `write()` has returned. Raises UnknownStore for a URL that is not
    `sqlite:///path`, Unavailable if the file cannot be opened.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self._engine = _sqlite_engine(url)
        self._turn = Lock()

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One writing transaction: committed at the end of the block, or nothing of it happened."""
        with self._own_turn(), self._engine.connect() as connection:
            writing = connection.execution_options(warmpath_writes=True)
            with writing.begin():
                yield writing

    @contextmanager
    def _own_turn(self) -> Iterator[None]:
        # SQLite's waiting writers sleep and try again; threads of one process can just queue.
        if not self._turn.acquire(timeout=BUSY_TIMEOUT):
            raise Unavailable("store_busy", "The store is busy; try again in a moment.")
        try:
            yield
        finally:
            self._turn.release()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One reading transaction: a consistent snapshot."""
        with self._engine.connect() as connection, connection.begin():
            yield connection

    def ping(self) -> None:
        """Raises Unavailable if the store does not answer."""
        try:
            with self.read() as connection:
                connection.execute(text("SELECT 1"))
        except Exception as error:
            raise Unavailable("store_away", "The store does not answer; try again soon.") from error

    def close(self) -> None:
        """Close every pooled connection."""
        self._engine.dispose()


def _sqlite_engine(url: str) -> Engine:
    if sqlite.sqlite_version_info < OLDEST_SQLITE:
        raise UnknownStore(f"SQLite {sqlite.sqlite_version} can lose data; 3.51.3 is the oldest.")
    _prepare_folder(url)
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


def _prepare_folder(url: str) -> None:
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise UnknownStore(f"{url!r} is not a store URL; use sqlite:///path.") from None
    if parsed.drivername != "sqlite" or not parsed.database:
        raise UnknownStore(f"no store for {parsed.drivername}://; use sqlite:///path.")
    Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)


def _set_pragmas(connection: Any, record: object) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute(f"PRAGMA busy_timeout={int(BUSY_TIMEOUT * 1000)}")
    cursor.close()


def _begin(connection: Connection) -> None:
    # A deferred transaction that writes later can fail with SQLITE_BUSY at once, unwaited.
    writes = connection.get_execution_options().get("warmpath_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
