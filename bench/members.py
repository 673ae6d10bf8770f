"""The people of a network as members: where they work, what they are willing to do.

The same for the same network, so that every adapter can be asked the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from bench.network import Links
from services.referrals.domain.members import Member
from shared.contracts.profiles import EmployedAt

STARTED = date(2020, 1, 1)
EMPLOYER_IDS = 2**40
"""Employers' ids begin above people's, so that nothing is mistaken for something else."""
SIZE_OF_EMPLOYER = 50  # people, on average
LARGEST = 0.01
"""The share of people who work for the largest employer."""
AVAILABLE, REFERS, MEETS = 0.9, 0.8, 0.3
OWN_USE_ONLY = 10  # one tie in so many


@dataclass(frozen=True)
class Members:
    """One entry for each person."""

    employer: NDArray[np.int64]
    available: NDArray[np.bool_]
    refers: NDArray[np.bool_]
    meets: NDArray[np.bool_]

    def member(self, person: int) -> Member:
        return Member(
            available=bool(self.available[person]),
            refers=bool(self.refers[person]),
            meets=bool(self.meets[person]),
            avoids_own_employers=True,
            employments=(EmployedAt(UUID(int=int(self.employer[person])), STARTED),),
        )


def members(people: int, seed: int = 2) -> Members:
    """Everybody works for one employer and avoids it; few large employers, many small ones."""
    dice = np.random.default_rng(seed)
    employers = max(2, people // SIZE_OF_EMPLOYER)
    employer = 1 + (dice.random(people) ** 3 * (employers - 1)).astype(np.int64)
    employer[dice.random(people) < LARGEST] = 0
    return Members(
        employer=EMPLOYER_IDS + employer,
        available=dice.random(people) < AVAILABLE,
        refers=dice.random(people) < REFERS,
        meets=dice.random(people) < MEETS,
    )


def own_use_only(links: Links) -> NDArray[np.bool_]:
    """For each link, the same both ways."""
    low = np.minimum(links.giver, links.taker).astype(np.int64)
    high = np.maximum(links.giver, links.taker).astype(np.int64)
    mixed: NDArray[np.bool_] = (low * 2_654_435_761 + high * 40_503) % 1_009 % OWN_USE_ONLY == 0
    return mixed
