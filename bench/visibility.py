"""From a commit in profiles' store until the graph answers from it: real workers, real waits."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import closing

from bench.deployment import deployments
from bench.facts import person, tie
from bench.figures import Figure, times
from bench.ground import Ground
from services.referrals.bootstrap import open_graph
from services.referrals.domain.paths import FindIntroductions, Search
from services.referrals.ports import IntroductionGraph
from shared.clock import SystemClock
from shared.contracts.envelope import Event
from shared.errors import Unavailable
from shared.ids import new_id
from shared.storage.unit_of_work import UnitOfWork, Units

GOALS = 30, 100
BACKENDS = {"embedded": "SQLite log, embedded graph", "servers": "Kafka, Neo4j"}
WARM_UP = 10
GIVES_UP_AFTER = 60.0  # seconds
LOOKS_EVERY = 0.001  # seconds
RESTS_FOR = 0.05  # seconds, so that each commit finds everybody waiting


class NeverVisible(Exception):
    """The workers do not do their work."""


def commit_to_visible(ground: Ground) -> Iterator[Figure]:
    """Two people come to know each other; when does the one find the other?"""
    for deployment in deployments(ground, "visible"):
        what = f"commit → visible, {BACKENDS[deployment.name]}"
        profiles = deployment.profiles()
        with (
            closing(profiles.database),
            closing(open_graph(deployment.graph_url)) as graph,
            deployment.workers(),
        ):
            seconds = [_once(profiles, graph) for _ in range(WARM_UP + ground.scale.commits)]
        yield from times(what, seconds[WARM_UP:], *GOALS)


def _once(profiles: Units[UnitOfWork], graph: IntroductionGraph) -> float:
    first, second = sorted((new_id(), new_id()))
    _commit(profiles, person(first), person(second))
    _until(lambda: graph.seen(second) > 0 and graph.seen(first) > 0)
    time.sleep(RESTS_FOR)
    _commit(profiles, tie(first, second))
    began = time.perf_counter()
    question = FindIntroductions(Search(candidate=first, today=SystemClock().now().date()), second)
    _until(lambda: graph.find_introductions(question) != ())
    return time.perf_counter() - began


def _commit(profiles: Units[UnitOfWork], *events: Event) -> None:
    with profiles.write() as unit:
        for event in events:
            unit.emit(event)


def _until(there: Callable[[], bool]) -> None:
    deadline = time.perf_counter() + GIVES_UP_AFTER
    while not _answers(there):
        if time.perf_counter() > deadline:
            raise NeverVisible(f"nothing came within {GIVES_UP_AFTER:.0f} s; see the workers' logs")
        time.sleep(LOOKS_EVERY)


def _answers(there: Callable[[], bool]) -> bool:
    try:
        return there()
    except Unavailable:
        return False  # the first question of its kind is planned, which takes long
