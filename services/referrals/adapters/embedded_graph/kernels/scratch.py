"""What a search writes while it runs: kept for the next one, and never cleared."""

from __future__ import annotations

from threading import local
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from shared.compiled import inlined

ROOM = 12
"""Bits below a stamp: the greatest weight of four links, 4 · (8 · 127 + 1), takes no more."""
NONE = 2**ROOM
"""Heavier than every way there is."""
STAMPS = 2 ** (32 - ROOM)
STALE = 2**32 - 1
STEPS = 2**31
"""Room for the step that a way comes over, below what it weighs."""
STALE_WAY = (STAMPS - 1) * 2**ROOM * STEPS
"""Greater than every way there is, and with one link more still a number of 63 bits."""


class Scratch(NamedTuple):
    """A figure for each person, worth something only under the stamp of the search that wrote it.

    Stamps count down and stand above the weight: whatever an earlier search left is greater than
    all that this one writes, so that one comparison tells both whether a figure is stale and
    whether it is heavier. `barred` holds the bare stamp of whoever may not introduce. Below the
    weight of a `way` stands the step that it comes over: a place in `layers.Steps`.
    """

    best: NDArray[np.uint32]
    last: NDArray[np.uint32]
    barred: NDArray[np.uint32]
    way: NDArray[np.int64]


@inlined
def stamped(stamp: int, weight: int) -> int:
    """A weight as this search writes it."""
    return (stamp << ROOM) + weight


@inlined
def weight_in(figure: int, stamp: int) -> int:
    """The weight that this search wrote, or NONE."""
    return min(figure - (stamp << ROOM), NONE)


@inlined
def way_over(stamp: int, weight: int, step: int) -> int:
    """A way of this weight over the step, or over none (-1). The smaller one is the better one."""
    return stamped(stamp, weight) * STEPS + step + 1


@inlined
def weight_of_way(way: int, stamp: int) -> int:
    """What the way weighs if this search wrote it, or NONE."""
    return weight_in(way // STEPS, stamp)


@inlined
def step_in(way: int) -> int:
    """The step that the way comes over, or -1."""
    return way % STEPS - 1


class Desk:
    """Scratch for each thread, and the stamp of its next search."""

    def __init__(self) -> None:
        self._mine = local()

    def next(self, people: int) -> tuple[Scratch, int]:
        """Scratch for so many people, and a stamp under which nothing is written in it yet."""
        scratch: Scratch | None = getattr(self._mine, "scratch", None)
        if scratch is None or len(scratch.best) < people or self._mine.stamp == 0:
            scratch = self._mine.scratch = _stale(people)
            self._mine.stamp = STAMPS - 1
        self._mine.stamp -= 1
        return scratch, self._mine.stamp


def _stale(people: int) -> Scratch:
    best, last, barred = (np.full(people, STALE, np.uint32) for _ in range(3))
    return Scratch(best, last, barred, np.full(people, STALE_WAY, np.int64))
