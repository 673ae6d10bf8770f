"""A Neo4j server: transactions in bounded time, and one error for all the ways it can be away."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

import neo4j
from neo4j.exceptions import AuthError, DatabaseError, DriverError, Neo4jError, TransientError

from services.referrals.adapters.neo4j_graph.address import Address
from shared.errors import Unavailable

T = TypeVar("T")
Row = Mapping[str, Any]

READS_WITHIN = 10.0
"""Seconds after which the server gives a question up."""
PLANNED_WITHIN = 120.0
"""Seconds for one with a statement that was never answered before: the server plans it first, which
may take longer than the question itself, and forgets a plan that it had to give up."""
WRITES_WITHIN = 60.0
"""Seconds for a batch, in which it may wait for another one."""
RETRIES_WITHIN = 3.0
"""Seconds in which a transaction is tried again; whoever asked can do so for longer."""
AWAY = ("graph_away", "The graph cannot be reached; try again soon.")
TIMED_OUT = "Neo.ClientError.Transaction.TransactionTimedOut"


class _Unplanned(Unavailable):
    """The server gave up a question in which it had to plan a statement."""


class Transaction:
    """What a unit of work is given: statements that take effect together or not at all."""

    def __init__(
        self, transaction: neo4j.ManagedTransaction | neo4j.Transaction, answered: set[str]
    ) -> None:
        self._transaction = transaction
        self._answered = answered
        self.planned = False

    def rows(self, statement: str, **parameters: Any) -> Sequence[Row]:
        """What a statement answers with."""
        self.planned = self.planned or statement not in self._answered
        # Statements are made in this package, of names checked in Address and of numbers.
        found = [record.data() for record in self._transaction.run(statement, parameters)]
        self._answered.add(statement)
        return found


class Server:
    """One driver, whose bookmarks let every transaction see all that went before through it.

    All methods raise Unavailable when the server is away, refuses the credentials, or takes
    longer than it may.
    """

    def __init__(self, address: Address) -> None:
        # What the driver would say of a server that is away is in the Unavailable that we raise.
        logging.getLogger("neo4j").setLevel(logging.CRITICAL)
        with reached():
            self._driver = neo4j.GraphDatabase.driver(
                address.server,
                auth=(address.user, address.password) if address.user else None,
                notifications_min_severity=neo4j.NotificationMinimumSeverity.OFF,
                connection_timeout=5.0,
                connection_acquisition_timeout=10.0,
                max_transaction_retry_time=RETRIES_WITHIN,
                liveness_check_timeout=30.0,
                user_agent="warmpath",
            )
        self._bookmarks = neo4j.GraphDatabase.bookmark_manager()
        self._database = address.database
        self._answered: set[str] = set()

    def read(self, work: Callable[[Transaction], T]) -> T:
        """What `work` answers with; it may be called again, and must not write."""
        try:
            return self._read(work, READS_WITHIN)
        except _Unplanned:
            return self._read(work, PLANNED_WITHIN)

    def _read(self, work: Callable[[Transaction], T], within: float) -> T:
        tried: list[Transaction] = []

        def asked(transaction: neo4j.ManagedTransaction) -> T:
            tried.append(self._given(transaction))
            return work(tried[-1])

        with reached(), self._session() as session:
            try:
                return session.execute_read(neo4j.unit_of_work(timeout=within)(asked))
            except Neo4jError as error:
                # Time may run out at any statement after the planned one, or at the commit.
                if _timed_out(error) and any(each.planned for each in tried):
                    raise _Unplanned(*AWAY) from error
                raise

    def _given(self, transaction: neo4j.ManagedTransaction | neo4j.Transaction) -> Transaction:
        return Transaction(transaction, self._answered)

    def write(self, work: Callable[[Transaction], T]) -> T:
        """What `work` answers with; it may be called again, and nothing else may hang on it."""
        bounded = neo4j.unit_of_work(timeout=WRITES_WITHIN)
        with reached(), self._session() as session:
            return session.execute_write(bounded(lambda each: work(self._given(each))))

    @contextmanager
    def long_write(self) -> Iterator[Transaction]:
        """A transaction for as long as the block takes, undone if it raises; never tried again."""
        # Zero: no limit, whatever the server's own is.
        with (
            reached(),
            self._session() as session,
            session.begin_transaction(timeout=0.0) as transaction,
        ):
            yield self._given(transaction)

    def run(self, statement: str) -> None:
        """A statement that makes its own transactions, or changes the schema."""
        with reached(), self._session() as session:
            session.run(statement).consume()

    def close(self) -> None:
        self._driver.close()

    def _session(self) -> neo4j.Session:
        return self._driver.session(database=self._database, bookmark_manager=self._bookmarks)


@contextmanager
def reached() -> Iterator[None]:
    """Turns whatever says that the server is away into Unavailable; our own mistakes rise."""
    try:
        yield
    except (AuthError, DatabaseError, DriverError, TransientError, OSError) as error:
        raise _away() from error
    except Neo4jError as error:
        if not _timed_out(error):
            raise
        raise _away() from error


def _timed_out(error: Neo4jError) -> bool:
    return (error.code or "").startswith(TIMED_OUT)


def _away() -> Unavailable:
    return Unavailable(*AWAY)
