"""Time is said in UTC, and a test's clock moves only when told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from shared.clock import SetClock, SystemClock

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def test_the_machines_clock_speaks_utc() -> None:
    before, now = datetime.now(UTC), SystemClock().now()

    assert now.utcoffset() == timedelta(0)
    assert before <= now <= datetime.now(UTC)


def test_a_set_clock_stands_still() -> None:
    clock = SetClock(NOON)

    assert clock.now() == clock.now() == NOON


def test_a_set_clock_is_moved_forward_and_back() -> None:
    clock = SetClock(NOON)
    clock.advance(timedelta(hours=2))
    assert clock.now() == NOON + timedelta(hours=2)

    clock.advance(timedelta(hours=-3))
    assert clock.now() == NOON - timedelta(hours=1)
