"""The search for many people at once: layer by layer from the candidate, then one link back.

A layer holds whom a way of so many links betters; it is made from the whole one before it, never
from itself. A way that visits somebody twice is never the best: without the loop it is lighter,
shorter and as valid. Steps of a layer stand in the order of the ids of their ways, so that a whole
way is compared by its weight and one number. Of the last layer, by far the greatest, only these
two are kept, and the one after it is not made: each target looks back over its own links instead.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from services.referrals.adapters.embedded_graph.kernels.ahead import expect
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
from services.referrals.adapters.embedded_graph.kernels.scratch import (
    NONE,
    STEPS,
    step_in,
    way_over,
    weight_of_way,
)
from shared.compiled import compiled, inlined


class Steps(NamedTuple):
    """Ways from the candidate as a tree: step `n` leads from step `parent[n]` to `person[n]`.

    Layer after layer; those of one layer in the order of their ways' ids.
    """

    person: Indexes
    parent: Indexes
    weight: NDArray[np.int32]


class Reached(NamedTuple):
    """For each target what the best way weighs (NONE: there is no way), and how it gets there.

    `last` is the last introducer, who follows on step `parent`; NOBODY where the step leads to the
    target itself.
    """

    weight: NDArray[np.int32]
    last: Indexes
    parent: Indexes
    steps: Steps


@compiled
def best_to_each(ground: Ground, targets: Indexes) -> Reached:
    """The best way to each of the targets."""
    room = len(ground.contacts) + len(ground.people.flags)
    steps = Steps(np.empty(room, np.int32), np.empty(room, np.int32), np.empty(room, np.int32))
    begin, end = 0, first_layer(ground, steps)
    for links in range(2, ground.introducers + 1):
        spread(ground, steps, begin, end)
        if links < ground.introducers:
            begin, end = end, next_layer(ground, steps, begin, end)
    count = len(targets)
    weight, last, parent = np.empty(count, np.int32), np.empty(count, np.int32), targets.copy()
    for place in range(count):
        expect(ground, targets, place, count, ground.links.back)
        weight[place], last[place], parent[place] = look_back(ground, targets[place])
    return Reached(weight, last, parent, steps)


@compiled
def first_layer(ground: Ground, steps: Steps) -> int:
    """A step to each contact. Returns how many there are."""
    for place in range(len(ground.contacts)):
        weight = weight_of(ground, ground.costs[place])
        ground.scratch.way[ground.contacts[place]] = way_over(ground.stamp, weight, NOBODY)
        _put_in_order(ground.people, steps, 0, place, ground.contacts[place], NOBODY, weight)
    return len(ground.contacts)


@compiled
def spread(ground: Ground, steps: Steps, begin: int, end: int) -> None:
    """One link on from whoever may introduce: what betters the way to somebody is written down."""
    links = ground.links
    for step in range(begin, end):
        expect(ground, steps.person, step, end, links.out)
        person = steps.person[step]
        if not fit(ground, person):
            continue
        way = way_over(ground.stamp, steps.weight[step] + ground.step, step)
        start, stop = row(links, person)
        _go_on(ground, way, start, stop)
        entry = links.added[person]
        while entry != NOBODY:
            _go_on(ground, way, entry, entry + 1)
            entry = following(links, entry)


@inlined
def _go_on(ground: Ground, way: int, start: int, stop: int) -> None:
    """The way over each of these entries. Half of a search for many is spent here."""
    neighbour, out, best = ground.links.neighbour, ground.links.out, ground.scratch.way
    for entry in range(start, stop):
        if is_lent(out[entry]):
            farther = way + ground.factor * out[entry] * STEPS
            if farther < best[neighbour[entry]]:
                best[neighbour[entry]] = farther


@compiled
def next_layer(ground: Ground, steps: Steps, begin: int, end: int) -> int:
    """The steps that `spread` wrote down, in their order. Returns where the layer ends."""
    links, free = ground.links, end
    for step in range(begin, end):
        person, first = steps.person[step], free
        if not fit(ground, person):
            continue
        start, stop = row(links, person)
        for entry in range(start, stop):
            free = _take(ground, steps, step, first, free, links.neighbour[entry])
        entry = links.added[person]
        while entry != NOBODY:
            free = _take(ground, steps, step, first, free, links.neighbour[entry])
            entry = following(links, entry)
    return free


@inlined
def _take(ground: Ground, steps: Steps, step: int, first: int, free: int, person: int) -> int:
    """A step to the person if their best way leads over this one; its others begin at `first`."""
    way = ground.scratch.way[person]
    weight = weight_of_way(way, ground.stamp)
    if weight == NONE or step_in(way) != step:
        return free
    _put_in_order(ground.people, steps, first, free, person, step, weight)
    return free + 1


@compiled
def _put_in_order(
    people: People, steps: Steps, first: int, free: int, person: int, parent: int, weight: int
) -> None:
    """Put a step among those of its parent. Rows are in order, so it is nearly always the last."""
    place = free
    while place > first and before(people, person, steps.person[place - 1]):
        steps.person[place], steps.weight[place] = steps.person[place - 1], steps.weight[place - 1]
        place -= 1
    steps.person[place], steps.weight[place], steps.parent[free] = person, weight, parent


@inlined
def look_back(ground: Ground, target: int) -> tuple[int, int, int]:
    """Weight, last introducer and step before them of the best way to a target."""
    links, known = ground.links, ground.scratch.way[target]
    weight, last, parent = weight_of_way(known, ground.stamp), NOBODY, NOBODY
    # Of ways as long as the one that is written down none is better.
    way = way_over(ground.stamp, weight, NOBODY)
    if ground.introducers > 0:
        start, end = row(links, target)
        way, last = _nearest(ground, start, end, way, last)
        entry = links.added[target]
        while entry != NOBODY:
            way, last = _nearest(ground, entry, entry + 1, way, last)
            entry = following(links, entry)
    if last != NOBODY:
        return weight_of_way(way, ground.stamp), last, step_in(way)
    if weight < NONE:
        parent = step_in(known)
    return weight, last, parent


@inlined
def _nearest(ground: Ground, start: int, end: int, way: int, last: int) -> tuple[int, int]:
    """The best way so far or over these entries, and whom it comes from. The other half."""
    neighbour, back, best = ground.links.neighbour, ground.links.back, ground.scratch.way
    for entry in range(start, end):
        if is_lent(back[entry]):
            person = neighbour[entry]
            whole = best[person] + weight_of(ground, back[entry]) * STEPS
            if whole > way or not fit(ground, person):
                continue
            if whole < way or (last != NOBODY and before(ground.people, person, last)):
                way, last = whole, person
    return way, last
