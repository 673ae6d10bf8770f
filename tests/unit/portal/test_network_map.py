"""Where people stand on the map of one's own network."""

from __future__ import annotations

import math
from typing import Any

import pytest

from services.portal.network_map import FLAT, HEIGHT, RINGS, WIDTH, rings, spots


def tie(name: str, strength: str = "fair", lent: bool = True, **said: Any) -> dict[str, Any]:
    found = {"id": f"tie-{name}", "person": {"id": name, "name": name}, "reasons": []}
    return found | {"strength": strength, "lent": lent} | said


def distance(spot: Any) -> float:
    return math.hypot(spot.x - WIDTH / 2, (spot.y - HEIGHT / 2) / FLAT)


def test_nobody_is_an_empty_map() -> None:
    assert spots([]) == []


@pytest.mark.parametrize("strength", RINGS)
def test_the_stronger_the_nearer(strength: str) -> None:
    for each in spots([tie(f"P{number}", strength) for number in range(7)]):
        assert distance(each) == pytest.approx(RINGS[strength], abs=1.5)


def test_rings_are_named_from_the_outside_in() -> None:
    assert [name for name, _, _ in rings()] == ["weak", "fair", "strong"]
    assert sorted(RINGS.values()) == [radius for _, radius, _ in reversed(rings())]


def test_the_order_is_that_of_names_whatever_came_first() -> None:
    one = spots([tie("Cai"), tie("Ada"), tie("bea")])
    other = spots([tie("bea"), tie("Cai"), tie("Ada")])

    assert one == other
    assert [each.name for each in one] == ["Ada", "bea", "Cai"]


@pytest.mark.parametrize("count", [1, 2, 9, 40])
def test_nobody_stands_outside_or_on_somebody_else(count: int) -> None:
    found = spots([tie(f"P{number:02}", "weak") for number in range(count)])

    assert len({(each.x, each.y) for each in found}) == count
    for each in found:
        assert 20 <= each.x <= WIDTH - 20
        assert 20 <= each.y <= HEIGHT - 20


def test_names_stand_away_from_the_middle() -> None:
    for each in spots([tie(f"P{number}") for number in range(8)]):
        if each.anchor == "start":
            assert each.name_x > each.x > WIDTH / 2
        elif each.anchor == "end":
            assert each.name_x < each.x < WIDTH / 2
        else:
            assert (each.name_y > each.y) == (each.y > HEIGHT / 2)


def test_the_list_says_why_and_whether_it_is_lent() -> None:
    reasons = [{"code": "worked_together", "amount": 18}, {"code": "messages", "amount": 3}]
    (bea,) = spots([tie("Bea", "strong", lent=False, reasons=reasons)])

    assert (bea.said, bea.lent) == ("worked together 18 months, 3 messages", False)
    assert spots([tie("Cai")])[0].said == "you both said so"


def test_a_strength_that_is_new_stands_outermost() -> None:
    (one,) = spots([tie("Ada", "unheard of")])

    assert distance(one) == pytest.approx(max(RINGS.values()), abs=1.5)
