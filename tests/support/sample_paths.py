"""Plain enumeration of introduction paths in a sample network, written only for the tests.

It follows `paths.md` word by word and slowly, so that the scenes can be checked without the
engine: every simple path of at most four links, with the costs of profiles' strength table.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from services.profiles.domain import strength as table
from shared.cli.sample.shapes import SampleOpening, SamplePerson, SampleTie
from shared.cli.sample.whole import SampleNetwork


@dataclass(frozen=True)
class Path:
    """Who is asked in which order, from the candidate to the target."""

    people: tuple[str, ...]
    cost: int

    @property
    def contact(self) -> str:
        return self.people[1]

    @property
    def introducers(self) -> int:
        return len(self.people) - 2


@dataclass(frozen=True)
class Paths:
    """Every question of the tests, asked of one network."""

    network: SampleNetwork

    @cached_property
    def _people(self) -> dict[str, SamplePerson]:
        return {person.key: person for person in self.network.people}

    @cached_property
    def _headcount(self) -> dict[str, int]:
        return {employer.key: employer.headcount for employer in self.network.employers}

    @cached_property
    def _contacts(self) -> dict[str, set[str]]:
        contacts: dict[str, set[str]] = {key: set() for key in self._people}
        for tie in self.network.ties:
            contacts[tie.one].add(tie.other)
            contacts[tie.other].add(tie.one)
        return contacts

    @cached_property
    def _links(self) -> dict[str, dict[str, tuple[int, bool]]]:
        links: dict[str, dict[str, tuple[int, bool]]] = {key: {} for key in self._people}
        for tie in self.network.ties:
            cost = table.step_cost(self.strength(tie))
            links[tie.one][tie.other] = links[tie.other][tie.one] = (cost, tie.lent)
        return links

    @cached_property
    def _affiliates(self) -> dict[str, str]:
        parents = {employer.key: employer.parent for employer in self.network.employers}
        tops = dict.fromkeys(parents, "")
        for key in parents:
            top = key
            while (above := parents[top]) is not None:
                top = above
            tops[key] = top
        return tops

    def strength(self, tie: SampleTie) -> float:
        """S by the table of `domain.md`, past introductions apart: there are none yet."""
        evidence = [table.listed()] if tie.listed_both else []
        if tie.messages:
            days = (self.network.today - tie.messages.last_on).days
            evidence.append(table.messages(tie.messages.sent, tie.messages.received, days))
        if tie.meetings:
            days = (self.network.today - tie.meetings.last_on).days
            evidence.append(table.meetings(tie.meetings.count, days))
        evidence += self._in_common(self._people[tie.one], self._people[tie.other])
        answers = [a and table.OwnAnswer(a) for a in (tie.answer_one, tie.answer_other)]
        return table.strength(evidence, [answer or None for answer in answers])

    def _in_common(self, one: SamplePerson, other: SamplePerson) -> Iterator[table.Evidence]:
        for mine in one.employments:
            for theirs in other.employments:
                if mine.employer == theirs.employer:
                    until = min(
                        mine.ended or self.network.today, theirs.ended or self.network.today
                    )
                    months = round((until - max(mine.started, theirs.started)).days / 30.44)
                    yield table.worked_together(months, self._headcount[mine.employer])
        if any(a.school == b.school and a.started <= b.ended and b.started <= a.ended
               for a in one.educations for b in other.educations):  # fmt: skip
            yield table.same_school()
        if set(one.memberships) & set(other.memberships):
            yield table.same_association()
        ours, theirs_too = self._contacts[one.key], self._contacts[other.key]
        if either := (ours | theirs_too) - {one.key, other.key}:
            yield table.shared_contacts(len(ours & theirs_too) / len(either))

    def volunteers_for(self, candidate: str) -> set[str]:
        """Volunteers of the groups the candidate belongs to, who are no contacts of theirs."""
        mine = [g for g in self.network.groups if candidate in {m.person for m in g.members}]
        found = {m.person for group in mine for m in group.members if m.volunteer}
        return found - {candidate} - set(self._links[candidate])

    def avoided_employers(self, candidate: str) -> set[str]:
        """The candidate's current employers with all their affiliates."""
        tops = {self._affiliates[each] for each in self._people[candidate].current_employers()}
        return {key for key, top in self._affiliates.items() if top in tops}

    def fit(self, person: str, candidate: str, avoid_own: bool) -> bool:
        """Whether that person may introduce the candidate."""
        asked, asker = self._people[person], self._people[candidate]
        shunned = self.avoided_employers(candidate) if avoid_own else set()
        return (
            asked.settings.open_to_introduce
            and person not in asker.avoid_people
            and not shunned & set(asked.current_employers())
        )

    def between(
        self, candidate: str, target: str, most: int = 3, avoid_own: bool = True
    ) -> list[Path]:
        """All paths, warmest first."""
        first = {other: cost for other, (cost, _) in self._links[candidate].items()}
        first |= dict.fromkeys(self.volunteers_for(candidate), table.HIGHEST_COST)
        fit = {key for key in self._people if self.fit(key, candidate, avoid_own)}
        found = []
        stack = [Path((candidate, key), cost) for key, cost in first.items()]
        while stack:
            path = stack.pop()
            if path.people[-1] == target:
                found.append(path)
            elif path.introducers < most and path.people[-1] in fit:
                stack += self._further(path)
        return sorted(found, key=lambda path: (path.cost, path.introducers, path.people))

    def _further(self, path: Path) -> Iterator[Path]:
        for other, (cost, lent) in self._links[path.people[-1]].items():
            if lent and other not in path.people:
                yield Path((*path.people, other), path.cost + cost)

    def targets(self, candidate: str, opening: SampleOpening) -> set[str]:
        """Who could refer: the accepted hiring manager and willing colleagues."""
        staff = [p for p in self.network.people if opening.employer in p.current_employers()]
        found = {person.key for person in staff if person.settings.willing_to_refer}
        manager = opening.hiring_manager
        if manager and opening.hiring_answer == "accepted":
            found |= {manager} if self._people[manager].settings.open_to_intros else set()
        return found - {candidate} - set(self._people[candidate].avoid_people)

    def to_opening(
        self, candidate: str, key: str, most: int = 3, avoid_own: bool = True
    ) -> list[Path]:
        """All paths to anybody who could refer, warmest first."""
        targets = self.targets(candidate, self.network.opening(key))
        found = [
            path for each in targets for path in self.between(candidate, each, most, avoid_own)
        ]
        return sorted(found, key=lambda path: (path.cost, path.introducers, path.people))


def without_tie(network: SampleNetwork, one: str, other: str) -> SampleNetwork:
    """The network after that tie ended."""
    left = tuple(tie for tie in network.ties if tie.ends != {one, other})
    assert len(left) == len(network.ties) - 1
    return replace(network, ties=left)


def with_tie_lent(network: SampleNetwork, one: str, other: str) -> SampleNetwork:
    """The network after both ends lend that tie."""
    ties = tuple(
        replace(tie, lend_one=True, lend_other=True) if tie.ends == {one, other} else tie
        for tie in network.ties
    )
    return replace(network, ties=ties)


def with_person(network: SampleNetwork, changed: SamplePerson) -> SampleNetwork:
    """The network after that person changed something of their own."""
    people = tuple(changed if each.key == changed.key else each for each in network.people)
    return replace(network, people=people)
