"""Which openings a candidate can see and reach, given the best ways to those who accept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
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

Ending = tuple[Way, End]
Found = tuple[Mark, OpeningChanged, End]


@dataclass(frozen=True)
class Ends:
    """The best ways to targets, best first, and to how many there is one."""

    best: Sequence[Ending]
    total: int


class Walk(Protocol):
    """One search in one graph, and how far it gets."""

    @property
    def search(self) -> Search: ...

    @property
    def avoided(self) -> Avoided: ...

    def ends(self, opening: OpeningChanged, introducers: int, k: int) -> Ends:
        """The best ways to those who accept for the opening, through at most so many introducers.

        See `accepting` and `ends_of`.
        """

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


def ends_of(targets: Mapping[int, End], ways: Mapping[int, Way], k: int) -> Ends:
    """The best k of the ways that lead to these targets, one for each."""
    found = sorted(ways[each] for each in targets if each in ways)
    return Ends([(way, targets[way[1][-1]]) for way in found[:k]], len(found))


def who_can_refer(walk: Walk, opening: OpeningChanged) -> WhoCanReferAnswer:
    """The best way to each target of an opening."""
    ends = walk.ends(opening, walk.search.max_introducers, walk.search.k)
    return WhoCanReferAnswer(walk.suggestions(ends.best), ends.total)


def sees(walk: Walk, opening: OpeningChanged) -> bool:
    """A `network` opening shows itself only to who is near enough."""
    nearest = min(opening.max_introducers, walk.search.max_introducers)
    return opening.audience != "network" or walk.ends(opening, nearest, 1).total > 0


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
    for opening in wanted_openings(board, query, walk.avoided):
        ends = walk.ends(opening, walk.search.max_introducers, 1)
        if ends.best and sees(walk, opening):
            ((weight, people), end), *_ = ends.best
            yield Mark(weight, people, opening.subject.int), opening, end


def _shown(walk: Walk, board: Board, page: Sequence[Found]) -> tuple[ReachableOpening, ...]:
    endings = [((mark.weight, mark.people), end) for mark, _, end in page]
    return tuple(
        ReachableOpening(opening, board.employer_name(opening), suggestion)
        for (_, opening, _), suggestion in zip(page, walk.suggestions(endings), strict=True)
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
    return opening.state == "published" and sees(walk, opening)
