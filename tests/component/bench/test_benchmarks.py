"""Each benchmark runs on a tiny network; what it measures is no test's concern."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from itertools import islice
from pathlib import Path

import pytest

from bench.engine import growth, path_engine
from bench.ground import Ground, Scale
from bench.homes import grown_home
from bench.openings import QUESTIONS, search_of_openings
from bench.projection import events_per_second
from bench.visibility import commit_to_visible
from tests.support.servers import require_local

TINY = Scale(
    "tiny",
    people=1000,
    mean_degree=8,
    questions=2,
    events=2500,
    commits=2,
    openings=200,
    pages="64m",
)


@pytest.fixture
def ground(tmp_path: Path) -> Iterator[Ground]:
    with ExitStack() as closing:
        yield Ground(TINY, tmp_path, closing)


def test_events_are_projected_into_the_embedded_graph(ground: Ground) -> None:
    (figure,) = islice(events_per_second(ground), 1)

    assert figure.seen > 0
    assert (figure.goal, figure.better) == (8_000, "more")


def test_a_commit_becomes_visible_through_real_workers(ground: Ground) -> None:
    half, most, nearly_all = islice(commit_to_visible(ground), 3)

    assert 0 < half.seen <= most.seen <= nearly_all.seen
    assert (half.goal, nearly_all.goal) == (30, 100)


def test_the_engine_agrees_with_its_peers_before_it_is_timed(ground: Ground) -> None:
    figures = list(path_engine(ground))

    assert all(figure.seen > 0 for figure in figures)
    assert sum(figure.what.startswith(("E1", "E2", "E3", "E8")) for figure in figures) == 13


def test_the_engine_is_measured_as_the_network_grows(ground: Ground) -> None:
    assert [figure.seen > 0 for figure in growth(ground)] == [True] * 12


def test_a_home_shows_what_its_members_do(ground: Ground) -> None:
    goals = [figure.what[:2] for figure in grown_home(ground) if figure.goal is not None]

    assert goals == ["E7", "E7", "E7", "E4", "E4", "E5", "E6"]


@pytest.mark.real_servers
def test_searches_are_compared_with_a_peer_before_they_are_timed(ground: Ground) -> None:
    require_local()

    figures = list(search_of_openings(ground))

    assert len(figures) == len(QUESTIONS) * (3 + 4)
    assert all(figure.seen > 0 for figure in figures)
