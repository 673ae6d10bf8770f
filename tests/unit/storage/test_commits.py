"""Whether anybody has written to a file of SQLite's, told without reading it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from shared.errors import Unavailable
from shared.storage.database import Database
from shared.storage.sqlite_engine import Commits


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database(f"sqlite:///{tmp_path}/store.db")
    with opened.write() as connection:
        connection.execute(text("CREATE TABLE wishes (wish TEXT)"))
    yield opened
    opened.close()


def wish(connection: Connection) -> None:
    connection.execute(text("INSERT INTO wishes VALUES ('rain')"))


def think_better_of_it(database: Database) -> None:
    with database.write() as connection:
        wish(connection)
        raise KeyError


def test_a_commit_is_noticed_and_nothing_else(database: Database) -> None:
    with closing(Commits(database.url)) as commits:
        before = commits.version()
        with database.read() as connection:
            connection.execute(text("SELECT * FROM wishes"))
        assert commits.version() == before
        with database.write() as connection:
            wish(connection)
            assert commits.version() == before

        assert commits.version() != before


def test_what_was_taken_back_is_none(database: Database) -> None:
    with closing(Commits(database.url)) as commits:
        before = commits.version()
        with pytest.raises(KeyError):
            think_better_of_it(database)

        assert commits.version() == before


def test_a_file_that_cannot_be_opened_is_a_store_that_is_away(tmp_path: Path) -> None:
    with pytest.raises(Unavailable):
        Commits(f"sqlite:///{tmp_path}/nowhere/store.db")
