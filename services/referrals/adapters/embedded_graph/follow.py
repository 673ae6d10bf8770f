"""How the network in memory follows each kind of fact."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from services.referrals.adapters.embedded_graph.network import Network, Person, pair
from shared.contracts.envelope import Event
from shared.contracts.postings import EmployerChanged, OpeningChanged, OpeningClosed
from shared.contracts.profiles import PersonChanged, PersonErased, TieChanged, TieEnded


def follow(network: Network, fact: Event) -> None:
    """The newest fact about its subject takes effect; others are not the graph's business."""
    change = FOLLOWED.get(type(fact))
    if change is not None:
        change(network, fact)


def _change_person(network: Network, fact: PersonChanged) -> None:
    network.put_person(fact.subject.int, _person(fact))


def _person(fact: PersonChanged) -> Person:
    # Nobody is under a cap of nothing: who takes no ask at all is not open to one.
    return Person(
        available=fact.open_to_introduce and fact.weekly_cap > 0 and fact.open_ask_cap > 0,
        refers=fact.willing_to_refer,
        meets=fact.open_to_intros and fact.weekly_intros > 0,
        avoids_own_employers=fact.avoid_own_employers,
        avoid_people=frozenset(each.int for each in fact.avoid_people),
        employments=tuple(fact.employments),
        groups=tuple(fact.groups),
    )


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


def _change_employer(network: Network, fact: EmployerChanged) -> None:
    network.employers.put(fact.subject, fact.name, fact.parent_id)


def _place_opening(network: Network, fact: OpeningChanged) -> None:
    network.openings[fact.subject] = fact


def _remove_opening(network: Network, fact: OpeningClosed) -> None:
    network.openings.pop(fact.subject, None)


FOLLOWED: Mapping[type[Event], Callable[[Network, Any], None]] = {
    PersonChanged: _change_person,
    PersonErased: _erase_person,
    TieChanged: _link_people,
    TieEnded: _unlink_people,
    EmployerChanged: _change_employer,
    OpeningChanged: _place_opening,
    OpeningClosed: _remove_opening,
}
