"""A home of so many members: build, start, a changed tie, and the questions about openings."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from functools import partial
from pathlib import Path
from uuid import UUID

import numpy as np
from pysqlite3 import dbapi2 as sqlite

from bench.asking import TODAY, opening_at, openings_of, seconds_of
from bench.figures import Figure, times
from bench.ground import Ground
from bench.members import EMPLOYER_IDS, Members, members, own_use_only
from bench.network import Links
from services.referrals.adapters.embedded_graph.compaction import FILE
from services.referrals.adapters.embedded_graph.graph import EmbeddedGraph
from services.referrals.adapters.embedded_graph.kernels.links import OWN
from services.referrals.adapters.embedded_graph.records import (
    PERSON,
    TIE,
    TIE_BYTES,
    flags_of,
    settings_of,
)
from services.referrals.domain.paths import (
    FindIntroductions,
    ReachableOpenings,
    Search,
    WhoCanRefer,
)
from shared.contracts.profiles import TieChanged
from shared.ids import tie_id

AT_ONCE = 1_000_000
CHANGES = 50
CANDIDATES = 100


def grown_home(ground: Ground) -> Iterator[Figure]:
    """E4 to E7."""
    everybody = members(ground.scale.people)
    folder = ground.folder / "home"
    folder.mkdir()
    write_records(folder, ground.links, everybody)
    yield from _built(folder)
    with closing(EmbeddedGraph(folder)) as graph, closing(EmbeddedGraph(folder)) as writer:
        began = time.perf_counter()
        with graph._kept.now():
            ready = time.perf_counter() - began
        yield Figure("E7 ready from a snapshot", ready, "s", 1)
        yield from _about_openings(ground, graph, writer, everybody)
        accepting = np.flatnonzero(everybody.refers | everybody.meets)[-CHANGES:].tolist()
        seen = [_visible(graph, writer, *pair) for pair in enumerate(accepting)]
        yield from times("E6 a changed tie is visible", seen, p99=20)


def write_records(folder: Path, links: Links, everybody: Members) -> None:
    """The records of everybody, as the facts would have left them; the facts stay away."""
    EmbeddedGraph(folder).close()
    with closing(sqlite.connect(folder / "graph.db")) as file:
        rows = enumerate(_records(links, everybody), 1)
        file.executemany(
            "INSERT INTO records VALUES (?, ?, ?)", ((at, *record) for at, record in rows)
        )
        file.execute("UPDATE position SET change = (SELECT max(change) FROM records)")
        file.commit()


def _records(links: Links, everybody: Members) -> Iterator[tuple[int, bytes]]:
    for person in range(links.people):
        member = everybody.member(person)
        yield PERSON, person.to_bytes(16) + bytes([flags_of(member)]) + settings_of(member)
    own = np.where(own_use_only(links), OWN, 0).astype(np.uint8)
    once = np.flatnonzero(links.giver < links.taker)
    # The way back of each tie: links are in order of giver and taker.
    back = np.lexsort((links.giver, links.taker))[once]
    for start in range(0, len(once), AT_ONCE):
        part = slice(start, start + AT_ONCE)
        there, again = once[part], back[part]
        rows = np.zeros(len(there), TIE_BYTES)
        rows["one_low"], rows["other_low"] = links.giver[there], links.taker[there]
        rows["out"], rows["back"] = links.cost[there] | own[there], links.cost[again] | own[again]
        packed = rows.tobytes()
        for at in range(0, len(packed), TIE_BYTES.itemsize):
            yield TIE, packed[at : at + TIE_BYTES.itemsize]


def _built(folder: Path) -> Iterator[Figure]:
    with closing(EmbeddedGraph(folder)) as graph:
        began = time.perf_counter()
        graph._snapshots.compact()
        yield Figure("E7 build from SQLite", time.perf_counter() - began, "s", 60)
    yield Figure("E7 arrays, as a snapshot", (folder / FILE).stat().st_size / 1e6, "MB", 350)


def _about_openings(
    ground: Ground, graph: EmbeddedGraph, writer: EmbeddedGraph, everybody: Members
) -> Iterator[Figure]:
    dice = np.random.default_rng(3)
    candidates = [UUID(int=int(one)) for one in dice.choice(ground.links.giver, CANDIDATES)]
    largest = opening_at(everybody, dice, EMPLOYER_IDS)
    openings = openings_of(everybody, dice)
    writer.apply([largest, *openings])
    size = int((everybody.employer == EMPLOYER_IDS).sum())
    asked = [WhoCanRefer(Search(candidate=one, today=TODAY), largest.subject) for one in candidates]
    seconds = [seconds_of(partial(graph.who_can_refer, each)) for each in asked]
    yield from times(f"E4 who_can_refer, {size:,} employees", seconds, 10, 30)
    every = [ReachableOpenings(Search(candidate=one, today=TODAY)) for one in candidates]
    seconds = [seconds_of(partial(graph.reachable_openings, each)) for each in every]
    yield from times(f"E5 reachable_openings, {len(openings) + 1:,} of them", seconds, p99=300)


def _visible(graph: EmbeddedGraph, writer: EmbeddedGraph, candidate: int, target: int) -> float:
    """Seconds from a delivered change to an answer with it in another process's network."""
    one, other = UUID(int=candidate), UUID(int=target)
    tie = TieChanged(
        subject=tie_id(one, other), sequence=1, first=one, second=other,
        first_to_second_cost=1, second_to_first_cost=1, lent=True,
    )  # fmt: skip
    query = FindIntroductions(Search(candidate=one, today=date.max), other)
    began = time.perf_counter()
    writer.apply([tie])
    (first, *_) = graph.find_introductions(query)
    took = time.perf_counter() - began
    assert first.path.people == (one, other)
    return took
