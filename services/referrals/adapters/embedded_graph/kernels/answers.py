"""The best ways to one person so far, best first."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from services.referrals.adapters.embedded_graph.kernels.links import Indexes, People, before
from services.referrals.adapters.embedded_graph.kernels.scratch import NONE
from shared.compiled import compiled, inlined

Between = tuple[np.int64, np.int64, np.int64]
"""Contact, middle and last introducer; NOBODY where a way is shorter."""
UNNAMED = -2
"""Stands for the last introducer until they are named."""


class Answers(NamedTuple):
    """Room for so many answers: what each weighs, and who stands between."""

    weight: NDArray[np.int64]
    between: Indexes


def room_for(k: int) -> Answers:
    """Answers, none of them given yet."""
    return Answers(np.empty(k, np.int64), np.empty((k, 3), np.int32))


@inlined
def through(contact: int, middle: int, last: int) -> Between:
    """Those who stand between, all of one width."""
    return np.int64(contact), np.int64(middle), np.int64(last)


@inlined
def bound(answers: Answers, count: int) -> int:
    """The most that a way may weigh to get among the answers, if then its ids are smaller."""
    return NONE - 1 if count < len(answers.weight) else answers.weight[-1]


@compiled
def offer(people: People, answers: Answers, count: int, weight: int, between: Between) -> int:
    """Put a way in its place if it is among the best. Returns how many answers there are now."""
    if weight > bound(answers, count):
        return count
    place = count
    while place > 0 and _earlier(people, answers, place - 1, weight, between):
        place -= 1
    if place == len(answers.weight):
        return count
    count = min(count + 1, len(answers.weight))
    for moved in range(count - 1, place, -1):
        _put(answers, moved, answers.weight[moved - 1], _between(answers, moved - 1))
    _put(answers, place, weight, between)
    return count


@inlined
def _between(answers: Answers, place: int) -> Between:
    row = answers.between
    return through(row[place, 0], row[place, 1], row[place, 2])


@inlined
def _put(answers: Answers, place: int, weight: int, between: Between) -> None:
    answers.weight[place] = weight
    row = answers.between
    row[place, 0], row[place, 1], row[place, 2] = between[0], between[1], between[2]


@compiled
def _earlier(people: People, answers: Answers, place: int, weight: int, between: Between) -> bool:
    """The way comes before the answer in this place."""
    if weight != answers.weight[place]:
        return weight < answers.weight[place]
    # Of one weight, of one length: the first id that differs decides.
    for step in range(3):
        if between[step] != answers.between[place, step]:
            return before(people, between[step], answers.between[place, step])
    return False
