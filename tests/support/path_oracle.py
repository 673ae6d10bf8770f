"""Every path there is, straight from the definition in `docs/reference/paths.md`.

Written for tests alone: it enumerates, sorts and cuts, and shares no code with the product. Slow
on anything but a small graph, and meant to be easy to believe.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shared.contracts.envelope import Event
from shared.contracts.postings import EmployerChanged, OpeningChanged
from shared.contracts.profiles import PersonChanged, TieChanged

Steps = Mapping[int, Mapping[int, int]]
STRANGER = 120  # round(-100 ln 0.30)


@dataclass(frozen=True)
class Route:
    """A path as the oracle writes it."""

    people: tuple[int, ...]
    cost: int

    @property
    def introducers(self) -> int:
        return len(self.people) - 2

    def key(self, rank: str) -> tuple[int, int, tuple[int, ...]]:
        """Its place in the one total order of a rank."""
        if rank == "warmest":
            return self.cost, self.introducers, self.people
        return self.introducers, self.cost, self.people


def every_route(
    candidate: int, first: Mapping[int, int], lent: Steps, introducers: Collection[int], most: int
) -> list[Route]:
    """All simple paths from the candidate, to anybody, through at most `most` introducers."""

    def onward(route: Route) -> Iterator[Route]:
        yield route
        last = route.people[-1]
        if route.introducers < most and last in introducers:
            for person, cost in lent.get(last, {}).items():
                if person not in route.people:
                    yield from onward(Route((*route.people, person), route.cost + cost))

    steps = ((person, cost) for person, cost in first.items() if person != candidate)
    return [route for person, cost in steps for route in onward(Route((candidate, person), cost))]


def best(routes: Iterable[Route], rank: str, alternatives: str, k: int) -> list[Route]:
    """The best k of these routes, or of the best route through each first contact."""
    ordered = sorted(routes, key=lambda route: route.key(rank))
    if alternatives == "contacts":
        through: dict[int, Route] = {}
        for route in ordered:
            through.setdefault(route.people[1], route)
        ordered = list(through.values())
    return ordered[:k]


class Oracle:
    """What the facts say, asked in the plainest way."""

    def __init__(self, facts: Iterable[Event], today: date) -> None:
        self.today = today
        facts = list(facts)
        self.people = {f.subject: f for f in facts if isinstance(f, PersonChanged)}
        self.ties = [f for f in facts if isinstance(f, TieChanged)]
        self.employers = [f for f in facts if isinstance(f, EmployerChanged)]
        self.openings = [f for f in facts if isinstance(f, OpeningChanged)]

    def jobs(self, person: UUID) -> set[UUID]:
        return {
            job.employer_id
            for job in self.people[person].employments
            if job.started <= self.today and (job.ended is None or self.today <= job.ended)
        }

    def avoided_employers(self, candidate: UUID, own: bool | None) -> set[UUID]:
        if not (self.people[candidate].avoid_own_employers if own is None else own):
            return set()
        together = self.jobs(candidate)
        for _ in self.employers:  # a component is joined after as many rounds as it has members
            for each in self.employers:
                if each.parent_id and together & {each.subject, each.parent_id}:
                    together |= {each.subject, each.parent_id}
        return together

    def routes(self, candidate: UUID, own: bool | None) -> list[Route]:
        """Every path of the candidate, to whomever, whether or not they accept."""
        if candidate not in self.people:
            return []
        avoided = self.avoided_employers(candidate, own)
        introducers = {
            person.int
            for person, state in self.people.items()
            if person != candidate
            and state.open_to_introduce
            and state.weekly_cap
            and state.open_ask_cap
            and person not in self.people[candidate].avoid_people
            and not self.jobs(person) & avoided
        }
        first = self.volunteers(candidate) | self.steps(lent_only=False).get(candidate.int, {})
        return every_route(candidate.int, first, self.steps(lent_only=True), introducers, 3)

    def steps(self, lent_only: bool) -> dict[int, dict[int, int]]:
        steps: dict[int, dict[int, int]] = {}
        for each in self.ties:
            if each.lent or not lent_only:
                steps.setdefault(each.first.int, {})[each.second.int] = each.first_to_second_cost
                steps.setdefault(each.second.int, {})[each.first.int] = each.second_to_first_cost
        return steps

    def volunteers(self, candidate: UUID) -> dict[int, int]:
        mine = {group.group_id for group in self.people[candidate].groups}
        return {
            person.int: STRANGER
            for person, state in self.people.items()
            for group in state.groups
            if group.volunteer and group.group_id in mine and person != candidate
        }

    def accepts(self, person: UUID) -> bool:
        state = self.people.get(person)
        return state is not None and (state.willing_to_refer or self.hires(person))

    def hires(self, person: UUID) -> bool:
        state = self.people.get(person)
        return state is not None and state.open_to_intros and state.weekly_intros > 0

    def targets(self, candidate: UUID, opening: OpeningChanged) -> set[int]:
        willing = {
            person
            for person, state in self.people.items()
            if state.willing_to_refer and opening.employer_id in self.jobs(person)
        }
        if opening.hiring_manager and self.hires(opening.hiring_manager):
            willing.add(opening.hiring_manager)
        left_out = {candidate, *self.people[candidate].avoid_people}
        return {person.int for person in willing - left_out}

    def best_to_each(self, routes: Iterable[Route], targets: set[int], rank: str) -> list[Route]:
        best: dict[int, Route] = {}
        for route in sorted(routes, key=lambda each: each.key(rank)):
            if route.people[-1] in targets:
                best.setdefault(route.people[-1], route)
        return list(best.values())

    def reachable(
        self, candidate: UUID, routes: list[Route], most: int, rank: str, own: bool | None
    ) -> list[tuple[Route, UUID]]:
        """Every opening that the candidate sees and reaches, with the best path, in order."""
        avoided = self.avoided_employers(candidate, own)
        found = []
        for opening in self.openings:
            within = [r for r in routes if r.introducers <= most]
            ways = self.best_to_each(within, self.targets(candidate, opening), rank)
            nearest = min(
                (way.introducers for way in self._nearest(within, candidate, opening)), default=None
            )
            hidden = (
                opening.state != "published"
                or opening.audience == "unlisted"
                or (opening.audience == "network" and (nearest or 0) > opening.max_introducers)
                or candidate in (opening.hiring_manager, *opening.recruiters)
                or opening.employer_id in avoided
            )
            if ways and not hidden:
                found.append((ways[0], opening.subject))
        return sorted(found, key=lambda each: (each[0].key(rank), each[1].int))

    def _nearest(
        self, routes: list[Route], candidate: UUID, opening: OpeningChanged
    ) -> list[Route]:
        return self.best_to_each(routes, self.targets(candidate, opening), "shortest")
