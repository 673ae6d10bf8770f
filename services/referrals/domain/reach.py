"""Which openings a candidate can see and reach, given the best ways to those who accept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Protocol
from uuid import UUID

from services.referrals.domain.board import Board
from services.referrals.domain.members import Avoided
from services.referrals.domain.openings import belongs_to, hires, listed, matches
from services.referrals.domain.order import Way
from services.referrals.domain.paths import (
    MOST_INTRODUCERS,
    End,
    Mark,
    ReachableOpening,
    ReachableOpenings,
    ReachableOpeningsAnswer,
    Search,
    SeenOpening,
    Suggestion,
    WhoCanReferAnswer,
)
from shared.contracts.postings import OpeningChanged

Found = tuple[Mark, OpeningChanged]
Ending = tuple[Way, End]


class Walk(Protocol):
    """One search in one graph, and how far it gets."""

    @property
    def search(self) -> Search: ...

    @property
    def avoided(self) -> Avoided: ...

    def targets(self, opening: OpeningChanged) -> Mapping[int, End]:
        """Who accepts for this opening, once each, and as what: see `accepting`."""

    def best_ways(self, introducers: int) -> Mapping[int, Way]:
        """The best way through at most so many introducers to each target of the openings asked."""

    def suggestions(self, found: Sequence[Ending]) -> tuple[Suggestion, ...]:
        """The ways as an answer, with what may be said of their first steps."""


def accepting(
    referrers: set[int], manager: int | None, avoided: Avoided, candidate: UUID
) -> dict[int, End]:
    """Who accepts for an opening, once each: its manager first of all as hiring manager."""
    targets: dict[int, End] = dict.fromkeys(referrers, "referrer")
    if manager is not None:
        targets[manager] = "hiring_manager"
    left_out = avoided.people | {candidate.int}
    return {each: end for each, end in targets.items() if each not in left_out}


def who_can_refer(walk: Walk, opening: OpeningChanged) -> WhoCanReferAnswer:
    """The best way to each target of an opening."""
    targets = walk.targets(opening)
    ways = walk.best_ways(walk.search.max_introducers)
    found = sorted(ways[each] for each in targets if each in ways)
    best = [(way, targets[way[1][-1]]) for way in found[: walk.search.k]]
    return WhoCanReferAnswer(walk.suggestions(best), len(found))


class Reach:
    """How one search gets to openings, within each number of introducers."""

    def __init__(self, walk: Walk) -> None:
        self.walk = walk
        self._within: dict[int, Mapping[int, Way]] = {}

    def best_way(self, opening: OpeningChanged) -> Way | None:
        """The best way to anybody who accepts for the opening."""
        return self._best_way(opening, self.walk.search.max_introducers)

    def sees(self, opening: OpeningChanged) -> bool:
        """A `network` opening shows itself only to who is near enough."""
        nearest = min(opening.max_introducers, self.walk.search.max_introducers)
        return opening.audience != "network" or self._best_way(opening, nearest) is not None

    def _best_way(self, opening: OpeningChanged, introducers: int) -> Way | None:
        if introducers not in self._within:
            self._within[introducers] = self.walk.best_ways(introducers)
        ways = self._within[introducers]
        targets = self.walk.targets(opening)
        return min((ways[each] for each in targets if each in ways), default=None)


def wanted_openings(
    board: Board, query: ReachableOpenings, avoided: Avoided
) -> list[OpeningChanged]:
    """The openings that the answer may show if there is a way to them."""
    return [
        opening
        for opening in board.openings.values()
        if listed(opening)
        and not hires(query.search.candidate, opening)
        and opening.employer_id not in avoided.employers
        and matches(query.filters, opening, board.employer_name(opening))
    ]


def reachable_openings(
    walk: Walk, board: Board, query: ReachableOpenings
) -> ReachableOpeningsAnswer:
    """One page of the openings that the candidate can reach."""
    found = sorted(_found(walk, board, query), key=lambda each: each[0])
    rest = [each for each in found if query.after is None or each[0] > query.after]
    page = rest[: query.search.k]
    return ReachableOpeningsAnswer(
        openings=_shown(walk, board, page),
        next=page[-1][0] if len(rest) > len(page) else None,
        total=len(found),
    )


def _found(walk: Walk, board: Board, query: ReachableOpenings) -> Iterator[Found]:
    reach = Reach(walk)
    for opening in wanted_openings(board, query, walk.avoided):
        way = reach.best_way(opening)
        if way is not None and reach.sees(opening):
            yield Mark(way[0], way[1], opening.subject.int), opening


def _shown(walk: Walk, board: Board, page: Sequence[Found]) -> tuple[ReachableOpening, ...]:
    ends = [
        ((mark.weight, mark.people), walk.targets(opening)[mark.people[-1]])
        for mark, opening in page
    ]
    return tuple(
        ReachableOpening(opening, board.employer_name(opening), suggestion)
        for (_, opening), suggestion in zip(page, walk.suggestions(ends), strict=True)
    )


def widest(search: Search) -> Search:
    """The search that decides whether an opening may be seen: the opening's own bound counts."""
    return replace(search, max_introducers=MOST_INTRODUCERS)


def seen_opening(board: Board, opening: OpeningChanged) -> SeenOpening:
    """The opening as an answer."""
    return SeenOpening(opening, board.employer_name(opening))


def may_see(walk: Walk, opening: OpeningChanged) -> bool:
    """The candidate may look at the opening; `walk` is that of the `widest` search."""
    if belongs_to(walk.search.candidate, opening):
        return True
    return opening.state == "published" and Reach(walk).sees(opening)
