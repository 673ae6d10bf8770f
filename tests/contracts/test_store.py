"""A store keeps what was committed, nothing of what was not, and lets nobody come between."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from sqlalchemy import Connection, func, select, update
from sqlalchemy.exc import IntegrityError

from shared.storage.contention import until_alone
from shared.storage.database import Database
from shared.storage.tables import sequences
from shared.storage.upsert import upsert
from tests.support.children import next_line, running
from tests.support.failing import Failure, failing

ONE_MORE = upsert(sequences).on_conflict_do_update(
    index_elements=["subject"], set_={"sequence": sequences.c.sequence + 1}
)


def put(connection: Connection, *subjects: int) -> None:
    for subject in subjects:
        row = {"subject": UUID(int=subject), "sequence": 1}
        connection.execute(sequences.insert().values(row))


def count(connection: Connection) -> int:
    return connection.scalar(select(func.count()).select_from(sequences)) or 0


def kept(store: Database) -> int:
    with store.read() as connection:
        return count(connection)


def in_a_unit(store: Database, do: Callable[[Connection], None]) -> None:
    def run() -> None:
        with store.serialised() as connection:
            do(connection)

    until_alone(run)


class TestStore:
    def test_what_was_committed_is_there_for_everybody(self, store: Database) -> None:
        in_a_unit(store, lambda connection: put(connection, 1))
        other = Database(store.url)

        assert kept(other) == 1
        other.close()

    @pytest.mark.parametrize("way", ["write", "serialised"])
    def test_a_block_that_raises_changed_nothing(self, store: Database, way: str) -> None:
        with failing(), getattr(store, way)() as connection:
            put(connection, 1)
            raise Failure

        assert kept(store) == 0

    def test_a_refused_statement_undoes_the_whole_block(self, store: Database) -> None:
        with pytest.raises(IntegrityError), store.serialised() as connection:
            put(connection, 1, 2, 1)

        assert kept(store) == 0

    def test_a_reader_sees_one_moment_whatever_is_written_meanwhile(self, store: Database) -> None:
        with store.read() as connection:
            before = count(connection)
            in_a_unit(store, lambda other: put(other, 1))

            assert count(connection) == before

        assert kept(store) == 1

    def test_units_that_read_and_then_write_lose_nothing(self, store: Database) -> None:
        def one_more(connection: Connection) -> None:
            old = connection.scalar(select(sequences.c.sequence)) or 0
            connection.execute(update(sequences).values(sequence=old + 1))

        in_a_unit(store, lambda connection: put(connection, 1))
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(lambda _: in_a_unit(store, one_more), range(24)))

        with store.read() as connection:
            assert connection.scalar(select(sequences.c.sequence)) == 25

    def test_of_units_that_all_see_a_free_place_one_takes_it(self, store: Database) -> None:
        """They write different rows: only what they read sets them against each other."""

        def take_the_place(number: int) -> None:
            def take(connection: Connection) -> None:
                if count(connection) == 0:
                    put(connection, number)

            in_a_unit(store, take)

        with ThreadPoolExecutor(8) as pool:
            list(pool.map(take_the_place, range(8)))

        assert kept(store) == 1

    def test_what_one_statement_decides_is_never_refused(self, store: Database) -> None:
        def one_more(_: int) -> None:
            with store.write() as connection:
                connection.execute(ONE_MORE, {"subject": UUID(int=1), "sequence": 1})

        with ThreadPoolExecutor(8) as pool:
            list(pool.map(one_more, range(80)))

        with store.read() as connection:
            assert connection.scalar(select(sequences.c.sequence)) == 80

    def test_a_unit_whose_process_is_killed_changed_nothing_and_holds_nobody_up(
        self, store: Database
    ) -> None:
        with running("tests.support.unfinished_child", store.url, "name") as child:
            assert next_line(child) == "half way"
            child.kill()
            child.wait()

        with running("tests.support.leasing_child", store.url, "name") as heir:
            assert next_line(heir) == "got name"
