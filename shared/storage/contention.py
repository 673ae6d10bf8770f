"""Others who use the store: waiting for them, and trying again where one came between."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

import stamina

from shared.errors import Unavailable

T = TypeVar("T")
BUSY_TIMEOUT = 5.0  # seconds that somebody waits for others before they hear 503
TRIES = 20
FIRST_WAIT, LONGEST_WAIT, JITTER = 0.005, 0.2, 0.02  # seconds


class Contended(Unavailable):
    """Another writer came between; nothing was changed, and the same may be tried again at once."""


def busy() -> Unavailable:
    """The refusal of whoever waited for the store in vain."""
    return Unavailable("store_busy", "The store is busy; try again in a moment.")


def until_alone(run: Callable[[], T]) -> T:
    """What `run` returns, which opens a unit of work itself and does nothing outside it.

    Raises Contended if others keep coming between for five seconds.
    """
    with suppress(Contended):
        return run()
    for attempt in stamina.retry_context(
        on=Contended,
        attempts=TRIES - 1,
        timeout=BUSY_TIMEOUT,
        wait_initial=FIRST_WAIT,
        wait_max=LONGEST_WAIT,
        wait_jitter=JITTER,
    ):
        with attempt:
            result = run()
    return result
