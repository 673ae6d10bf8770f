"""What a sink has taken in is decided by its keys, whatever order or number events come in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from shared.contracts.envelope import Event, Kind
from shared.ids import new_id
from shared.messaging import inbox
from shared.storage.database import Database
from tests.support.failing import Failure, failing
from tests.support.messages import NOON
from tests.support.stores import new_store

SUBJECT = UUID(int=1)
SINK = "referrals.store"


@dataclass(frozen=True, kw_only=True)
class Told(Event):
    """A fact."""

    TYPE: ClassVar[str] = "warmpath.tests.Told.v1"


@dataclass(frozen=True, kw_only=True)
class Happened(Event):
    """A piece of history."""

    TYPE: ClassVar[str] = "warmpath.tests.Happened.v1"
    KIND: ClassVar[Kind] = "history"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Database]:
    database = new_store(tmp_path)
    yield database
    database.close()


@pytest.fixture
def connection(store: Database) -> Iterator[Connection]:
    with store.write() as opened:
        yield opened


def turns(connection: Connection, kind: type[Event], sequences: Sequence[int]) -> list[str]:
    events = {number: kind(subject=SUBJECT, id=new_id(), sequence=number) for number in sequences}
    return [inbox.turn_of(connection, SINK, events[number], NOON) for number in sequences]


def test_a_fact_counts_if_it_is_newer_and_gaps_do_not_matter(connection: Connection) -> None:
    assert turns(connection, Told, [2, 2, 1, 5, 4]) == ["now", "past", "past", "now", "past"]


def test_history_counts_in_order_once_and_a_gap_waits(connection: Connection) -> None:
    found = turns(connection, Happened, [2, 1, 1, 3, 2, 3, 1])

    assert found == ["early", "now", "past", "early", "now", "now", "past"]


def test_sinks_and_subjects_are_seen_apart(connection: Connection) -> None:
    assert inbox.is_new_fact(connection, "one", SUBJECT, 3)
    assert inbox.is_new_fact(connection, "other", SUBJECT, 2)
    assert inbox.is_new_fact(connection, "one", UUID(int=2), 1)
    assert inbox.newest_seen(connection, "one", SUBJECT) == 3
    assert inbox.newest_seen(connection, "none", SUBJECT) == 0


def test_an_event_is_the_first_of_its_id_once_for_each_sink(connection: Connection) -> None:
    event_id = new_id()

    assert inbox.is_first(connection, "one", event_id, NOON)
    assert not inbox.is_first(connection, "one", event_id, NOON)
    assert inbox.is_first(connection, "other", event_id, NOON)


def test_what_was_rolled_back_was_not_seen(store: Database) -> None:
    with failing(), store.write() as connection:
        turns(connection, Told, [4])
        raise Failure

    with store.write() as connection:
        assert turns(connection, Told, [4]) == ["now"]


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(order=st.permutations([1, 2, 3, 4, 5]), repeats=st.integers(1, 3))
def test_whatever_the_order_history_that_waits_is_applied_once_each(
    connection: Connection, order: list[int], repeats: int
) -> None:
    subject = new_id()
    events = [Happened(subject=subject, id=new_id(), sequence=number) for number in order]
    applied = []
    for _ in range(5 * repeats):
        for event in events:
            if inbox.turn_of(connection, SINK, event, NOON) == "now":
                applied.append(event.sequence)

    assert applied == [1, 2, 3, 4, 5]
