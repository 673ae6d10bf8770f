"""Pages by cursor: every row once, in order, whatever is added meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from sqlalchemy import Column, Connection, Integer, MetaData, String, Table, insert, select

from shared.errors import Invalid
from shared.storage.database import Database
from shared.storage.pagination import Key, decode_cursor, encode_cursor, page_of, rows_after

metadata = MetaData()
names = Table("names", metadata, Column("name", String), Column("id", Integer, primary_key=True))

texts = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=100)
times = st.datetimes(timezones=st.just(UTC))
numbers = st.integers(-(2**63) + 1, 2**63 - 1)


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    database = Database(f"sqlite:///{tmp_path / 'names'}.db")
    with database.write() as open_connection:
        metadata.create_all(open_connection)
        yield open_connection
    database.close()


def add(connection: Connection, *rows: tuple[str, int]) -> None:
    connection.execute(insert(names), [{"name": name, "id": number} for name, number in rows])


def page(connection: Connection, after: str | None, limit: int) -> tuple[list[int], str | None]:
    order = [names.c.name, names.c.id]
    query = select(names).where(rows_after(order, after, str, int)).order_by(*order)
    rows = connection.execute(query.limit(limit + 1)).all()
    found = page_of(rows, limit, lambda row: [row.name, row.id])
    return [row.id for row in found.items], found.next


@pytest.mark.parametrize("limit", [1, 2, 3, 7, 8])
def test_following_the_cursors_shows_every_row_once_in_order(
    connection: Connection, limit: int
) -> None:
    add(connection, ("b", 1), ("a", 2), ("b", 3), ("a", 4), ("", 5), ("b", 6), ("c", 7))
    seen: list[int] = []
    cursor: str | None = None
    while True:
        ids, cursor = page(connection, cursor, limit)
        seen += ids
        assert len(ids) <= limit
        if cursor is None:
            break

    assert seen == [5, 2, 4, 1, 3, 6, 7]


def test_a_row_added_meanwhile_makes_no_other_appear_twice(connection: Connection) -> None:
    add(connection, ("b", 1), ("d", 2), ("f", 3))
    first, cursor = page(connection, None, 2)
    add(connection, ("a", 4), ("e", 5))

    rest, last = page(connection, cursor, 5)

    assert (first, rest, last) == ([1, 2], [5, 3], None)


def test_an_empty_list_has_no_next_page(connection: Connection) -> None:
    assert page(connection, None, 5) == ([], None)


@given(key=st.tuples(texts, numbers, st.uuids(), times))
def test_a_cursor_stands_for_its_key(key: tuple[Key, ...]) -> None:
    cursor = encode_cursor(*key)

    assert cursor.replace("-", "").replace("_", "").isalnum()
    assert decode_cursor(cursor, str, int, UUID, datetime) == key


@given(cursor=st.text())
@example(cursor="")
@example(cursor="e30")
@example(cursor="W10")
@example(cursor="é")
@example(cursor="W" * 5000)
def test_any_other_text_is_refused(cursor: str) -> None:
    with pytest.raises(Invalid) as refused:
        decode_cursor(cursor, str, int)

    assert refused.value.code == "cursor_unreadable"
    assert "after" in refused.value.errors


@pytest.mark.parametrize(
    ("key", "kinds"),
    [
        (("a",), (str, int)),
        (("a", 1, 2), (str, int)),
        ((1, "a"), (str, int)),
        (("a", 2**63), (str, int)),
        (("a", True), (str, int)),
        (("not-an-id",), (UUID,)),
        ((1,), (UUID,)),
        (("2026-11-23T12:00:00",), (datetime,)),
        (("noon",), (datetime,)),
        (("\\ud800",), (int,)),
    ],
    ids=str,
)
def test_the_key_of_another_list_is_refused(
    key: tuple[Key, ...], kinds: tuple[type[Key], ...]
) -> None:
    with pytest.raises(Invalid):
        decode_cursor(encode_cursor(*key), *kinds)


@pytest.mark.parametrize("text", ["\ud800", "Vento\0"], ids=["half a character", "NUL"])
def test_text_that_no_store_could_hold_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        decode_cursor(encode_cursor(text), str)
