"""An access token lasts a quarter of an hour and is renewed at profiles. While profiles is away for
longer than that, nobody is signed out by it, and every page still says something useful.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from tests.support.lived_in_town import Happened, lived_in
from tests.support.portal_house import Browser
from tests.support.portal_places import places
from tests.support.portal_site import NOBODY, Site, open_site
from tests.support.portal_town import ADA, TITLE

MISSING = "so a part of this page is missing"
LATER = 16 * 60  # seconds


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, Happened]]:
    furnished, happened = lived_in(tmp_path_factory.mktemp("lived_in"))
    with ExitStack() as closing:
        yield open_site(furnished, tmp_path_factory.mktemp("site"), closing), happened


@pytest.fixture
def browsers(town: tuple[Site, Happened]) -> Iterator[dict[str, Browser]]:
    """Everybody signed in, and a quarter of an hour later, while profiles is away."""
    site, happened = town
    house = site.town.house
    members = {place.who for place in places(happened)} - {NOBODY}
    signed_in = {who: house.browser(who) for who in members}
    house.three.advance(seconds=LATER)
    house.transport.away.add("profiles")
    yield signed_in
    house.transport.away.clear()


def test_every_page_says_why_it_has_to_wait_and_that_one_stays_signed_in(
    town: tuple[Site, Happened], browsers: dict[str, Browser]
) -> None:
    mute = []
    for place in places(town[1]):
        if place.who != NOBODY:
            browser = browsers[place.who]
            status = browser.visit(place.address)
            waits = status == 503 and "You stay signed in" in browser.text
            if not (waits or MISSING in browser.text or status == place.status):
                mute.append((place.name, status, browser.text))

    assert mute == []


def test_what_everybody_may_read_is_read_on(browsers: dict[str, Browser]) -> None:
    ada = browsers[ADA]
    ada.open("/openings")
    assert (TITLE in ada.text, MISSING in ada.text) == (True, True)
    ada.follow(TITLE)

    assert "About it" in ada.text
    assert MISSING in ada.text


def test_a_page_that_needs_to_know_who_asks_says_what_can_be_read(
    browsers: dict[str, Browser],
) -> None:
    ada = browsers[ADA]
    ada.open("/requests", expect=503)
    assert "You stay signed in" in ada.text
    ada.follow("Openings")

    assert TITLE in ada.text


def test_all_goes_on_once_it_is_back(
    town: tuple[Site, Happened], browsers: dict[str, Browser]
) -> None:
    ada = browsers[ADA]
    ada.visit("/requests")
    town[0].town.house.transport.away.clear()
    ada.open("/requests")

    assert "My requests" in ada.text
