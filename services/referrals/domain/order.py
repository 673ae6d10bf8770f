"""The one order of answers, so that every adapter of the graph has the same.

A *way* is a weight and the ids it goes through. Ids are UUIDs as numbers, which compare as their
16 unsigned bytes do; ways compare as tuples, and that is the whole order of answers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from services.referrals.domain.paths import Rank

Way = tuple[int, tuple[int, ...]]


@dataclass(frozen=True)
class Scale:
    """One additive weight per link that orders paths of at most 4 links as the rank does.

    Costs are at most 127: eight times a cost leaves room below it for counting 4 links, and 512
    is more than 4 of the greatest costs.
    """

    factor: int
    step: int

    def weight(self, cost: int) -> int:
        return self.factor * cost + self.step

    def cost(self, weight: int) -> int:
        """The cost of a whole way, from its weight."""
        return weight // 8 if self.factor == 8 else weight % 512


SCALES: Mapping[Rank, Scale] = {"warmest": Scale(8, 1), "shortest": Scale(1, 512)}
