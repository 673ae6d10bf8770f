"""A store keeps what was committed, nothing of what was not, and shows readers one moment."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from shared.errors import CannotStart, Unavailable
from shared.storage import database, sqlite_engine
from shared.storage.database import Database, UnknownStore
from shared.storage.tables import leases, sequences
from tests.support.children import next_line, running
from tests.support.failing import Failure, failing
from tests.support.messages import NOON
from tests.support.stores import new_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Database]:
    database = new_store(tmp_path)
    yield database
    database.close()


def add(store: Database, *subjects: str) -> None:
    with store.write() as connection:
        for subject in subjects:
            connection.exec_driver_sql("INSERT INTO sequences VALUES (?, 1)", (subject,))


def count(store: Database) -> int:
    with store.read() as connection:
        return connection.scalar(select(func.count()).select_from(sequences)) or 0


def test_what_was_committed_is_there_after_a_restart(store: Database) -> None:
    add(store, "a")
    again = Database(store.url)

    assert count(again) == 1
    again.close()


def test_a_block_that_raises_changed_nothing(store: Database) -> None:
    with failing(), store.write() as connection:
        connection.exec_driver_sql("INSERT INTO sequences VALUES ('a', 1)")
        raise Failure

    assert count(store) == 0


def test_a_refused_statement_undoes_the_whole_transaction(store: Database) -> None:
    with pytest.raises(IntegrityError):
        add(store, "a", "b", "a")

    assert count(store) == 0


def test_a_reader_sees_one_moment_whatever_is_written_meanwhile(store: Database) -> None:
    with store.read() as connection:
        rows = select(func.count()).select_from(sequences)
        before = connection.scalar(rows)
        add(store, "a")

        assert connection.scalar(rows) == before

    assert count(store) == 1


def test_writers_wait_for_each_other_and_lose_nothing(store: Database) -> None:
    def raise_by_one(_: int) -> None:
        with store.write() as connection:
            old = connection.exec_driver_sql("SELECT sequence FROM sequences").scalar_one()
            connection.exec_driver_sql("UPDATE sequences SET sequence = ?", (old + 1,))

    add(store, "a")
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(raise_by_one, range(60)))

    with store.read() as connection:
        assert connection.scalar(select(sequences.c.sequence)) == 61


def test_writing_is_durable_before_it_is_acknowledged(store: Database) -> None:
    """FULL: the write-ahead log is on disk at each commit; foreign keys count."""
    with store.read() as connection:
        pragmas = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        ]

    assert pragmas == ["wal", 2, 1]


def test_a_commit_outlives_the_process_that_made_it(store: Database) -> None:
    with running("tests.support.leasing_child", store.url, "one", "two") as child:
        assert next_line(child) == "got one two"
        child.kill()

    with store.read() as connection:
        names = connection.exec_driver_sql("SELECT name FROM leases ORDER BY name").scalars()
        assert list(names) == ["one", "two"]


def test_a_store_in_a_folder_that_is_not_there_yet_makes_it(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/new/deep/store.db")

    database.ping()

    assert (tmp_path / "new" / "deep" / "store.db").exists()
    database.close()


@pytest.mark.parametrize("url", ["", "nonsense", "sqlite://", "mysql://x/y", "postgresql://x/y"])
def test_a_url_that_names_no_store_is_refused_in_one_sentence(url: str) -> None:
    with pytest.raises(UnknownStore, match=r"use sqlite:.* or postgresql.*\.$"):
        Database(url)


def test_a_store_that_cannot_be_opened_is_unavailable(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}")

    with pytest.raises(Unavailable):
        database.ping()
    database.close()


def test_a_library_that_can_lose_data_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite_engine, "OLDEST", (99, 0, 0))

    with pytest.raises(CannotStart, match="can lose data"):
        Database(f"sqlite:///{tmp_path}/store.db")


def test_times_come_back_in_utc_and_without_a_zone_are_refused(store: Database) -> None:
    row = {"name": "a", "holder": "h", "epoch": 1}
    with store.write() as connection:
        connection.execute(leases.insert().values(expires_at=NOON, **row))
        assert connection.scalar(select(leases.c.expires_at)) == NOON

    with pytest.raises(Exception, match="zone"), store.write() as connection:
        connection.execute(leases.update().values(expires_at=NOON.replace(tzinfo=None)))


def test_a_thread_that_waits_too_long_for_its_turn_hears_so_and_writes_nothing(
    store: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_TIMEOUT", 0.05)

    with ThreadPoolExecutor(1) as other, store.write() as connection:
        waiting = other.submit(add, store, "a")
        with pytest.raises(Unavailable) as refused:
            waiting.result()
        connection.exec_driver_sql("INSERT INTO sequences VALUES ('b', 1)")

    assert refused.value.code == "store_busy"
    assert count(store) == 1


def test_a_turn_that_ended_badly_is_given_back(store: Database) -> None:
    with failing(), store.write():
        raise Failure

    add(store, "a")

    assert count(store) == 1


def test_threads_take_turns_and_lose_nothing(store: Database) -> None:
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda number: add(store, f"{number}"), range(100)))

    assert count(store) == 100
