"""Questions to a network in memory, in the few words that tests need."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any
from uuid import UUID

from services.referrals.adapters.embedded_graph.follow import follow
from services.referrals.adapters.embedded_graph.network import Network
from services.referrals.adapters.embedded_graph.questions import find_introductions, who_can_refer
from services.referrals.adapters.embedded_graph.reach import reachable_openings
from services.referrals.domain.paths import (
    FindIntroductions,
    OpeningFilters,
    ReachableOpenings,
    Search,
    Suggestion,
    WhoCanRefer,
    WhoCanReferAnswer,
)
from shared.contracts.envelope import Event
from shared.contracts.profiles import Reason, TieChanged
from shared.ids import tie_id
from tests.support.facts import TODAY


def network_of(*facts: Event) -> Network:
    """The network after these facts, in this order."""
    ties: dict[UUID, Event] = {}
    network = Network(reasons=partial(reasons_in, ties))
    for fact in facts:
        ties[fact.subject] = fact
        follow(network, fact)
    return network


def reasons_in(
    ties: Mapping[UUID, Event], person: UUID, others: Iterable[int]
) -> dict[int, tuple[Reason, ...]]:
    """What each tie of a person's rests on, of these facts."""
    known = {other: ties.get(tie_id(person, UUID(int=other))) for other in others}
    return {
        other: tuple(tie.reasons) for other, tie in known.items() if isinstance(tie, TieChanged)
    }


def people_on(suggestions: Iterable[Suggestion]) -> list[tuple[UUID, ...]]:
    return [each.path.people for each in suggestions]


def find(
    network: Network, candidate: UUID, target: UUID, alternatives: Any = "contacts", **said: Any
) -> list[tuple[UUID, ...]]:
    """The people of each path that `find_introductions` answers with."""
    search = Search(candidate=candidate, today=TODAY, **said)
    return people_on(find_introductions(network, FindIntroductions(search, target, alternatives)))


def refer(network: Network, candidate: UUID, opening: UUID, **said: Any) -> WhoCanReferAnswer:
    search = Search(candidate=candidate, today=TODAY, **said)
    return who_can_refer(network, WhoCanRefer(search, opening))


def reach(
    network: Network, candidate: UUID, filters: OpeningFilters | None = None, **said: Any
) -> list[UUID]:
    """The openings that a candidate reaches, in order."""
    search = Search(candidate=candidate, today=TODAY, **said)
    query = ReachableOpenings(search, filters or OpeningFilters())
    return [each.opening.subject for each in reachable_openings(network, query).openings]
