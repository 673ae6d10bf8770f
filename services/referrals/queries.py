"""The questions that people ask of referrals. What comes back is only what the asker may see."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from services.referrals.domain.answers import ShownPath, shown, shown_total
from services.referrals.domain.paths import (
    Alternatives,
    FindIntroductions,
    Mark,
    OpeningFilters,
    ReachableOpening,
    ReachableOpenings,
    Search,
    SeenOpening,
    WhoCanRefer,
)
from services.referrals.ports import IntroductionGraph, UnitOfWork
from shared.contracts.envelope import Event
from shared.errors import NotFound

Total = int | Literal["a few"]


@dataclass(frozen=True)
class Paths:
    """Ways to one person, or to those who can refer for one opening; best first."""

    paths: tuple[ShownPath, ...]
    total: Total


@dataclass(frozen=True)
class OpeningWithin:
    """An opening that can be reached, and the best way to it."""

    opening: SeenOpening
    path: ShownPath


@dataclass(frozen=True)
class OpeningsWithin:
    """One page of openings that can be reached; `next` is to be sealed before it leaves."""

    openings: tuple[OpeningWithin, ...]
    next: Mark | None
    total: Total


def find_introductions(
    search: Search, target: UUID, alternatives: Alternatives, uow: UnitOfWork
) -> Paths:
    """The best ways to one person: none, alike, if they are unknown, closed or out of reach."""
    found = uow.graph.find_introductions(FindIntroductions(search, target, alternatives))
    return Paths(tuple(map(shown, found)), shown_total(len(found)))


def who_can_refer(search: Search, opening: UUID, uow: UnitOfWork) -> Paths:
    """The best way to each person who can refer for an opening.

    Raises NotFound if there is no such opening or the asker may not see it.
    """
    find_opening(search, opening, uow)
    answer = uow.graph.who_can_refer(WhoCanRefer(search, opening))
    return Paths(tuple(map(shown, answer.suggestions)), shown_total(answer.total))


def find_opening(search: Search, opening: UUID, uow: UnitOfWork) -> SeenOpening:
    """An opening as the network knows it. Raises NotFound, alike, if unknown or not theirs."""
    found = uow.graph.find_opening(search, opening)
    if found is None:
        raise NotFound("opening_not_found", "There is no such opening.")
    return found


def reachable_openings(
    search: Search, filters: OpeningFilters, after: Mark | None, uow: UnitOfWork
) -> OpeningsWithin:
    """Every opening that somebody could introduce the asker to, best path first; one page."""
    answer = uow.graph.reachable_openings(ReachableOpenings(search, filters, after))
    return OpeningsWithin(
        tuple(map(_within, answer.openings)), answer.next, shown_total(answer.total)
    )


def graph_differences(graph: IntroductionGraph, replayed: IntroductionGraph) -> Iterator[str]:
    """Where a graph differs from a replay of the event log; one line for each subject."""
    here = {fact.subject: fact for fact in graph.facts()}
    there = {fact.subject: fact for fact in replayed.facts()}
    for subject in sorted(here.keys() | there.keys()):
        ours, logged = here.get(subject), there.get(subject)
        if ours != logged:
            yield f"{subject}: {_known(ours)} in the graph, {_known(logged)} in the log"


def _known(fact: Event | None) -> str:
    return f"number {fact.sequence}" if fact else "nothing"


def _within(found: ReachableOpening) -> OpeningWithin:
    opening = SeenOpening(found.opening, found.employer_name)
    return OpeningWithin(opening, shown(found.suggestion))
