"""Beginning without a sample: an empty installation, a group's link, and on to the first answer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from services.portal.pages import groups
from shared.storage.rate_limits import Limit
from tests.support.portal_house import Browser, PortalHouse, open_portal
from tests.support.portal_town import ADA, BEA, CAI, TITLE, Town

NEW = "newt@mail.example"
CLASS = {"name": "FEUP 2018", "kind": "class", "place": "Porto", "first_year": 2016}


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[PortalHouse]:
    with ExitStack() as closing:
        yield open_portal(tmp_path, closing)


def a_link(town: Town, by: str = BEA) -> str:
    """Somebody starts a class; where its link leads."""
    group = town.house.call(by, "profiles", "POST", "/v1/groups", CLASS)
    town.house.carry()
    return f"/join/{group['join_token']}"


def signs_up(browser: Browser, town: Town, name: str = "Newt Ono") -> None:
    """From where the browser is: by the code that comes, with the two answers."""
    browser.press("Sign in or join", mail=NEW)
    browser.press("Sign in", code=town.house.three.profiles.code_for(NEW))
    browser.press("Join", name=name, findable="yes")


def test_an_installation_where_nobody_is_says_what_to_do_first(bare: PortalHouse) -> None:
    stranger = bare.stranger()
    stranger.open("/")
    assert "Nobody is here yet" in stranger.text
    assert "Start a group" in stranger.text

    bare.member(ADA)
    stranger.open("/")
    assert "Nobody is here yet" not in stranger.text
    assert stranger.page.link("Look at openings") == "/openings"


def test_with_profiles_away_the_start_page_is_there_all_the_same(bare: PortalHouse) -> None:
    bare.transport.away.add("profiles")
    stranger = bare.stranger()
    stranger.open("/")

    assert "Who can refer me, and whom do I ask first?" in stranger.text


def test_a_link_is_a_start_page_for_who_was_never_here_and_names_nobody(town: Town) -> None:
    link = a_link(town)
    stranger = town.house.stranger()
    stranger.open(link)

    for said in ("FEUP 2018", "a class · Porto · 2016", "What joining shows of you"):
        assert said in stranger.text
    assert BEA not in stranger.html
    assert town.id(BEA) not in stranger.html


def test_from_the_link_to_the_first_answer_without_a_dead_end(town: Town) -> None:
    newcomer = town.house.stranger()
    newcomer.open(a_link(town))
    signs_up(newcomer, town)
    assert "FEUP 2018" in newcomer.text, "signing up leads back to the link"
    newcomer.press("Join", show_name="yes")
    newcomer.press("I know them", person=[town.id(BEA)], lend="yes")
    assert "A tie stands once both confirmed it." in newcomer.text

    newcomer.follow("Who can refer me?")
    assert "You said of 1 person that you know them." in newcomer.text
    bea = town.house.browser(BEA)
    bea.open("/network")
    bea.press("Yes, we know each other", lend="yes")
    town.house.carry()
    newcomer.open("/")

    assert (TITLE in newcomer.text, "Ask Bea" in newcomer.html) == (True, True)


def test_who_was_named_first_reads_what_to_confirm(town: Town) -> None:
    cai = town.house.browser(CAI)
    proposal = {"mail": town.house.member(CAI).mail, "lend": True}
    town.house.call(ADA, "profiles", "POST", "/v1/ties", proposal)
    cai.open("/")

    assert "1 person says that you know each other." in cai.text
    assert cai.page.link("Confirm whom I know") == "/network"


def test_a_member_of_a_group_with_nobody_ticked_is_led_to_tick(town: Town) -> None:
    link = a_link(town)
    cai = town.house.browser(CAI)
    cai.open(link)
    cai.press("Join", show_name="no")
    cai.open("/")

    assert cai.page.link("Tick whom I know in my groups") == "/network#groups"


def test_a_link_of_ones_own_group_leads_to_the_group(town: Town) -> None:
    link = a_link(town)
    bea = town.house.browser(BEA)
    bea.open(link)

    assert bea.address.startswith("/groups/")


def test_whether_members_see_ones_name_has_no_preset_and_is_asked_again(town: Town) -> None:
    cai = town.house.browser(CAI)
    cai.open(a_link(town))
    assert "show_name" not in dict(cai.page.form_with("Join")[0].fields)
    cai.press("Join", expect=422)

    assert "Say whether its members see your name." in cai.text
    assert "FEUP 2018" in cai.text


def test_a_link_that_leads_nowhere_says_so_to_a_stranger_too(town: Town) -> None:
    stranger = town.house.stranger()
    stranger.open("/join/never", expect=404)

    assert "This link leads to no group" in stranger.text
    assert stranger.page.link("What this is") == "/"


def test_links_cannot_be_tried_without_end(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(groups, "FOLLOWED", Limit(groups.FOLLOWED.what, 2, groups.FOLLOWED.per))
    stranger = town.house.stranger()
    for _ in range(2):
        stranger.open("/join/never", expect=404)

    stranger.open("/join/never", expect=429)


def test_a_group_that_cannot_be_started_keeps_what_was_written(town: Town) -> None:
    cai = town.house.browser(CAI)
    cai.open("/network")
    cai.press("Start it", expect=422, name="FEUP 2018", kind="class", first_year="1.9")

    fields = dict(cai.page.form_with("Start it")[0].fields)
    assert (fields["name"], fields["first_year"]) == ("FEUP 2018", "1.9")
