"""`paths solve` on random directed links answers with what plain enumeration finds."""

from __future__ import annotations

from itertools import permutations, product
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.support.path_oracle import Route, best, every_route
from tests.support.solving import Batch, Link

Query = tuple[int, int, str, str]


class Directed:
    """People and links that need not go both ways, as the files have them."""

    def __init__(self, seed: int) -> None:
        dice = Random(seed)
        ids = [dice.randrange(2**63) for _ in range(dice.randint(4, 7))]
        self.people = {
            person: (dice.random() < 0.85, dice.random() < 0.85, dice.choice((None, 1, 2)))
            for person in ids[:-1]  # of the last one only links tell
        }
        self.links: list[Link] = [
            (giver, taker, dice.choice((1, 40, 80, 127)), int(dice.random() < 0.8))
            for giver, taker in permutations(ids, 2)
            if dice.random() < 0.6
        ]
        self.queries: list[Query] = [
            (one, other, *dice.choice([("", ""), (f"{ids[0]};5", ""), ("", "2"), ("", "1;3")]))
            for one, other in permutations(ids, 2)
        ]

    def expected(self, query: Query, rank: str, alternatives: str, most: int) -> list[Any]:
        candidate, target, *_ = query
        available, accepts, employer = 0, 1, 2
        avoided = [{int(part) for part in field.split(";") if part} for field in query[2:]]
        introducers = {
            person
            for person in {end for giver, taker, *_ in self.links for end in (giver, taker)}
            if person not in avoided[0]
            and self._of(person)[available]
            and self._of(person)[employer] not in avoided[1]
        }
        routes = every_route(
            candidate, self._steps().get(candidate, {}), self._steps(lent=True), introducers, most
        )
        ways = [way for way in routes if way.people[-1] == target and self._of(target)[accepts]]
        return [written(way) for way in best(ways, rank, alternatives, 4)]

    def _of(self, person: int) -> tuple[bool, bool, int | None]:
        return self.people.get(person, (True, True, None))

    def _steps(self, lent: bool = False) -> dict[int, dict[int, int]]:
        steps: dict[int, dict[int, int]] = {}
        for giver, taker, cost, shared in self.links:
            if shared or not lent:
                steps.setdefault(giver, {})[taker] = cost
        return steps


def written(route: Route) -> dict[str, Any]:
    return {"people": list(route.people), "cost": route.cost}


@pytest.mark.parametrize("seed", range(12))
def test_every_option_answers_as_enumeration_does(tmp_path: Path, seed: int) -> None:
    world = Directed(seed)
    batch = Batch(tmp_path, world.links)
    batch.people(
        (person, int(available), int(accepts), "" if employer is None else employer)
        for person, (available, accepts, employer) in world.people.items()
    )

    for rank, kind, most in product(("warmest", "shortest"), ("contacts", "paths"), range(4)):
        options = ["--rank", rank, "--alternatives", kind, "--max-introducers", str(most)]
        answers = batch.ask(world.queries, *options, "-k", "4")

        assert answers == [world.expected(query, rank, kind, most) for query in world.queries]
