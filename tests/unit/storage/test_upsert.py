"""One statement, spelt alike by both stores."""

from __future__ import annotations

import pytest
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Dialect

from shared.storage.tables import leases, offsets
from shared.storage.upsert import upsert

DIALECTS = [sqlite.dialect(), postgresql.dialect()]  # type: ignore[no-untyped-call]


def spelt(statement: object, dialect: Dialect) -> str:
    return " ".join(str(statement.compile(dialect=dialect)).split())  # type: ignore[attr-defined]


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda each: each.name)
def test_what_is_there_is_left_alone(dialect: Dialect) -> None:
    row = upsert(leases).values(name="relay").on_conflict_do_nothing()

    assert spelt(row, dialect).endswith("ON CONFLICT DO NOTHING")


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda each: each.name)
def test_what_is_there_is_changed_where_a_condition_holds(dialect: Dialect) -> None:
    row = upsert(leases).values(name="relay", epoch=1)
    taken = row.on_conflict_do_update(
        index_elements=["name"], set_={"epoch": leases.c.epoch + 1}, where=leases.c.epoch < 5
    )

    said = spelt(taken.returning(leases.c.epoch), dialect)
    assert "ON CONFLICT (name) DO UPDATE SET epoch = (leases.epoch + " in said
    assert "WHERE leases.epoch < " in said
    assert "RETURNING" in said


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda each: each.name)
def test_what_would_have_been_written_can_be_named(dialect: Dialect) -> None:
    row = upsert(offsets)
    kept = row.on_conflict_do_update(
        index_elements=["group", "topic", "partition"],
        set_={"next_offset": row.excluded.next_offset},
    )

    assert "SET next_offset = excluded.next_offset" in spelt(kept, dialect)
