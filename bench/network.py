"""The network that benchmarks run on: degrees as in a real one, and people who know each other's
contacts.

`python -m bench.network OUT.npz PEOPLE [MEAN_DEGREE] [SEED]` writes it as `paths solve` reads it.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from shared.compiled import compiled

BUCKETS = (
    1, 1, 1.5, 2.2, 3.55, 4.37, 5.37, 6.61, 8.13, 10, 11.22, 12, 14, 16, 17, 19, 20, 22, 23, 25,
    26, 28, 30, 31, 33, 35, 36, 38, 40, 42, 44, 46, 49, 51, 54, 56, 59, 61, 64, 66, 69, 72, 75, 78,
    82, 85, 88, 92, 95, 99, 102, 106, 110, 113, 117, 122, 126, 130, 135, 139, 144, 149, 154, 160,
    166, 172, 180, 188, 196, 204, 211, 217, 223, 229, 236, 243, 252, 261, 272, 283, 295, 307, 320,
    334, 349, 365, 383, 402, 423, 447, 478, 519, 570, 623, 674, 723, 781, 863, 1029, 5000,
)  # fmt: skip
"""Degrees in a real network: of a hundred people, the n-th knows at most so many others.

A bucket begins where the one before ends, the first three at 0. Source: ldbc/ldbc_snb_datagen_spark
b3dc986, src/main/resources/dictionaries/facebookBucket100.dat (Apache-2.0).
"""
BUCKETS_MEAN = 190
GREATEST_DEGREE = 1000
BLOCK = 10_000
FILLED = (0.45, 0.90, 1.0)
"""Shares of each person's degree filled after people met by place, by interest, and at random."""


@dataclass(frozen=True)
class Links:
    """Directed links, both ways of every tie, by giver and then taker; people are 0 … people-1.

    Every tie is lent, for the peers know of no consent.
    """

    people: int
    giver: NDArray[np.int32]
    taker: NDArray[np.int32]
    cost: NDArray[np.uint8]

    @property
    def lent(self) -> NDArray[np.uint8]:
        return np.ones(len(self.giver), np.uint8)

    def save(self, path: Path) -> None:
        """Write TIES.npz."""
        columns = {"from": self.giver, "to": self.taker, "cost": self.cost, "lent": self.lent}
        np.savez(path, **columns)  # type: ignore[arg-type]  # a name may be any keyword


def network(people: int, mean_degree: float = 41.5, seed: int = 1) -> Links:
    """The network of so many people; the same for the same figures and version of numpy."""
    dice = np.random.default_rng(seed)
    quota = degrees(people, mean_degree, dice)
    starts = np.concatenate(([0], np.cumsum(quota, dtype=np.int64)))
    known = np.full(starts[-1], -1, np.int32)
    count = np.zeros(people, np.int32)
    for share in FILLED:
        # Nothing else depends on a place or an interest, so each order is as good as any.
        order = dice.permutation(people).astype(np.int32)
        limit = np.ceil(quota * share).astype(np.int32)
        _meet(order, limit, starts, known, count, int(dice.integers(2**31)))
    _sort_each(starts, known, count)
    giver = np.repeat(np.arange(people, dtype=np.int32), count)
    return Links(people, giver, known[known >= 0], step_costs(len(giver), dice))


def degrees(people: int, mean_degree: float, dice: np.random.Generator) -> NDArray[np.int32]:
    """How many others each person would know."""
    bucket = dice.integers(0, len(BUCKETS), people)
    low, high = np.array((0, 0, 0, *BUCKETS[2:-1])), np.array(BUCKETS)
    degree = dice.uniform(low[bucket], high[bucket]) * mean_degree / BUCKETS_MEAN
    return np.minimum(degree, min(GREATEST_DEGREE, people - 1)).astype(np.int32)


def step_costs(count: int, dice: np.random.Generator) -> NDArray[np.uint8]:
    """Costs of links whose strength is anything from 0 to 1: docs/reference/paths.md."""
    return np.round(-100 * np.log(0.30 + 0.45 * dice.random(count))).astype(np.uint8)


@compiled
def _meet(
    order: NDArray[np.int32],
    limit: NDArray[np.int32],
    starts: NDArray[np.int64],
    known: NDArray[np.int32],
    count: NDArray[np.int32],
    seed: int,
) -> None:
    """People who stand near each other in the order meet, until each knows `limit` others."""
    np.random.seed(seed)
    for place in range(len(order)):
        person = order[place]
        last = min(len(order), (place // BLOCK + 1) * BLOCK)
        for later in range(place + 1, last):
            if count[person] >= limit[person]:
                break
            other = order[later]
            chance = max(0.95 ** (later - place), 0.2)
            if count[other] < limit[other] and np.random.random() < chance:
                _introduce(person, other, starts, known, count)


@compiled
def _introduce(
    one: int,
    other: int,
    starts: NDArray[np.int64],
    known: NDArray[np.int32],
    count: NDArray[np.int32],
) -> None:
    """The two know each other, unless they already do."""
    first, second = starts[one], starts[other]
    for place in range(first, first + count[one]):
        if known[place] == other:
            return
    known[first + count[one]] = other
    known[second + count[other]] = one
    count[one] += 1
    count[other] += 1


@compiled
def _sort_each(
    starts: NDArray[np.int64], known: NDArray[np.int32], count: NDArray[np.int32]
) -> None:
    for person in range(len(count)):
        known[starts[person] : starts[person] + count[person]].sort()


def main(out: str, people: str, mean_degree: str = "41.5", seed: str = "1") -> None:
    """Write a network's links to a file."""
    network(int(people), float(mean_degree), int(seed)).save(Path(out))


if __name__ == "__main__":
    main(*sys.argv[1:])
