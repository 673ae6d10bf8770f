"""Who meets whom: people know each other from teams, classes and groups, and a few from afar.

The result is not uniform. Pairs meet inside circles (hence triangles), sociable people far more
often than others (hence a heavy tail of degrees), and some meet across industries (bridges).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations
from random import Random

from shared.cli.sample.cast import CAST
from shared.cli.sample.identity import key_of
from shared.cli.sample.shapes import SampleGroup, SamplePerson

MOST_TIES = 56
ENOUGH_TIES = 5.4  # per person; each tie counts at both ends
HUBS = 3
Graph = dict[str, list[str]]


def crowd_pairs(
    random: Random, crowd: list[SamplePerson], groups: tuple[SampleGroup, ...]
) -> list[tuple[str, str]]:
    """The pairs of the crowd that know each other, each once."""
    sociable = {person.key: min(random.lognormvariate(-0.05, 0.6), 3.5) for person in crowd}
    meeting = _Meeting(random, sociable)
    for members, chance in _circles(crowd, groups):
        meeting.within(members, chance)
    everybody = [person.key for person in crowd]
    meeting.far_away(everybody)
    meeting.through_friends(everybody)
    meeting.hubs(everybody)
    meeting.nobody_alone(crowd)
    return meeting.pairs


def stage_pairs(
    random: Random, crowd: list[SamplePerson], pairs: list[tuple[str, str]]
) -> list[tuple[str, str]]:
    """Whom the cast knows in the crowd: colleagues or compatriots, and their friends."""
    friends = graph_of(pairs)
    met = []
    for row in CAST:
        workplace = row.jobs[-1].split("/")[0]
        near = [p for p in crowd if workplace in p.current_employers()]
        near += [p for p in crowd if p.country == row.country and p not in near]
        keys = [p.key for p in near or crowd]
        known: list[str] = []
        while len(known) < row.crowd:
            through = friends[random.choice(known)] if known and random.random() < 0.6 else []
            pool = [each for each in through if each in keys] or keys[:12]
            known += [each for each in [random.choice(pool)] if each not in known]
        met += [(key_of(row.name), each) for each in known]
    return met


def graph_of(pairs: Iterable[tuple[str, str]]) -> Graph:
    """Neighbours of everybody, in the order met."""
    graph: Graph = defaultdict(list)
    for one, other in pairs:
        graph[one].append(other)
        graph[other].append(one)
    return graph


def _circles(
    crowd: list[SamplePerson], groups: tuple[SampleGroup, ...]
) -> list[tuple[list[str], float]]:
    """Circles with the chance that two average people in them know each other."""
    found: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for person in crowd:
        for job in person.employments:
            era = "now" if job.ended is None else str(job.ended.year // 4)
            found[("employer", job.employer, era)].append(person.key)
            found[("team", job.employer, job.team or "")].append(person.key)
        for school in person.educations:
            found[("class", school.school, str(school.ended.year // 3))].append(person.key)
    chances = {"employer": 0.55, "team": 0.55, "class": 0.55}
    circles = [(members, chances[kind]) for (kind, *_), members in found.items()]
    inside = {person.key for person in crowd}
    for group in groups:
        members = [member.person for member in group.members if member.person in inside]
        circles.append((members, 0.25))
    return circles


class _Meeting:
    """The ties met so far; refuses a pair twice and anybody's tie beyond MOST_TIES."""

    def __init__(self, random: Random, sociable: dict[str, float]) -> None:
        self._random = random
        self._sociable = sociable
        self._friends: dict[str, set[str]] = defaultdict(set)
        self.pairs: list[tuple[str, str]] = []

    def within(self, members: list[str], chance: float) -> None:
        for one, other in combinations(dict.fromkeys(members), 2):
            warmth = chance * self._sociable[one] * self._sociable[other]
            if self._random.random() < min(warmth, 0.92):
                self._meet(one, other)

    def through_friends(self, everybody: list[str]) -> None:
        """Friends of one person get to know each other, until ties suffice: closes triangles."""
        while len(self.pairs) < ENOUGH_TIES * len(everybody):
            person = self._random.choice(everybody)
            friends = sorted(self._friends[person])
            if len(friends) >= 2:
                self._meet(*self._random.sample(friends, k=2))

    def far_away(self, everybody: list[str]) -> None:
        """One person in five knows somebody of another country or trade: bridges."""
        for person in everybody:
            if self._random.random() < 0.2 * self._sociable[person]:
                self._meet(person, self._random.choice(everybody))

    def hubs(self, everybody: list[str]) -> None:
        """A few know people everywhere, met around those they know already."""
        ranked = sorted(everybody, key=lambda key: (-len(self._friends[key]), key))
        for hub, goal in zip(ranked[:HUBS], (MOST_TIES, 49, 44), strict=True):
            while len(self._friends[hub]) < goal:
                start = self._random.choice(everybody)
                for near in [start, *sorted(self._friends[start])[:3]]:
                    self._meet(hub, near)

    def nobody_alone(self, crowd: list[SamplePerson]) -> None:
        """Everybody knows at least two: people of their own country, if nobody else."""
        for person in crowd:
            near = [each.key for each in crowd if each.country == person.country]
            while len(self._friends[person.key]) < 2:
                self._meet(person.key, self._random.choice(near))

    def _meet(self, one: str, other: str) -> None:
        full = max(len(self._friends[one]), len(self._friends[other])) >= MOST_TIES
        if one == other or full or other in self._friends[one]:
            return
        self._friends[one].add(other)
        self._friends[other].add(one)
        self.pairs.append((one, other))
