"""One large network in the embedded graph and in Neo4j: the same questions, the same answers."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from uuid import UUID

import numpy as np

from bench.asking import TODAY, opening_at, openings_of, pairs_of, seconds_of
from bench.figures import Figure, quantile, times
from bench.ground import Ground
from bench.homes import write_records
from bench.members import EMPLOYER_IDS, Members, members
from bench.neo4j_files import write_files
from deploy.local.neo4j_import import bulk_import
from deploy.local.neo4j_server import Neo4jServer
from services.referrals.adapters.embedded_graph.graph import EmbeddedGraph
from services.referrals.adapters.neo4j_graph.labels import Labels
from services.referrals.bootstrap import open_graph
from services.referrals.domain.paths import (
    FindIntroductions,
    Path,
    ReachableOpenings,
    Search,
    WhoCanRefer,
)
from services.referrals.ports import IntroductionGraph

Answers = list[list[Path]]
NAME = "imported"
N1 = 25, 150
E1 = 0.10, 0.6
WARM_UP = 0.5
"""As many questions again, as a share, before the clock starts: N1 is of a warm server."""


def neo4j_paths(ground: Ground) -> Iterator[Figure]:
    """N1 and E1 with all constraints; then the questions about openings."""
    everybody = members(ground.scale.people)
    asked, dice = ground.scale.questions, np.random.default_rng(3)
    pairs = pairs_of(ground.links, everybody, dice, int(asked * (1 + WARM_UP)))
    server = _imported(ground, everybody)
    with closing(open_graph(f"{server.url}/{NAME}")) as graph:
        theirs, there = _asked(graph, pairs)
        yield from times("N1 find_introductions, Neo4j", theirs[-asked:], *N1)
        ours, here = _asked_at_home(ground, everybody, pairs)
        _check_same(there, here)
        yield from times("E1 the same, embedded", ours[-asked:], *E1)
        ratio = quantile(theirs[-asked:], 0.5) / quantile(ours[-asked:], 0.5)
        yield Figure("E1 times as quick as N1, p50", ratio, "×", 100, "more")
        yield from _about_openings(graph, everybody, dice, [one for one, _ in pairs[:20]])


def _asked(graph: IntroductionGraph, pairs: list[tuple[UUID, UUID]]) -> tuple[list[float], Answers]:
    seconds, answers = [], []
    for candidate, target in pairs:
        query = FindIntroductions(Search(candidate=candidate, today=TODAY), target)
        began = time.perf_counter()
        found = graph.find_introductions(query)
        seconds.append(time.perf_counter() - began)
        answers.append([each.path for each in found])
    return seconds, answers


def _asked_at_home(
    ground: Ground, everybody: Members, pairs: list[tuple[UUID, UUID]]
) -> tuple[list[float], Answers]:
    folder = ground.folder / "beside"
    folder.mkdir()
    write_records(folder, ground.links, everybody)
    with closing(EmbeddedGraph(folder)) as graph:
        graph.find_introductions(
            FindIntroductions(Search(candidate=pairs[0][0], today=TODAY), pairs[0][1])
        )
        return _asked(graph, pairs)


def _check_same(there: Answers, here: Answers) -> None:
    """Only then do times count."""
    different = sum(one != other for one, other in zip(there, here, strict=True))
    if different:
        raise ValueError(f"{different} of {len(there)} answers differ")


def _about_openings(
    graph: IntroductionGraph, everybody: Members, dice: np.random.Generator, candidates: list[UUID]
) -> Iterator[Figure]:
    size = int((everybody.employer == EMPLOYER_IDS).sum())
    largest = opening_at(everybody, dice, EMPLOYER_IDS)
    openings = openings_of(everybody, dice)
    graph.apply([largest, *openings])
    asked = [WhoCanRefer(Search(candidate=one, today=TODAY), largest.subject) for one in candidates]
    yield from times(
        f"Neo4j, who_can_refer, {size:,} employees",
        [seconds_of(partial(graph.who_can_refer, each)) for each in asked],
    )
    every = [ReachableOpenings(Search(candidate=one, today=TODAY)) for one in candidates[:5]]
    yield from times(
        f"Neo4j, reachable_openings, {len(openings) + 1:,} openings",
        [seconds_of(partial(graph.reachable_openings, each)) for each in every],
    )


def _imported(ground: Ground, everybody: Members) -> Neo4jServer:
    folder = ground.folder / "imported"
    folder.mkdir()
    nodes, relationships = write_files(folder, Labels(NAME, 0), ground.links, everybody)
    bulk_import(folder / "home", nodes, relationships)
    for _, file in (*nodes, *relationships):
        file.unlink()
    server = Neo4jServer(folder, heap="2g", pages=ground.scale.pages)
    ground.closing.callback(server.stop)
    server.start()
    return server
