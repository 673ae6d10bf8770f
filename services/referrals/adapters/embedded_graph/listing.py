"""Who is listed under an id of 128 bits: the staff of an employer, the volunteers of a group."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from services.referrals.adapters.embedded_graph.kernels.ids import ABSENT, Numbers, halves, place_of

Column = NDArray[np.int32]


class Listing(NamedTuple):
    """Ids in order, and the rows under each: `offsets[place]` … `offsets[place + 1]`.

    A row is a person, and the first and last day (0: none yet) for which it holds.
    """

    high: Numbers
    low: Numbers
    offsets: NDArray[np.int64]
    person: Column
    begins: Column
    ends: Column

    def people(self, under: int, day: int) -> Column:
        """Whoever is listed under the id on that day."""
        place = place_of(self.high, self.low, *halves(under))
        if place == ABSENT:
            return self.person[:0]
        rows = slice(self.offsets[place], self.offsets[place + 1])
        ends = self.ends[rows]
        lasting: Column = self.person[rows][
            (self.begins[rows] <= day) & ((ends == 0) | (day <= ends))
        ]
        return lasting


def listing_of(high: Numbers, low: Numbers, rows: Sequence[Column]) -> Listing:
    """A listing of rows (person, begins, ends), each under its id."""
    order = np.lexsort((low, high))
    high, low = high[order], low[order]
    fresh = np.ones(len(high), bool)
    fresh[1:] = (high[1:] != high[:-1]) | (low[1:] != low[:-1])
    starts = np.flatnonzero(fresh)
    offsets = np.append(starts, len(high)).astype(np.int64)
    person, begins, ends = (column[order].astype(np.int32) for column in rows)
    return Listing(high[starts], low[starts], offsets, person, begins, ends)


def nobody_listed() -> Listing:
    """A listing without a row."""
    none = np.empty(0, np.uint64)
    return listing_of(none, none, [np.empty(0, np.int32)] * 3)
