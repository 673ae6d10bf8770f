"""A day's changes, with questions meanwhile and kills: the answers are a fresh graph's.

`WARMPATH_CHURN=1000000` makes it so many changes; a regular run has few.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any

import pytest

from services.referrals.adapters.embedded_graph.graph import EmbeddedGraph
from services.referrals.domain.paths import (
    Alternatives,
    FindIntroductions,
    ReachableOpenings,
    Search,
    WhoCanRefer,
)
from tests.support.children import next_line, running
from tests.support.churn import OPENING_IDS, OPENINGS, PEOPLE, begin, newest
from tests.support.facts import TODAY, an_id

CHANGES = int(os.environ.get("WARMPATH_CHURN", "8000"))
KILLS = max(3, CHANGES // 20_000)
ASKED_AT_THE_END = 100
GROWS_BY = 1.25
"""What memory may be in the end, as a share of what it was after a fifth of the changes."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "day"
    folder.mkdir()
    return folder


@pytest.mark.timeout(3600)
def test_after_a_day_of_changes_and_kills_the_answers_are_a_fresh_graphs(
    folder: Path, tmp_path: Path
) -> None:
    memory: list[float] = []
    with closing(EmbeddedGraph(folder)) as graph:
        begin(graph)
        for done in changed(folder):
            assert ask(graph, Random(done), 1)
            if done > CHANGES // 5:
                memory.append(resident())
        ended = ask(graph, Random(1), ASKED_AT_THE_END)
    fresh = tmp_path / "fresh"
    fresh.mkdir()
    with closing(EmbeddedGraph(fresh)) as other:
        begin(other)
        other.apply(list(newest(CHANGES)))
        expected = ask(other, Random(1), ASKED_AT_THE_END)

    assert ended == expected
    assert sum(len(answer) for answer in ended if isinstance(answer, tuple)) > ASKED_AT_THE_END
    assert memory[-1] < GROWS_BY * memory[0]


def changed(folder: Path) -> Iterator[int]:
    """How many changes have taken effect, again and again; whoever applies them is killed often."""
    dice, done = Random(7), 0
    ends = sorted(dice.sample(range(1, CHANGES), KILLS))
    while done < CHANGES:
        with running("tests.support.churn", str(folder), str(done), str(CHANGES)) as child:
            while done < CHANGES:
                line = next_line(child)
                if not line.isdigit():  # what it logs
                    continue
                yield (done := int(line))
                if ends and done >= ends[0]:
                    ends.pop(0)
                    break  # the block's end kills it, whatever it is doing


def ask(graph: EmbeddedGraph, dice: Random, times: int) -> list[Any]:
    """Questions of every kind about people and openings drawn at random."""
    answers: list[Any] = []
    for _ in range(times):
        one, other = (an_id(1 + each) for each in dice.sample(range(PEOPLE), 2))
        search = Search(candidate=one, today=TODAY)
        kinds: tuple[Alternatives, ...] = ("contacts", "paths")
        answers += [graph.find_introductions(FindIntroductions(search, other, k)) for k in kinds]
        vacancy = an_id(OPENING_IDS + dice.randrange(OPENINGS))
        answers.append(graph.who_can_refer(WhoCanRefer(search, vacancy)))
        answers.append(graph.reachable_openings(ReachableOpenings(search)))
    return answers


def resident() -> float:
    """Megabytes that this process holds."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
