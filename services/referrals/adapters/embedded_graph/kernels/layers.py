"""The search for many people at once: layer by layer from the candidate, then one link back.

A layer holds whom a way of so many links betters; it is made from the whole one before it, never
from itself. A way that visits somebody twice is never the best: without the loop it is lighter,
shorter and as valid. The last layer would be far the greatest. It is not made: each target looks
back over its own links instead.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from services.referrals.adapters.embedded_graph.kernels.ground import Ground, fit, weight_of
from services.referrals.adapters.embedded_graph.kernels.links import (
    NOBODY,
    Indexes,
    People,
    before,
    following,
    is_lent,
    row,
)
from services.referrals.adapters.embedded_graph.kernels.scratch import NONE, stamped, weight_in
from shared.compiled import compiled, inlined


class Steps(NamedTuple):
    """Ways from the candidate as a tree: step `n` leads from step `parent[n]` to `person[n]`.

    `scratch.best` and `scratch.step` hold what the best way to somebody weighs, and its step.
    """

    person: Indexes
    parent: Indexes
    weight: NDArray[np.int32]


class Reached(NamedTuple):
    """For each target what the best way weighs (NONE: there is no way), and the step before it."""

    weight: NDArray[np.int32]
    parent: Indexes
    steps: Steps


@compiled
def best_to_each(ground: Ground, targets: Indexes) -> Reached:
    """The best way to each of the targets."""
    # Nobody is bettered twice by one layer, and three are made.
    room = len(ground.contacts) + 2 * len(ground.people.flags)
    steps = Steps(np.empty(room, np.int32), np.empty(room, np.int32), np.empty(room, np.int32))
    begin, end = 0, first_layer(ground, steps)
    for _ in range(ground.introducers - 1):
        begin, end = end, next_layer(ground, steps, begin, end)
    weight, parent = np.empty(len(targets), np.int32), np.empty(len(targets), np.int32)
    for place in range(len(targets)):
        weight[place], parent[place] = look_back(ground, steps, targets[place])
    return Reached(weight, parent, steps)


@compiled
def first_layer(ground: Ground, steps: Steps) -> int:
    """A step to each contact. Returns how many there are."""
    end = 0
    for place in range(len(ground.contacts)):
        weight = weight_of(ground, ground.costs[place])
        end = _take(ground, steps, ground.contacts[place], NOBODY, weight, 0, end)
    return end


@compiled
def next_layer(ground: Ground, steps: Steps, begin: int, end: int) -> int:
    """One link on from whoever may introduce. Returns where the new layer ends."""
    links, free = ground.links, end
    for step in range(begin, end):
        person = steps.person[step]
        if not fit(ground, person):
            continue
        start, stop = row(links, person)
        free = _go_on(ground, steps, step, start, stop, end, free)
        entry = links.added[person]
        while entry != NOBODY:
            free = _go_on(ground, steps, step, entry, entry + 1, end, free)
            entry = following(links, entry)
    return free


@inlined
def _go_on(
    ground: Ground, steps: Steps, step: int, start: int, stop: int, layer: int, free: int
) -> int:
    """From one step over these entries; the new layer begins at `layer`."""
    links, before_it = ground.links, steps.weight[step]
    for entry in range(start, stop):
        byte = links.out[entry]
        if is_lent(byte):
            weight = before_it + weight_of(ground, byte)
            if stamped(ground.stamp, weight) <= ground.scratch.best[links.neighbour[entry]]:
                free = _take(ground, steps, links.neighbour[entry], step, weight, layer, free)
    return free


@compiled
def _take(
    ground: Ground, steps: Steps, person: int, parent: int, weight: int, layer: int, free: int
) -> int:
    """The best way to the person is over this step, unless one in the layer comes before it."""
    known, step = weight_in(ground.scratch.best[person], ground.stamp), free
    if known < NONE and ground.scratch.step[person] >= layer:
        step = ground.scratch.step[person]
        if weight == known and not earlier(ground.people, steps, parent, steps.parent[step]):
            return free
    ground.scratch.best[person] = stamped(ground.stamp, weight)
    ground.scratch.step[person] = step
    steps.person[step], steps.parent[step], steps.weight[step] = person, parent, weight
    return max(free, step + 1)


@compiled
def earlier(people: People, steps: Steps, one: int, other: int) -> bool:
    """Of two ways of one length, the ids of the one come first: whole ways, not their last ids."""
    smaller = False
    while one != other:
        if steps.person[one] != steps.person[other]:
            smaller = before(people, steps.person[one], steps.person[other])
        one, other = steps.parent[one], steps.parent[other]
    return smaller


@compiled
def look_back(ground: Ground, steps: Steps, target: int) -> tuple[int, int]:
    """Weight and last step but one of the best way to a target: through a layer or one link on."""
    links, weight, parent = ground.links, NONE, NOBODY
    if weight_in(ground.scratch.best[target], ground.stamp) < NONE:
        weight = weight_in(ground.scratch.best[target], ground.stamp)
        parent = steps.parent[ground.scratch.step[target]]
    if ground.introducers == 0:
        return weight, parent
    start, end = row(links, target)
    for entry in range(start, end):
        weight, parent = _nearer(ground, steps, entry, weight, parent)
    entry = links.added[target]
    while entry != NOBODY:
        weight, parent = _nearer(ground, steps, entry, weight, parent)
        entry = following(links, entry)
    return weight, parent


@inlined
def _nearer(ground: Ground, steps: Steps, entry: int, weight: int, parent: int) -> tuple[int, int]:
    last, byte = ground.links.neighbour[entry], ground.links.back[entry]
    total = weight_of(ground, byte) + weight_in(ground.scratch.best[last], ground.stamp)
    if total > weight or total >= NONE or not is_lent(byte) or not fit(ground, last):
        return weight, parent
    step = ground.scratch.step[last]
    if total == weight and not earlier(ground.people, steps, step, parent):
        return weight, parent
    return total, step
