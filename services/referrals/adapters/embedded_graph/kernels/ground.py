"""What one search walks on, and who may stand in the middle of a path."""

from __future__ import annotations

from typing import NamedTuple

from services.referrals.adapters.embedded_graph.kernels.links import (
    AVAILABLE,
    Bytes,
    Indexes,
    Links,
    People,
)
from services.referrals.adapters.embedded_graph.kernels.scratch import Scratch
from shared.compiled import compiled, inlined


class Ground(NamedTuple):
    """The network as one search sees it, from its first steps on.

    `contacts` and `costs`: whom the candidate could ask, own-use-only ties and volunteers among
    them. A link weighs `factor` · its cost + `step`: see `services/referrals/domain/order.py`.
    """

    links: Links
    people: People
    scratch: Scratch
    stamp: int
    factor: int
    step: int
    introducers: int
    contacts: Indexes
    costs: Bytes


@inlined
def fit(ground: Ground, person: int) -> bool:
    """The person may introduce: available, and not barred from this search."""
    barred = ground.scratch.barred[person] == ground.stamp
    return ground.people.flags[person] & AVAILABLE != 0 and not barred


@compiled
def bar(ground: Ground, people: Indexes) -> None:
    """None of these may introduce in this search."""
    for person in people:
        ground.scratch.barred[person] = ground.stamp


@inlined
def weight_of(ground: Ground, byte: int) -> int:
    """What a lent link weighs, or a first step."""
    return ground.factor * byte + ground.step
