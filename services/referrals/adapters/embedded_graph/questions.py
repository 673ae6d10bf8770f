"""The questions about paths, asked of one network in memory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from services.referrals.adapters.embedded_graph.ground import Avoided, avoided_by, ground_of
from services.referrals.adapters.embedded_graph.network import NOBODY, Network, pair
from services.referrals.adapters.embedded_graph.search import (
    SCALES,
    Ground,
    Way,
    best_way_to_each,
    best_ways,
)
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
        return avoided_by(self.network, self.search)

    @cached_property
    def ground(self) -> Ground:
        return ground_of(self.network, self.search, self.avoided)

    def targets(self, opening: OpeningChanged) -> Mapping[int, End]:
        """Who accepts for this opening, once each, and as what."""
        people = self.network.people
        staff = self.network.employees_of(opening.employer_id, self.search.today)
        targets: dict[int, End] = {each: "referrer" for each in staff if people[each].refers}
        manager = opening.hiring_manager.int if opening.hiring_manager else None
        if manager in people and people[manager].meets:
            targets[manager] = "hiring_manager"
        left_out = self.avoided.people | {self.search.candidate.int}
        return {each: end for each, end in targets.items() if each not in left_out}

    def suggestion(self, way: Way, end: End) -> Suggestion:
        """The way as an answer, with what may be said of its first step."""
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
    return tuple(asked.suggestion(way, "person") for way in ways)


def who_can_refer(network: Network, query: WhoCanRefer) -> WhoCanReferAnswer:
    """The best way to each target of an opening."""
    opening = network.openings.get(query.opening)
    if opening is None:
        return WhoCanReferAnswer((), 0)
    asked = Asked(network, query.search)
    targets = asked.targets(opening)
    ways = best_way_to_each(asked.ground, query.search.max_introducers)
    found = sorted(ways[each] for each in targets if each in ways)
    best = (asked.suggestion(way, targets[way[1][-1]]) for way in found[: query.search.k])
    return WhoCanReferAnswer(tuple(best), len(found))
