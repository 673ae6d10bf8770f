"""Waiting grows while something is away, and begins anew when it answered."""

from __future__ import annotations

from threading import Event as Flag

from shared.messaging.back_off import BackOff

STOPPED = Flag()
STOPPED.set()


def waits(back_off: BackOff, times: int) -> list[float]:
    found = []
    for _ in range(times):
        found.append(back_off.seconds)
        back_off.wait(STOPPED)
    return found


def test_each_wait_is_twice_as_long_up_to_the_longest() -> None:
    assert waits(BackOff(first=1.0, longest=5.0), 5) == [1.0, 2.0, 4.0, 5.0, 5.0]


def test_an_answer_makes_it_begin_anew() -> None:
    back_off = BackOff(first=1.0)
    waits(back_off, 3)

    back_off.reset()

    assert back_off.seconds == 1.0


def test_whoever_is_told_to_stop_does_not_wait() -> None:
    BackOff(first=1000.0).wait(STOPPED)
