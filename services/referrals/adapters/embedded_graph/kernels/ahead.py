"""Having at hand what will be read next: of reading many rows, most is waiting for memory.

Rows lie apart, in no order that a processor could guess. So it is told, while it reads others,
which person comes in a while, and then where that person's row begins.
"""

from __future__ import annotations

from services.referrals.adapters.embedded_graph.kernels.ground import Ground
from services.referrals.adapters.embedded_graph.kernels.links import Bytes, Indexes
from shared.compiled import inlined, prefetch

ROWS = 2
"""How many rows before its own a row is fetched."""
LINE = 64
"""Bytes that are fetched at once. Of a long row the processor finds the rest by itself."""


@inlined
def expect(ground: Ground, people: Indexes, place: int, end: int, byte: Bytes) -> None:
    """Have ready what stands of the people after this place, and their rows with these bytes."""
    links = ground.links
    person = people[min(place + 4 * ROWS, end - 1)]
    prefetch(links.offsets, person)
    prefetch(links.added, person)
    prefetch(ground.people.flags, person)
    prefetch(ground.scratch.barred, person)
    prefetch(ground.scratch.way, person)
    person = people[min(place + ROWS, end - 1)]
    if person + 1 < len(links.offsets):
        start = links.offsets[person]
        for line in range(2):
            prefetch(byte, start + line * LINE)
        for line in range(4):
            prefetch(links.neighbour, start + line * LINE // 4)
