"""Degrees and clustering are those of a real network, not of a uniform random one."""

from collections import Counter, deque
from itertools import combinations
from statistics import mean, median

import pytest

from shared.cli.sample import SampleNetwork, generate

SEEDS = (7, 1, 2, 3)
Graph = dict[str, set[str]]


@pytest.fixture(scope="module", params=SEEDS)
def any_network(request: pytest.FixtureRequest, network: SampleNetwork) -> SampleNetwork:
    return network if request.param == 7 else generate(request.param, today=network.today)


@pytest.fixture(scope="module")
def graph(any_network: SampleNetwork) -> Graph:
    built: Graph = {person.key: set() for person in any_network.people}
    for tie in any_network.ties:
        built[tie.one].add(tie.other)
        built[tie.other].add(tie.one)
    return built


def degrees(graph: Graph) -> list[int]:
    return sorted(len(friends) for friends in graph.values())


def clustering(graph: Graph) -> float:
    """The mean, over people, of the share of their pairs of friends that know each other."""
    return mean(closed_share(graph, friends) for friends in graph.values())


def closed_share(graph: Graph, friends: set[str]) -> float:
    pairs = list(combinations(sorted(friends), 2))
    return sum(other in graph[one] for one, other in pairs) / len(pairs) if pairs else 0.0


def steps_from(graph: Graph, start: str) -> dict[str, int]:
    steps, waiting = {start: 0}, deque([start])
    while waiting:
        here = waiting.popleft()
        for friend in graph[here] - steps.keys():
            steps[friend] = steps[here] + 1
            waiting.append(friend)
    return steps


def test_the_mean_degree_is_between_10_and_14(graph: Graph) -> None:
    assert 10 <= mean(degrees(graph)) <= 14


def test_the_best_connected_know_about_sixty(graph: Graph) -> None:
    assert 50 <= degrees(graph)[-1] <= 65


def test_degrees_have_a_heavy_tail(graph: Graph) -> None:
    found = degrees(graph)

    assert median(found) < mean(found)
    assert found[-1] > 4 * median(found)
    assert sum(found[-30:]) > 0.2 * sum(found)


def test_degrees_are_far_more_spread_than_by_chance(graph: Graph) -> None:
    """Uniform random ties give a variance of about the mean (a Poisson law)."""
    found = degrees(graph)
    variance = mean((degree - mean(found)) ** 2 for degree in found)

    assert variance > 4 * mean(found)


def test_acquaintances_know_each_other(graph: Graph) -> None:
    assert clustering(graph) >= 0.25


def test_clustering_is_many_times_that_of_a_random_network(graph: Graph) -> None:
    """In a uniform random network it is the chance that any two people know each other."""
    by_chance = mean(degrees(graph)) / (len(graph) - 1)

    assert clustering(graph) > 4 * by_chance


def test_everybody_is_connected_by_a_few_steps(graph: Graph) -> None:
    steps = [steps_from(graph, start) for start in sorted(graph)[::10]]

    assert {len(reached) for reached in steps} == {len(graph)}
    assert 2.2 < mean(n for reached in steps for n in reached.values() if n) < 4.0


def test_most_ties_stay_within_an_industry_and_some_are_bridges(
    any_network: SampleNetwork,
) -> None:
    industry = {employer.key: employer.industry for employer in any_network.employers}
    works_in = {p.key: industry[p.employments[-1].employer] for p in any_network.people}
    kinds = Counter(works_in[tie.one] == works_in[tie.other] for tie in any_network.ties)

    assert 0.2 < kinds[False] / kinds.total() < 0.5


def test_most_ties_are_lent_and_some_are_kept(any_network: SampleNetwork) -> None:
    kept = sum(not tie.lent for tie in any_network.ties) / len(any_network.ties)

    assert 0.05 < kept < 0.2
