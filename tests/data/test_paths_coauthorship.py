"""Real co-authorship networks, weighted, through `paths solve`.

A cost is ten times 1/strength, rounded, within 1 … 127: so sums of costs are ten times the
published sums of 1/strength, to within a twentieth for each link that is not cut off at an end.
"""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from tests.support.real_data import real_rows
from tests.support.solving import Batch, both_ways, cheapest_within

FOLDER = "coauthorship-weighted"
Strengths = dict[tuple[int, int], float]


def strengths(network: str) -> Strengths:
    rows = real_rows(f"{FOLDER}/{network}.csv.gz")
    return {pair(int(one), int(other)): float(value) for one, other, value in rows}


def pair(one: int, other: int) -> tuple[int, int]:
    return min(one, other), max(one, other)


def cost_of(strength: float) -> int:
    return min(127, max(1, round(10 / strength)))


@pytest.mark.parametrize(
    ("network", "ties", "within"), [("hep-th", 15_751, 21), ("astro-ph", 121_251, 140)]
)
def test_fewest_hops_and_least_costs(tmp_path: Path, network: str, ties: int, within: int) -> None:
    known = strengths(network)
    rows = real_rows(f"{FOLDER}/expected_{network}.csv")
    pairs = [(int(source), int(target)) for source, target, *_ in rows]
    batch = Batch(tmp_path, both_ways((*tie, cost_of(s)) for tie, s in known.items()))
    hops = [int(row[2]) for row in rows]

    found = batch.hops(pairs)
    warmest = batch.ask(pairs, "-k", "1")

    assert (len(known), len(rows)) == (ties, 400)
    assert found == [count if 1 <= count <= 4 else -1 for count in hops]
    assert len([count for count in found if count > 0]) == within
    for row, paths in zip(rows, warmest, strict=True):
        for path in paths:
            length = sum(1 / known[pair(*step)] for step in pairwise(path["people"]))
            assert length >= float(row[3]) - 1e-6
            if int(row[4]) <= 4:
                assert length <= float(row[3]) + 0.1 * 8
        assert bool(paths) is (1 <= int(row[2]) <= 4)


def test_the_warmest_path_is_the_least_within_four_links(tmp_path: Path) -> None:
    links = both_ways((*tie, cost_of(s)) for tie, s in strengths("hep-th").items())
    rows = real_rows(f"{FOLDER}/expected_hep-th.csv")
    near = [(int(row[0]), int(row[1])) for row in rows if 1 <= int(row[2]) <= 4][:40]

    found = Batch(tmp_path, links).costs(near)

    assert found == [cheapest_within(links, start, most=4)[end] for start, end in near]
