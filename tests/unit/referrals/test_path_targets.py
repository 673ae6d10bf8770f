"""Who can refer for an opening, and which openings somebody reaches and sees."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from services.referrals.adapters.embedded_graph.reach import find_opening, reachable_openings
from services.referrals.domain.paths import OpeningFilters, ReachableOpenings, Search
from tests.support.asking import find, network_of, people_on, reach, refer
from tests.support.facts import (
    TODAY,
    an_id,
    employer,
    opening,
    opening_closed,
    person,
    tie,
    works_at,
)

ANA, BEA, CAI, DOV, EVA = (an_id(number) for number in range(1, 6))
OAK, OAK_LABS, ELM = (an_id(number) for number in range(101, 104))
JOB, JOB_2, JOB_3 = (an_id(number) for number in range(301, 304))
AT_OAK = [works_at(OAK)]
BASE = [
    employer(OAK), employer(OAK_LABS, parent=OAK), employer(ELM, name="Elm & Co"),
    *(person(each) for each in (ANA, BEA, EVA)),
    person(CAI, employments=AT_OAK), person(DOV, employments=AT_OAK),
    tie(ANA, BEA), tie(BEA, CAI, 60), tie(BEA, DOV, 50),
]  # fmt: skip


def test_targets_are_the_willing_current_employees_of_exactly_that_employer() -> None:
    network = network_of(*BASE, opening(JOB, OAK), opening(JOB_2, OAK_LABS))

    answer = refer(network, ANA, JOB)

    assert people_on(answer.suggestions) == [(ANA, BEA, DOV), (ANA, BEA, CAI)]
    assert answer.total == 2
    assert refer(network, ANA, JOB_2).total == 0


@pytest.mark.parametrize(
    "changed",
    [
        person(CAI, employments=AT_OAK, willing_to_refer=False),
        person(CAI, employments=[works_at(OAK, ended=TODAY - timedelta(days=1))]),
        person(CAI, employments=[works_at(ELM)]),
        person(CAI),
    ],
)
def test_whoever_is_unwilling_or_gone_cannot_refer(changed: Any) -> None:
    network = network_of(*BASE, opening(JOB, OAK), changed)

    assert people_on(refer(network, ANA, JOB).suggestions) == [(ANA, BEA, DOV)]


def test_the_hiring_manager_is_a_target_without_precedence() -> None:
    network = network_of(*BASE, opening(JOB, OAK, hiring_manager=EVA), tie(BEA, EVA, 70))

    ends = [(each.path.target, each.end) for each in refer(network, ANA, JOB).suggestions]

    assert ends == [(DOV, "referrer"), (CAI, "referrer"), (EVA, "hiring_manager")]


def test_one_row_for_somebody_with_both_roles() -> None:
    network = network_of(*BASE, opening(JOB, OAK, hiring_manager=CAI))

    ends = [(each.path.target, each.end) for each in refer(network, ANA, JOB).suggestions]

    assert ends == [(DOV, "referrer"), (CAI, "hiring_manager")]


@pytest.mark.parametrize("closed", [{"open_to_intros": False}, {"weekly_intros": 0}])
def test_a_hiring_manager_who_takes_no_introductions_is_none(closed: dict[str, Any]) -> None:
    manager = person(EVA, **closed)
    network = network_of(*BASE, opening(JOB, OAK, hiring_manager=EVA), tie(BEA, EVA), manager)

    assert EVA not in [each.path.target for each in refer(network, ANA, JOB).suggestions]


def test_neither_the_candidate_nor_an_avoided_person_is_a_target() -> None:
    colleague = person(ANA, employments=AT_OAK, avoid_people=[DOV])
    network = network_of(*BASE, opening(JOB, OAK), colleague)

    assert people_on(refer(network, ANA, JOB).suggestions) == [(ANA, BEA, CAI)]


def test_a_target_is_passed_through_only_if_available() -> None:
    beyond = [*BASE, person(EVA, employments=AT_OAK), tie(DOV, EVA), opening(JOB, OAK)]
    busy = person(DOV, employments=AT_OAK, open_to_introduce=False)

    assert refer(network_of(*beyond), ANA, JOB).total == 3
    assert refer(network_of(*beyond, busy), ANA, JOB).total == 2


def test_the_total_counts_everybody_and_k_cuts_the_list() -> None:
    answer = refer(network_of(*BASE, opening(JOB, OAK)), ANA, JOB, k=1)

    assert (len(answer.suggestions), answer.total) == (1, 2)


def test_an_unknown_or_closed_opening_has_no_targets() -> None:
    network = network_of(*BASE, opening(JOB, OAK), opening_closed(JOB))

    assert refer(network, ANA, JOB).total == refer(network, ANA, JOB_2).total == 0


def test_openings_come_in_path_order_and_then_by_id() -> None:
    network = network_of(
        *BASE, person(EVA, employments=[works_at(ELM)]), tie(ANA, EVA, 40),
        opening(JOB_3, OAK), opening(JOB_2, ELM), opening(JOB, OAK),
    )  # fmt: skip

    assert reach(network, ANA) == [JOB_2, JOB, JOB_3]


@pytest.mark.parametrize("said", [{"audience": "unlisted"}, {"state": "paused"},
                                  {"hiring_manager": ANA}, {"recruiters": [ANA]}])  # fmt: skip
def test_what_is_not_to_be_found_or_hired_for_by_oneself_is_left_out(said: dict[str, Any]) -> None:
    assert reach(network_of(*BASE, opening(JOB, OAK)), ANA) == [JOB]
    assert reach(network_of(*BASE, opening(JOB, OAK, **said)), ANA) == []


def test_openings_without_a_path_are_left_out() -> None:
    assert reach(network_of(*BASE, opening(JOB, ELM)), ANA) == []


def test_openings_of_an_avoided_employer_and_its_affiliates_are_left_out() -> None:
    me = person(ANA, avoid_own_employers=True, employments=[works_at(OAK_LABS)])
    network = network_of(*BASE, opening(JOB, OAK), me)

    assert reach(network, ANA) == []
    assert reach(network, ANA, avoid_own_employers=False) == [JOB]


@pytest.mark.parametrize(("introducers", "seen"), [(0, False), (1, True), (3, True)])
def test_a_network_opening_is_seen_only_within_its_own_distance(
    introducers: int, seen: bool
) -> None:
    network = network_of(*BASE, opening(JOB, OAK, audience="network", max_introducers=introducers))
    search = Search(candidate=ANA, today=TODAY)

    assert (JOB in reach(network, ANA)) is seen
    assert (find_opening(network, search, JOB) is not None) is seen


def test_a_network_opening_near_enough_is_shown_with_its_warmest_path_even_a_longer_one() -> None:
    network = network_of(
        *BASE, tie(ANA, CAI, 120), opening(JOB, OAK, audience="network", max_introducers=0)
    )

    answer = reachable_openings(network, ReachableOpenings(Search(candidate=ANA, today=TODAY)))

    assert people_on(each.suggestion for each in answer.openings) == [(ANA, BEA, DOV)]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (OpeningFilters(), [JOB, JOB_2]),
        (OpeningFilters(text="smith  LEAD"), [JOB]),
        (OpeningFilters(text="oakworks"), [JOB, JOB_2]),
        (OpeningFilters(text="baker"), []),
        (OpeningFilters(employer=OAK), [JOB, JOB_2]),
        (OpeningFilters(employer=ELM), []),
        (OpeningFilters(country="pt"), [JOB]),
        (OpeningFilters(place="lisb"), [JOB]),
        (OpeningFilters(remote=True), [JOB_2]),
        (OpeningFilters(remote=False, text="windows"), [JOB]),
    ],
)
def test_every_filter_that_is_set_must_hold(filters: OpeningFilters, found: list[Any]) -> None:
    network = network_of(
        *BASE,
        opening(JOB, OAK, title="Lead smith", place="Lisboa", countries=["PT"]),
        opening(JOB_2, OAK, remote=True),
    )

    assert reach(network, ANA, filters) == found


@pytest.mark.parametrize(
    ("said", "asker", "seen"),
    [
        ({"audience": "unlisted"}, EVA, True),
        ({"audience": "public"}, EVA, True),
        ({"audience": "network"}, EVA, False),
        ({"audience": "network", "hiring_manager": EVA}, EVA, True),
        ({"audience": "network", "posted_by": EVA}, EVA, True),
        ({"audience": "network"}, DOV, True),
        ({"state": "paused"}, ANA, False),
        ({"state": "paused", "recruiters": [ANA]}, ANA, True),
    ],
)
def test_who_may_see_an_opening_by_its_id(said: dict[str, Any], asker: Any, seen: bool) -> None:
    network = network_of(*BASE, opening(JOB, OAK, **said))

    found = find_opening(network, Search(candidate=asker, today=TODAY), JOB)

    assert (found is not None) is seen
    if found:
        assert found.employer_name == "Oakworks"


def test_nobody_sees_an_opening_that_is_not_there() -> None:
    assert find_opening(network_of(*BASE), Search(candidate=ANA, today=TODAY), JOB) is None


def test_a_colleague_is_found_as_a_person_as_well() -> None:
    assert find(network_of(*BASE), ANA, DOV) == [(ANA, BEA, DOV)]


def test_no_search_reads_what_another_kind_of_search_wrote() -> None:
    network = network_of(*BASE, opening(JOB, OAK), tie(CAI, DOV), tie(DOV, EVA), tie(CAI, EVA))
    asked = [find(network, ANA, EVA, kind) for kind in ("contacts", "paths")]

    for _ in range(3):
        assert reach(network, ANA) == [JOB]
        assert [find(network, ANA, EVA, kind) for kind in ("contacts", "paths")] == asked
        assert refer(network, ANA, JOB).total == 2
