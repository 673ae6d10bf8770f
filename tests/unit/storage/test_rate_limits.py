"""Rate limits are counted in the store, so all processes count together."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from shared.errors import TooMany
from shared.storage.database import Database
from shared.storage.rate_limits import Limit, count, prune
from shared.storage.tables import metadata, rate_windows

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
THREE = Limit("codes", 3, timedelta(minutes=10))


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    made = Database(f"sqlite:///{tmp_path / 'store'}.db")
    with made.write() as connection:
        metadata.create_all(connection)
    yield made
    made.close()


def passes(database: Database, limit: Limit, who: str, at: datetime) -> bool:
    try:
        count(database, [limit], who, at)
    except TooMany:
        return False
    return True


def test_the_fourth_of_three_is_refused(database: Database) -> None:
    assert [passes(database, THREE, "bea", NOON) for _ in range(5)] == [True] * 3 + [False] * 2


def test_people_and_things_are_counted_apart(database: Database) -> None:
    other = Limit("paths", 1, timedelta(minutes=10))
    for _ in range(3):
        count(database, [THREE], "bea", NOON)

    assert passes(database, THREE, "cai", NOON)
    assert passes(database, other, "bea", NOON)


@pytest.mark.parametrize(
    ("later", "passed"),
    [(timedelta(minutes=9, seconds=59), False), (timedelta(minutes=10), True)],
)
def test_a_new_window_begins_when_the_old_one_ends(
    database: Database, later: timedelta, passed: bool
) -> None:
    for _ in range(3):
        count(database, [THREE], "bea", NOON)

    assert passes(database, THREE, "bea", NOON + later) is passed


@pytest.mark.parametrize(("second", "left"), [(0, 600), (599, 1), (599.5, 1)])
def test_the_refusal_says_when_the_window_ends(
    database: Database, second: float, left: int
) -> None:
    for _ in range(3):
        count(database, [THREE], "bea", NOON)
    with pytest.raises(TooMany) as refused:
        count(database, [THREE], "bea", NOON + timedelta(seconds=second))

    assert refused.value.code == "rate_limit_reached"
    assert refused.value.retry_after == left


def test_all_who_come_at_once_are_counted(database: Database) -> None:
    limit = Limit("codes", 10, timedelta(minutes=10))
    with ThreadPoolExecutor(8) as threads:
        passed = list(threads.map(lambda _: passes(database, limit, "bea", NOON), range(30)))

    assert sum(passed) == 10


def test_who_is_counted_cannot_be_read_from_the_store(database: Database) -> None:
    count(database, [THREE], "bea@example.org", NOON)
    with database.read() as connection:
        row = connection.execute(select(rate_windows)).one()

    assert "bea" not in row.who


def test_a_call_past_one_limit_does_not_count_for_the_next(database: Database) -> None:
    day = Limit("a day", most=5, per=timedelta(days=1))
    for _ in range(3):
        count(database, [THREE, day], "bea", NOON)
    for _ in range(9):
        with pytest.raises(TooMany):
            count(database, [THREE, day], "bea", NOON)

    count(database, [day], "bea", NOON)
    count(database, [day], "bea", NOON)
    with pytest.raises(TooMany):
        count(database, [day], "bea", NOON)


def test_windows_that_are_over_are_forgotten(database: Database) -> None:
    count(database, [THREE], "bea", NOON - timedelta(days=2))
    count(database, [THREE], "bea", NOON)
    with database.write() as connection:
        assert prune(connection, NOON) == 1
        assert len(connection.execute(select(rate_windows)).all()) == 1


@pytest.mark.parametrize("per", [timedelta(0), timedelta(days=1, seconds=1)])
def test_a_window_that_could_be_forgotten_too_early_is_refused(per: timedelta) -> None:
    with pytest.raises(ValueError, match="forgotten"):
        Limit("codes", 3, per)
