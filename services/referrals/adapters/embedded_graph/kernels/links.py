"""Who can be approached through whom: one undirected adjacency, and how it is read and changed."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from shared.compiled import compiled, inlined

OWN = 0x80
COST = 0x7F
"""The top bit of a link's byte: own-use-only. The rest is its cost; 0 is no link."""
NOBODY = -1
Person = int | np.signedinteger[Any]
AVAILABLE, REFERS, MEETS, AVOIDS_OWN, MEMBER, GONE = (1 << bit for bit in range(6))
"""What is so of a person, as bits."""

Bytes = NDArray[np.uint8]
Indexes = NDArray[np.int32]
Numbers = NDArray[np.uint64]


class Links(NamedTuple):
    """The ties of people, who are numbered from 0. Each tie stands as one entry at either end.

    The entries of `person` are `offsets[person]` … `offsets[person + 1]`, ordered by neighbour,
    and those added since, in a chain from `added[person]`. `out` is the byte of the link from the
    person to the neighbour, `back` of the link from the neighbour to the person.
    """

    offsets: NDArray[np.int64]
    neighbour: Indexes
    out: Bytes
    back: Bytes
    added: Indexes
    following: Indexes


class People(NamedTuple):
    """What a search must know of everybody: ids as two halves of 64 bits, and flags."""

    high: Numbers
    low: Numbers
    flags: Bytes


@inlined
def row(links: Links, person: int) -> tuple[int, int]:
    """Where the entries of a person begin and end; somebody who came later has only added ones."""
    if person + 1 < len(links.offsets):
        return links.offsets[person], links.offsets[person + 1]
    return 0, 0


@inlined
def following(links: Links, entry: int) -> int:
    """The entry after an added one."""
    return links.following[entry - links.offsets[-1]]


@inlined
def is_lent(byte: int) -> bool:
    """Others may use this link as well."""
    return 0 < byte < OWN


@inlined
def before(people: People, one: Person, other: Person) -> bool:
    """The id of the one is smaller: they compare as 16 unsigned bytes."""
    if people.high[one] != people.high[other]:
        return people.high[one] < people.high[other]
    return people.low[one] < people.low[other]


@inlined
def entry_of(links: Links, person: int, neighbour: int) -> int:
    """Where the neighbour stands among the entries of the person, or NOBODY."""
    low, end = row(links, person)
    high = end
    while low < high:
        middle = (low + high) // 2
        if links.neighbour[middle] < neighbour:
            low = middle + 1
        else:
            high = middle
    if low < end and links.neighbour[low] == neighbour:
        return low
    entry = links.added[person]
    while entry != NOBODY and links.neighbour[entry] != neighbour:
        entry = following(links, entry)
    return entry


@compiled
def write_tie(links: Links, one: int, other: int, out: int, back: int, free: int) -> int:
    """The two are now linked by these bytes. Returns the first entry that is still free.

    Two entries must be free from `free` on, for a pair that has none. One that is not linked and
    never was needs none: the end of a tie may well come first.
    """
    entry = entry_of(links, one, other)
    if entry == NOBODY:
        if out == 0 and back == 0:
            return free
        entry, free = free, free + 2
        add_entry(links, one, other, entry)
        add_entry(links, other, one, entry + 1)
    links.out[entry], links.back[entry] = out, back
    entry = entry_of(links, other, one)
    links.out[entry], links.back[entry] = back, out
    return free


@compiled
def add_entry(links: Links, person: int, neighbour: int, entry: int) -> None:
    """A new entry of the person, the first of their chain."""
    links.neighbour[entry] = neighbour
    links.following[entry - links.offsets[-1]] = links.added[person]
    links.added[person] = entry


@compiled
def first_steps(links: Links, person: int) -> tuple[Indexes, Bytes]:
    """Whom the person can ask, and the byte of the link to each."""
    entries = entries_of(links, person)
    entries = entries[links.out[entries] != 0]
    return links.neighbour[entries], links.out[entries]


@compiled
def entries_of(links: Links, person: int) -> NDArray[np.int64]:
    """Where all entries of the person stand, whether or not a link is left."""
    start, end = row(links, person)
    count, entry = end - start, links.added[person]
    while entry != NOBODY:
        count, entry = count + 1, following(links, entry)
    entries = np.arange(start, start + count)
    entry = links.added[person]
    for place in range(end - start, count):
        entries[place] = entry
        entry = following(links, entry)
    return entries
