"""The LDBC social network graphs give their expected distances and costs through `paths solve`.

Origin and licence: SOURCE.md of each folder. A path has at most four links here, so an expected
distance beyond four reads as no path.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from itertools import groupby
from pathlib import Path

import pytest

from services.referrals.adapters.embedded_graph.graph import EmbeddedGraph
from services.referrals.domain.paths import FindIntroductions, Search
from shared.contracts.envelope import Event
from tests.support.facts import TODAY, an_id, person, tie
from tests.support.real_data import real_rows
from tests.support.solving import Batch, Link, both_ways, cheapest_within

TINY = "ldbc-snb-tiny"
SF01 = "ldbc-snb-sf0.1"


def numbers(rows: Sequence[Sequence[str]]) -> list[list[int]]:
    return [[int(field) for field in row] for row in rows]


def as_answered(hops: int) -> int:
    return hops if 1 <= hops <= 4 else -1


@pytest.mark.parametrize("updates", [0, 40, 80, 120, 160, 217])
def test_distances_follow_every_update_of_the_network(tmp_path: Path, updates: int) -> None:
    knows = real_rows(f"{TINY}/graph/person_knows_person_0_0.csv", delimiter="|")
    stream = real_rows(f"{TINY}/updates/ordered_updates.csv")
    added = [row[3:5] for row in stream[:updates] if row[2] == "add_friendship"]
    ties = {(int(one), int(other)) for one, other, *_ in [*knows, *added]}
    expected = [
        row[1:]
        for row in numbers(real_rows(f"{TINY}/expected/dynamic_distances.csv"))
        if row[0] == updates
    ]

    found = Batch(tmp_path, both_ways((*tie, 1) for tie in ties)).hops(
        [(a, b) for a, b, _ in expected]
    )

    assert len(expected) == 250
    assert found == [as_answered(hops) for _, _, hops in expected]


def test_distances_follow_the_updates_of_a_living_network_one_by_one(tmp_path: Path) -> None:
    """Updates lie over a mapped snapshot, as in a service; nothing is built anew between them."""
    knows = real_rows(f"{TINY}/graph/person_knows_person_0_0.csv", delimiter="|")
    stream = real_rows(f"{TINY}/updates/ordered_updates.csv")
    expected = numbers(real_rows(f"{TINY}/expected/dynamic_distances.csv"))
    people = real_rows(f"{TINY}/graph/person_0_0.csv", delimiter="|")
    met = {frozenset((int(one), int(other))) for one, other, *_ in knows}
    with closing(EmbeddedGraph(tmp_path)) as graph:
        graph.apply([person(an_id(int(number))) for number, *_ in people])
        graph.apply([tie(an_id(one), an_id(other)) for one, other in met])
        graph._snapshots.compact()
        for updates in range(len(stream) + 1):
            if updates > 0:
                graph.apply(facts_of(stream[updates - 1], met))
            asked = [row[1:] for row in expected if row[0] == updates]

            found = [links_between(graph, one, other) for one, other, _ in asked]

            assert found == [as_answered(hops) for _, _, hops in asked]
    assert len(expected) == 6 * 250


def facts_of(update: Sequence[str], met: set[frozenset[int]]) -> list[Event]:
    """What a row of the stream makes known; two who met already do not meet again."""
    _, _, kind, *ends = update
    if kind == "add_person":
        return [person(an_id(int(ends[0])))]
    one, other = map(int, ends)
    if frozenset((one, other)) in met:
        return []
    met.add(frozenset((one, other)))
    return [tie(an_id(one), an_id(other))]


def links_between(graph: EmbeddedGraph, one: int, other: int) -> int:
    """The fewest links between two people, or -1."""
    search = Search(candidate=an_id(one), today=TODAY, k=1, rank="shortest")
    found = graph.find_introductions(FindIntroductions(search, an_id(other)))
    return len(found[0].path.people) - 1 if found else -1


def test_the_fewest_hops_of_two_thousand_pairs(tmp_path: Path) -> None:
    knows = [
        *real_rows(f"{SF01}/graph/Person_knows_Person.csv", delimiter="|"),
        *real_rows(f"{SF01}/graph/Person_knows_Person_1.csv", delimiter="|"),
    ]
    ties = [(int(one), int(other), 1) for one, other, _ in knows]
    expected = numbers(real_rows(f"{SF01}/expected/ic13_pairs.csv"))

    found = Batch(tmp_path, both_ways(ties)).hops([(a, b) for a, b, _ in expected])

    assert len(ties) == 14_073
    assert len(expected) == 2_020
    assert len([hops for hops in found if hops > 0]) == 1_578
    assert found == [as_answered(hops) for _, _, hops in expected]


@pytest.fixture
def interactions() -> list[Link]:
    """Ties with the costs of the benchmark's weighted question, one for each pair that wrote."""
    rows = numbers(
        [[a, b, c] for a, b, _, _, c in real_rows(f"{SF01}/expected/interaction_edges.csv")]
    )
    return both_ways((one, other, cost) for one, other, cost in rows)


def test_the_cheapest_costs_of_two_thousand_pairs(tmp_path: Path, interactions: list[Link]) -> None:
    expected = numbers(real_rows(f"{SF01}/expected/ic14v2_pairs.csv"))
    beyond = 5 * min(cost for _, _, cost, _ in interactions)

    found = Batch(tmp_path, interactions).costs([(a, b) for a, b, _ in expected])

    cases = list(zip(found, (cost for *_, cost in expected), strict=True))
    assert all(answered == -1 or answered >= least for answered, least in cases)
    assert all(answered == -1 for answered, least in cases if least == -1)
    # Whatever costs less than five of the cheapest links has at most four.
    provable = [(answered, least) for answered, least in cases if 0 < least < beyond]
    assert len(provable) == 1_233
    assert all(answered == least for answered, least in provable)


def test_costs_are_the_least_within_four_links(tmp_path: Path, interactions: list[Link]) -> None:
    rows = numbers(real_rows(f"{SF01}/expected/ic14v2_pairs.csv"))
    pairs = sorted((one, other) for one, other, _ in rows)[:400]

    found = Batch(tmp_path, interactions).costs(pairs)

    expected: list[int] = []
    for start, same in groupby(pairs, key=lambda pair: pair[0]):
        reached = cheapest_within(interactions, start, most=4)
        expected += [reached.get(other, -1) for _, other in same]
    assert found == expected


def test_the_five_cheapest_paths(tmp_path: Path, interactions: list[Link]) -> None:
    rows = real_rows(f"{SF01}/expected/k5_cheapest_costs.csv")
    expected = [[int(cost) for cost in costs.split()] for _, _, costs in rows]
    beyond = 5 * min(cost for _, _, cost, _ in interactions)

    answers = Batch(tmp_path, interactions).ask(
        [(int(one), int(other)) for one, other, _ in rows], "--alternatives", "paths", "-k", "5"
    )

    found = [[path["cost"] for path in answer] for answer in answers]
    compared = 0
    for costs, best in zip(found, expected, strict=True):
        assert all(mine >= theirs for mine, theirs in zip(costs, best, strict=False))
        sure = [cost for cost in best if cost < beyond]
        assert costs[: len(sure)] == sure
        compared += len(sure)
    assert compared == 901
