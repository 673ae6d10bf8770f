"""How the network in memory follows each kind of fact."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from services.referrals.adapters.embedded_graph.network import Network, pair
from services.referrals.domain.members import member_of
from shared.contracts.envelope import Event
from shared.contracts.profiles import PersonChanged, PersonErased, TieChanged, TieEnded


def follow(network: Network, fact: Event) -> None:
    """The newest fact about its subject takes effect; others are not the graph's business."""
    change = FOLLOWED.get(type(fact))
    if change is not None:
        change(network, fact)
    network.board.follow(fact)


def _change_person(network: Network, fact: PersonChanged) -> None:
    network.put_person(fact.subject.int, member_of(fact))


def _erase_person(network: Network, fact: PersonErased) -> None:
    network.erase_person(fact.subject.int)


def _link_people(network: Network, fact: TieChanged) -> None:
    first, second = fact.first.int, fact.second.int
    network.cut(first, second)
    if network.erased.isdisjoint((first, second)):
        network.put_link(first, second, fact.first_to_second_cost, fact.lent)
        network.put_link(second, first, fact.second_to_first_cost, fact.lent)
        network.reasons[pair(first, second)] = tuple(fact.reasons)


def _unlink_people(network: Network, fact: TieEnded) -> None:
    network.cut(fact.first.int, fact.second.int)


FOLLOWED: Mapping[type[Event], Callable[[Network, Any], None]] = {
    PersonChanged: _change_person,
    PersonErased: _erase_person,
    TieChanged: _link_people,
    TieEnded: _unlink_people,
}
