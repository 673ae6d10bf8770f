"""An employee's journeys: post an opening, refer somebody, share a link, read why of the credit."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.acting import VOUCH, agrees, every_way, notes, refers, told
from tests.support.portal_people import People
from tests.support.portal_town import ADA, BEA, CAI, FIRM, HANA, RITA, SOL, TITLE

NEEDED = "[required]:not([type=radio]):visible"


def writes_opening(employee: Page, title: str = "Window Engineer") -> None:
    """What has to be filled in."""
    employee.goto("/post")
    employee.get_by_label("Title").fill(title)
    employee.get_by_label("What one does there").fill("Glaze *windows*.")
    employee.get_by_label("Place").fill("Porto")


@every_way
def test_an_opening_is_posted_within_a_minute(people: People) -> None:
    """Three things to write and one button: everything else has a preset or can be left."""
    sol, stranger = people(SOL), people.stranger()
    sol.goto("/work")
    sol.get_by_role("link", name="Post an opening").click()
    expect(sol.locator(NEEDED)).to_have_count(2)
    writes_opening(sol)
    sol.get_by_role("button", name="Publish it").click()
    told(sol, "Published.")

    stranger.goto(sol.url.partition("?")[0])
    expect(stranger.get_by_role("heading", name="Window Engineer")).to_be_visible()
    expect(stranger.get_by_role("emphasis")).to_have_text("windows")
    expect(stranger.get_by_text("My part in it")).to_have_count(0)


def test_whoever_is_named_to_decide_is_asked_before_any_path_leads_to_them(people: People) -> None:
    people.site.town.knows(SOL, HANA)
    sol, hana, ada = people(SOL), people(HANA), people(ADA)
    writes_opening(sol)
    sol.get_by_label("Who decides").select_option(label=HANA)
    sol.get_by_role("button", name="Publish it").click()
    told(sol, "Published.")
    opening = sol.url.partition("?")[0]
    ada.goto(opening)
    expect(ada.get_by_text("No path of introductions leads there yet.")).to_be_visible()

    hana.goto("/work")
    hana.get_by_role("link", name="Window Engineer").click()
    hana.get_by_role("button", name="Yes, I decide on it").click()
    told(hana, "Noted.")
    ada.reload()
    expect(ada.get_by_role("link", name="Ask Bea")).to_be_visible()
    hana.get_by_role("button", name="Do not be reached for now").click()
    told(hana, "Noted.")
    ada.reload()
    expect(ada.get_by_role("link", name="Ask Bea")).to_have_count(0)


def test_a_draft_is_nobodys_until_it_is_published_changed_and_closed(people: People) -> None:
    sol, stranger = people(SOL), people.stranger()
    writes_opening(sol)
    sol.get_by_role("button", name="Keep it as a draft").click()
    told(sol, "Kept as a draft.")
    opening = sol.url.partition("?")[0]
    stranger.goto(opening)
    expect(stranger.get_by_role("heading", name="There is nothing here")).to_be_visible()
    sol.get_by_role("button", name="Publish it").click()
    told(sol, "Noted.")
    sol.get_by_role("link", name="Change it").click()
    sol.get_by_label("Title").fill("Glass Engineer")
    sol.get_by_role("button", name="Save").click()
    told(sol, "Saved.")
    stranger.reload()
    expect(stranger.get_by_role("heading", name="Glass Engineer")).to_be_visible()
    for button in ("Pause it", "Publish it again", "Close it"):
        sol.get_by_role("button", name=button).click()
        told(sol, "Noted.")

    expect(sol.get_by_text("This opening is closed.")).to_be_visible()


def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(people: People) -> None:
    sol = people(SOL)
    writes_opening(sol)
    sol.get_by_text("Pay, countries, last day").click()
    sol.get_by_role("textbox", name="From").fill("a lot")
    sol.get_by_label("Countries").fill("Portugal")
    sol.get_by_role("button", name="Publish it").click()

    expect(sol.get_by_role("alert")).to_contain_text("What you typed is still here.")
    wrong = sol.get_by_role("textbox", name="From")
    expect(wrong).to_have_value("a lot")
    expect(wrong).to_have_attribute("aria-invalid", "true")
    described = wrong.get_attribute("aria-describedby") or ""
    expect(sol.locator(f"#{described.split()[-1]}")).not_to_be_empty()
    expect(sol.get_by_label("Title")).to_have_value("Window Engineer")
    expect(sol.get_by_label("Countries")).to_have_value("Portugal")


def test_who_works_nowhere_is_told_what_to_do(people: People) -> None:
    cai = people(CAI)
    cai.goto("/post")
    cai.get_by_role("link", name="Say where I work").click()
    cai.get_by_text("Add one").click()
    work = cai.get_by_role("region", name="Where I work and worked")
    work.get_by_label("Employer").fill(FIRM)
    work.get_by_label("Title").fill("Joiner")
    work.get_by_label("From").fill("2021-01-01")
    work.get_by_role("button", name="Add").click()
    told(cai, "Saved.")
    cai.goto("/post")

    expect(cai.get_by_label("Employer", exact=True)).to_contain_text(FIRM)


@every_way
def test_somebody_is_referred_within_a_minute(people: People) -> None:
    """A name and an address; the candidate adds the rest."""
    sol, town = people(SOL), people.site.town
    sol.goto(f"/openings/{town.opening}")
    sol.get_by_role("link", name="Refer somebody").click()
    expect(sol.locator(NEEDED)).to_have_count(2)
    refers(sol, town.opening)
    expect(sol.get_by_text("Waits for their yes")).to_be_visible()

    ada = people(ADA)
    agrees(ada, TITLE)
    expect(ada.get_by_text(VOUCH)).to_be_visible()
    sol.goto("/referrals")
    expect(sol.get_by_text(f"{TITLE} at {FIRM} · agreed")).to_be_visible()


def test_a_no_to_a_referral_looks_like_silence(people: People) -> None:
    sol, ada = people(SOL), people(ADA)
    refers(sol, people.site.town.opening)
    ada.goto("/referrals")
    ada.get_by_role("button", name="Look for referrals to my addresses").click()
    ada.get_by_role("link", name=TITLE).click()
    ada.get_by_role("button", name="No, thank you").click()
    told(ada, "it looks like silence")
    sol.goto("/referrals")

    expect(sol.get_by_text("waits for consent")).to_be_visible()


def test_who_came_by_an_introduction_is_referred_without_their_address(people: People) -> None:
    town = people.site.town
    introduction = town.asks()
    town.answers(BEA, introduction, "introduce")
    town.answers(HANA, introduction, "agree")
    hana = people(HANA)
    hana.goto(f"/openings/{town.opening}/refer")
    hana.get_by_label("Whom").select_option(label=ADA)
    expect(hana.locator(NEEDED)).to_have_count(0)
    hana.get_by_role("button", name="Refer them").click()

    told(hana, "They are asked whether they agree.")


def test_contacts_who_are_open_to_openings_show_to_who_proved_to_work_there(people: People) -> None:
    town = people.site.town
    open_to = {"open_to_openings": True}
    town.house.call(CAI, "profiles", "PATCH", "/v1/people/me/settings", open_to)
    town.knows(SOL, CAI)
    town.knows(SOL, BEA)
    town.has_domain("oak.example")
    sol = people(SOL)
    sol.goto(f"/openings/{town.opening}/refer")
    sol.get_by_role("link", name="Confirm your work mail").click()
    sol.get_by_label("Another address").fill("sol@oak.example")
    sol.get_by_role("button", name="Send me a code").click()
    code = town.house.three.profiles.code_for("sol@oak.example")
    sol.get_by_label("The code that came").fill(code)
    sol.get_by_role("button", name="Confirm").click()
    told(sol, "The address is yours now.")
    sol.goto(f"/openings/{town.opening}/refer")

    expect(sol.get_by_text("People you know who are open to openings")).to_contain_text(CAI)
    expect(sol.get_by_text(BEA)).to_have_count(0)


@every_way
def test_ones_own_link_is_shared_followed_and_taken_back(people: People) -> None:
    sol, ada, stranger = people(SOL), people(ADA), people.stranger()
    sol.goto(f"/openings/{people.site.town.opening}")
    sol.get_by_role("button", name="Make my link").click()
    link = sol.get_by_label("Your own link").input_value()
    stranger.goto(link)
    expect(stranger.get_by_text("Somebody who works there shares this with you")).to_be_visible()
    expect(stranger.get_by_text(SOL)).to_have_count(0)
    ada.goto(link)
    expect(ada.get_by_text(f"{SOL} works there and shares this with you")).to_be_visible()
    ada.get_by_role("button", name="Be referred by Sol").click()
    told(ada, "You agreed.")
    sol.get_by_role("button", name="Take my link back").click()
    told(sol, "It leads nowhere from now on.")
    stranger.reload()

    expect(stranger.get_by_role("heading", name=re.compile("leads nowhere"))).to_be_visible()


@every_way
def test_the_referrer_reads_the_credit_and_why(people: People) -> None:
    town = people.site.town
    sol, ada, rita = people(SOL), people(ADA), people(RITA)
    refers(sol, town.opening)
    agrees(ada, TITLE)
    rita.goto("/work")
    rita.get_by_role("link", name=ADA).click()
    notes(rita, "interview", "offer")
    rita.get_by_label("If hired: first day").fill("2026-12-01")
    notes(rita, "hire")
    town.days_go_by(9)
    sol = people.another(SOL)  # the session at the first is over
    sol.goto("/referrals")
    sol.get_by_role("link", name=ADA).click()
    credit = sol.get_by_role("region", name="Credit, and why")

    expect(credit.get_by_role("row")).to_have_count(3)  # the head, one line, the sum
    expect(credit.get_by_role("row").nth(1)).to_contain_text("€2,000")
    expect(credit.get_by_role("row").nth(1).get_by_role("cell").nth(1)).not_to_be_empty()
    expect(ada.get_by_text("Credit, and why")).to_have_count(0)


def test_the_vouch_is_reworded_until_they_agreed(people: People) -> None:
    sol, town = people(SOL), people.site.town
    refers(sol, town.opening)
    sol.get_by_text("Say it in other words").click()
    sol.get_by_label("Why you think of them").fill("She glazes well.")
    sol.get_by_role("button", name="Save").click()
    told(sol, "Saved.")
    agrees(people(ADA), TITLE)
    sol.reload()

    expect(sol.get_by_text("She glazes well.")).to_be_visible()
    expect(sol.get_by_text("Say it in other words")).to_have_count(0)
