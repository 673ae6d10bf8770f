"""What somebody sees who is not signed in; and what machines of the open web read."""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree

from playwright.sync_api import expect

from tests.browser.acting import every_way
from tests.support.portal_people import People
from tests.support.portal_town import ADA, FIRM, HANA, RITA, TITLE


@every_way
def test_the_start_page_says_what_this_is_and_where_to_begin(people: People) -> None:
    stranger = people.stranger()
    stranger.goto("/")
    expect(stranger.get_by_role("heading", level=1)).to_have_text(re.compile("Who can refer me"))
    stranger.get_by_role("link", name="Look at openings").click()
    expect(stranger.get_by_role("link", name=TITLE)).to_be_visible()
    stranger.get_by_role("link", name="Sign in").click()

    expect(stranger.get_by_label("Your mail address")).to_be_visible()


def test_openings_are_searched_by_words_and_place(people: People) -> None:
    people.site.town.post_opening(title="Window Engineer", description="Glass.", place="Porto")
    stranger = people.stranger()
    for text, place, found in (("door", "", [TITLE]), ("", "Porto", ["Window Engineer"])):
        stranger.goto("/openings")
        stranger.get_by_label("Words").fill(text)
        stranger.get_by_label("Place").fill(place)
        stranger.get_by_role("button", name="Search").click()
        expect(stranger.get_by_role("article").get_by_role("heading")).to_have_text(found)
    stranger.get_by_label("Words").fill("submarine")
    stranger.get_by_role("button", name="Search").click()

    expect(stranger.get_by_role("heading", name="Nothing found")).to_be_visible()


@every_way
def test_an_opening_for_everybody_leads_to_ones_own_ways_in(people: People) -> None:
    stranger, town = people.stranger(), people.site.town
    stranger.goto(f"/openings/{town.opening}")
    for nobody in (HANA, RITA):
        expect(stranger.get_by_text(nobody)).to_have_count(0)
    stranger.get_by_role("link", name="Who can refer me?").click()
    ada = "ada@mail.example"
    stranger.get_by_label("Your mail address").fill(ada)
    stranger.get_by_role("button", name="Send me a code").click()
    stranger.get_by_label("Code").fill(town.house.three.profiles.code_for(ada))
    stranger.get_by_role("button", name="Sign in", exact=True).click()

    expect(stranger.get_by_role("heading", name=TITLE, level=1)).to_be_visible()
    expect(stranger.get_by_role("link", name="Ask Bea")).to_be_visible()


def test_an_opening_says_to_machines_what_it_is(people: People) -> None:
    stranger, town = people.stranger(), people.site.town
    stranger.goto(f"/openings/{town.opening}")
    written = stranger.locator('script[type="application/ld+json"]').text_content()
    posting = json.loads(written or "")

    assert (posting["@type"], posting["title"]) == ("JobPosting", TITLE)
    assert posting["hiringOrganization"]["name"] == FIRM
    for told in ("og:title", "og:description", "og:image"):
        expect(stranger.locator(f'meta[property="{told}"]')).to_have_attribute(
            "content", re.compile(".+")
        )


def test_what_is_not_for_everybody_reads_like_what_never_was(people: People) -> None:
    town, stranger = people.site.town, people.stranger()
    hidden = town.post_opening(title="Members Engineer", audience="members")
    pages = []
    for address in (hidden, "018f0000-0000-7000-8000-000000000001"):
        answer = stranger.goto(f"/openings/{address}")
        assert answer is not None
        assert answer.status == 404
        pages.append(stranger.get_by_role("main").inner_text())
    ada = people(ADA)
    ada.goto(f"/openings/{hidden}")

    assert pages[0] == pages[1]
    expect(ada.get_by_role("heading", name="Members Engineer")).to_be_visible()


def test_the_site_map_and_the_feeds_name_each_public_opening(people: People) -> None:
    town, request = people.site.town, people.stranger().request
    town.post_opening(title="Members Engineer", audience="members")
    site_map = ElementTree.fromstring(request.get("/sitemap.xml").text())
    atom = ElementTree.fromstring(request.get("/feed.atom").text())
    feed = request.get("/feed.json").json()

    address = f"{people.site.url}/openings/{town.opening}"
    assert [each.text for each in site_map.iterfind("{*}url/{*}loc")] == [address]
    assert [each.text for each in atom.iterfind("{*}entry/{*}id")] == [address]
    assert [each["url"] for each in feed["items"]] == [address]
    assert f"Sitemap: {people.site.url}/sitemap.xml" in request.get("/robots.txt").text()


def test_who_writes_programs_finds_the_three_apis(people: People) -> None:
    stranger = people.stranger()
    stranger.goto("/")
    stranger.get_by_role("link", name="For developers").click()

    for service in ("profiles", "postings", "referrals"):
        expect(stranger.get_by_role("listitem").filter(has_text=service)).to_be_visible()
