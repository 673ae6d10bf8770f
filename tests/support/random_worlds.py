"""Small worlds with everything in them that the definition of a path speaks of, from a seed."""

from __future__ import annotations

from random import Random
from uuid import UUID

from shared.contracts.envelope import Event
from tests.support.facts import LONG_AGO, TODAY, employer, in_group, opening, person, tie, works_at

COSTS = (30, 60, 90, 120)  # few and commensurable, so that ties in cost are common
AUDIENCES = ("public", "members", "network", "network", "unlisted")


class World:
    """Facts about at most eight people, four employers, two groups and four openings."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        # In every other world most people help, so that there are many paths to choose from.
        self.kind = bool(seed % 2)
        self.people = self._ids(self.random.randint(3, 8))
        self.employers = self._ids(4)
        self.groups = self._ids(2)
        self.facts: list[Event] = [
            *self._employers(),
            *self._people(),
            *self._ties(),
            *self._openings(),
        ]

    def _ids(self, count: int) -> list[UUID]:
        # Of all 128 bits: signed comparison or comparison by index would show.
        return [UUID(int=self.random.getrandbits(128)) for _ in range(count)]

    def _chance(self, percent: int) -> bool:
        return self.random.random() * 100 < percent

    def _employers(self) -> list[Event]:
        parents = [None, *self.employers]
        return [employer(each, parent=self.random.choice(parents)) for each in self.employers[:3]]

    def _people(self) -> list[Event]:
        # Now and then somebody is known only from a tie.
        return [self._person(each) for each in self.people if self._chance(96)]

    def _person(self, subject: UUID) -> Event:
        return person(
            subject,
            open_to_introduce=self._chance(98 if self.kind else 85),
            weekly_cap=0 if self._chance(1 if self.kind else 15) else 2,
            willing_to_refer=self._chance(95 if self.kind else 70),
            open_to_intros=self._chance(50),
            weekly_intros=self.random.choice((0, 2, 2)),
            avoid_own_employers=self._chance(20 if self.kind else 60),
            avoid_people=self.random.sample(self.people, self.random.choice((0, 0, 0, 1, 2))),
            employments=[self._job() for _ in range(self.random.choice((0, 1, 1, 2)))],
            groups=[in_group(each, self._chance(40)) for each in self.groups if self._chance(30)],
        )

    def _job(self) -> object:
        ended = self.random.choice((None, None, TODAY, LONG_AGO))
        return works_at(self.random.choice(self.employers), ended=ended)

    def _ties(self) -> list[Event]:
        density = self.random.choice((50, 70, 90) if self.kind else (25, 45, 70))
        return [
            tie(
                one,
                other,
                cost=self.random.choice(COSTS),
                back=self.random.choice(COSTS),
                lent=self._chance(95 if self.kind else 75),
            )
            for index, one in enumerate(self.people)
            for other in self.people[index + 1 :]
            if self._chance(density)
        ]

    def _openings(self) -> list[Event]:
        return [
            opening(
                each,
                self.random.choice(self.employers),
                audience=self.random.choice(AUDIENCES),
                max_introducers=self.random.randint(0, 3),
                state=self.random.choice(("published", "published", "published", "paused")),
                hiring_manager=self.random.choice([None, *self.people]),
                recruiters=self.random.sample(self.people, self.random.choice((0, 0, 1))),
            )
            for each in self._ids(4)
        ]
