"""The embedded engine on one network beside its peers.

Every answer is compared before its time counts: the fewest links with NetworKit's and igraph's,
the least cost with a path that weighs so much in the network itself.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import igraph
import networkit
import numpy as np
from numpy.typing import NDArray

from bench.figures import Figure, quantile, times
from bench.ground import Ground
from bench.network import Links, network
from services.referrals.adapters.embedded_graph.solver import EmbeddedSolver
from services.referrals.domain.batch import LinkTable
from services.referrals.domain.paths import Alternatives, FindIntroductions, Rank, Search
from shared.compiled import compiled

Pair = tuple[int, int]
MOST_LINKS = 4
GOALS = 0.10, 0.6
PEERS_PAIRS = 50
"""Peers that take a second for a pair are asked fewer."""
SIZES, DEGREES = (100, 10, 1), (20, 42, 84)
"""Growth: of the people of the scale, one of so many; and so many ties for each person."""


def path_engine(ground: Ground) -> Iterator[Figure]:
    """E1, E2, E3 and E8, with nobody unfit: what the peers can be asked too."""
    links = ground.links
    began = time.perf_counter()
    solver = loaded(links)
    yield Figure("engine, load from arrays", time.perf_counter() - began, "s")
    pairs = pairs_of(links, ground.scale.questions)
    warmest, answers = asked(solver, pairs, "warmest", "contacts")
    yield from times("E1 warmest by contact", warmest, *GOALS)
    shortest, hops = asked(solver, pairs, "shortest", "contacts")
    yield from times("E2 shortest in exact order", shortest, *GOALS)
    every, paths = asked(solver, pairs, "warmest", "paths")
    check_costs(links, answers, paths)
    yield from times("E3 alternatives=paths", every, 10 * quantile(warmest, 0.5) * 1e3)
    yield Figure("E8 two threads over one", both_threads(solver, pairs), "×", 1.7, "more")
    entries, floor = memory_floor(links, pairs)
    yield Figure("entries that E1 looks at, p50", quantile(entries, 0.5), "")
    yield Figure("reading them and nothing else, p50", quantile(floor, 0.5) * 1e3, "ms")
    yield Figure("E1 over that floor, p50", quantile(warmest, 0.5) / quantile(floor, 0.5), "×")
    yield Figure("resident memory, all of it", resident(), "MB")
    ours = quantile(shortest, 0.5)
    yield from beside_networkit(links, pairs, hops, ours)
    yield from beside_igraph(links, pairs, hops, ours)


def growth(ground: Ground) -> Iterator[Figure]:
    """E1 as there are more people, and as they know more others."""
    people, degree = ground.scale.people, ground.scale.mean_degree
    for one_of in SIZES:
        what = f"{people // one_of:,} people"
        yield from _grown(network(people // one_of, degree), what, ground.scale.questions)
    for more in DEGREES:
        what = f"{people // 10:,} people of degree {more}"
        yield from _grown(network(people // 10, more), what, ground.scale.questions)


def _grown(links: Links, what: str, questions: int) -> Iterator[Figure]:
    pairs = pairs_of(links, questions)
    seconds, _ = asked(loaded(links), pairs, "warmest", "contacts")
    entries, _ = memory_floor(links, pairs)
    yield Figure(f"E1 among {what}, p50", quantile(seconds, 0.5) * 1e3, "ms")
    yield Figure(f"entries among {what}, p50", quantile(entries, 0.5), "")


def loaded(links: Links) -> EmbeddedSolver:
    """The engine with this network, as `paths solve` fills it."""
    solver = EmbeddedSolver()
    solver.load(LinkTable(links.giver, links.taker, links.cost, links.lent), ())  # type: ignore[arg-type]
    return solver


def pairs_of(links: Links, count: int) -> list[Pair]:
    """Pairs of people who know somebody, and each other not through themselves."""
    knowing = np.unique(links.giver)
    drawn = np.random.default_rng(3).choice(knowing, (2 * count, 2)).tolist()
    return [(one, other) for one, other in drawn if one != other][:count]


def asked(
    solver: EmbeddedSolver, pairs: Sequence[Pair], rank: Rank, kind: Alternatives
) -> tuple[list[float], list[list[tuple[int, list[int]]]]]:
    """The seconds and the answers, costs with people, of a question about each pair."""
    took, answers = [], []
    for pair in (pairs[0], *pairs):
        query = question(pair, rank, kind)
        began = time.perf_counter()
        found = solver.find_introductions(query)
        took.append(time.perf_counter() - began)
        answers.append([(s.path.cost, [each.int for each in s.path.people]) for s in found])
    return took[1:], answers[1:]


def question(pair: Pair, rank: Rank, kind: Alternatives) -> FindIntroductions:
    """The question of a pair, k = 5."""
    one, other = (UUID(int=each) for each in pair)
    return FindIntroductions(Search(candidate=one, today=date.min, rank=rank), other, kind)


def memory_floor(links: Links, pairs: Sequence[Pair]) -> tuple[list[float], list[float]]:
    """How many entries both halves look at for each pair, and the seconds of reading them alone.

    The entries of all that both ends know, each with the figure of the person it leads to.
    """
    offsets = np.searchsorted(links.giver, np.arange(links.people + 1))
    figures = np.zeros(links.people, np.int32)
    read_around(offsets, links.taker, figures, 0)
    entries, seconds = [], []
    for pair in pairs:
        began = time.perf_counter()
        entries.append(float(sum(read_around(offsets, links.taker, figures, p) for p in pair)))
        seconds.append(time.perf_counter() - began)
    return entries, seconds


@compiled
def read_around(
    offsets: NDArray[np.int64], taker: NDArray[np.int32], figures: NDArray[np.int32], person: int
) -> int:
    """Read a figure for each contact of each contact; how many there are."""
    count, total = 0, 0
    for place in range(offsets[person], offsets[person + 1]):
        contact = taker[place]
        for entry in range(offsets[contact], offsets[contact + 1]):
            total += figures[taker[entry]]  # all 0, but the compiler does not know
            count += 1
    return count + total


def resident() -> float:
    """Megabytes that this process holds now, peers' graphs not yet among them."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096 / 1e6


def check_costs(links: Links, contacts: Sequence[Any], paths: Sequence[Any]) -> None:
    """Each path is there, costs what it says, and both ways of asking have the same best one."""
    keys = links.giver.astype(np.int64) * links.people + links.taker
    for one, other in zip(contacts, paths, strict=True):
        assert one[:1] == other[:1]
        for cost, people in (*one, *other):
            steps = np.array(people[:-1]) * links.people + np.array(people[1:])
            places = np.searchsorted(keys, steps)
            assert np.array_equal(keys[places], steps)
            assert int(links.cost[places].sum()) == cost


def both_threads(solver: EmbeddedSolver, pairs: Sequence[Pair]) -> float:
    """How much more two threads answer than one."""
    queries = [question(pair, "warmest", "contacts") for pair in pairs]

    def all_of_them(_: int) -> None:
        for query in queries:
            solver.find_introductions(query)

    with ThreadPoolExecutor(2) as threads:
        list(threads.map(all_of_them, range(2)))  # each has its own scratch now
        one = seconds(lambda: all_of_them(0))
        two = seconds(lambda: list(threads.map(all_of_them, range(2))))
    return 2 * one / two


def seconds(run: Callable[[], object]) -> float:
    """How long it takes."""
    began = time.perf_counter()
    run()
    return time.perf_counter() - began


def check_hops(shortest: Sequence[Any], hops: Sequence[float]) -> None:
    """The engine has as few links as the peer, or none where the peer needs more than four."""
    for answer, fewest in zip(shortest, hops, strict=False):
        mine = len(answer[0][1]) - 1 if answer else MOST_LINKS + 1
        assert mine == min(fewest, MOST_LINKS + 1), (mine, fewest)


def beside_networkit(
    links: Links, pairs: Sequence[Pair], shortest: Sequence[Any], ours: float
) -> Iterator[Figure]:
    """NetworKit's bidirectional search from both ends, any one path, no limit and no order."""
    graph = networkit.GraphFromCoo((links.giver, links.taker), n=links.people, directed=True)
    took, hops = [], []
    for one, other in pairs:
        began = time.perf_counter()
        search = networkit.distance.BidirectionalBFS(graph, one, other, storePred=False)
        search.run()
        hops.append(search.getDistance())
        took.append(time.perf_counter() - began)
    check_hops(shortest, hops)
    yield from times("NetworKit bidirectional BFS", took)
    ratio = quantile(took, 0.5) / ours
    yield Figure("E2 times as quick as NetworKit, p50", ratio, "×", 4, "more")


def beside_igraph(
    links: Links, pairs: Sequence[Pair], shortest: Sequence[Any], ours: float
) -> Iterator[Figure]:
    """igraph's breadth-first search, any one path."""
    ends = np.stack((links.giver, links.taker), axis=1)
    graph = igraph.Graph(links.people, ends, directed=True)
    took, hops = [], []
    for one, other in pairs[:PEERS_PAIRS]:
        began = time.perf_counter()
        hops.append(graph.distances([one], [other])[0][0])
        took.append(time.perf_counter() - began)
    check_hops(shortest, hops)
    yield from times("igraph distances", took)
    yield Figure("E2 times as quick as igraph, p50", quantile(took, 0.5) / ours, "×")
