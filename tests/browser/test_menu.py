"""The menu on a phone: one line, in every language, and where one is can be seen."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.support.portal_people import NARROW, People, Way
from tests.support.portal_town import ADA

pytestmark = pytest.mark.parametrize(
    "way", [Way(NARROW), Way(NARROW, scripts=False)], ids=str, scope="module"
)
PARTS = ("/", "/openings", "/requests", "/asked", "/network", "/work")
SMALLEST = 24


def menu_is_one_line(page: Page) -> None:
    menu = page.get_by_role("navigation").first
    boxes = [each.bounding_box() for each in menu.get_by_role("link").all()]
    found = [box for box in boxes if box]

    assert len(found) == len(PARTS)
    assert len({box["y"] for box in found}) == 1
    assert min(box["height"] for box in found) >= SMALLEST
    expect(menu.locator("[aria-current]")).to_be_in_viewport(ratio=0.99)


@pytest.mark.parametrize("language", ["English", "Deutsch"])
def test_it_is_one_line_and_shows_where_one_is(people: People, language: str) -> None:
    ada = people(ADA)
    ada.goto("/me")
    if language == "Deutsch":
        ada.get_by_role("button", name="Deutsch").click()
        expect(ada.locator("html")).to_have_attribute("lang", "de")
    for part in PARTS:
        ada.goto(part)
        menu_is_one_line(ada)


def test_what_is_out_of_sight_comes_into_view_by_keyboard(people: People) -> None:
    ada = people(ADA)
    ada.goto("/")
    last = ada.get_by_role("link", name="At work")
    last.focus()

    expect(last).to_be_in_viewport(ratio=0.99)
