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


class Scratch(NamedTuple):
    """A figure for each person, worth something only under the stamp of the search that wrote it.

    Stamps count down and stand above the weight: whatever an earlier search left is greater than
    all that this one writes, so that one comparison tells both whether a figure is stale and
    whether it is heavier. `barred` holds the bare stamp of whoever may not introduce, and `step`
    a place in `layers.Steps`, to be read only where `best` is not stale.
    """

    best: NDArray[np.uint32]
    last: NDArray[np.uint32]
    barred: NDArray[np.uint32]
    step: NDArray[np.uint32]


@inlined
def stamped(stamp: int, weight: int) -> int:
    """A weight as this search writes it."""
    return (stamp << ROOM) + weight


@inlined
def weight_in(figure: int, stamp: int) -> int:
    """The weight that this search wrote, or NONE."""
    return min(figure - (stamp << ROOM), NONE)


class Desk:
    """Scratch for each thread, and the stamp of its next search."""

    def __init__(self) -> None:
        self._mine = local()

    def next(self, people: int) -> tuple[Scratch, int]:
        """Scratch for so many people, and a stamp under which nothing is written in it yet."""
        scratch: Scratch | None = getattr(self._mine, "scratch", None)
        if scratch is None or len(scratch.best) < people or self._mine.stamp == 0:
            scratch = self._mine.scratch = Scratch(*(_stale(people) for _ in Scratch._fields))
            self._mine.stamp = STAMPS - 1
        self._mine.stamp -= 1
        return scratch, self._mine.stamp


def _stale(people: int) -> NDArray[np.uint32]:
    return np.full(people, STALE, np.uint32)
