"""The network that benchmarks run on: what it promises to be."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bench.network import GREATEST_DEGREE, Links, network

PEOPLE = 20_000


@pytest.fixture(scope="module")
def links() -> Links:
    return network(PEOPLE, mean_degree=41.5, seed=7)


def test_the_mean_degree_is_about_what_was_asked_for_and_the_greatest_is_bounded(
    links: Links,
) -> None:
    degree = np.bincount(links.giver, minlength=PEOPLE)

    assert 40 < degree.mean() < 45
    assert degree.max() == GREATEST_DEGREE
    assert np.median(degree) < degree.mean() / 1.5  # a few know very many


def test_every_tie_links_both_ways_once_and_nobody_to_themselves(links: Links) -> None:
    there = links.giver.astype(np.int64) * PEOPLE + links.taker
    back = links.taker.astype(np.int64) * PEOPLE + links.giver

    assert np.all(np.diff(there) > 0)
    assert np.array_equal(np.sort(back), there)
    assert not np.any(links.giver == links.taker)


def test_costs_are_those_of_a_step(links: Links) -> None:
    assert (links.cost.min(), links.cost.max()) == (29, 120)


def test_the_same_seed_gives_the_same_network_and_another_another() -> None:
    one, again, other = network(500, seed=1), network(500, seed=1), network(500, seed=2)

    assert np.array_equal(one.taker, again.taker)
    assert np.array_equal(one.cost, again.cost)
    assert not np.array_equal(one.taker, other.taker)


def test_it_is_written_as_the_batch_tool_reads_it(tmp_path: Path, links: Links) -> None:
    links.save(tmp_path / "ties.npz")

    with np.load(tmp_path / "ties.npz") as file:
        assert sorted(file) == ["cost", "from", "lent", "to"]
        assert np.array_equal(file["to"], links.taker)
