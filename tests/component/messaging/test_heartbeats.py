"""A web process can tell whether its service's worker lives, and since when it does not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from shared.clock import SetClock
from shared.errors import Unavailable
from shared.messaging.heartbeats import (
    ALIVE_FOR,
    EVERY,
    Heartbeat,
    Lag,
    heard_at,
    silent,
    silent_since,
)
from shared.storage import leases
from shared.storage.database import Database
from shared.storage.tables import lags
from tests.support.messages import NOON
from tests.support.stores import new_store

MOMENT = timedelta(microseconds=1)


def left(store: Database) -> dict[tuple[str, str, int], int]:
    """What each group is said to have left to read."""
    with store.read() as connection:
        rows = connection.execute(select(lags)).all()
    return {(group, topic, partition): behind for group, topic, partition, behind in rows}


def last_heard(store: Database) -> datetime | None:
    """When the loop of these tests last went round."""
    with store.read() as connection:
        return heard_at(connection, ["g"]).get("g")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Database]:
    database = new_store(tmp_path)
    yield database
    database.close()


@pytest.fixture
def clock() -> SetClock:
    return SetClock(NOON)


@pytest.fixture
def heart(store: Database, clock: SetClock) -> Heartbeat:
    return Heartbeat("g", store, clock)


def test_a_loop_that_never_began_is_silent_since_no_time(store: Database) -> None:
    assert silent(store, ["g"], NOON) == ["g"]
    assert silent_since(store, "g", NOON) is None


def test_a_beat_lasts_for_a_while_and_then_the_loop_is_silent_since_it(
    store: Database, heart: Heartbeat
) -> None:
    heart.beat()

    assert silent(store, ["g"], NOON + ALIVE_FOR - MOMENT) == []
    assert silent_since(store, "g", NOON + ALIVE_FOR - MOMENT) is None
    assert silent(store, ["g"], NOON + ALIVE_FOR) == ["g"]
    assert silent_since(store, "g", NOON + ALIVE_FOR) == NOON
    assert last_heard(store) == NOON


def test_a_loop_that_goes_on_stays_alive(
    store: Database, heart: Heartbeat, clock: SetClock
) -> None:
    for _ in range(20):
        heart.beat()
        assert silent(store, ["g"], clock.now()) == []
        clock.advance(EVERY)


def test_fast_loops_do_not_write_each_time(
    store: Database, heart: Heartbeat, clock: SetClock
) -> None:
    heart.beat()
    clock.advance(EVERY - MOMENT)
    heart.beat()

    assert silent_since(store, "g", NOON + ALIVE_FOR) == NOON


def test_what_is_left_to_read_is_asked_and_written_when_it_is_time_only(
    store: Database, clock: SetClock
) -> None:
    measured = iter([{("t", 0): 7, ("t", 1): 2}, {("t", 0): 0}])
    heart = Heartbeat("g", store, clock, lambda: next(measured))

    heart.beat()
    heart.beat()
    assert left(store) == {("g", "t", 0): 7, ("g", "t", 1): 2}

    clock.advance(EVERY)
    heart.beat()
    assert left(store) == {("g", "t", 0): 0, ("g", "t", 1): 2}, "the other part is another's"


def test_a_loop_that_cannot_tell_what_is_left_does_not_beat(
    store: Database, clock: SetClock
) -> None:
    def away() -> Lag:
        raise Unavailable("log_away", "away")

    with pytest.raises(Unavailable):
        Heartbeat("g", store, clock, away).beat()

    assert last_heard(store) is None
    assert left(store) == {}


def test_several_workers_of_a_group_beat_as_one(
    store: Database, heart: Heartbeat, clock: SetClock
) -> None:
    heart.beat()
    clock.advance(ALIVE_FOR)

    Heartbeat("g", store, clock).beat()

    assert silent(store, ["g"], clock.now()) == []


def test_a_heartbeat_takes_no_lease_from_anybody(store: Database, heart: Heartbeat) -> None:
    heart.beat()

    with store.write() as connection:
        assert leases.acquire(connection, "g", "holder", ALIVE_FOR, NOON) is not None
