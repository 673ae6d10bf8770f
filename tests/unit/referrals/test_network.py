"""What the network in memory keeps, where no answer would show it."""

from __future__ import annotations

from typing import Any

import pytest

from services.referrals.adapters.embedded_graph.network import Network
from tests.support.asking import network_of
from tests.support.facts import an_id, erased, in_group, person, tie, tie_ended, works_at

ANA, BEA, CAI = an_id(1), an_id(2), an_id(3)
OAK, CHESS = an_id(101), an_id(201)
FACTS = [
    person(ANA),
    person(BEA, employments=[works_at(OAK)], groups=[in_group(CHESS, volunteer=True)]),
    tie(ANA, BEA),
    tie(BEA, CAI),
]


def mentions(network: Network, person_id: int) -> list[Any]:
    """Every place but the tombstones that still speaks of a person."""
    links = [network.out, network.lent_out, network.lent_in]
    return [
        *(each for each in links if each.get(person_id)),
        *(other for each in links for other in each.values() if person_id in other),
        *(ends for ends in network.reasons if person_id in ends),
        *(each for each in network.employees.values() if person_id in each),
        *(each for each in network.volunteers.values() if person_id in each),
        *(each for each in network.people if each == person_id),
    ]


def test_nothing_is_left_of_an_erased_person_whenever_their_ties_come() -> None:
    before = network_of(*FACTS)
    assert len(mentions(before, BEA.int)) == 3 + 6 + 2 + 1 + 1 + 1

    assert mentions(network_of(*FACTS, erased(BEA)), BEA.int) == []
    assert mentions(network_of(*FACTS[:2], erased(BEA), *FACTS[2:]), BEA.int) == []


def test_nothing_is_left_of_an_ended_tie() -> None:
    network = network_of(*FACTS, tie_ended(ANA, BEA), tie_ended(BEA, CAI))

    assert network.reasons == {}
    assert not any([*network.out.values(), *network.lent_out.values(), *network.lent_in.values()])


@pytest.mark.parametrize("again", [2, 3])
def test_a_fact_that_comes_again_leaves_the_network_as_it_was(again: int) -> None:
    assert network_of(*FACTS * again) == network_of(*FACTS)
