"""Copies a service's whole store into another, and tells whether two stores say the same.

Left behind is what means nothing elsewhere: positions in the old event log and how far they were
behind, when a projection was built there, and who holds which lease now. A dead letter keeps its
message and its reason, but no longer its place in the old log, where another message of the new log
may come to lie.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Column, Connection, Table, func, select, update

from shared.batches import in_batches
from shared.storage.database import Database

AT_ONCE = 1000  # rows
LEFT_BEHIND = frozenset({"offsets", "lags", "builds", "leases"})
NO_PARTITION = -1  # of a dead letter whose log is gone; its offset there still tells it apart

Row = dict[str, Any]
Contents = Mapping[str, tuple[int, int]]
"""How many rows each table has, and a digest of them that does not depend on their order."""


def contents(store: Database, tables: Sequence[Table]) -> Contents:
    """What a migrated store holds of these tables, as it would be moved."""
    with store.read() as connection:
        return {table.name: _digest(_moving(connection, table)) for table in _of(tables)}


def copy(source: Database, target: Database, tables: Sequence[Table]) -> None:
    """Copy every row into the empty tables of a migrated store: all of them, or nothing."""
    with source.read() as old, target.write() as new:
        for table in _of(tables):
            _copy(old, new, table)


def _of(tables: Sequence[Table]) -> list[Table]:
    return [table for table in tables if table.name not in LEFT_BEHIND]


def _copy(old: Connection, new: Connection, table: Table) -> None:
    own_parents = _columns_to_itself(table)
    for rows in in_batches(_moving(old, table), AT_ONCE):
        # A row may come before the one that it points at.
        new.execute(table.insert(), [row | dict.fromkeys(own_parents) for row in rows])
    for column in own_parents:
        _point(old, new, table, column)
    _go_on_counting(new, table)


def _point(old: Connection, new: Connection, table: Table, column: str) -> None:
    (key,) = table.primary_key.columns
    pointing = select(key, table.c[column]).where(table.c[column].is_not(None))
    for identity, target in old.execute(pointing):
        new.execute(update(table).where(key == identity).values({column: target}))


def _columns_to_itself(table: Table) -> list[str]:
    return [key.parent.name for key in table.foreign_keys if key.column.table is table]


def _moving(connection: Connection, table: Table) -> Iterator[Row]:
    rows = connection.execution_options(yield_per=AT_ONCE).execute(select(table))
    for row in rows.mappings():
        moved = dict(row)
        yield moved | {"partition": NO_PARTITION} if table.name == "dead_letters" else moved


def _go_on_counting(new: Connection, table: Table) -> None:
    """A number that Postgres gives out goes on after those that were copied."""
    counted: Column[Any] | None = table.autoincrement_column
    if counted is None or new.dialect.name != "postgresql":
        return
    last = new.scalar(select(func.max(counted)))
    if last is not None:
        new.execute(
            select(func.setval(func.pg_get_serial_sequence(table.name, counted.name), last))
        )


def _digest(rows: Iterator[Row]) -> tuple[int, int]:
    count, total = 0, 0
    for row in rows:
        text = json.dumps(row, sort_keys=True, default=_plain, ensure_ascii=False)
        count += 1
        total += int.from_bytes(hashlib.sha256(text.encode()).digest()[:16], "big")
    return count, total % 2**128


def _plain(value: object) -> str:
    # Stores give one and the same moment back in different zones.
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else repr(value)
