"""What a question of the Neo4j graph is told: as little as can be that makes a plan another."""

from __future__ import annotations

from datetime import date

import pytest

from services.referrals.adapters.neo4j_graph.conditions import Ground
from services.referrals.domain.members import Avoided
from services.referrals.domain.order import SCALES
from tests.support.facts import an_id

LISTS = ("avoid_people", "avoid_employers", "volunteers")


def told(*ids: int) -> dict[str, object]:
    """Of a candidate who avoids these, and whom these would introduce as volunteers."""
    some = frozenset(ids)
    avoided = Avoided(people=some, employers=frozenset(map(an_id, ids)))
    return Ground(9, avoided, date(2026, 1, 1), some, SCALES["warmest"]).parameters()


@pytest.mark.parametrize("ids", [(), (1,), (1, 2)])
def test_lists_of_few_are_alike_in_length(ids: tuple[int, ...]) -> None:
    given = told(*ids)

    for name in LISTS:
        assert len(given[name]) == 2  # type: ignore[arg-type]
        assert sum(each != "" for each in given[name]) == len(ids)  # type: ignore[attr-defined]


def test_what_is_not_there_is_said_and_not_seen_from_a_length() -> None:
    assert (told()["avoids_people"], told(1)["avoids_people"]) == (False, True)
    assert (told()["avoids_employers"], told(1)["avoids_employers"]) == (False, True)


def test_longer_lists_stay_as_they_are() -> None:
    assert told(3, 1, 2)["avoid_people"] == [f"{each:032x}" for each in (1, 2, 3)]
