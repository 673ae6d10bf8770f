"""What time does to introductions: deadlines and reminders, each in a unit of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import TypeVar

from services.referrals.commands.introductions import lapse_due, remind
from services.referrals.ports import UnitOfWork
from shared.clock import Clock
from shared.errors import Conflict, NotFound

AT_ONCE = 200

Write = Callable[[], AbstractContextManager[UnitOfWork]]
T = TypeVar("T")


def lapse_introductions(write: Write, clock: Clock) -> int:
    """Let take effect what is past its deadline; how many that were."""
    with write() as uow:
        due = uow.introductions.due(clock.now(), AT_ONCE)
    return each_alone(due, lapse_due, write, clock)


def remind_introducers(write: Write, clock: Clock) -> int:
    """Write once more to whoever has said nothing; how many that were."""
    with write() as uow:
        due = uow.introductions.to_remind(clock.now(), AT_ONCE)
    return each_alone(due, remind, write, clock)


def each_alone(
    due: Sequence[T], deed: Callable[[T, UnitOfWork, Clock], object], write: Write, clock: Clock
) -> int:
    """Do it to each in a unit of its own, if it is still to be done; to how many it was."""
    done = 0
    for each in due:
        try:
            with write() as uow:
                deed(each, uow, clock)
        except (Conflict, NotFound):
            continue  # somebody was quicker: there is nothing left to do
        done += 1
    return done
