"""One service is stopped, of three that answer over HTTP: every page still says something useful,
and what. Then it comes back, and every page is whole again.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from services.portal.words import SERVICES_DO
from shared.errors import Unavailable
from tests.support.lived_in_town import BLURB, Happened, lived_in
from tests.support.portal_house import Browser
from tests.support.portal_places import Place, places
from tests.support.portal_site import NOBODY, Site, open_site
from tests.support.portal_town import ADA, CAI, SOL
from tests.support.three_services import NAMES
from tests.support.xss import CORPUS

MISSING = "so a part of this page is missing"
OF_OPERATOR = "operator"
FEWEST = {"profiles": 35, "postings": 40, "referrals": 25}
"""So many of the pages have to show more than that something does not work."""


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, Happened]]:
    furnished, happened = lived_in(tmp_path_factory.mktemp("lived_in"))
    with ExitStack() as closing:
        folder = tmp_path_factory.mktemp("site")
        yield open_site(furnished, folder, closing, over_http=True), happened


@pytest.fixture(scope="module")
def site(town: tuple[Site, Happened]) -> Site:
    return town[0]


@pytest.fixture(scope="module")
def happened(town: tuple[Site, Happened]) -> Happened:
    return town[1]


class Visitors:
    """Everybody at their browser, over HTTP between the portal and the services."""

    def __init__(self, site: Site) -> None:
        self._house = site.town.house
        self._browsers: dict[str, Browser] = {}

    def of(self, who: str) -> Browser:
        if who not in self._browsers:
            house = self._house
            self._browsers[who] = house.stranger() if who == NOBODY else house.browser(who)
        return self._browsers[who]

    def at(self, place: Place) -> tuple[int, str]:
        """Status and text of a page."""
        browser = self.of(place.who)
        return browser.visit(place.address), browser.text


@pytest.fixture(autouse=True)
def _a_minute_later(site: Site) -> None:
    """Somebody may ask for paths only so many times a minute."""
    site.town.house.three.advance(seconds=61)


@pytest.fixture(scope="module")
def visitors(site: Site) -> Visitors:
    return Visitors(site)


@pytest.fixture(scope="module")
def whole(visitors: Visitors, happened: Happened) -> dict[Place, tuple[int, str]]:
    """How each page is while everything works."""
    return {place: visitors.at(place) for place in places(happened)}


@pytest.fixture(params=NAMES)
def stopped(
    request: pytest.FixtureRequest, site: Site, whole: dict[Place, tuple[int, str]]
) -> Iterator[str]:
    """One of the three, that does not answer until the end of the test."""
    name: str = request.param
    site.services[name].stop()
    yield name
    site.services[name].start()


def test_every_page_says_what_does_not_work_and_what_still_does(
    stopped: str, visitors: Visitors, whole: dict[Place, tuple[int, str]]
) -> None:
    mute, useful = [], 0
    for place, (status, text) in whole.items():
        seen, said = visitors.at(place)
        if (seen, said) == (status, text) or (
            seen == status and says_what_is_missing(said, stopped)
        ):
            useful += 1
        elif place.name == OF_OPERATOR:
            assert f"{stopped}: does not answer" in said
        elif not (seen == 503 and says_what_works(said, stopped)):
            mute.append((place.name, seen, said))

    assert mute == []
    assert useful >= FEWEST[stopped]


def says_what_is_missing(text: str, stopped: str) -> bool:
    return f"{SERVICES_DO[stopped]} do not work" in text and MISSING in text


def says_what_works(text: str, stopped: str) -> bool:
    """What does not, what does, and when to come back."""
    others = [does for name, does in SERVICES_DO.items() if name != stopped]
    return (
        f"{SERVICES_DO[stopped]} do not work right now. Try again in a minute." in text
        and all(f"{each}." in text for each in others)
        and "What still works" in text
    )


@pytest.mark.parametrize("service", NAMES)
def test_what_comes_back_is_whole_again(
    service: str, site: Site, visitors: Visitors, whole: dict[Place, tuple[int, str]]
) -> None:
    some = [place for place in whole if place.who in (ADA, SOL)]
    site.services[service].stop()
    for place in some:
        visitors.at(place)
    site.services[service].start()

    changed = [place.name for place in some if visitors.at(place) != whole[place]]
    assert changed == []


def test_nobody_is_said_to_have_left_whose_name_cannot_be_read(
    site: Site, visitors: Visitors, happened: Happened
) -> None:
    site.services["profiles"].stop()
    try:
        for place in places(happened):
            _, text = visitors.at(place)
            assert "Somebody who left" not in text, place
    finally:
        site.services["profiles"].start()


@pytest.mark.parametrize(
    ("service", "opening"), [("profiles", "members"), ("referrals", "network")]
)
def test_an_ask_that_could_not_be_sent_is_kept_and_sent_later_once(
    service: str, opening: str, site: Site, happened: Happened
) -> None:
    ada = site.town.house.browser(ADA)
    ada.open(f"/openings/{happened.openings[opening]}/ask?contact={happened.people[CAI]}")
    form, pressed = ada.page.form_with("Ask Cai")
    typed = f"{BLURB} {CORPUS[0]}"
    fields = [(name, typed if name == "blurb" else value) for name, value in form.fields]
    sent = [*fields, (pressed.name, pressed.value)]
    site.services[service].stop()
    try:
        status = ada.send(form.action, sent)
    finally:
        site.services[service].start()
    if status == 503:
        assert "What you typed" in ada.text
        assert typed in ada.text
        assert "sending it again does it once, not twice" in ada.text
        ada.send(form.action, sent)

    listed = site.town.house.call(ADA, "referrals", "GET", "/v1/introductions")["items"]
    assert sum(each["opening_id"] == happened.openings[opening] for each in listed) == 1


def test_without_its_own_store_the_portal_says_that_it_has_to_wait(
    site: Site, happened: Happened, visitors: Visitors, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = site.town.house.browser(ADA)
    ada.open("/me")
    form, _ = ada.page.form_with("Save")
    sessions = type(site.town.house.container.sessions)

    def away(*_: object) -> None:
        raise Unavailable("store_away", "The store does not answer.")

    with monkeypatch.context() as broken:
        # The store of a process cannot be taken away from inside it on every kind of store.
        broken.setattr(sessions, "find", away)
        for place in places(happened):
            if place.who != NOBODY:
                status, text = visitors.at(place)
                assert (status, "The portal has to wait" in text) == (503, True), place
        typed = [(name, "Carpenter" if name == "headline" else each) for name, each in form.fields]
        assert ada.send(form.action, typed) == 503
        assert "Carpenter" in ada.text
    assert ada.send(form.action, typed) == 200
    assert "Saved." in ada.text
