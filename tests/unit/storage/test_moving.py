"""A store is copied whole or not at all, and two stores are equal when their rows are."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import (
    JSON,
    Column,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Uuid,
    func,
    select,
    text,
)
from sqlalchemy.exc import IntegrityError

from shared.storage.columns import UtcTime
from shared.storage.database import Database
from shared.storage.moving import AT_ONCE, contents, copy
from shared.storage.tables import dead_letters, offsets
from tests.support.stores import new_store

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
metadata = MetaData()
things = Table(
    "things",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("parent_id", Integer, ForeignKey("things.id")),
    Column("who", Uuid),
    Column("at", UtcTime),
    Column("said", JSON),
    Column("body", LargeBinary),
)
TABLES = [things]


@pytest.fixture
def stores(tmp_path: Path) -> Iterator[tuple[Database, Database]]:
    pair = (new_store(tmp_path, "old"), new_store(tmp_path, "new"))
    for store in pair:
        with store.write() as connection:
            metadata.create_all(connection)
    yield pair
    for store in pair:
        store.close()


def put(store: Database, *rows: dict[str, object]) -> None:
    with store.write() as connection:
        for row in rows:
            connection.execute(things.insert().values(row))


def test_every_value_arrives_as_it_was(stores: tuple[Database, Database]) -> None:
    old, new = stores
    row = {
        "id": 1,
        "who": UUID(int=5),
        "at": NOON,
        "said": {"b": [1, None], "a": "é"},
        "body": b"\0",
    }
    put(old, row)

    copy(old, new, TABLES)

    with new.read() as connection:
        assert connection.execute(select(things)).mappings().one() == row | {"parent_id": None}
    assert contents(new, TABLES) == contents(old, TABLES)


def test_more_rows_than_go_at_once_arrive(stores: tuple[Database, Database]) -> None:
    old, new = stores
    with old.write() as connection:
        connection.execute(things.insert(), [{"id": n} for n in range(2 * AT_ONCE + 1)])

    copy(old, new, TABLES)

    assert contents(new, TABLES)["things"] == contents(old, TABLES)["things"]
    assert contents(new, TABLES)["things"][0] == 2 * AT_ONCE + 1


def test_a_row_may_point_at_a_later_one(stores: tuple[Database, Database]) -> None:
    old, new = stores
    put(old, {"id": 2}, {"id": 1, "parent_id": 2}, {"id": 3, "parent_id": 3})

    copy(old, new, TABLES)

    with new.read() as connection:
        found = connection.execute(select(things.c.id, things.c.parent_id).order_by(things.c.id))
        assert [tuple(row) for row in found] == [(1, 2), (2, None), (3, 3)]


def test_nothing_arrives_where_one_row_cannot(stores: tuple[Database, Database]) -> None:
    old, new = stores
    put(old, {"id": 1}, {"id": 2})
    put(new, {"id": 2})

    with pytest.raises(IntegrityError):
        copy(old, new, TABLES)

    with new.read() as connection:
        assert connection.scalars(select(things.c.id)).all() == [2]


@pytest.mark.parametrize(
    "change",
    [
        {"at": NOON + timedelta(microseconds=1)},
        {"said": {"a": 1, "b": 3}},
        {"body": b"y"},
        {"who": UUID(int=2)},
        {"parent_id": 1},
    ],
    ids=str,
)
def test_one_changed_value_tells_two_stores_apart(
    stores: tuple[Database, Database], change: dict[str, object]
) -> None:
    row = {"id": 1, "who": UUID(int=1), "at": NOON, "said": {"a": 1, "b": 2}, "body": b"x"}
    put(stores[0], row)
    put(stores[1], row | change)

    assert contents(stores[0], TABLES) != contents(stores[1], TABLES)


def test_neither_order_nor_zone_tells_them_apart(stores: tuple[Database, Database]) -> None:
    east = timezone(timedelta(hours=2))
    put(stores[0], {"id": 1, "at": NOON, "said": {"a": 1, "b": 2}}, {"id": 2})
    put(stores[1], {"id": 2}, {"id": 1, "at": NOON.astimezone(east), "said": {"b": 2, "a": 1}})

    assert contents(stores[0], TABLES) == contents(stores[1], TABLES)


def test_two_equal_changes_do_not_cancel_out(stores: tuple[Database, Database]) -> None:
    put(stores[0], {"id": 1}, {"id": 2})

    assert contents(stores[0], TABLES)["things"][0] == 2
    assert contents(stores[0], TABLES)["things"][1] != contents(stores[1], TABLES)["things"][1]


def test_positions_stay_and_dead_letters_lose_their_place(
    stores: tuple[Database, Database],
) -> None:
    old, new = stores
    with old.write() as connection:
        connection.execute(text("INSERT INTO offsets VALUES ('g', 't', 0, 7)"))
        letter = {"id": UUID(int=1), "group": "g", "topic": "t", "partition": 0, "offset": 7}
        rest = {"subject": "s", "headers": {}, "body": b"", "reason": "r", "set_aside_at": NOON}
        connection.execute(dead_letters.insert().values(letter | rest))

    copy(old, new, [offsets, dead_letters])

    with new.read() as connection:
        assert connection.scalar(select(func.count()).select_from(offsets)) == 0
        assert connection.scalar(select(dead_letters.c.partition)) == -1
    assert "offsets" not in contents(old, [offsets, dead_letters])
    assert contents(old, [dead_letters]) == contents(new, [dead_letters])
