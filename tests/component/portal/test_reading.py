"""A page is in its reader's language: as they chose, else as their browser asks, else English."""

from __future__ import annotations

import pytest

from services.portal.pages.reading import COOKIE, ZONE
from tests.support.portal_house import Browser
from tests.support.portal_town import ADA, Town

FEEDS = ("/feed.atom", "/feed.json", "/sitemap.xml", "/robots.txt")


@pytest.fixture
def stranger(shared_town: Town) -> Browser:
    return shared_town.house.stranger()


def language_of(browser: Browser) -> str:
    return next(browser.page.attributes("html"))["lang"]


def asking(browser: Browser, accepted: str) -> Browser:
    """The same browser, set to a language."""
    browser._client.environ_base["HTTP_ACCEPT_LANGUAGE"] = accepted
    return browser


@pytest.mark.parametrize(
    ("accepted", "language"),
    [("", "en"), ("de-AT,de;q=0.9,en;q=0.8", "de"), ("fr,en;q=0.5", "en"), ("de;q=0,en", "en")],
)
def test_a_page_is_in_the_language_that_the_browser_asks_for(
    stranger: Browser, accepted: str, language: str
) -> None:
    asking(stranger, accepted).open("/")

    assert language_of(stranger) == language
    assert stranger.headers["Content-Language"] == language
    assert {"Accept-Language", "Cookie"} <= set(stranger.headers["Vary"].split(", "))


def test_who_chooses_a_language_reads_on_in_it_where_they_were(stranger: Browser) -> None:
    stranger.open("/openings?text=door&place=")
    stranger.press("Deutsch")

    assert stranger.address == "/openings?text=door&place="
    assert language_of(stranger) == "de"
    asking(stranger, "en").open("/sign-in")
    assert language_of(stranger) == "de"
    stranger.press("English")
    assert language_of(stranger) == "en"


def test_the_choice_outlives_the_session(shared_town: Town) -> None:
    ada = shared_town.house.browser(ADA)
    ada.open("/network")
    ada.press("Deutsch")
    ada.send("/sign-out", [("token", next(iter(ada.page.forms)).fields[0][1])])

    assert language_of(ada) == "de"


def test_there_is_no_other_language_and_no_other_site_to_go_to(stranger: Browser) -> None:
    stranger.open("/")
    token = next(value for name, value in stranger.page.forms[-1].fields if name == "token")

    sent = [("token", token), ("language", "de"), ("next", "https://elsewhere.example/")]
    stranger.send("/language", sent)
    assert stranger.address == "/"
    stranger.send("/language", [("token", token), ("language", "xx"), ("next", "/")])
    assert stranger.status == 404


def test_a_foreign_form_changes_no_language(stranger: Browser) -> None:
    stranger.open("/")
    stranger.send("/language", [("token", "theirs"), ("language", "de")])

    assert stranger.status == 403
    assert COOKIE not in stranger.headers.get("Set-Cookie", "")


def test_the_answer_to_a_form_offers_no_choice_that_would_lose_what_was_typed(
    shared_town: Town,
) -> None:
    ada = shared_town.house.browser(ADA)
    ada.open("/network")
    ada.press("Propose", 422, mail="no address", lend="yes")

    assert "Deutsch" not in ada.text


@pytest.mark.parametrize("feed", FEEDS)
def test_what_machines_read_is_the_same_in_every_language(stranger: Browser, feed: str) -> None:
    answers = [
        stranger._client.get(feed, headers={"Accept-Language": accepted})
        for accepted in ("de", "en")
    ]

    assert answers[0].get_data() == answers[1].get_data()
    assert "Content-Language" not in answers[0].headers


@pytest.mark.parametrize(
    ("zone", "hour"), [("Europe/Berlin", "13:00"), ("Nowhere/Land", "12:00 UTC"), ("", "12:00 UTC")]
)
def test_times_are_by_the_clock_that_the_browser_tells(town: Town, zone: str, hour: str) -> None:
    town.asks()
    ada = town.house.browser(ADA)
    ada._client.set_cookie(ZONE, zone)
    ada.open("/requests")

    until = next(found for found in ada.page.attributes("time"))
    assert until["datetime"].endswith("T12:00+00:00")
    assert f"November 2026, {hour}" in ada.text
