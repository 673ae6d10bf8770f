"""Ids are unique, sort by time, and are agreed on where two parties need the same one."""

from __future__ import annotations

import time
from uuid import RFC_4122, UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared import ids


def test_a_new_id_is_a_uuid_of_version_7_made_now() -> None:
    before = time.time_ns() // 1_000_000
    made = ids.new_id()
    after = time.time_ns() // 1_000_000

    assert (made.version, made.variant) == (7, RFC_4122)
    assert before <= made.int >> 80 <= after


def test_new_ids_do_not_repeat() -> None:
    assert len({ids.new_id() for _ in range(10_000)}) == 10_000


def test_ids_made_later_sort_later(monkeypatch: pytest.MonkeyPatch) -> None:
    first = ids.new_id()
    later = time.time_ns() + 1_000_000
    monkeypatch.setattr(time, "time_ns", lambda: later)

    assert first < ids.new_id()


@given(st.uuids(), st.uuids())
def test_a_tie_has_one_id_whoever_asks(one: UUID, other: UUID) -> None:
    assert ids.tie_id(one, other) == ids.tie_id(other, one)


@given(st.uuids(), st.uuids(), st.uuids())
def test_other_pairs_have_other_ties(one: UUID, other: UUID, third: UUID) -> None:
    same = {one, other} == {one, third}

    assert (ids.tie_id(one, other) == ids.tie_id(one, third)) == same


@given(st.uuids(), st.uuids())
def test_a_tie_id_is_a_uuid_of_version_8(one: UUID, other: UUID) -> None:
    tie = ids.tie_id(one, other)

    assert (tie.version, tie.variant) == (8, RFC_4122)


def test_a_tie_id_never_changes() -> None:
    """Stored ids depend on it."""
    agreed = UUID("78d68721-debb-823c-b880-232869a63e25")
    assert ids.tie_id(UUID(int=1), UUID(int=2)) == agreed


@given(st.uuids(), st.uuids())
def test_ids_are_ordered_as_unsigned_bytes(one: UUID, other: UUID) -> None:
    assert ids.in_order(one, other) == tuple(sorted((one, other), key=lambda id_: id_.bytes))
