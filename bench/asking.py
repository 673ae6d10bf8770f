"""What the benchmarks ask of a graph, and how long that takes."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from uuid import UUID

import numpy as np

from bench.members import Members
from bench.network import Links
from shared.clock import SystemClock
from shared.contracts.postings import OpeningChanged
from shared.errors import Unavailable
from shared.ids import new_id

TODAY = date(2026, 11, 23)
OPENINGS = 1_000
"""One of so many people has posted an opening."""


def seconds_of(ask: Callable[[], object]) -> float:
    """How long it takes; what a server gave up took at least so long."""
    began = time.perf_counter()
    with suppress(Unavailable):
        ask()
    return time.perf_counter() - began


def pairs_of(
    links: Links, everybody: Members, dice: np.random.Generator, count: int
) -> list[tuple[UUID, UUID]]:
    """Candidates who know somebody, and targets who accept and are known by somebody."""
    knowing = np.unique(links.giver)
    accepting = knowing[(everybody.refers | everybody.meets)[knowing]]
    drawn = zip(dice.choice(knowing, 2 * count), dice.choice(accepting, 2 * count), strict=True)
    pairs = [(UUID(int=int(one)), UUID(int=int(other))) for one, other in drawn if one != other]
    return pairs[:count]


def openings_of(everybody: Members, dice: np.random.Generator) -> list[OpeningChanged]:
    """Openings all over the network."""
    return [opening_at(everybody, dice) for _ in range(len(everybody.employer) // OPENINGS)]


def opening_at(
    everybody: Members, dice: np.random.Generator, employer: int | None = None
) -> OpeningChanged:
    """An opening of this employer, or of its poster's."""
    person = int(dice.integers(len(everybody.employer)))
    return OpeningChanged(
        subject=new_id(),
        id=new_id(),
        sequence=1,
        time=SystemClock().now(),
        employer_id=UUID(int=employer or int(everybody.employer[person])),
        state="published",
        audience="members",
        title="Carpenter",
        description="Doors and windows.",
        employment_type="full_time",
        posted_by=UUID(int=person),
        hiring_manager=UUID(int=person),
    )
