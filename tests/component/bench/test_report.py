"""The runner tells every figure, beside its goal, and a missed goal is no failure."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bench.figures import Figure, quantile, times
from bench.report import table, write

FAST = Figure("a fast thing", 10.0, "ms", 30.0)
SLOW = Figure("a slow thing", 2_000.0, "/s", 8_000.0, better="more")
JUST_SEEN = Figure("a thing of interest", 3.5, "GB")


def test_a_goal_is_met_from_the_right_side() -> None:
    assert FAST.met
    assert not SLOW.met
    assert SLOW.of_goal == 4
    assert JUST_SEEN.met


def test_a_figure_without_a_goal_uses_up_nothing() -> None:
    with pytest.raises(ValueError, match="no goal"):
        _ = JUST_SEEN.of_goal


def test_goal_and_figure_stand_side_by_side() -> None:
    _, _, *rows = table([FAST, SLOW, JUST_SEEN])

    assert rows == [
        "| a fast thing | 10 ms | ≤ 30 ms | met |",
        "| a slow thing | 2,000 /s | ≥ 8,000 /s | missed |",
        "| a thing of interest | 3.5 GB | – |  |",
    ]


def test_a_quantile_is_one_of_the_values() -> None:
    assert quantile([3.0, 1.0, 2.0], 0.5) == 2.0
    assert quantile([3.0, 1.0, 2.0], 0.99) == 3.0
    assert [each.seen for each in times("it", [0.001, 0.003])] == [1.0, 3.0, 3.0]


def test_a_run_is_written_down_with_machine_versions_and_plot(tmp_path: Path) -> None:
    page = write([FAST, SLOW, JUST_SEEN], "quick", date(2026, 11, 26), tmp_path)

    text = page.read_text()
    assert "2026-11-26" in text
    assert "cores" in text
    assert "numpy" in text
    plot = (tmp_path / "quick.svg").read_text()
    assert plot.count("#2a7f62") == 1, "what is met is green"
    assert plot.count("#c4542d") == 1, "what is missed is red"
    assert JUST_SEEN.what not in plot


def test_a_run_of_some_leaves_what_a_run_of_all_wrote(tmp_path: Path) -> None:
    everything = write([FAST, SLOW], "full", date(2026, 11, 26), tmp_path)
    before = everything.read_text()
    page = write([FAST], "full", date(2026, 11, 27), tmp_path, only=["portal"])

    assert page.name == "full-portal.md"
    assert everything.read_text() == before
