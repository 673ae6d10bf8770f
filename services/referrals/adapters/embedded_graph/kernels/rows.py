"""From ties in any order to an adjacency: count, place, sort each row, let pairs fall together."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from services.referrals.adapters.embedded_graph.kernels.links import Bytes, Indexes
from shared.compiled import compiled, inlined


class Ties(NamedTuple):
    """Pairs of people with the byte of the link from the one to the other, and back.

    A pair may come twice, with one direction each time.
    """

    one: Indexes
    other: Indexes
    out: Bytes
    back: Bytes


class Rows(NamedTuple):
    """The entries of people one after another, each person's ordered by neighbour."""

    offsets: NDArray[np.int64]
    neighbour: Indexes
    out: Bytes
    back: Bytes


def rows_of(ties: Ties, left_out: NDArray[np.bool_], spare: float, least: int) -> Rows:
    """The rows of everybody, none of them naming who is left out.

    So much of the columns is left free behind the last row, a share and at least a few entries.
    """
    rows = _empty_rows(_offsets(ties, left_out), spare, least)
    _place_each(ties, left_out, rows.offsets[:-1].copy(), rows)
    _sort_each(rows, np.empty(int(np.diff(rows.offsets).max(initial=0)), np.int64))
    joined = _empty_rows(rows.offsets, spare, least)
    if len(joined.neighbour) == len(rows.neighbour):
        return rows
    used = len(joined.neighbour)
    joined.neighbour[:], joined.out[:] = rows.neighbour[:used], rows.out[:used]
    joined.back[:] = rows.back[:used]
    return joined


def _empty_rows(offsets: NDArray[np.int64], spare: float, least: int) -> Rows:
    entries = int(offsets[-1])
    room = entries + max(least, int(spare * entries))
    return Rows(
        offsets, np.zeros(room, np.int32), np.zeros(room, np.uint8), np.zeros(room, np.uint8)
    )


@compiled
def _offsets(ties: Ties, left_out: NDArray[np.bool_]) -> NDArray[np.int64]:
    offsets = np.zeros(len(left_out) + 1, np.int64)
    for tie in range(len(ties.one)):
        if _counts(ties, left_out, tie):
            offsets[ties.one[tie] + 1] += 1
            offsets[ties.other[tie] + 1] += 1
    return np.cumsum(offsets)


@inlined
def _counts(ties: Ties, left_out: NDArray[np.bool_], tie: int) -> bool:
    linked = ties.out[tie] != 0 or ties.back[tie] != 0
    return linked and not left_out[ties.one[tie]] and not left_out[ties.other[tie]]


@compiled
def _place_each(
    ties: Ties, left_out: NDArray[np.bool_], free: NDArray[np.int64], rows: Rows
) -> None:
    for tie in range(len(ties.one)):
        if _counts(ties, left_out, tie):
            one, other = ties.one[tie], ties.other[tie]
            _place(rows, free, one, other, ties.out[tie], ties.back[tie])
            _place(rows, free, other, one, ties.back[tie], ties.out[tie])


@inlined
def _place(
    rows: Rows, free: NDArray[np.int64], person: int, neighbour: int, out: int, back: int
) -> None:
    entry = free[person]
    rows.neighbour[entry], rows.out[entry], rows.back[entry] = neighbour, out, back
    free[person] += 1


@compiled
def _sort_each(rows: Rows, buffer: NDArray[np.int64]) -> None:
    """Order each row and join the entries of a pair; the rows move up to where they now begin."""
    written = 0
    begin = rows.offsets[0]
    for person in range(len(rows.offsets) - 1):
        end = rows.offsets[person + 1]
        for entry in range(begin, end):
            both = np.int64(rows.out[entry]) << 8 | rows.back[entry]
            buffer[entry - begin] = np.int64(rows.neighbour[entry]) << 16 | both
        buffer[: end - begin].sort()
        rows.offsets[person] = written
        written = _write_joined(rows, buffer[: end - begin], written)
        begin = end
    rows.offsets[-1] = written


@compiled
def _write_joined(rows: Rows, packed: NDArray[np.int64], written: int) -> int:
    for place in range(len(packed)):
        neighbour = packed[place] >> 16
        if place and neighbour == packed[place - 1] >> 16:
            written -= 1
        else:
            rows.neighbour[written], rows.out[written], rows.back[written] = neighbour, 0, 0
        rows.out[written] |= packed[place] >> 8 & 0xFF
        rows.back[written] |= packed[place] & 0xFF
        written += 1
    return written
