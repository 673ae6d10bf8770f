"""The rules of paths, one by one: what makes a path, and in which order answers come."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from services.referrals.adapters.embedded_graph.questions import find_introductions
from services.referrals.domain.paths import FindIntroductions, Search
from shared.contracts.profiles import Reason
from tests.support.asking import find, network_of
from tests.support.facts import (
    TODAY,
    an_id,
    employer,
    erased,
    in_group,
    person,
    tie,
    tie_ended,
    works_at,
)

ANA, BEA, CAI, DOV, EVA, FIN = (an_id(number) for number in range(1, 7))
OAK, OAK_LABS, ELM = (an_id(number) for number in range(101, 104))
CHESS = an_id(201)
EVERYBODY = [person(each) for each in (ANA, BEA, CAI, DOV, EVA, FIN)]
CHAIN = [tie(ANA, BEA), tie(BEA, CAI), tie(CAI, DOV), tie(DOV, EVA), tie(EVA, FIN)]


def test_a_target_among_ones_own_contacts_is_a_single_row_of_the_two() -> None:
    network = network_of(*EVERYBODY, tie(ANA, CAI, cost=120), tie(ANA, BEA), tie(BEA, CAI))

    assert find(network, ANA, CAI) == [(ANA, BEA, CAI), (ANA, CAI)]
    assert find(network, ANA, CAI, max_introducers=0) == [(ANA, CAI)]


@pytest.mark.parametrize(("target", "introducers"), [(BEA, 0), (CAI, 1), (DOV, 2), (EVA, 3)])
def test_a_path_needs_as_many_introducers_as_stand_between(target: Any, introducers: int) -> None:
    network = network_of(*EVERYBODY, *CHAIN)

    assert len(find(network, ANA, target, max_introducers=introducers)) == 1
    if introducers:
        assert find(network, ANA, target, max_introducers=introducers - 1) == []


def test_nobody_is_reached_through_more_than_three_introducers() -> None:
    assert find(network_of(*EVERYBODY, *CHAIN), ANA, FIN) == []


def test_the_warmest_path_may_be_longer_and_the_shortest_colder() -> None:
    network = network_of(
        *EVERYBODY, tie(ANA, BEA, 30), tie(BEA, DOV, 30), tie(DOV, CAI, 30), tie(ANA, EVA, 90),
        tie(EVA, CAI, 90),
    )  # fmt: skip

    assert find(network, ANA, CAI, rank="warmest") == [(ANA, BEA, DOV, CAI), (ANA, EVA, CAI)]
    assert find(network, ANA, CAI, rank="shortest") == [(ANA, EVA, CAI), (ANA, BEA, DOV, CAI)]


def test_of_equally_warm_paths_the_one_with_fewer_introducers_comes_first() -> None:
    network = network_of(
        *EVERYBODY, tie(ANA, BEA, 30), tie(BEA, DOV, 30), tie(DOV, CAI, 40), tie(ANA, EVA, 50),
        tie(EVA, CAI, 50),
    )  # fmt: skip

    assert find(network, ANA, CAI) == [(ANA, EVA, CAI), (ANA, BEA, DOV, CAI)]


def test_what_is_equal_in_cost_and_length_is_ordered_by_unsigned_ids() -> None:
    high = an_id(2**127 + 5)
    network = network_of(
        *EVERYBODY, person(high), tie(ANA, high), tie(high, CAI), tie(ANA, BEA), tie(BEA, CAI)
    )

    assert find(network, ANA, CAI) == [(ANA, BEA, CAI), (ANA, high, CAI)]


def test_each_direction_of_a_tie_has_its_own_cost() -> None:
    network = network_of(*EVERYBODY, tie(ANA, BEA, cost=40, back=70))
    there = FindIntroductions(Search(candidate=ANA, today=TODAY), BEA)
    back = FindIntroductions(Search(candidate=BEA, today=TODAY), ANA)

    assert find_introductions(network, there)[0].path.cost == 40
    assert find_introductions(network, back)[0].path.cost == 70


def test_contacts_answers_with_one_path_for_each_whom_to_ask() -> None:
    network = network_of(
        *EVERYBODY, tie(ANA, BEA), tie(BEA, CAI), tie(BEA, DOV), tie(DOV, CAI), tie(ANA, DOV, 90)
    )

    assert find(network, ANA, CAI) == [(ANA, BEA, CAI), (ANA, DOV, CAI)]


def test_paths_answers_with_the_best_paths_even_through_the_same_contact() -> None:
    network = network_of(*EVERYBODY, tie(ANA, BEA), tie(BEA, CAI), tie(BEA, DOV), tie(DOV, CAI))

    assert find(network, ANA, CAI, "contacts") == [(ANA, BEA, CAI)]
    assert find(network, ANA, CAI, "paths") == [(ANA, BEA, CAI), (ANA, BEA, DOV, CAI)]


def test_only_the_best_k_are_answered() -> None:
    network = network_of(*EVERYBODY, *(tie(ANA, x) for x in (BEA, CAI, DOV)),
                         *(tie(x, EVA) for x in (BEA, CAI, DOV)))  # fmt: skip

    assert find(network, ANA, EVA, k=2) == [(ANA, BEA, EVA), (ANA, CAI, EVA)]


def test_a_tie_that_is_kept_serves_only_as_ones_own_first_step() -> None:
    kept = tie(BEA, CAI, lent=False)
    network = network_of(*EVERYBODY, tie(ANA, BEA), kept, tie(CAI, DOV))

    assert find(network, BEA, DOV) == [(BEA, CAI, DOV)]
    assert find(network, CAI, BEA) == [(CAI, BEA)]
    assert find(network, ANA, CAI) == []
    assert find(network, ANA, DOV) == []


def test_a_tie_that_is_no_longer_lent_serves_others_no_more() -> None:
    network = network_of(*EVERYBODY, *CHAIN, tie(BEA, CAI, lent=False, sequence=2))

    assert find(network, ANA, CAI) == []
    assert find(network, BEA, CAI) == [(BEA, CAI)]


@pytest.mark.parametrize("closed", [{"open_to_introduce": False}, {"weekly_cap": 0},
                                    {"open_ask_cap": 0}])  # fmt: skip
def test_nobody_introduces_who_is_not_available(closed: dict[str, Any]) -> None:
    network = network_of(*EVERYBODY, tie(ANA, BEA), tie(BEA, CAI), person(BEA, **closed))

    assert find(network, ANA, CAI) == []
    assert find(network, ANA, BEA) == [(ANA, BEA)]
    assert find(network, BEA, ANA) == [(BEA, ANA)]


@pytest.mark.parametrize(
    ("settings", "accepts"),
    [
        ({"willing_to_refer": True, "open_to_intros": False}, True),
        ({"willing_to_refer": False, "open_to_intros": True}, True),
        ({"willing_to_refer": False, "open_to_intros": True, "weekly_intros": 0}, False),
        ({"willing_to_refer": False, "open_to_intros": False}, False),
    ],
)
def test_a_target_accepts_in_at_least_one_role(settings: dict[str, Any], accepts: bool) -> None:
    network = network_of(*EVERYBODY, tie(ANA, BEA), tie(BEA, CAI), person(CAI, **settings))

    assert bool(find(network, ANA, CAI)) is accepts


def test_whoever_accepts_nothing_still_introduces() -> None:
    closed = person(BEA, willing_to_refer=False, open_to_intros=False)
    network = network_of(*EVERYBODY, closed, tie(ANA, BEA), tie(BEA, CAI))

    assert find(network, ANA, CAI) == [(ANA, BEA, CAI)]


def test_no_path_leads_through_an_avoided_person_but_one_may_end_there() -> None:
    network = network_of(*EVERYBODY, person(ANA, avoid_people=[BEA]), tie(ANA, BEA), tie(BEA, CAI))

    assert find(network, ANA, CAI) == []
    assert find(network, ANA, BEA) == [(ANA, BEA)]


def test_what_a_search_avoids_comes_on_top_of_the_settings() -> None:
    network = network_of(*EVERYBODY, tie(ANA, BEA), tie(BEA, CAI), person(BEA, employments=[
        works_at(ELM)]))  # fmt: skip

    assert find(network, ANA, CAI, avoid_people=frozenset([BEA, an_id(999)])) == []
    assert find(network, ANA, CAI, avoid_employers=frozenset([ELM, an_id(999)])) == []
    assert find(network, ANA, CAI, avoid_people=frozenset([ANA, CAI])) == [(ANA, BEA, CAI)]


def discreet(bea_works_at: Any) -> list[Any]:
    return [
        *EVERYBODY, employer(OAK), employer(OAK_LABS, parent=OAK), employer(ELM),
        person(ANA, avoid_own_employers=True, employments=[works_at(OAK)]),
        person(BEA, employments=[bea_works_at]), tie(ANA, BEA), tie(BEA, CAI),
    ]  # fmt: skip


@pytest.mark.parametrize("place", [OAK, OAK_LABS])
def test_a_discreet_search_avoids_the_own_employer_and_its_affiliates(place: Any) -> None:
    network = network_of(*discreet(works_at(place)))

    assert find(network, ANA, CAI) == []
    assert find(network, ANA, CAI, avoid_own_employers=False) == [(ANA, BEA, CAI)]


def test_affiliates_are_the_whole_component_of_parent_links() -> None:
    top, sister = an_id(104), an_id(105)
    facts = [*discreet(works_at(sister)), employer(OAK, parent=top), employer(sister, parent=top)]

    assert find(network_of(*facts), ANA, CAI) == []
    assert find(network_of(*facts, employer(sister, sequence=2)), ANA, CAI) == [(ANA, BEA, CAI)]


def test_an_unrelated_or_former_employer_is_not_avoided() -> None:
    yesterday = TODAY - timedelta(days=1)

    for job in (works_at(ELM), works_at(OAK, ended=yesterday)):
        assert find(network_of(*discreet(job)), ANA, CAI) == [(ANA, BEA, CAI)]


def test_the_last_day_at_an_employer_and_the_first_still_count() -> None:
    tomorrow = TODAY + timedelta(days=1)

    for job in (works_at(OAK, ended=TODAY), works_at(OAK, started=TODAY)):
        assert find(network_of(*discreet(job)), ANA, CAI) == []
    assert find(network_of(*discreet(works_at(OAK, started=tomorrow))), ANA, CAI)


def test_a_search_that_is_not_discreet_may_ask_to_be() -> None:
    open_minded = replace(discreet(works_at(OAK))[9], avoid_own_employers=False)
    network = network_of(*discreet(works_at(OAK)), open_minded)

    assert find(network, ANA, CAI) == [(ANA, BEA, CAI)]
    assert find(network, ANA, CAI, avoid_own_employers=True) == []


def chess_club(volunteers: bool = True) -> list[Any]:
    return [
        *EVERYBODY,
        person(ANA, groups=[in_group(CHESS)]),
        person(BEA, groups=[in_group(CHESS, volunteer=volunteers)]),
        tie(BEA, CAI, cost=40),
    ]


def test_a_volunteer_of_an_own_group_stands_as_first_contact_at_the_cost_of_a_stranger() -> None:
    query = FindIntroductions(Search(candidate=ANA, today=TODAY), CAI)

    (found,) = find_introductions(network_of(*chess_club()), query)

    assert found.path.people == (ANA, BEA, CAI)
    assert found.path.cost == 120 + 40
    assert (found.volunteer, found.reasons) == (True, ())
    assert find_introductions(network_of(*chess_club(volunteers=False)), query) == ()


def test_whoever_stops_volunteering_or_is_erased_is_no_first_contact() -> None:
    for last in (person(BEA, sequence=2, groups=[in_group(CHESS)]), erased(BEA)):
        assert find(network_of(*chess_club(), last), ANA, CAI) == []


def test_a_volunteer_whom_one_knows_is_a_contact_like_any_other() -> None:
    network = network_of(*chess_club(), tie(ANA, BEA, cost=35, reasons=[Reason("met", 3)]))

    (found,) = find_introductions(
        network, FindIntroductions(Search(candidate=ANA, today=TODAY), CAI)
    )

    assert (found.path.cost, found.volunteer) == (75, False)
    assert found.reasons == (Reason("met", 3),)


def test_a_volunteer_is_nobody_elses_step() -> None:
    network = network_of(*chess_club(), tie(DOV, ANA))

    assert find(network, DOV, CAI) == []


def test_known_only_from_a_tie_is_not_known() -> None:
    network = network_of(person(ANA), person(CAI), tie(ANA, BEA), tie(BEA, CAI))

    assert find(network, ANA, CAI) == find(network, ANA, BEA) == find(network, BEA, ANA) == []


@pytest.mark.parametrize("last", [tie_ended(BEA, CAI), erased(BEA)])
def test_an_ended_tie_and_an_erased_person_lead_nowhere(last: Any) -> None:
    network = network_of(*EVERYBODY, tie(ANA, BEA), tie(BEA, CAI), last)

    assert find(network, ANA, CAI) == []


def test_nobody_is_introduced_to_themselves() -> None:
    assert find(network_of(*EVERYBODY, *CHAIN), ANA, ANA) == []
