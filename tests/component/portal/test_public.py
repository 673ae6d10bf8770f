"""What machines of the open web are told: public openings, and no word of any other."""

from __future__ import annotations

import json
from typing import Any
from xml.etree import ElementTree

import pytest

from tests.support.portal_house import PUBLIC, Browser
from tests.support.portal_town import ADA, HANA, RITA, TITLE, Town

ATOM = "{http://www.w3.org/2005/Atom}"
SITE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
HIDDEN = {
    "members": "Members Engineer",
    "network": "Network Engineer",
    "unlisted": "Unlisted Engineer",
}


@pytest.fixture(scope="module")
def town(shared_town: Town) -> Town:
    """With an opening for each other audience, and one whose words would break out of a page."""
    for audience, title in HIDDEN.items():
        shared_town.post_opening(audience=audience, title=title)
    shared_town.hostile = shared_town.post_opening(  # type: ignore[attr-defined]
        title="</script><script>alert(1)</script> & Sons", remote=True, countries=["PT", "ES"]
    )
    return shared_town


@pytest.fixture
def stranger(town: Town) -> Browser:
    return town.house.stranger()


def posting(browser: Browser) -> Any:
    """The JobPosting that the page carries."""
    begins = '<script type="application/ld+json">'
    assert browser.html.count(begins) == 1
    return json.loads(browser.html.partition(begins)[2].partition("</script>")[0])


def test_a_public_opening_is_a_job_posting(stranger: Browser, town: Town) -> None:
    stranger.open(f"/openings/{town.opening}")
    told = posting(stranger)

    assert told["@type"] == "JobPosting"
    assert (told["title"], told["hiringOrganization"]["name"]) == (TITLE, "Oakworks")
    assert told["jobLocation"]["address"]["addressLocality"] == "Lisbon"
    assert told["jobLocation"]["address"]["addressCountry"] == "PT"
    assert told["baseSalary"]["value"]["minValue"] == 40000
    assert told["employmentType"] == "FULL_TIME"
    assert told["url"] == f"{PUBLIC}/openings/{town.opening}"
    assert {"datePosted", "description", "identifier"} <= told.keys()


def test_a_remote_one_says_from_where(stranger: Browser, town: Town) -> None:
    stranger.open(f"/openings/{town.hostile}")  # type: ignore[attr-defined]
    told = posting(stranger)

    assert told["jobLocationType"] == "TELECOMMUTE"
    assert [each["name"] for each in told["applicantLocationRequirements"]] == ["PT", "ES"]


def test_a_title_cannot_end_the_element_it_stands_in(stranger: Browser, town: Town) -> None:
    stranger.open(f"/openings/{town.hostile}")  # type: ignore[attr-defined]

    assert posting(stranger)["title"] == "</script><script>alert(1)</script> & Sons"
    assert "<script>alert" not in stranger.html


def test_nobody_behind_an_opening_is_named_to_machines(stranger: Browser, town: Town) -> None:
    for address in (f"/openings/{town.opening}", "/feed.atom", "/feed.json", "/sitemap.xml"):
        stranger.open(address)
        for name in (HANA, RITA):
            assert name not in stranger.html
            assert town.id(name) not in stranger.html


@pytest.mark.parametrize("address", ["/feed.atom", "/feed.json", "/sitemap.xml"])
def test_only_public_openings_are_listed(stranger: Browser, town: Town, address: str) -> None:
    stranger.open(address)

    assert town.opening in stranger.html
    for title in HIDDEN.values():
        assert title not in stranger.html
    assert stranger.html.count(f"{PUBLIC}/openings/") >= 2


def test_being_signed_in_changes_nothing_in_the_feeds(stranger: Browser, town: Town) -> None:
    ada = town.house.browser(ADA)
    for address in ("/feed.atom", "/feed.json", "/sitemap.xml"):
        stranger.open(address)
        ada.open(address)
        assert ada.html == stranger.html


def test_the_site_map_is_one(stranger: Browser, town: Town) -> None:
    stranger.open("/sitemap.xml")
    tree = ElementTree.fromstring(stranger.html)
    found = [each.findtext(f"{SITE}loc") for each in tree]

    assert f"{PUBLIC}/openings/{town.opening}" in found
    assert all(len(each.findtext(f"{SITE}lastmod") or "") == 10 for each in tree)


def test_the_atom_feed_is_one(stranger: Browser) -> None:
    stranger.open("/feed.atom")
    tree = ElementTree.fromstring(stranger.html)
    entries = tree.findall(f"{ATOM}entry")

    assert {each.findtext(f"{ATOM}title") for each in entries} >= {f"{TITLE}, Oakworks"}
    for each in (tree, *entries):
        for needed in ("id", "title", "updated"):
            assert each.findtext(f"{ATOM}{needed}")


def test_the_json_feed_is_one(stranger: Browser, town: Town) -> None:
    stranger.open("/feed.json")
    feed = json.loads(stranger.html)

    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    ours = next(each for each in feed["items"] if each["id"].endswith(town.opening))
    assert "<strong>doors</strong>" in ours["content_html"]
    assert stranger.headers["Content-Type"].startswith("application/feed+json")


def test_robots_are_kept_from_what_is_for_members(stranger: Browser) -> None:
    stranger.open("/robots.txt")

    assert "Disallow: /requests" in stranger.html
    assert f"Sitemap: {PUBLIC}/sitemap.xml" in stranger.html


def test_what_is_not_public_asks_not_to_be_found(town: Town) -> None:
    ada = town.house.browser(ADA)
    ada.open("/openings?text=members")
    ada.follow("Members Engineer")

    assert {"name": "robots", "content": "noindex"} in list(ada.page.attributes("meta"))
    assert "JobPosting" not in ada.html


def test_developers_are_told_addresses_on_ones_own_machine_only(stranger: Browser) -> None:
    stranger.open("/services")

    assert "Whoever runs this installation can tell you" in stranger.text
    assert "http://127.0.0.1:9" not in stranger.html
