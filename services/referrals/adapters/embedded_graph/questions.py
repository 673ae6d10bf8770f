"""The questions about paths, asked of one network in memory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from services.referrals.adapters.embedded_graph.ground import ground_of
from services.referrals.adapters.embedded_graph.network import NOBODY, Network, pair
from services.referrals.adapters.embedded_graph.search import Ground, best_way_to_each, best_ways
from services.referrals.domain import reach
from services.referrals.domain.members import Avoided, avoided_by
from services.referrals.domain.order import SCALES, Way
from services.referrals.domain.paths import (
    End,
    FindIntroductions,
    Path,
    Search,
    Suggestion,
    WhoCanRefer,
    WhoCanReferAnswer,
)
from shared.contracts.postings import OpeningChanged


@dataclass(frozen=True)
class Asked:
    """One search in one network: what it avoids and where it may walk."""

    network: Network
    search: Search

    @cached_property
    def avoided(self) -> Avoided:
        me = self.network.people.get(self.search.candidate.int)
        return avoided_by(me, self.search, self.network.board.employers)

    @cached_property
    def ground(self) -> Ground:
        return ground_of(self.network, self.search, self.avoided)

    def targets(self, opening: OpeningChanged) -> Mapping[int, End]:
        """Who accepts for this opening, once each, and as what."""
        people = self.network.people
        staff = self.network.employees_of(opening.employer_id, self.search.today)
        manager = opening.hiring_manager.int if opening.hiring_manager else None
        if manager not in people or not people[manager].meets:
            manager = None
        referrers = {each for each in staff if people[each].refers}
        return reach.accepting(referrers, manager, self.avoided, self.search.candidate)

    def best_ways(self, introducers: int) -> Mapping[int, Way]:
        """The best way to everybody within reach."""
        return best_way_to_each(self.ground, introducers)

    def suggestions(self, found: Sequence[reach.Ending]) -> tuple[Suggestion, ...]:
        """The ways as an answer, with what may be said of their first steps."""
        return tuple(self._suggestion(way, end) for way, end in found)

    def _suggestion(self, way: Way, end: End) -> Suggestion:
        weight, ids = way
        own = self.network.out.get(ids[0], NOBODY)
        return Suggestion(
            path=Path(tuple(UUID(int=each) for each in ids), SCALES[self.search.rank].cost(weight)),
            end=end,
            reasons=self.network.reasons.get(pair(ids[0], ids[1]), ()),
            volunteer=ids[1] not in own,
        )


def find_introductions(network: Network, query: FindIntroductions) -> tuple[Suggestion, ...]:
    """The best ways to one person. Whether they accept is looked at last: see the port."""
    search, target = query.search, query.target.int
    if query.target == search.candidate:
        return ()
    asked = Asked(network, search)
    ways = best_ways(asked.ground, target, search.max_introducers, search.k, query.alternatives)
    person = network.people.get(target)
    if person is None or not (person.refers or person.meets):
        return ()
    return asked.suggestions([(way, "person") for way in ways])


def who_can_refer(network: Network, query: WhoCanRefer) -> WhoCanReferAnswer:
    """The best way to each target of an opening."""
    opening = network.board.openings.get(query.opening)
    if opening is None:
        return WhoCanReferAnswer((), 0)
    return reach.who_can_refer(Asked(network, query.search), opening)
