"""The map: everybody one knows, drawn; by keyboard, on a phone, in the dark; and as a list."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.support.keyboard import Keyboard
from tests.support.portal_people import NARROW, OVERFLOW, People, Way
from tests.support.portal_town import ADA, BEA, CAI, HANA, RITA, SOL

pytestmark = pytest.mark.parametrize(
    "way", [Way(), Way(NARROW), Way(NARROW, dark=True)], ids=str, scope="module"
)
OTHERS = (CAI, HANA, RITA, SOL)
DRAWN = """() => {
    const graph = document.getElementById('drawing')._cyreg.cy;
    return {
        names: graph.nodes('[address]').map((one) => one.data('name')).sort(),
        ties: graph.edges().length,
        chosen: graph.nodes(':selected').map((one) => one.data('name')),
        boxes: graph.nodes().map((one) => one.renderedBoundingBox({includeLabels: true})),
        ink: graph.nodes()[0].style('color'),
        size: graph.zoom() * 14,
    };
}"""


def drawn(page: Page) -> dict[str, Any]:
    expect(page.locator("#drawing canvas").first).to_be_visible()
    found: dict[str, Any] = page.evaluate(DRAWN)
    return found


def overlap(one: dict[str, float], other: dict[str, float]) -> bool:
    return (
        one["x1"] < other["x2"] - 2
        and other["x1"] < one["x2"] - 2
        and one["y1"] < other["y2"] - 2
        and other["y1"] < one["y2"] - 2
    )


@pytest.fixture
def ada(people: People) -> Page:
    for name in OTHERS:
        people.site.town.knows(ADA, name)
    page = people(ADA)
    page.goto("/network/map")
    return page


def test_every_tie_is_drawn_and_nobody_stands_on_somebody_else(ada: Page, way: Way) -> None:
    found = drawn(ada)
    boxes = found["boxes"]

    assert found["names"] == sorted([BEA, *OTHERS])
    assert found["ties"] == 5
    crossed = [(a, b) for n, a in enumerate(boxes) for b in boxes[:n] if overlap(a, b)]
    assert crossed == []
    assert all(box["x1"] >= 0 and box["x2"] <= way.width for box in boxes)
    assert found["size"] == 14
    assert (found["ink"] == "rgb(234,240,236)") is way.dark
    expect(ada.locator("#picture")).to_be_hidden()


def test_what_is_still_as_wide_as_a_turned_phone_makes_the_page_no_wider(ada: Page) -> None:
    """A drawing follows its place a moment later."""
    drawn(ada)
    ada.evaluate("document.querySelector('#drawing > div').style.minWidth = '2000px'")

    assert ada.evaluate(OVERFLOW) == 0


def test_the_list_stands_beside_it_or_below(ada: Page, way: Way) -> None:
    drawn(ada)
    picture, beside = (ada.locator(each).bounding_box() for each in ("#drawing", "#list"))
    assert picture
    assert beside

    if way.width == NARROW:
        assert beside["y"] > picture["y"] + picture["height"]
    else:
        assert beside["x"] > picture["x"] + picture["width"]


def test_by_keyboard_one_moves_through_the_people_and_opens_a_tie(ada: Page) -> None:
    drawn(ada)
    Keyboard(ada).reach("The map")
    for name in (BEA, CAI):
        ada.keyboard.press("ArrowRight")
        assert drawn(ada)["chosen"] == [name]
    ada.keyboard.press("ArrowLeft")
    expect(ada.locator("#news")).to_contain_text(f"{BEA}: ")
    ada.keyboard.press("Enter")

    bea = ada.get_by_role("article").filter(has_text=BEA)
    expect(bea.get_by_role("button", name="Save my answer")).to_be_visible()


def test_who_has_the_focus_on_the_list_is_shown_on_the_map(ada: Page) -> None:
    drawn(ada)
    ada.get_by_role("link", name=HANA).focus()

    assert drawn(ada)["chosen"] == [HANA]


def test_a_click_opens_the_tie(ada: Page) -> None:
    found = drawn(ada)
    place = ada.evaluate(
        """(name) => document.getElementById('drawing')._cyreg.cy
            .nodes().filter((one) => one.data('name') === name)[0].renderedPosition()""",
        HANA,
    )
    assert HANA in found["names"]
    ada.locator("#drawing").click(position=place)

    hana = ada.get_by_role("article").filter(has_text=HANA)
    expect(hana.get_by_role("button", name="Save my answer")).to_be_visible()
