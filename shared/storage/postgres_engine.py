"""Postgres as a store: many writers at once, each as if alone where a unit of work needs that."""

from __future__ import annotations

import psycopg
from sqlalchemy import URL, Engine, create_engine
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError

from shared.errors import Unavailable
from shared.storage.contention import BUSY_TIMEOUT, Contended, busy
from shared.storage.ways import Ways

CONNECTS_WITHIN = 5  # seconds
SILENT_FOR = 10_000  # milliseconds that a network may swallow what we send
ONE_STATEMENT = 30  # seconds, the longest that one may take
IDLE_IN_TRANSACTION = 60  # seconds until the server ends a transaction that nobody goes on with
SESSION = {
    "timezone": "UTC",
    "lock_timeout": f"{BUSY_TIMEOUT:.0f}s",
    "statement_timeout": f"{ONE_STATEMENT}s",
    "idle_in_transaction_session_timeout": f"{IDLE_IN_TRANSACTION}s",
}
POSTGRES_WAYS = Ways(
    write={"isolation_level": "READ COMMITTED"},
    serialised={"isolation_level": "SERIALIZABLE"},
    read={"isolation_level": "REPEATABLE READ", "postgresql_readonly": True},
)
CONTENDED = {"40001", "40P01"}  # serialization_failure, deadlock_detected
BUSY = {"55P03"}  # lock_not_available
READ_ONLY = {"25006"}  # a standby that has not been promoted


def postgres_engine(url: URL) -> Engine:
    """An engine on the database that `url` names. It connects when first used."""
    return create_engine(
        url,
        connect_args={
            "connect_timeout": CONNECTS_WITHIN,
            "application_name": "warmpath",
            "options": " ".join(f"-c {name}={value}" for name, value in SESSION.items()),
            "tcp_user_timeout": SILENT_FOR,
        },
        pool_size=4,  # of each process: Postgres takes 100 connections unless told otherwise
        max_overflow=6,
        pool_timeout=BUSY_TIMEOUT,
        pool_pre_ping=True,  # a server that was started again is noticed before it is asked
    )


def as_unavailable(error: DBAPIError) -> Unavailable | None:
    """What Postgres's refusal means to a caller, if it says that they may try again."""
    if not isinstance(error.orig, psycopg.Error):
        return None  # of another store that this unit asks
    state = error.orig.sqlstate
    if state in CONTENDED:
        return Contended("store_busy", "Others were changing the same; try again in a moment.")
    if state in BUSY:
        return busy()
    away = error.connection_invalidated or isinstance(error, OperationalError | InterfaceError)
    if away or state in READ_ONLY:
        return Unavailable("store_away", "The store does not answer; try again soon.")
    return None
