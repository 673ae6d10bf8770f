"""What pages do better with a script: they change where one looks, and disturb nobody."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.support.portal_people import NARROW, People, Way
from tests.support.portal_town import ADA, FIRM, TITLE

pytestmark = pytest.mark.parametrize("way", [Way(), Way(NARROW)], ids=str, scope="module")


def stays(page: Page) -> None:
    """Mark the page, to know later whether it is still the same."""
    page.evaluate("document.documentElement.dataset.same = 'yes'")


def stayed(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.dataset.same === 'yes'"))


def test_a_search_changes_what_was_found_and_nothing_else(people: People) -> None:
    ada = people(ADA)
    ada.goto("/?q=submarine")
    stays(ada)
    search = ada.get_by_role("searchbox")
    search.fill(FIRM)
    search.press("Enter")
    expect(ada.get_by_role("link", name=TITLE)).to_be_visible()
    expect(ada).to_have_url(re.compile(f"q={FIRM}"))
    expect(ada.locator("#news")).to_have_text("A few openings within reach.")

    assert stayed(ada)
    expect(search).to_be_focused()
    ada.go_back()
    expect(ada.get_by_role("heading", name="No path found")).to_be_visible()


def test_openings_are_found_while_one_types(people: People) -> None:
    stranger = people.stranger()
    stranger.goto("/")
    stranger.goto("/openings?text=submarine")
    stays(stranger)
    stranger.get_by_label("Words").fill("")
    stranger.get_by_label("Words").press_sequentially("door")
    expect(stranger.get_by_role("link", name=TITLE)).to_be_visible()
    expect(stranger).to_have_url(re.compile("text=door"))

    assert stayed(stranger)
    stranger.go_back()  # to before the search, not to each of its letters
    expect(stranger).to_have_url(f"{people.site.url}/")


def test_an_answer_without_the_part_that_was_asked_for_comes_whole(people: People) -> None:
    ada, opening = people(ADA), people.site.town.opening
    ada.goto("/")
    ada.get_by_role("searchbox").fill(f"{people.site.url}/openings/{opening}")
    ada.get_by_role("button", name="Search").click()
    expect(ada.get_by_role("heading", name=TITLE, level=1)).to_be_visible()

    ada.goto("/")
    ada.context.clear_cookies()
    ada.get_by_role("searchbox").fill("door")
    ada.get_by_role("button", name="Search").click()
    expect(ada.get_by_role("link", name="Sign in or join")).to_be_visible()
