"""What an introduction path is, and the questions about paths, in values.

`docs/reference/paths.md` has the rules in full; here is what the graph port takes and gives.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal
from uuid import UUID

from shared.contracts.postings import OpeningChanged
from shared.contracts.profiles import Reason

Rank = Literal["warmest", "shortest"]
Alternatives = Literal["contacts", "paths"]
End = Literal["hiring_manager", "referrer", "person"]

MOST_INTRODUCERS = 3
VOLUNTEER_COST = 120
"""round(−100·ln 0.30): the cost of a step to somebody one does not know, strength 0."""


@dataclass(frozen=True)
class Path:
    """candidate → introducers → target; `cost` is the sum of its links, −100·ln of its chance."""

    people: tuple[UUID, ...]
    cost: int

    @property
    def contact(self) -> UUID:
        """Whom the candidate asks first; the target itself when nobody stands between."""
        return self.people[1]

    @property
    def target(self) -> UUID:
        return self.people[-1]

    @property
    def introducers(self) -> int:
        return len(self.people) - 2


@dataclass(frozen=True)
class Suggestion:
    """One answer: a path, what stands at its end, and what may be said of its first step.

    `reasons` are those of the candidate's own tie; a `volunteer` has none, for there is no tie.
    Only the contact and these may be shown, of everybody else only that they are there.
    """

    path: Path
    end: End
    reasons: tuple[Reason, ...] = ()
    volunteer: bool = False


@dataclass(frozen=True, kw_only=True)
class Search:
    """Who searches, and within which bounds.

    `today` says who is currently employed where. `avoid_own_employers` lifts (False) or asks for
    (True) what the candidate's settings say when it is None. `avoid_people` and
    `avoid_employers` come on top of the saved settings and are taken as given, unknown ids
    ignored: the batch tool's way in, for a saved setting cannot be used to test who is in a chain.
    """

    candidate: UUID
    today: date
    k: int = 5
    rank: Rank = "warmest"
    max_introducers: int = MOST_INTRODUCERS
    avoid_own_employers: bool | None = None
    avoid_people: frozenset[UUID] = frozenset()
    avoid_employers: frozenset[UUID] = frozenset()


@dataclass(frozen=True)
class FindIntroductions:
    """The best ways from the candidate to one person.

    `contacts`: the best path through each person whom the candidate could ask first, and of
    these the best k. `paths`: the k best paths.
    """

    search: Search
    target: UUID
    alternatives: Alternatives = "contacts"


@dataclass(frozen=True)
class WhoCanRefer:
    """The best path to each person who can refer the candidate for an opening; the best k."""

    search: Search
    opening: UUID


@dataclass(frozen=True)
class WhoCanReferAnswer:
    """`total` counts everybody with a path, `suggestions` are the best k of them."""

    suggestions: tuple[Suggestion, ...]
    total: int


@dataclass(frozen=True)
class OpeningFilters:
    """What an opening has to be like; every filter that is set must hold."""

    text: str = ""
    employer: UUID | None = None
    country: str | None = None
    place: str | None = None
    remote: bool | None = None


@dataclass(frozen=True, order=True)
class Mark:
    """A place in the order of reachable openings: the whole key, so nothing is missed or repeated.

    It holds the ids of everybody on a path: seal it before it leaves the service.
    """

    weight: int
    people: tuple[int, ...]
    opening: int


@dataclass(frozen=True)
class ReachableOpenings:
    """Every opening that the candidate can reach, with the best path; one page of `search.k`."""

    search: Search
    filters: OpeningFilters = field(default_factory=OpeningFilters)
    after: Mark | None = None


@dataclass(frozen=True)
class ReachableOpening:
    """An opening, its employer's name ("" until the employer is known), and the way to it."""

    opening: OpeningChanged
    employer_name: str
    suggestion: Suggestion


@dataclass(frozen=True)
class ReachableOpeningsAnswer:
    """One page; `next` is None on the last one; `total` counts all pages."""

    openings: tuple[ReachableOpening, ...]
    next: Mark | None
    total: int


@dataclass(frozen=True)
class SeenOpening:
    """An opening that the asker may see, and its employer's name."""

    opening: OpeningChanged
    employer_name: str
