"""The path cases that the Kuzu team wrote give their expected answers through `paths solve`."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tests.support.real_data import real_rows
from tests.support.solving import Batch, Link, both_ways

CASES = "path-cases-kuzu"
WEIGHTS = [f"cost{number}" for number in range(1, 11)]


def test_distances_along_directed_links(tmp_path: Path) -> None:
    ids = {row[1]: int(row[0]) for row in real_rows(f"{CASES}/large/vPerson.csv")}
    edges = real_rows(f"{CASES}/large/eKnows.csv", header=False)
    links: list[Link] = [(int(giver), int(taker), 1, 1) for giver, taker in edges]
    rows = real_rows(f"{CASES}/large/expected_directed_distances.csv")
    pairs = [(ids[source], ids[target]) for source, target, _ in rows]

    found = Batch(tmp_path, links).hops(pairs)

    assert (len(ids), len(links), len(rows)) == (2_498, 24_822, 307)
    assert found == [int(hops) if int(hops) <= 4 else -1 for *_, hops in rows]
    assert len([hops for hops in found if hops > 0]) == 47


@pytest.mark.parametrize("weight", WEIGHTS)
def test_cheapest_costs_along_directed_links(tmp_path: Path, weight: str) -> None:
    column = 2 + int(weight.removeprefix("cost"))
    edges = real_rows(f"{CASES}/weighted/e.csv", header=False)
    # Costs below one are tenths; ours are integers.
    scale = 10 if any(Decimal(edge[column]) < 1 for edge in edges) else 1
    links: list[Link] = [
        (ord(edge[0]), ord(edge[1]), int(Decimal(edge[column]) * scale), 1) for edge in edges
    ]
    expected = [
        (ord(source), ord(target), int(Decimal(cost) * scale))
        for name, source, target, cost in real_rows(f"{CASES}/weighted/expected_directed_costs.csv")
        if name == weight
    ]

    found = Batch(tmp_path, links).costs([(source, target) for source, target, _ in expected])

    assert len(expected) == 14
    assert found == [cost for *_, cost in expected]


@pytest.mark.parametrize("mode", ["directed", "undirected"])
def test_every_cheapest_path_where_several_cost_the_same(tmp_path: Path, mode: str) -> None:
    edges = [(ord(one), ord(other), int(cost))
             for one, other, cost in real_rows(f"{CASES}/all_ties/edges.csv")]  # fmt: skip
    links: list[Link] = [(*edge, 1) for edge in edges] if mode == "directed" else both_ways(edges)
    expected: dict[tuple[int, int], list[tuple[list[int], int]]] = {}
    rows = real_rows(f"{CASES}/all_ties/expected_all_cheapest_paths.csv")
    for _, source, target, cost, people in (row for row in rows if row[0] == mode):
        ids = [ord(each) for each in people.split(">")]
        expected.setdefault((ord(source), ord(target)), []).append((ids, int(Decimal(cost))))

    answers = Batch(tmp_path, links).ask(list(expected), "--alternatives", "paths", "-k", "100")

    for paths, ways in zip(answers, expected.values(), strict=True):
        cheapest = [(path["people"], path["cost"]) for path in paths]
        assert [way for way in cheapest if way[1] == cheapest[0][1]] == sorted(ways)
    assert len(expected) in (5, 10)
