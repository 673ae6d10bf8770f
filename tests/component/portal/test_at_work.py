"""Post an opening, refer somebody, decide on a referral: through the pages, as each role."""

from __future__ import annotations

import pytest

from services.referrals.bootstrap import jobs
from tests.support.portal_house import Browser, PortalHouse
from tests.support.portal_town import ADA, BEA, CAI, FIRM, HANA, RITA, SOL, TITLE, Town

NEW = {"title": "Window Engineer", "description": "Glaze *windows*.", "place": "Porto"}
VOUCH = "She glazed my house."
ADA_MAIL = "ada@mail.example"


@pytest.fixture
def sol(house: PortalHouse) -> Browser:
    return house.browser(SOL)


@pytest.fixture
def rita(house: PortalHouse) -> Browser:
    return house.browser(RITA)


def posted(browser: Browser, button: str = "Publish it", expect: int = 200, **said: object) -> str:
    """Where the new opening is."""
    browser.open("/post")
    browser.press(button, expect, **(NEW | said))
    return browser.address.partition("?")[0]


def test_an_opening_is_posted_by_one_form(sol: Browser, house: PortalHouse) -> None:
    where = posted(sol)
    assert "Published." in sol.text
    stranger = house.stranger()
    stranger.open(where)

    assert "Window Engineer" in stranger.text
    assert "<em>windows</em>" in stranger.html
    assert "My part in it" not in stranger.text


def test_a_draft_is_shown_to_nobody_and_published_later(sol: Browser, house: PortalHouse) -> None:
    where = posted(sol, "Keep it as a draft")
    house.stranger().open(where, expect=404)
    sol.press("Publish it")
    house.stranger().open(where)

    sol.press("Pause it")
    sol.press("Publish it again")
    sol.press("Close it")
    assert "This opening is closed." in sol.text


def test_what_is_wrong_is_told_by_field_and_all_that_was_typed_is_kept(sol: Browser) -> None:
    posted(sol, expect=422, low="a lot", high="50000", countries="Portugal", apply_url="ftp://x")

    form, _ = sol.page.form_with("Publish it")
    fields = dict(form.fields)
    assert (fields["title"], fields["low"]) == ("Window Engineer", "a lot")
    assert "Nothing was changed." in sol.text
    assert 'aria-invalid="true"' in sol.html
    assert "What is wrong stands at its field." in sol.text
    for raw in ("salary.low", "apply_url", "apply url:", "countries."):
        assert raw not in sol.text


def test_who_works_nowhere_is_told_what_to_do(house: PortalHouse) -> None:
    cai = house.browser(CAI)
    cai.open("/post")

    assert "Where do you work?" in cai.text
    assert cai.page.link("Say where I work") == "/me#work"


def test_an_opening_is_changed_in_the_version_that_was_shown(
    sol: Browser, house: PortalHouse
) -> None:
    where = posted(sol)
    sol.follow("Change it")
    stale = [*sol.page.form_with("Save")[0].fields]
    sol.press("Save", title="Glass Engineer")
    assert "Glass Engineer" in sol.text

    changed = [("title", "Wood Engineer") if name == "title" else (name, v) for name, v in stale]
    assert sol.send(f"{where}/edit", changed) == 412
    assert "Wood Engineer" in sol.html
    house.stranger().open(where)
    sol.open(where)
    assert "Glass Engineer" in sol.text


def test_only_who_runs_an_opening_may_change_it(sol: Browser, house: PortalHouse) -> None:
    where = posted(sol)
    for name in (ADA, BEA):
        house.browser(name).open(f"{where}/edit", expect=404)


def test_the_hiring_manager_is_asked_and_takes_the_role(town: Town) -> None:
    town.knows(SOL, HANA)
    sol = town.house.browser(SOL)
    where = posted(sol, hiring_manager=town.id(HANA))
    town.house.carry()
    hana = town.house.browser(HANA)
    hana.open("/work")
    assert "you are asked to decide on it" in hana.text
    hana.open(where)
    hana.press("Yes, I decide on it")
    town.house.carry()

    assert "Do not be reached for now" in hana.text
    ada = town.house.browser(ADA)
    ada.open(where)
    assert "The hiring manager" in ada.text
    assert HANA not in ada.html


def refer(sol: Browser, opening: str, **said: str) -> str:
    sol.open(f"/openings/{opening}")
    sol.follow("Refer somebody")
    whom = {"name": "Ada", "mail": ADA_MAIL, "relation": "friend", "vouch": VOUCH}
    sol.press("Refer them", 200, **(whom | said))
    assert "They are asked whether they agree." in sol.text
    return sol.address.partition("?")[0]


def agreed(town: Town) -> str:
    """Sol referred Ada, who agreed; the referral's id."""
    where = refer(town.house.browser(SOL), town.opening)
    ada = town.house.browser(ADA)
    ada.open("/referrals")
    ada.press("Look for referrals to my addresses")
    ada.follow(TITLE)
    ada.press("I agree")
    assert "From here on recruiters see you." in ada.text
    return where.rpartition("/")[2]


def test_a_referral_waits_for_the_candidate_who_reads_the_vouch_first(town: Town) -> None:
    refer(town.house.browser(SOL), town.opening)
    ada = town.house.browser(ADA)
    ada.open("/referrals")
    assert SOL not in ada.text
    ada.press("Look for referrals to my addresses")
    assert f"by {SOL}" in ada.text
    ada.follow(TITLE)

    assert VOUCH in ada.text
    assert "A no looks like silence." in ada.text
    ada.press("No, thank you")
    sol = town.house.browser(SOL)
    sol.open("/referrals")
    assert "waits for consent" in sol.text


def test_the_referrer_learns_of_the_account_by_the_yes_only(town: Town) -> None:
    where = refer(town.house.browser(SOL), town.opening)
    sol = town.house.browser(SOL)
    sol.open(where)

    assert town.id(ADA) not in sol.html
    assert ADA not in sol.html


def test_the_same_form_sent_twice_refers_once(town: Town) -> None:
    sol = town.house.browser(SOL)
    sol.open(f"/openings/{town.opening}/refer")
    form, _ = sol.page.form_with("Refer them")
    said = {"name": "Ada", "mail": ADA_MAIL}
    fields = [(name, said.get(name, value)) for name, value in form.fields]

    assert [sol.send(form.action, fields) for _ in range(2)] == [200, 200]
    sol.open("/referrals")
    assert sol.text.count(TITLE) == 1


def test_who_does_not_work_there_cannot_refer_and_keeps_what_was_typed(town: Town) -> None:
    bea = town.house.browser(BEA)
    bea.open(f"/openings/{town.opening}/refer")
    bea.press("Refer them", expect=403, name="Ada", mail=ADA_MAIL, vouch=VOUCH)

    assert "Nothing was changed." in bea.text
    assert VOUCH in bea.html


def test_an_empty_referral_says_what_is_needed_and_refers_nobody(town: Town) -> None:
    sol = town.house.browser(SOL)
    sol.open(f"/openings/{town.opening}/refer")
    assert "Their name optional" not in sol.text
    sol.press("Refer them", expect=422, vouch=VOUCH)

    assert "Write something, at most 120 characters." in sol.text
    assert VOUCH in sol.html
    sol.open("/referrals")
    assert "You have referred nobody yet." in sol.text


def test_the_vouch_can_be_reworded_until_they_agree(town: Town) -> None:
    where = refer(town.house.browser(SOL), town.opening)
    sol = town.house.browser(SOL)
    sol.open(where)
    sol.press("Save", vouch="She glazes well.")
    assert "She glazes well." in sol.text
    ada = town.house.signed_in(ADA)  # which claims what waits for one's addresses
    ada.open(where)
    ada.press("I agree")
    sol.open(where)

    assert "Say it in other words" not in sol.text


def test_before_the_decision_a_recruiter_sees_no_referrer_no_vouch_no_chain(town: Town) -> None:
    referral = agreed(town)
    rita = town.house.browser(RITA)
    rita.open("/work")
    assert ADA in rita.text
    assert "already owned" in rita.text
    rita.open(f"/recruiting/{referral}")

    for hidden in (SOL, town.id(SOL), VOUCH, "How they came"):
        assert hidden not in rita.html
    assert "screening does not see the network" in rita.text


def test_after_the_decision_the_chain_is_shown_as_picture_and_list(town: Town) -> None:
    referral = agreed(town)
    rita = town.house.browser(RITA)
    rita.open(f"/recruiting/{referral}")
    rita.press("Note it", what="taken_up")
    assert VOUCH not in rita.html
    rita.press("Note it", what="interview")

    assert "How they came" in rita.text
    assert VOUCH in rita.text
    labels = [each.get("aria-label", "") for each in rita.page.attributes("ol")]
    assert f"{ADA}, {SOL}" in labels


def test_what_the_candidate_told_of_the_recruiter_notes_once_and_then_sees_the_chain(
    town: Town,
) -> None:
    referral = agreed(town)
    where = f"/v1/referrals/{referral}/moves"
    town.house.call(ADA, "referrals", "POST", where, {"what": "interview"})
    rita = town.house.browser(RITA)
    rita.open(f"/recruiting/{referral}")
    assert VOUCH not in rita.html
    rita.press("Note it", what="interview")

    assert VOUCH in rita.text
    assert "We invite them" not in rita.text


def test_an_introducer_is_an_introducer_to_the_recruiter(town: Town) -> None:
    introduction = town.asks()
    town.answers(BEA, introduction, "introduce")
    town.answers(HANA, introduction, "agree")
    hana = town.house.browser(HANA)
    hana.open(f"/openings/{town.opening}/refer")
    hana.press("Refer them", introduction=introduction)
    where = hana.address.partition("?")[0]
    ada = town.house.browser(ADA)
    ada.open(where)
    ada.press("I agree")
    rita = town.house.browser(RITA)
    rita.open(f"/recruiting/{where.rpartition('/')[2]}")
    rita.press("Note it", what="taken_up")
    rita.press("Note it", what="interview")

    assert "An introducer" in rita.text
    assert BEA not in rita.html
    assert town.id(BEA) not in rita.html


def test_a_rejection_without_what_it_needs_changes_nothing(town: Town) -> None:
    referral = agreed(town)
    rita = town.house.browser(RITA)
    rita.open(f"/recruiting/{referral}")
    rita.send(
        f"/recruiting/{referral}/moves",
        [*rita.hidden(), ("what", "rejected"), ("reason", "magic"), ("hold", "0")],
    )

    assert rita.status == 422
    rita.open(f"/recruiting/{referral}")
    assert "agreed" in rita.text


def test_from_the_hire_to_the_credit_with_its_why(town: Town) -> None:
    referral = agreed(town)
    rita = town.house.browser(RITA)
    rita.open(f"/recruiting/{referral}")
    for what in ("interview", "offer"):
        rita.press("Note it", what=what)
    rita.press("Note it", what="hire", started="2026-12-01")
    assert "hired" in rita.text
    town.house.three.advance(days=9)
    for job in jobs(town.house.three.referrals.container):
        job.function()
    town.house.carry()
    sol = town.house.browser(SOL)
    sol.open(f"/referrals/{referral}")

    assert "Credit, and why" in sol.text
    assert "€2,000" in sol.text
    assert "no reason given" not in sol.text


def test_nobody_else_opens_a_referral(town: Town) -> None:
    referral = agreed(town)
    for name, where in (
        (BEA, "referrals"),
        (BEA, "recruiting"),
        (SOL, "recruiting"),
        (ADA, "recruiting"),
    ):
        town.house.browser(name).open(f"/{where}/{referral}", expect=404)


@pytest.mark.parametrize("end", ["fill", "close"])
def test_what_a_referral_was_for_is_read_by_its_people_also_once_the_opening_is_over(
    town: Town, end: str
) -> None:
    referral = agreed(town)
    town.house.call(RITA, "postings", "POST", f"/v1/openings/{town.opening}/{end}")
    town.house.carry()

    for name in (SOL, ADA):
        browser = town.house.browser(name)
        for address in ("/referrals", f"/referrals/{referral}"):
            browser.open(address)
            assert f"{TITLE} at {FIRM}" in browser.text
    town.house.browser(BEA).open(f"/openings/{town.opening}", expect=404)


def test_a_candidate_tells_where_it_stands_and_it_is_marked_as_theirs(town: Town) -> None:
    referral = agreed(town)
    ada = town.house.browser(ADA)
    ada.open(f"/referrals/{referral}")
    ada.press("Note it", what="offer")
    assert "said by the candidate" in ada.text
    rita = town.house.browser(RITA)
    rita.open(f"/recruiting/{referral}")
    assert "said by the candidate" in rita.text

    assert ada.send(f"/referrals/{referral}/stage", [*ada.hidden(), ("what", "rejected")]) == 403
    assert "Nothing was changed." in ada.text
    for name in (SOL, RITA):
        other = town.house.browser(name)
        other.open(f"/referrals/{referral}")
        assert "Tell where it stands" not in other.text


def test_who_runs_the_opening_is_led_on_to_what_they_may_see_of_a_referral(town: Town) -> None:
    referral = agreed(town)
    rita = town.house.browser(RITA)
    rita.open(f"/referrals/{referral}")

    assert rita.address.startswith(f"/recruiting/{referral}")
    assert "Ada Oyelaran" in rita.text


def test_a_referral_without_introductions_says_that_the_referrer_knew_the_candidate(
    town: Town,
) -> None:
    referral = agreed(town)
    rita = town.house.browser(RITA)
    rita.open(f"/recruiting/{referral}")
    rita.press("Note it", what="interview")

    assert f"{SOL} knew them already and referred them directly" in rita.text


def test_an_opening_needs_a_place_unless_it_is_remote(sol: Browser) -> None:
    sol.open("/post")
    assert "needed, if it cannot be done remotely" in sol.text
    posted(sol, expect=422, place="")
    assert 'id="place-wrong"' in sol.html

    posted(sol, place="", remote="yes")
    assert "Published." in sol.text


def test_the_page_of_work_says_where_one_works(sol: Browser) -> None:
    sol.open("/work")

    sol.follow(FIRM)
    assert "€2,000" in sol.text
    sol.open("/work")
    assert sol.page.link("Post an opening") == "/post"


def test_a_form_that_got_stuck_half_way_goes_on_when_it_is_sent_again(
    sol: Browser, house: PortalHouse
) -> None:
    sol.open("/post")
    form, pressed = sol.page.form_with("Publish it")
    fields = [(name, NEW.get(name, value)) for name, value in form.fields]
    fields.append((pressed.name, pressed.value))
    house.transport.lost = "/publish"
    assert sol.send("/post", fields) == 503
    assert "sending it again does it once, not twice" in sol.text
    house.transport.lost = ""
    assert sol.send("/post", fields) == 200
    assert "Published." in sol.text

    sol.open("/work")
    assert sol.text.count(str(NEW["title"])) == 1


def test_who_works_there_reads_which_of_their_contacts_are_open_to_it(town: Town) -> None:
    town.house.call(CAI, "profiles", "PATCH", "/v1/people/me/settings", {"open_to_openings": True})
    town.knows(SOL, CAI)
    town.knows(SOL, BEA)
    sol = town.house.browser(SOL)
    sol.open(f"/openings/{town.opening}/refer")
    assert CAI not in sol.text
    town.has_domain("oak.example")
    sol.follow("Confirm your work mail")
    sol.press("Send me a code", mail="sol@oak.example")
    sol.press("Confirm", code=town.house.three.profiles.code_for("sol@oak.example"))
    town.house.carry()
    sol.open(f"/openings/{town.opening}/refer")

    assert f"People you know who are open to openings: {CAI}" in sol.text
    assert BEA not in sol.text
    bea = town.house.browser(BEA)
    bea.open(f"/openings/{town.opening}/refer")
    assert "open to openings" not in bea.text


def test_an_introducer_who_agreed_is_named_to_the_recruiter(town: Town) -> None:
    introduction = town.asks()
    town.answers(BEA, introduction, "introduce")
    bea = town.house.browser(BEA)
    bea.open(f"/asked/{introduction}")
    bea.press("Save", may_be_named="yes")
    town.answers(HANA, introduction, "agree")
    hana = town.house.browser(HANA)
    hana.open(f"/openings/{town.opening}/refer")
    hana.press("Refer them", introduction=introduction)
    where = hana.address.partition("?")[0]
    ada = town.house.browser(ADA)
    ada.open(where)
    ada.press("I agree")
    rita = town.house.browser(RITA)
    rita.open(f"/recruiting/{where.rpartition('/')[2]}")
    for what in ("taken_up", "interview"):
        assert BEA not in rita.html
        rita.press("Note it", what=what)

    assert BEA in rita.text
