"""What a benchmark found, beside what it hoped for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Literal


@dataclass(frozen=True)
class Figure:
    """One number. Without a `goal` it is only for information."""

    what: str
    seen: float
    unit: str
    goal: float | None = None
    better: Literal["less", "more"] = "less"

    @property
    def met(self) -> bool:
        """The goal, if there is one, was reached."""
        return self.goal is None or self.of_goal <= 1

    @property
    def of_goal(self) -> float:
        """How much of what the goal allows was used up: 1 is just met, 2 is twice as bad."""
        if self.goal is None:
            raise ValueError(f"{self.what} has no goal")
        pair = (self.seen, self.goal) if self.better == "less" else (self.goal, self.seen)
        return pair[0] / max(pair[1], 1e-9)


def quantile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least so great a share of them does not exceed."""
    ordered = sorted(values)
    return ordered[max(0, ceil(share * len(ordered)) - 1)]


def times(
    what: str, seconds: Sequence[float], p50: float | None = None, p99: float | None = None
) -> list[Figure]:
    """Half, most and nearly all of some durations, with goals in milliseconds."""
    return [
        Figure(f"{what}, p50", quantile(seconds, 0.50) * 1e3, "ms", p50),
        Figure(f"{what}, p90", quantile(seconds, 0.90) * 1e3, "ms"),
        Figure(f"{what}, p99", quantile(seconds, 0.99) * 1e3, "ms", p99),
    ]
