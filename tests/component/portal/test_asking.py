"""From an ask to a meeting, through the pages: what each sees, and when."""

from __future__ import annotations

import pytest

from services.referrals.bootstrap import jobs
from tests.support.portal_house import Browser, PortalHouse
from tests.support.portal_town import ADA, BEA, CAI, HANA, RITA, TITLE, Town

BLURB = "I build doors, and I would like to build yours."


@pytest.fixture
def ada(house: PortalHouse) -> Browser:
    return house.browser(ADA)


def ask(ada: Browser, **said: str) -> None:
    ada.open("/")
    ada.follow("Ask Bea")
    ada.press("Ask Bea", 200, blurb=BLURB, **said)
    assert "It is on its way." in ada.text


def test_the_form_says_whom_asking_could_reach_and_the_rules(ada: Browser) -> None:
    ada.open("/")
    ada.follow("Ask Bea")

    assert "on any one way at most 3 further people" in ada.text
    assert "A new first contact only with your OK." in ada.text
    assert HANA not in ada.html


def test_looking_at_what_each_will_see_sends_nothing(ada: Browser, house: PortalHouse) -> None:
    ada.open("/")
    ada.follow("Ask Bea")
    ada.press("Look at what each will see", blurb=BLURB)

    assert ada.text.count(BLURB) == 3  # the form's own and the two who would read it
    assert house.call(ADA, "referrals", "GET", "/v1/introductions")["items"] == []


def test_an_ask_without_words_is_refused_and_keeps_what_was_chosen(ada: Browser) -> None:
    ada.open("/")
    ada.follow("Ask Bea")
    ada.press("Ask Bea", kind="advice", topic="", blurb=BLURB, discreet="yes", expect=422)

    form, _ = ada.page.form_with("Ask Bea")
    assert ("discreet", "yes") in form.fields
    assert dict(form.fields)["blurb"] == BLURB
    assert "Say what the conversation is about." in ada.text


def test_the_same_form_sent_twice_asks_once(ada: Browser, house: PortalHouse) -> None:
    ada.open("/")
    ada.follow("Ask Bea")
    form, pressed = ada.page.form_with("Ask Bea")
    fields = [*form.fields, ("blurb", BLURB), (pressed.name, pressed.value)]
    fields = [pair for pair in fields if pair != ("blurb", "")]

    assert [ada.send(form.action, fields) for _ in range(2)] == [200, 200]
    assert len(house.call(ADA, "referrals", "GET", "/v1/introductions")["items"]) == 1


def test_the_way_from_the_ask_to_the_meeting(ada: Browser, house: PortalHouse) -> None:
    house.lively()
    ask(ada)
    assert f"{BEA} decides" in ada.text
    bea, hana = house.browser(BEA), house.browser(HANA)

    bea.open("/asked")
    assert f"{ADA} asks you for a referral" in bea.text
    assert BLURB in bea.text
    assert f"You would pass it on to {HANA}" in bea.text
    bea.press("Introduce", line="She is careful.")
    assert "Your answer is noted." in bea.text
    assert "you introduced · you passed it on" in bea.text

    ada.open("/requests")
    assert f"{BEA} said yes" in ada.text
    assert "The next person decides" in ada.text
    assert HANA not in ada.html

    hana.open("/asked")
    assert "Bea: She is careful." in hana.text
    hana.press("I would like to meet")

    ada.open("/requests")
    assert f"{HANA} would like to meet you" in ada.text
    bea.open("/asked")
    assert "they meet" in bea.text


def test_whether_recruiters_may_learn_of_ones_help_has_no_preset_and_can_be_changed(
    ada: Browser, house: PortalHouse
) -> None:
    ask(ada)
    bea = house.browser(BEA)
    bea.open("/asked")
    form, _ = bea.page.form_with("Introduce")
    assert "may_be_named" not in dict(form.fields)
    bea.press("Introduce")
    assert "Recruiters read “an introducer”" in bea.text
    bea.press("Save", expect=422)
    assert "there is no preset" in bea.text
    bea.press("Save", may_be_named="yes")

    assert "Recruiters may learn your name" in bea.text


def test_a_pass_cannot_be_told_from_silence(ada: Browser, house: PortalHouse) -> None:
    ask(ada)
    silent = comparable(ada, "/requests")
    bea = house.browser(BEA)
    bea.open("/asked")
    bea.press("Pass")
    assert "Nobody is told; it looks like silence." in bea.text
    assert "You passed. Until then you may answer otherwise." in bea.text

    assert comparable(ada, "/requests") == silent


def comparable(browser: Browser, address: str) -> str:
    """What a page tells, without what is new on each."""
    browser.open(address)
    html = browser.html
    for form in browser.page.forms:
        for name, value in form.fields:
            if name in ("once", "token"):
                html = html.replace(value, "…")
    return html


def test_who_declines_at_the_end_is_not_told_from_no_way(ada: Browser, house: PortalHouse) -> None:
    house.lively()
    ask(ada)
    for name, button in ((BEA, "Introduce"), (HANA, "Pass")):
        browser = house.browser(name)
        browser.open("/asked")
        browser.press(button)
    house.three.advance(days=5)
    for job in jobs(house.three.referrals.container):
        job.function()
    ada.open("/requests")

    assert "No way was found" in ada.text
    assert HANA not in ada.html


def test_an_introducer_sees_nothing_beyond_their_own_step(ada: Browser, town: Town) -> None:
    ask(ada)
    bea = town.house.browser(BEA)
    bea.open("/asked")

    assert RITA not in bea.html
    assert town.id(RITA) not in bea.html
    assert "Bea Santos decides" not in bea.text


def test_of_a_discreet_search_only_the_first_knows_the_name(
    ada: Browser, house: PortalHouse
) -> None:
    house.lively()
    ask(ada, discreet="yes")
    bea, hana = house.browser(BEA), house.browser(HANA)
    bea.open("/asked")
    assert ADA in bea.text
    bea.press("Use my name")
    hana.open("/asked")

    assert ADA not in hana.html
    assert "Somebody who looks around discreetly" in hana.text
    hana.press("I would like to meet")
    assert ADA in hana.text


def test_someone_better_is_neither_the_candidate_nor_the_next_person(
    ada: Browser, town: Town
) -> None:
    ask(ada)
    bea = town.house.browser(BEA)
    bea.open("/asked")
    assert "I know someone better" not in bea.text
    town.knows(BEA, CAI)
    bea.open("/asked")
    offered = [each.get("value") for each in bea.page.attributes("option")]

    assert offered == ["", town.id(CAI)]


def test_someone_better_needs_a_name_and_keeps_the_card(ada: Browser, town: Town) -> None:
    town.knows(BEA, CAI)
    ask(ada)
    bea = town.house.browser(BEA)
    bea.open("/asked")
    bea.press("Hand it on to them", line="Try Hana.", expect=422)

    assert "Nothing was changed." in bea.text
    assert "Try Hana." in bea.html


def test_a_request_can_be_taken_back(ada: Browser, house: PortalHouse) -> None:
    ask(ada)
    ada.press("Take it back")
    assert "Withdrawn" in ada.text
    bea = house.browser(BEA)
    bea.open("/asked")

    assert "Nothing waits for you" in bea.text


def test_nobody_opens_a_request_of_somebody_else(ada: Browser, town: Town) -> None:
    ask(ada)
    where = ada.address.partition("?")[0]
    for name in (BEA, CAI):
        town.house.browser(name).open(where, expect=404)


def test_over_whom_no_path_leads_nobody_can_ask(ada: Browser, town: Town) -> None:
    ada.open(f"/openings/{town.opening}/ask?contact={town.id(RITA)}", expect=404)

    assert "No path leads over them now" in ada.text
    assert RITA not in ada.html


def test_asking_openly_goes_to_each_and_tells_of_each(town: Town) -> None:
    settings = {"willing_to_refer": True}
    town.house.call(BEA, "profiles", "PATCH", "/v1/people/me/settings", settings)
    town.knows(CAI, BEA)
    cai = town.house.browser(CAI)
    cai.open("/?q=submarine")
    cai.open(f"/openings/{town.opening}/ask-openly")
    cai.press("Ask them", blurb=BLURB, expect=422)
    assert "Choose one to three people." in cai.text
    cai.press("Ask them", contact=[town.id(BEA)])

    assert "Someone at an employer" in cai.text
    bea = town.house.browser(BEA)
    bea.open("/asked")
    assert "Someone at Oakworks" in bea.text
    assert "I know someone there" in bea.text


def test_a_first_answer_is_not_told_before_its_time(ada: Browser, house: PortalHouse) -> None:
    ask(ada)

    assert "then it goes another way, if there is one" in ada.text
    assert TITLE in ada.text
