"""Who can refer me: the search, the chain, what is named and what is not."""

from __future__ import annotations

import pytest

from tests.support.portal_house import Browser
from tests.support.portal_town import ADA, CAI, FIRM, HANA, RITA, SOL, TITLE, Town


@pytest.fixture(scope="module")
def ada(shared_town: Town) -> Browser:
    return shared_town.house.browser(ADA)


def test_the_home_of_a_member_shows_what_is_within_reach_and_whom_to_ask(ada: Browser) -> None:
    ada.open("/")

    assert TITLE in ada.text
    assert "You" in ada.text
    assert "Bea Santos" in ada.text
    assert "The hiring manager" in ada.text
    assert ada.page.link("Ask Bea").startswith("/openings/")


def test_only_the_own_contact_is_named(ada: Browser) -> None:
    ada.open("/")

    for name in (HANA, RITA, SOL):
        assert name not in ada.html


def test_no_id_of_anybody_further_along_is_delivered(ada: Browser, shared_town: Town) -> None:
    for address in ("/", f"/openings/{shared_town.opening}"):
        ada.open(address)
        for name in (HANA, RITA, SOL):
            assert shared_town.id(name) not in ada.html


def test_chance_is_a_word_and_no_number(ada: Browser) -> None:
    ada.open("/")

    assert any(word in ada.text for word in ("likely", "possible", "long shot"))
    assert "%" not in ada.text


@pytest.mark.parametrize("words", ["door", FIRM, "door engineer, Lisbon"])
def test_words_find_it_by_role_employer_and_place(ada: Browser, words: str) -> None:
    ada.open("/")
    ada.press("Search", q=words)

    assert TITLE in ada.text


def test_a_link_to_an_opening_leads_to_it(ada: Browser, shared_town: Town) -> None:
    ada.open("/")
    ada.press("Search", q=f"https://pages.example/openings/{shared_town.opening}?from=mail")

    assert ada.address.endswith(f"/openings/{shared_town.opening}")
    assert "My ways in" in ada.text


def test_what_is_not_found_says_so_and_what_to_do_next(ada: Browser) -> None:
    ada.open("/?q=submarine")

    assert "No opening here matches “submarine”" in ada.text
    assert ada.page.link("All openings") == "/openings"


def test_without_anybody_to_ask_the_page_says_where_to_begin(shared_town: Town) -> None:
    cai = shared_town.house.browser(CAI)
    cai.open("/")

    assert "Nobody to ask yet" in cai.text
    assert cai.page.link("Say whom I know") == "/network"


def test_an_opening_without_a_path_offers_other_ways(shared_town: Town) -> None:
    cai = shared_town.house.browser(CAI)
    cai.open("/?q=door")

    assert "No path yet" in cai.text
    assert cai.page.link("Apply without a referral") == "https://jobs.oak.example/1"
    assert cai.page.link("Ask openly").endswith("/ask-openly")


def test_the_same_chain_stands_there_as_a_sentence(ada: Browser) -> None:
    ada.open("/")
    said = [each.get("aria-label", "") for each in ada.page.attributes("ol")]

    assert "Path: You, Bea Santos, The hiring manager" in said


def test_a_stranger_sees_what_this_is_and_where_to_sign_in(shared_town: Town) -> None:
    stranger = shared_town.house.stranger()
    stranger.open("/")

    assert "Who can refer me, and whom do I ask first?" in stranger.text
    assert stranger.page.link("Sign in or join") == "/sign-in"
    assert TITLE not in stranger.text


def test_a_stranger_may_read_a_public_opening_but_no_way_to_it(shared_town: Town) -> None:
    stranger = shared_town.house.stranger()
    stranger.open(f"/openings/{shared_town.opening}")

    assert TITLE in stranger.text
    assert "My ways in" not in stranger.text
    assert [HANA in stranger.html, RITA in stranger.html] == [False, False]


def test_an_opening_for_members_does_not_exist_for_strangers(town: Town) -> None:
    hidden = town.post_opening(audience="members", title="Quiet Engineer")
    stranger = town.house.stranger()

    stranger.open(f"/openings/{hidden}", expect=404)
    assert "Quiet Engineer" not in stranger.html


def test_an_opening_for_the_network_is_shown_to_who_has_a_path_only(town: Town) -> None:
    hidden = town.post_opening(audience="network", max_introducers=1, title="Secret Engineer")
    ada, cai = town.house.browser(ADA), town.house.browser(CAI)

    ada.open(f"/openings/{hidden}")
    assert "seen only through the network" in ada.text
    cai.open(f"/openings/{hidden}", expect=404)
    cai.open("/?q=secret")
    assert "Secret Engineer" not in cai.text


def test_the_search_of_openings_keeps_what_was_asked(ada: Browser) -> None:
    ada.open("/openings")
    ada.press("Search", text="door", place="Lisbon")

    assert TITLE in ada.text
    fields = dict(ada.page.forms[0].fields)
    assert (fields["text"], fields["place"]) == ("door", "Lisbon")


def test_an_opening_says_whom_asking_could_reach_as_it_is_for_its_own_way(
    ada: Browser, shared_town: Town
) -> None:
    ada.open(f"/openings/{shared_town.opening}")

    assert "Bea Santos, and on any one way at most 3 further people" in ada.text
    assert "Never through people or employers you avoid." in ada.text
    assert "A new first contact only with your OK." in ada.text


def test_where_nobody_can_be_asked_nobody_could_be_reached(shared_town: Town) -> None:
    cai = shared_town.house.browser(CAI)
    cai.open(f"/openings/{shared_town.opening}")

    assert "Whom asking could reach" not in cai.text


def test_ones_own_part_in_an_opening_stands_before_ones_ways_to_it(shared_town: Town) -> None:
    for name in (RITA, HANA):
        browser = shared_town.house.browser(name)
        browser.open(f"/openings/{shared_town.opening}")
        assert browser.text.index("My part in it") < browser.text.index("My ways in")
