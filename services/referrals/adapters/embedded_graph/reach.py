"""Which openings a candidate can see and reach."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from uuid import UUID

from services.referrals.adapters.embedded_graph.network import Network
from services.referrals.adapters.embedded_graph.questions import Asked
from services.referrals.adapters.embedded_graph.search import Way, best_way_to_each
from services.referrals.domain.openings import belongs_to, hires, listed, matches
from services.referrals.domain.paths import (
    MOST_INTRODUCERS,
    Mark,
    ReachableOpening,
    ReachableOpenings,
    ReachableOpeningsAnswer,
    Search,
    SeenOpening,
)
from shared.contracts.postings import OpeningChanged

Found = tuple[Mark, OpeningChanged]


class Reach:
    """Everybody that one search gets to, within each number of introducers."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        self._within: dict[int, Mapping[int, Way]] = {}

    def best_way(self, opening: OpeningChanged) -> Way | None:
        """The best way to anybody who accepts for the opening."""
        return self._best_way(opening, self.asked.search.max_introducers)

    def sees(self, opening: OpeningChanged) -> bool:
        """A `network` opening shows itself only to who is near enough."""
        nearest = min(opening.max_introducers, self.asked.search.max_introducers)
        return opening.audience != "network" or self._best_way(opening, nearest) is not None

    def _best_way(self, opening: OpeningChanged, introducers: int) -> Way | None:
        if introducers not in self._within:
            self._within[introducers] = best_way_to_each(self.asked.ground, introducers)
        ways = self._within[introducers]
        targets = self.asked.targets(opening)
        return min((ways[each] for each in targets if each in ways), default=None)


def reachable_openings(network: Network, query: ReachableOpenings) -> ReachableOpeningsAnswer:
    """One page of the openings that the candidate can reach."""
    asked = Asked(network, query.search)
    found = sorted(_found(asked, query), key=lambda each: each[0])
    rest = [each for each in found if query.after is None or each[0] > query.after]
    page = rest[: query.search.k]
    return ReachableOpeningsAnswer(
        openings=tuple(_shown(asked, *each) for each in page),
        next=page[-1][0] if len(rest) > len(page) else None,
        total=len(found),
    )


def find_opening(network: Network, search: Search, opening_id: UUID) -> SeenOpening | None:
    """The opening, if the candidate may see it."""
    opening = network.openings.get(opening_id)
    if opening is None or not _may_see(network, search, opening):
        return None
    return SeenOpening(opening, network.employers.names.get(opening.employer_id, ""))


def _may_see(network: Network, search: Search, opening: OpeningChanged) -> bool:
    if belongs_to(search.candidate, opening):
        return True
    widest = replace(search, max_introducers=MOST_INTRODUCERS)
    return opening.state == "published" and Reach(Asked(network, widest)).sees(opening)


def _found(asked: Asked, query: ReachableOpenings) -> Iterator[Found]:
    reach = Reach(asked)
    for opening in _wanted(asked, query):
        way = reach.best_way(opening)
        if way is not None and reach.sees(opening):
            yield Mark(way[0], way[1], opening.subject.int), opening


def _wanted(asked: Asked, query: ReachableOpenings) -> Iterator[OpeningChanged]:
    names = asked.network.employers.names
    for opening in asked.network.openings.values():
        if (
            listed(opening)
            and not hires(query.search.candidate, opening)
            and opening.employer_id not in asked.avoided.employers
            and matches(query.filters, opening, names.get(opening.employer_id, ""))
        ):
            yield opening


def _shown(asked: Asked, mark: Mark, opening: OpeningChanged) -> ReachableOpening:
    end = asked.targets(opening)[mark.people[-1]]
    name = asked.network.employers.names.get(opening.employer_id, "")
    return ReachableOpening(opening, name, asked.suggestion((mark.weight, mark.people), end))
