"""Wakes those who wait for news of a store in Postgres, on whichever machine they run.

As with local sockets (shared/pokes.py), pokes only save time: whoever waits also looks every
250 ms, so that one which is lost never matters.
"""

from __future__ import annotations

import contextlib
import time

import psycopg
from sqlalchemy import URL, Engine, text
from sqlalchemy.exc import SQLAlchemyError

from shared.storage.postgres_engine import CONNECTS_WITHIN

NAME = "warmpath"  # one database is one service's store: no other name is needed
AWAY = (psycopg.Error, OSError, SQLAlchemyError)


class PostgresChannel:
    """Everybody who uses the same database shares a channel."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def poke(self) -> None:
        """Wake every listener. Never raises."""
        # Not in the transaction that has news: NOTIFY makes those commit one after the other.
        with contextlib.suppress(*AWAY), self._engine.connect() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT").execute(
                text(f"NOTIFY {NAME}")
            )

    def listen(self) -> PostgresListener:
        """Start to hear pokes, on a connection of its own."""
        return PostgresListener(self._engine.url)


class PostgresListener:
    """Hears the pokes of one database; while it is away, `wait` just waits."""

    def __init__(self, url: URL) -> None:
        self._url = url
        self._ear: psycopg.Connection | None = None
        self._open()

    def wait(self, timeout: float) -> bool:
        """Whether a poke came, now or since the last wait, within `timeout` seconds."""
        if self._ear is None and not self._open():
            time.sleep(timeout)
        if self._ear is None:
            return False
        try:
            heard = list(self._ear.notifies(timeout=timeout, stop_after=1))
            list(self._ear.notifies(timeout=0))
        except AWAY:
            self.close()
            return False
        return bool(heard)

    def close(self) -> None:
        """Stop hearing."""
        if self._ear is not None:
            with contextlib.suppress(*AWAY):
                self._ear.close()
            self._ear = None

    def _open(self) -> bool:
        address = self._url.set(drivername="postgresql").render_as_string(hide_password=False)
        try:
            self._ear = psycopg.connect(address, autocommit=True, connect_timeout=CONNECTS_WITHIN)
            self._ear.execute(f"LISTEN {NAME}")
        except AWAY:
            self.close()
            return False
        return True
