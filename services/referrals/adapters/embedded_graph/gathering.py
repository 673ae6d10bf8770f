"""The network at one moment, as arrays that nobody changes: what a snapshot file holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from services.referrals.adapters.embedded_graph.kernels.ids import (
    Numbering,
    Numbers,
    columns,
)
from services.referrals.adapters.embedded_graph.kernels.links import GONE, Bytes
from services.referrals.adapters.embedded_graph.kernels.rows import Rows, Ties, rows_of
from services.referrals.adapters.embedded_graph.listing import Listing, listing_of
from services.referrals.adapters.embedded_graph.records import (
    GROUP_BYTES,
    ID,
    JOB_BYTES,
    TIE_BYTES,
    parts_of,
)

SPARE = 0.02
"""Share of the entries left free for links that come later: twice what a compaction waits for."""
LEAST_SPARE = 4096


class Base(NamedTuple):
    """Everybody by number, in the order of their ids, and what is known of each.

    `flags` are those of `records`; `settings` lie one after another, of person `n` from
    `settings_at[n]` to `settings_at[n + 1]`.
    """

    high: Numbers
    low: Numbers
    flags: Bytes
    settings_at: NDArray[np.int64]
    settings: Bytes
    rows: Rows
    staff: Listing
    volunteers: Listing


class Gathering:
    """Takes in people and ties, in any order, and makes a base of them."""

    def __init__(self) -> None:
        self._numbering = Numbering()
        self._ties: list[Ties] = []
        self._people: list[NDArray[np.int32]] = []
        self._flags: list[Bytes] = []
        self._settings: list[Sequence[bytes]] = []

    def take_ties(self, records: Sequence[bytes]) -> None:
        """Records of ties."""
        rows = np.frombuffer(b"".join(records), TIE_BYTES)
        one = self.number(rows["one_high"], rows["one_low"])
        other = self.number(rows["other_high"], rows["other_low"])
        self.take_links(Ties(one, other, rows["out"].copy(), rows["back"].copy()))

    def take_links(self, ties: Ties) -> None:
        """Ties between people who have their numbers."""
        self._ties.append(ties)

    def take_people(self, records: Sequence[bytes]) -> None:
        """Records of people."""
        numbers = self.number(*columns(b"".join(each[:ID] for each in records)))
        flags = np.frombuffer(b"".join(each[ID : ID + 1] for each in records), np.uint8)
        self.take_settings(numbers, flags, [each[ID + 1 :] for each in records])

    def take_erased(self, records: Sequence[bytes]) -> None:
        """Records of people who are gone."""
        numbers = self.number(*columns(b"".join(records)))
        flags = np.full(len(records), GONE, np.uint8)
        self.take_settings(numbers, flags, [b""] * len(records))

    def take_settings(
        self, people: NDArray[np.int32], flags: Bytes, settings: Sequence[bytes]
    ) -> None:
        """What is so of people who have their numbers; the last that is said of somebody holds."""
        self._people.append(people)
        self._flags.append(flags)
        self._settings.append(settings)

    def number(self, high: Numbers, low: Numbers) -> NDArray[np.int32]:
        """The number of each of these ids, until the base gives them another."""
        return self._numbering.meet(high.astype(np.uint64), low.astype(np.uint64))

    def base(self) -> Base:
        """The base of all that was taken in."""
        high, low, stands = self._numbering.in_order()
        flags = np.zeros(len(high), np.uint8)
        settings = [b""] * len(high)
        for people, given, texts in zip(self._people, self._flags, self._settings, strict=True):
            flags[stands[people]] = given
            for person, text in zip(stands[people].tolist(), texts, strict=True):
                settings[person] = text
        ties = Ties(*(np.concatenate(each) for each in zip(*self._in_order(stands), strict=True)))
        rows = rows_of(ties, flags & GONE != 0, SPARE, LEAST_SPARE)
        return Base(high, low, flags, *_one_after_another(settings), rows, *_listings(settings))

    def _in_order(self, stands: NDArray[np.int32]) -> Iterator[Ties]:
        yield Ties(*(np.empty(0, np.int32),) * 2, *(np.empty(0, np.uint8),) * 2)
        while self._ties:
            ties = self._ties.pop(0)
            yield ties._replace(one=stands[ties.one], other=stands[ties.other])


def _one_after_another(settings: Sequence[bytes]) -> tuple[NDArray[np.int64], Bytes]:
    lengths = np.fromiter(map(len, settings), np.int64, len(settings))
    return np.append(0, np.cumsum(lengths)), np.frombuffer(b"".join(settings), np.uint8)


def _listings(settings: Sequence[bytes]) -> tuple[Listing, Listing]:
    """The staff of employers, and the volunteers of groups."""
    said = [(person, *parts_of(text)) for person, text in enumerate(settings) if text]
    person, jobs = _each(((person, jobs) for person, jobs, _, _ in said), JOB_BYTES)
    staff = listing_of(*_ids(jobs), [person, jobs["begins"], jobs["ends"]])
    person, groups = _each(((person, groups) for person, _, groups, _ in said), GROUP_BYTES)
    person, groups = person[groups["volunteer"] == 1], groups[groups["volunteer"] == 1]
    always = np.zeros(len(person), np.int32)
    return staff, listing_of(*_ids(groups), [person, always, always])


def _each(
    said: Iterable[tuple[int, bytes]], row: np.dtype[np.void]
) -> tuple[NDArray[np.int32], NDArray[np.void]]:
    """All rows, and the person that each is about."""
    people, texts = zip(*said, strict=True) if (said := list(said)) else ((), ())
    counts = np.fromiter(map(len, texts), np.int64, len(texts)) // row.itemsize
    return np.repeat(np.array(people, np.int32), counts), np.frombuffer(b"".join(texts), row)


def _ids(rows: NDArray[np.void]) -> tuple[Numbers, Numbers]:
    return rows["high"].astype(np.uint64), rows["low"].astype(np.uint64)


def empty_base() -> Base:
    """The network of nobody."""
    return Gathering().base()
