"""The embedded graph answers the same with a snapshot, without one, and while one is made."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from random import Random
from threading import Thread
from typing import Any
from uuid import UUID

import pytest
from pysqlite3 import dbapi2 as sqlite

from services.referrals.adapters.embedded_graph import compaction
from services.referrals.adapters.embedded_graph.compaction import FILE
from services.referrals.adapters.embedded_graph.graph import EmbeddedGraph
from services.referrals.adapters.embedded_graph.snapshot import read_stamp
from shared.contracts.envelope import Event
from tests.contracts.introduction_graph_suite import CHAIN, everything, history, ways
from tests.support.eventually import eventually
from tests.support.facts import tie, tie_ended
from tests.support.random_worlds import World

Open = Callable[[], EmbeddedGraph]


@pytest.fixture(autouse=True)
def _compact_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compaction, "LEAST_CHANGES", 0)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "graph"


@pytest.fixture
def opening(folder: Path) -> Iterator[Open]:
    with ExitStack() as opened:
        yield lambda: opened.enter_context(closing(EmbeddedGraph(folder)))


def write(folder: Path, facts: list[Event]) -> None:
    """Apply the facts; the snapshot is there when this returns."""
    with closing(EmbeddedGraph(folder)) as graph:
        graph.apply(facts)


def answers(graph: EmbeddedGraph, world: World) -> list[Any]:
    openings = [f.subject for f in world.facts if type(f).__name__ == "OpeningChanged"]
    return everything(graph, world.people, openings)


def from_facts_alone(folder: Path, world: World) -> list[Any]:
    """What a process answers that finds no snapshot."""
    (folder / FILE).unlink(missing_ok=True)
    with closing(EmbeddedGraph(folder)) as graph:
        return answers(graph, world)


@pytest.mark.parametrize("seed", range(6))
def test_a_snapshot_says_what_the_facts_say(folder: Path, opening: Open, seed: int) -> None:
    world, newest = history(seed)
    write(folder, Random(seed).sample(newest, len(newest)))
    assert (folder / FILE).exists()

    mapped = answers(opening(), world)

    assert mapped == from_facts_alone(folder, world)


@pytest.mark.parametrize("seed", range(6))
def test_what_came_after_a_snapshot_lies_over_it(
    folder: Path, opening: Open, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    world, newest = history(seed)
    half = len(world.facts) // 2
    write(folder, world.facts[:half])
    stamp = read_stamp(folder / FILE)
    monkeypatch.setattr(compaction, "LEAST_CHANGES", 10**6)
    write(folder, [*world.facts[half:], *newest])
    assert read_stamp(folder / FILE) == stamp

    over_it = answers(opening(), world)

    assert over_it == from_facts_alone(folder, world)


def test_a_reader_goes_over_to_a_newer_snapshot_and_answers_go_on(
    folder: Path, opening: Open
) -> None:
    world = World(3)
    half = len(world.facts) // 2
    write(folder, world.facts[:half])
    reader = opening()
    answers(reader, world)
    before = reader._kept._mapped

    write(folder, world.facts[half:])
    after = answers(reader, world)

    eventually(lambda: reader._kept._mapped > before)
    assert answers(reader, world) == after == from_facts_alone(folder, world)


def test_questions_are_answered_alike_while_a_snapshot_is_made(folder: Path, opening: Open) -> None:
    world = World(5)
    write(folder, world.facts)
    graph = opening()
    before = answers(graph, world)

    def compact() -> None:
        for _ in range(20):
            graph._snapshots.compact()

    compacting = Thread(target=compact)
    compacting.start()
    meanwhile = [answers(graph, world)]
    while compacting.is_alive():
        meanwhile.append(answers(graph, world))
    compacting.join()

    assert all(each == before for each in meanwhile)
    assert answers(opening(), world) == before


@pytest.mark.parametrize("content", [b"", b"torn", b"WARMPATH" + bytes(100)])
def test_a_torn_snapshot_is_no_answer_and_is_made_anew(
    folder: Path, opening: Open, content: bytes
) -> None:
    write(folder, CHAIN)
    (folder / FILE).write_bytes(content)

    assert len(ways(opening())) == 1

    write(folder, [tie(CHAIN[0].subject, CHAIN[2].subject)])
    assert read_stamp(folder / FILE).change == len(CHAIN) + 1


def test_a_snapshot_with_a_changed_byte_is_made_anew(folder: Path, opening: Open) -> None:
    write(folder, CHAIN)
    whole = (folder / FILE).read_bytes()
    middle = len(whole) // 2
    changed = bytes([whole[middle] ^ 1])
    (folder / FILE).write_bytes(whole[:middle] + changed + whole[middle + 1 :])

    assert len(ways(opening())) == 1
    assert not (folder / FILE).exists()

    write(folder, [tie(CHAIN[0].subject, CHAIN[2].subject)])
    assert (folder / FILE).exists()


def test_the_snapshot_of_another_graph_is_no_answer(
    folder: Path, opening: Open, tmp_path: Path
) -> None:
    write(folder, CHAIN)
    write(tmp_path / "other", [*CHAIN, tie_ended(*_ends(CHAIN[3]))])
    (folder / FILE).write_bytes((tmp_path / "other" / FILE).read_bytes())

    assert len(ways(opening())) == 1


def test_the_snapshot_of_what_was_before_a_rebuild_is_no_answer(
    folder: Path, opening: Open
) -> None:
    write(folder, CHAIN)
    graph, reader = opening(), opening()
    assert len(ways(reader)) == 1

    graph.rebuild(iter(CHAIN[:3]))

    assert ways(graph) == ways(reader) == ways(opening()) == []


def test_a_home_from_before_there_were_records_answers_as_it_did(
    folder: Path, opening: Open
) -> None:
    world = World(7)
    write(folder, world.facts)
    expected = from_facts_alone(folder, world)
    with closing(sqlite.connect(folder / "graph.db")) as file:
        file.executescript("DROP TABLE records; DROP TABLE origin; PRAGMA user_version = 0;")

    assert answers(opening(), world) == expected


def _ends(fact: Any) -> tuple[UUID, UUID]:
    return fact.first, fact.second
