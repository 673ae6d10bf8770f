"""Time is said in UTC, and a test's clock moves only when told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from shared.clock import AHEAD, AheadClock, SetClock, SystemClock, clock_of

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


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "clock").write_text("0")
    return tmp_path / "clock"


def test_everybody_who_reads_the_file_is_ahead_by_as_much(file: Path) -> None:
    one, other = AheadClock(file), clock_of(f"{AHEAD}{file}")

    one.advance(timedelta(days=4))
    one.advance(timedelta(hours=1))

    for each in (one, other):
        ahead = each.now() - datetime.now(UTC)
        assert timedelta(days=4, minutes=59) < ahead <= timedelta(days=4, hours=1)


def test_what_happened_is_never_yet_to_come(file: Path) -> None:
    with pytest.raises(ValueError, match="already"):
        AheadClock(file).advance(timedelta(seconds=-1))


def test_nothing_said_is_the_machines_own_clock() -> None:
    assert isinstance(clock_of(""), SystemClock)


@pytest.mark.parametrize("url", ["ahead://relative", "behind:///tmp/clock", "/tmp/clock"])
def test_no_other_clock_is_known(url: str) -> None:
    with pytest.raises(ValueError, match="ahead:///"):
        clock_of(url)
