"""The one way to a relational store: a transaction to write in, or one to read in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from threading import Lock

from sqlalchemy import URL, Connection, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.exc import TimeoutError as PoolExhausted

from shared.errors import CannotStart, Unavailable
from shared.pokes import Channel, Listening
from shared.storage.contention import BUSY_TIMEOUT, busy
from shared.storage.postgres_engine import POSTGRES_WAYS, as_unavailable, postgres_engine
from shared.storage.postgres_pokes import PostgresChannel
from shared.storage.sqlite_engine import SQLITE_WAYS, sqlite_engine

SQLITE, POSTGRES = "sqlite", "postgresql+psycopg"
FORMS = "use sqlite:///path or postgresql+psycopg://user:password@host:5432/database"


class UnknownStore(CannotStart):
    """The URL names no store that Warmpath has."""


class Database:
    """A relational database. A write is durable when its block has ended.

    Raises UnknownStore for a URL that names none, and wherever it is used Unavailable, or an
    OperationalError of SQLAlchemy's, while the server is away or too busy.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        parsed = _parsed(url)
        on_sqlite = parsed.drivername == SQLITE
        self._engine = sqlite_engine(parsed) if on_sqlite else postgres_engine(parsed)
        self._ways = SQLITE_WAYS if on_sqlite else POSTGRES_WAYS
        # SQLite's waiting writers sleep and try again; threads of one process can just queue.
        self._turn = Lock() if on_sqlite else None
        self._channel = Channel(url) if on_sqlite else PostgresChannel(self._engine)

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One writing transaction: committed at the end of the block, or nothing of it happened.

        Each statement sees what others have committed, and waits for whoever is changing the same
        row: what a statement's own WHERE or unique key decides, it decides for all.
        """
        with self._own_turn(), self._transaction(self._ways.write) as connection:
            yield connection

    @contextmanager
    def serialised(self) -> Iterator[Connection]:
        """The same, but as if no other `serialised` were going on: for what reads, then writes.

        Raises Contended where another came between; run the whole block again.
        """
        with self._own_turn(), self._transaction(self._ways.serialised) as connection:
            yield connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One reading transaction: a consistent snapshot."""
        with self._transaction(self._ways.read) as connection:
            yield connection

    def poke(self) -> None:
        """Wake whoever listens for news of this store. Never raises."""
        self._channel.poke()

    def listen(self) -> Listening:
        """Hears every poke from now on."""
        return self._channel.listen()

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

    @contextmanager
    def _transaction(self, way: Mapping[str, object]) -> Iterator[Connection]:
        with _understood(), self._engine.connect() as connection:
            prepared = connection.execution_options(**way)
            with prepared.begin():
                yield prepared

    @contextmanager
    def _own_turn(self) -> Iterator[None]:
        if self._turn is None:
            yield
            return
        if not self._turn.acquire(timeout=BUSY_TIMEOUT):
            raise busy()
        try:
            yield
        finally:
            self._turn.release()


def _parsed(url: str) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise UnknownStore(f"{_hidden(url)} is not a store URL; {FORMS}.") from None
    if parsed.drivername not in (SQLITE, POSTGRES) or not parsed.database:
        raise UnknownStore(f"no store for {parsed.drivername}://; {FORMS}.")
    return parsed


def _hidden(url: str) -> str:
    # What cannot be read as a URL may hold a password anywhere.
    return repr(url) if "@" not in url else "This"


@contextmanager
def _understood() -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        understood = as_unavailable(error)
        if understood is None:
            raise
        raise understood from error
    except PoolExhausted as error:
        raise busy() from error
