"""My network: groups, ticks, imports, ties; and my data."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import select

from services.portal.adapters.tables import browser_sessions
from tests.support.portal_house import Browser, PortalHouse
from tests.support.portal_town import ADA, BEA, CAI, FIRM, Town


@pytest.fixture
def cai(house: PortalHouse) -> Browser:
    return house.browser(CAI)


def group(cai: Browser) -> str:
    """Cai starts a group; its link."""
    cai.open("/network")
    cai.press("Start it", name="FEUP 2018", kind="class", first_year="2016", last_year="2018")
    assert "You are in." in cai.text
    return next(
        each["value"] for each in cai.page.attributes("input") if "/join/" in each.get("value", "")
    )


def test_a_group_is_joined_by_its_link_and_shows_names_as_asked(
    cai: Browser, house: PortalHouse
) -> None:
    link = group(cai)
    bea = house.browser(BEA)
    bea.open(link.partition("8080")[2])
    bea.press("Join", expect=422)
    assert "Say whether its members see your name." in bea.text
    bea.press("Join", show_name="yes")
    ada = house.browser(ADA)
    ada.open("/network")
    ada.press("Join", join_token=link, show_name="no")

    cai.open("/network")
    cai.follow("FEUP 2018")
    assert BEA in cai.text
    assert ADA not in cai.html


def test_a_wrong_link_is_told_and_kept(cai: Browser) -> None:
    cai.open("/join/wrong", expect=404)
    assert "This link leads to no group" in cai.text
    cai.press("Join", expect=404, show_name="yes")

    assert dict(cai.page.form_with("Join")[0].fields)["join_token"] == "wrong"


def test_two_ticks_that_meet_confirm_a_tie(cai: Browser, house: PortalHouse) -> None:
    where = group(cai).partition("8080")[2]
    bea = house.browser(BEA)
    bea.open(where)
    bea.press("Join", show_name="yes")
    cai.open(cai.address.partition("?")[0])
    cai.press("I know them", person=[str(house.member(BEA).id)], expect=422)
    assert "no preset" in cai.text
    cai.press("I know them", lend="yes")
    assert "Proposed." in cai.text
    bea.open("/network")
    assert "Do you know each other?" in bea.text
    bea.press("Yes, we know each other", lend="yes")

    cai.open("/network")
    assert BEA in cai.text
    assert "lent" in cai.text


def test_volunteering_and_leaving(cai: Browser) -> None:
    group(cai)
    cai.press("Save", volunteer="yes")
    cai.open("/network")
    assert "you volunteer" in cai.text
    cai.follow("FEUP 2018")
    cai.press("Leave the group")

    assert "FEUP 2018" not in cai.text


def test_lending_has_no_preset_when_one_confirms(cai: Browser, house: PortalHouse) -> None:
    cai.open("/network")
    cai.press("Propose", mail="bea@mail.example", lend="no")
    assert "If they are a member, they are asked." in cai.text
    bea = house.browser(BEA)
    bea.open("/network")
    bea.press("Yes, we know each other", expect=422)
    assert "there is no preset" in bea.text
    bea.press("Yes, we know each other", lend="yes")

    assert "kept to the two of you" in bea.text


def test_proposing_tells_nothing_of_who_is_a_member(cai: Browser) -> None:
    said = []
    for mail in ("bea@mail.example", "nobody@else.example"):
        cai.open("/network")
        cai.press("Propose", mail=mail, lend="yes")
        said.append(cai.text)

    assert "If they are a member, they are asked." in said[1]
    assert said[0].partition("Groups")[0] == said[1].partition("Groups")[0]


def test_how_well_and_lending_are_ones_own_to_say(shared_town: Town) -> None:
    ada = shared_town.house.browser(ADA)
    ada.open("/network")
    ada.press("Save my answer", answer="well")
    ada.press("Save who may use it", lend="no")
    assert "kept to the two of you" in ada.text
    bea = shared_town.house.browser(BEA)
    bea.open("/network")

    chosen = [each.get("value") for each in bea.page.attributes("option") if "selected" in each]
    assert "well" not in chosen


def test_a_tie_that_ends_is_gone_and_nobody_is_told_why(town: Town) -> None:
    ada = town.house.browser(ADA)
    ada.open("/network")
    ada.press("End this tie; they are not told why")
    town.house.carry()

    ada.open("/network")
    assert BEA not in ada.text
    ada.open("/")
    assert "Nobody to ask yet" in ada.text


def test_what_one_just_changed_shows_on_the_next_page(town: Town) -> None:
    """Read-your-writes: referrals waits for what profiles has just told, or says that it cannot."""
    ada = town.house.browser(ADA)
    ada.open("/network")
    ada.press("End this tie; they are not told why")
    ada.open("/")

    assert "What you just changed may not show here yet" in ada.text
    town.house.carry()
    ada.open("/")
    assert "may not show here yet" not in ada.text


def test_what_others_read_is_edited_in_the_version_that_was_shown(cai: Browser) -> None:
    cai.open("/me")
    stale = cai.page.form_with("Save")[0].fields
    cai.press("Save", name="Cai Holm", headline="Carpenter", skills="wood, glass")
    assert "Saved." in cai.text
    assert "My data: Cai Holm" in cai.text
    fields = dict(cai.page.form_with("Save")[0].fields)
    assert (fields["headline"], fields["skills"]) == ("Carpenter", "wood, glass")

    changed = [(n, "Painter" if n == "headline" else v) for n, v in stale]
    assert cai.send("/me/presentation", changed) == 412
    assert "Painter" in cai.html


def test_settings_are_what_was_ticked(cai: Browser) -> None:
    cai.open("/me")
    form = next(form for form in cai.page.forms if form.action == "/me/settings")
    ticks = ("findable", "willing_to_refer")
    fields = [pair for pair in form.fields if pair[1] != "yes" and pair[0] != "weekly_cap"]
    fields += [(name, "yes") for name in ticks] + [("weekly_cap", "5")]
    fields = [pair for pair in fields if pair[0] not in ("quiet_day", "time_zone")]
    fields += [("quiet_day", "saturday"), ("quiet_day", "sunday"), ("time_zone", "Europe/Lisbon")]
    cai.send("/me/settings", fields)
    assert "Saved." in cai.text
    form = next(form for form in cai.page.forms if form.action == "/me/settings")
    kept = dict(form.fields)

    assert {name for name, value in kept.items() if value == "yes"} == set(ticks)
    assert kept["weekly_cap"] == "5"
    assert kept["time_zone"] == "Europe/Lisbon"
    assert [value for name, value in form.fields if name == "quiet_day"] == ["saturday", "sunday"]


def test_a_number_that_is_none_is_refused_and_kept(cai: Browser) -> None:
    cai.open("/me")
    form = next(form for form in cai.page.forms if form.action == "/me/settings")
    fields = [(n, "often" if n == "weekly_cap" else v) for n, v in form.fields]

    assert cai.send("/me/settings", fields) == 422
    kept = next(form for form in cai.page.forms if form.action == "/me/settings").fields
    assert ("weekly_cap", "often") in kept


def test_where_one_works_is_found_by_name_or_added(cai: Browser) -> None:
    cai.open("/me")
    job = {"title": "Carpenter", "started": "2021-01-01"}
    cai.press("Add", 200, employer=FIRM.lower(), team="Doors", **job)
    assert "Team: Doors" in cai.text
    cai.press("Add", 200, employer="Elm & Daughters", **job)

    assert f"Carpenter, {FIRM}" in cai.text
    assert "Carpenter, Elm & Daughters" in cai.text
    cai.press("Take it back")
    assert cai.text.count("Carpenter, ") == 1


def test_an_address_is_added_by_the_code_that_came(cai: Browser, house: PortalHouse) -> None:
    cai.open("/me")
    cai.press("Send me a code", mail="cai@work.example")
    code = house.three.profiles.code_for("cai@work.example")
    cai.press("Confirm", expect=401, code=f"{(int(code) + 1) % 10**6:06}")
    assert "wrong or no longer valid" in cai.text
    cai.press("Confirm", code=code)

    assert "The address is yours now." in cai.text
    assert "cai@work.example" in cai.text


def test_an_avoided_person_is_named_and_goes_after_seven_days(town: Town) -> None:
    ada = town.house.browser(ADA)
    ada.open("/me")
    ada.press("Avoid", person=town.id(BEA))
    town.house.carry()
    ada.open("/")
    assert BEA not in ada.text
    ada.open("/me")
    ada.press("No longer")

    assert "until" in ada.text


def test_everything_is_taken_out_as_a_file(cai: Browser) -> None:
    cai.open("/me/export.json")

    assert "attachment" in cai.headers["Content-Disposition"]
    assert json.loads(cai.html)["person"]["name"] == CAI


def test_leaving_needs_the_word_and_erases(cai: Browser, house: PortalHouse) -> None:
    cai.open("/me")
    cai.press("Leave and erase", expect=422, sure="perhaps")
    assert "Nothing was erased." in cai.text
    cai.press("Leave and erase", sure="leave")
    assert "You left" in cai.text

    with house.container.database.read() as connection:
        assert connection.execute(select(browser_sessions)).all() == []
    cai.open("/me")
    assert "Sign in or join" in cai.text
    assert house.member(CAI).visitor.get("/v1/people/me").status_code == 401


def test_the_pages_of_a_member_are_nobody_elses(house: PortalHouse) -> None:
    for address in ("/network", "/me", "/work", "/post", "/import", "/referrals", "/asked"):
        stranger = house.stranger()
        stranger.open(address)
        assert "Sign in or join" in stranger.text


def test_what_was_done_before_a_refusal_is_not_denied(cai: Browser) -> None:
    cai.open("/me")
    job = {"title": "Carpenter", "started": "2999-01-01"}
    cai.press("Add", 422, employer="Yew Works", **job)
    assert "Nothing was changed." not in cai.text
    assert dict(cai.page.form_with("Add")[0].fields)["employer"] == "Yew Works"
    cai.press("Add", started="2021-01-01")

    assert "Carpenter, Yew Works" in cai.text


def test_the_map_shows_ones_own_ties_only_and_says_the_same_as_a_list(shared_town: Town) -> None:
    ada = shared_town.house.browser(ADA)
    ada.open("/network")
    ada.follow("See them on a map")

    assert ada.text.count(BEA) == 2  # in the picture and in the list
    assert "Hana Oak" not in ada.html
    cai = shared_town.house.browser(CAI)
    cai.open("/network/map")
    assert "Nobody is on it yet" in cai.text
