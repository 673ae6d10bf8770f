"""Ways as an introduction goes along them: candidate → introducers → target."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from uuid import UUID

from services.referrals.domain.introduction_refused import PathImpossible
from services.referrals.domain.paths import MOST_INTRODUCERS

Way = Sequence[UUID]
Pair = frozenset[UUID]


def pairs(way: Way) -> frozenset[Pair]:
    """The ties that a way leads over."""
    return frozenset(map(frozenset, pairwise(way)))


def possible(way: Way) -> bool:
    """Nobody twice, somebody to ask, and at most three introducers."""
    return 2 <= len(way) <= MOST_INTRODUCERS + 2 and len(set(way)) == len(way)


def refuse_impossible(way: Way) -> None:
    """Raises PathImpossible."""
    if not possible(way):
        raise PathImpossible
