"""What the network in memory keeps, where no answer would show it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from services.referrals.adapters.embedded_graph.kernels.links import GONE, NOBODY, first_steps
from services.referrals.adapters.embedded_graph.network import Network
from tests.support.asking import network_of
from tests.support.facts import TODAY, an_id, erased, in_group, person, tie, tie_ended, works_at

ANA, BEA, CAI = an_id(1), an_id(2), an_id(3)
OAK, CHESS = an_id(101), an_id(201)
FACTS = [
    person(ANA),
    person(BEA, employments=[works_at(OAK)], groups=[in_group(CHESS, volunteer=True)]),
    tie(ANA, BEA),
    tie(BEA, CAI),
]


def mentions(network: Network, person_id: int) -> list[Any]:
    """Everything but the tombstone that still speaks of a person."""
    number = network.number_of(person_id)
    everybody = (network.number_of(each.int) for each in (ANA, BEA, CAI))
    return [
        *(each for each in everybody if number in first_steps(network.links, each)[0]),
        *first_steps(network.links, number)[0],
        *(each for each in network.staff(OAK, TODAY) if each == number),
        *(each for each in network.volunteers(CHESS) if each == number),
        *([network.member(number)] if network.member(number) else []),
    ]


def test_nothing_is_left_of_an_erased_person_whenever_their_ties_come() -> None:
    before = network_of(*FACTS)
    assert len(mentions(before, BEA.int)) == 2 + 2 + 1 + 1 + 1

    assert mentions(network_of(*FACTS, erased(BEA)), BEA.int) == []
    assert mentions(network_of(*FACTS[:2], erased(BEA), *FACTS[2:]), BEA.int) == []


def test_an_erased_person_leaves_a_tombstone() -> None:
    network = network_of(*FACTS, erased(BEA))

    assert network.people.flags[network.number_of(BEA.int)] == GONE


def test_no_link_is_left_of_an_ended_tie() -> None:
    network = network_of(*FACTS, tie_ended(ANA, BEA), tie_ended(BEA, CAI))

    assert not network.links.out.any()
    assert not network.links.back.any()


def test_an_end_that_comes_before_its_tie_takes_no_room() -> None:
    network = network_of(tie_ended(ANA, BEA))

    assert np.all(network.links.added == NOBODY)


def test_room_is_made_for_whoever_comes() -> None:
    people = [an_id(number) for number in range(1000, 1300)]
    network = network_of(*(tie(ANA, each) for each in people), *map(person, [ANA, *people]))

    contacts, _ = first_steps(network.links, network.number_of(ANA.int))

    assert sorted(map(network.id_of, contacts)) == [each.int for each in people]


@pytest.mark.parametrize("again", [2, 3])
def test_a_fact_that_comes_again_leaves_the_network_as_it_was(again: int) -> None:
    once, often = network_of(*FACTS), network_of(*FACTS * again)

    assert once.links.out.tolist() == often.links.out.tolist()
    assert once.links.neighbour.tolist() == often.links.neighbour.tolist()
    assert len(mentions(often, BEA.int)) == len(mentions(once, BEA.int))
