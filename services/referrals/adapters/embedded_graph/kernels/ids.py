"""Ids of 128 bits as two columns of 64, in order, and where one stands among them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from shared.compiled import compiled, inlined

Numbers = NDArray[np.uint64]
HALF = 64
LOW = 2**HALF - 1
ABSENT = -1
IN_BYTES = np.dtype([("high", ">u8"), ("low", ">u8")])
"""An id as its 16 bytes, which order as its number does."""


def halves(number: int) -> tuple[np.uint64, np.uint64]:
    """An id as its two halves."""
    return np.uint64(number >> HALF), np.uint64(number & LOW)


def whole(high: np.uint64, low: np.uint64) -> int:
    """An id as one number again."""
    return int(high) << HALF | int(low)


def columns(ids: bytes) -> tuple[Numbers, Numbers]:
    """Ids of 16 bytes, one after another, as two columns."""
    both = np.frombuffer(ids, IN_BYTES)
    return both["high"].astype(np.uint64), both["low"].astype(np.uint64)


@compiled
def place_of(high: Numbers, low: Numbers, wanted_high: np.uint64, wanted_low: np.uint64) -> int:
    """Where an id stands in columns that are in order, or ABSENT."""
    begin, end = 0, len(high)
    while begin < end:
        middle = (begin + end) // 2
        if high[middle] < wanted_high or (high[middle] == wanted_high and low[middle] < wanted_low):
            begin = middle + 1
        else:
            end = middle
    if begin < len(high) and high[begin] == wanted_high and low[begin] == wanted_low:
        return begin
    return ABSENT


class Numbering:
    """Numbers ids in the order they are met, then says where each stands in their own order."""

    def __init__(self) -> None:
        self._count = 0
        self._high, self._low = np.empty(0, np.uint64), np.empty(0, np.uint64)
        self._slots = np.full(2, ABSENT, np.int32)

    def meet(self, high: Numbers, low: Numbers) -> NDArray[np.int32]:
        """The number of each of these ids, the same for the same id."""
        self._make_room(self._count + len(high))
        met = np.empty(len(high), np.int32)
        self._count = _number_each(self._slots, self._high, self._low, self._count, high, low, met)
        return met

    def in_order(self) -> tuple[Numbers, Numbers, NDArray[np.int32]]:
        """All ids in order, as two columns, and for each number where its id stands."""
        high, low = self._high[: self._count], self._low[: self._count]
        order = np.lexsort((low, high))
        stands = np.empty(self._count, np.int32)
        stands[order] = np.arange(self._count, dtype=np.int32)
        return high[order], low[order], stands

    def _make_room(self, people: int) -> None:
        if people > len(self._high):
            spare = np.empty(max(people, 2 * len(self._high)) - len(self._high), np.uint64)
            self._high = np.concatenate((self._high, spare))
            self._low = np.concatenate((self._low, spare))
            # A power of two, at most half full.
            self._slots = np.full(1 << (2 * len(self._high)).bit_length(), ABSENT, np.int32)
            _enter(self._slots, self._high[: self._count], self._low[: self._count])


@inlined
def _slot_of(
    slots: NDArray[np.int32],
    high: Numbers,
    low: Numbers,
    wanted_high: np.uint64,
    wanted_low: np.uint64,
) -> np.int64:
    """The slot that holds the id, or the free one where it belongs."""
    mixed = (wanted_high ^ (wanted_low >> np.uint64(29))) * np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ wanted_low) * np.uint64(0xC2B2AE3D27D4EB4F)
    slot = np.int64(mixed >> np.uint64(20)) & (len(slots) - 1)
    while slots[slot] != ABSENT:
        number = slots[slot]
        if high[number] == wanted_high and low[number] == wanted_low:
            break
        slot = (slot + 1) & (len(slots) - 1)
    return slot


@compiled
def _enter(slots: NDArray[np.int32], high: Numbers, low: Numbers) -> None:
    for number in range(len(high)):
        slots[_slot_of(slots, high, low, high[number], low[number])] = number


@compiled
def _number_each(
    slots: NDArray[np.int32],
    high: Numbers,
    low: Numbers,
    count: int,
    met_high: Numbers,
    met_low: Numbers,
    met: NDArray[np.int32],
) -> int:
    for place in range(len(met)):
        slot = _slot_of(slots, high, low, met_high[place], met_low[place])
        if slots[slot] == ABSENT:
            slots[slot] = count
            high[count], low[count] = met_high[place], met_low[place]
            count += 1
        met[place] = slots[slot]
    return count
