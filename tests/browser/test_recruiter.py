"""A recruiter's journeys: screen without the network, decide, see the chain, put credit right."""

from __future__ import annotations

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.browser.acting import VOUCH, agrees, every_way, notes, refers, told
from tests.support.portal_people import People
from tests.support.portal_town import ADA, BEA, HANA, RITA, SOL, TITLE


@pytest.fixture
def rita(people: People) -> Page:
    """At the referral of Ada, whom Sol referred and who agreed."""
    refers(people(SOL), people.site.town.opening)
    agrees(people(ADA), TITLE)
    rita = people(RITA)
    rita.goto("/work")
    rita.get_by_role("link", name=ADA).click()
    return rita


@every_way
def test_screening_does_not_see_the_network_and_after_it_the_chain_is_shown(rita: Page) -> None:
    expect(rita.get_by_text("already owned")).to_be_visible()
    expect(rita.get_by_text("screening does not see the network")).to_be_visible()
    for hidden in (SOL, VOUCH):
        expect(rita.get_by_text(hidden)).to_have_count(0)
    notes(rita, "taken_up")
    expect(rita.get_by_text("screening does not see the network")).to_be_visible()
    notes(rita, "interview")

    expect(rita.get_by_role("list", name=f"{ADA}, {SOL}")).to_be_visible()
    expect(rita.get_by_text(VOUCH)).to_be_visible()


def test_an_introducer_is_named_only_if_they_agreed(people: People) -> None:
    town = people.site.town
    introduction = town.asks()
    town.answers(BEA, introduction, "introduce")
    town.answers(HANA, introduction, "agree")
    hana, ada, rita = people(HANA), people(ADA), people(RITA)
    hana.goto(f"/openings/{town.opening}/refer")
    hana.get_by_label("Whom").select_option(label=ADA)
    hana.get_by_role("button", name="Refer them").click()
    agrees(ada, TITLE)
    rita.goto("/work")
    rita.get_by_role("link", name=ADA).click()
    notes(rita, "taken_up", "interview")
    expect(rita.get_by_role("list", name=f"{ADA}, An introducer, {HANA}")).to_be_visible()
    expect(rita.get_by_role("listitem").filter(has_text=f"An introducer to {HANA}")).to_be_visible()
    expect(rita.get_by_text(BEA)).to_have_count(0)


def test_a_rejection_is_held_and_the_referrer_never_learns_why(people: People, rita: Page) -> None:
    rita.get_by_label("If rejected: why").select_option("skills")
    rita.get_by_label("If rejected: tell them after").select_option("2")
    notes(rita, "rejected")
    expect(rita.get_by_text("skills")).to_be_visible()
    ada, sol = people(ADA), people(SOL)
    ada.reload()
    expect(ada.get_by_text("rejected", exact=False)).to_have_count(0)
    people.site.town.days_go_by(4)
    for page, link in ((ada, TITLE), (sol, ADA)):
        page.goto("/referrals")
        page.get_by_role("link", name=link).first.click()
        expect(page.get_by_role("listitem").filter(has_text="Rejected")).to_be_visible()
    expect(sol.get_by_text("skills")).to_have_count(0)


def test_the_second_referral_of_the_same_does_not_count_and_says_so(
    people: People, rita: Page
) -> None:
    hana, ada = people(HANA), people(ADA)
    refers(hana, people.site.town.opening)
    ada.goto("/referrals")
    ada.get_by_role("button", name="Look for referrals to my addresses").click()
    ada.get_by_role("listitem").filter(has_text=HANA).get_by_role("link").click()
    ada.get_by_role("button", name="I agree").click()
    hana.goto("/referrals")
    hana.get_by_role("main").get_by_role("listitem").filter(has_text=TITLE).get_by_role(
        "link"
    ).click()
    expect(hana.get_by_text("it counts").first).to_be_visible()
    notes(rita, "interview")

    expect(rita.get_by_role("heading", name="Also referred by")).to_be_visible()
    expect(rita.get_by_text("second, so it does not count")).to_be_visible()


def test_stages_come_from_a_file_with_a_preview(people: People, rita: Page) -> None:
    number = rita.url.partition("?")[0].rpartition("/")[2]
    rita.goto(f"/openings/{people.site.town.opening}")
    rita.get_by_role("link", name="Stages from our own system").click()
    rows = f"referral_id,what\r\n{number},interview\r\nnobody,offer\r\n".encode()
    file: FilePayload = {"name": "stages.csv", "mimeType": "text/csv", "buffer": rows}
    rita.get_by_label("The file").set_input_files(file)
    rita.get_by_role("button", name="Look what it would do").click()
    told(rita, "1 would move, 0 unchanged, 1 refused. Nothing is done yet.")
    expect(rita.get_by_role("row").filter(has_text=ADA)).to_be_visible()
    rita.get_by_role("button", name="Do it").click()
    told(rita, "1 moved, 0 unchanged, 1 refused.")
    rita.get_by_role("link", name=ADA).click()

    expect(rita.get_by_text("from the employer’s system")).to_be_visible()


def test_the_secret_of_ones_own_system_is_shown_once(people: People) -> None:
    rita = people(RITA)
    rita.goto(f"/openings/{people.site.town.opening}/stages")
    rita.get_by_role("button", name="Make a secret").click()
    secret = rita.get_by_label("Secret").input_value()
    assert secret.startswith("whsec_")
    rita.goto(f"/openings/{people.site.town.opening}/stages")
    expect(rita.get_by_text(secret)).to_have_count(0)
    expect(rita.get_by_label("Secret")).to_have_count(0)
    rita.get_by_role("button", name="Another secret").click()
    expect(rita.get_by_label("Secret")).not_to_have_value(secret)
    rita.goto(f"/openings/{people.site.town.opening}/stages")
    rita.get_by_role("button", name="Let it in no more").click()

    told(rita, "No secret holds any more.")


def test_credit_is_put_right_by_further_lines(people: People, rita: Page) -> None:
    notes(rita, "interview", "offer")
    rita.get_by_label("If hired: first day").fill("2026-12-01")
    notes(rita, "hire")
    people.site.town.days_go_by(9)
    where, rita = rita.url.partition("?")[0], people.another(RITA)
    rita.goto(where)
    rita.get_by_text("Add or take an amount").click()
    rita.get_by_label("How much").fill("much")
    amount = rita.get_by_role("group").filter(has_text="Add or take an amount")
    amount.get_by_label("Why").fill("Half was paid elsewhere.")
    rita.get_by_role("button", name="Correct it").click()
    expect(rita.get_by_role("alert")).to_be_visible()
    expect(rita.get_by_label("How much")).to_have_value("much")
    rita.get_by_label("How much").fill("-500")
    rita.get_by_role("button", name="Correct it").click()
    told(rita, "Noted, by a further line.")
    sol = people.another(SOL)
    sol.goto("/referrals")
    sol.get_by_role("link", name=ADA).click()

    expect(sol.get_by_text("Half was paid elsewhere. · Rita Oak")).to_be_visible()
    expect(sol.get_by_role("row", name="In all")).to_contain_text("1,500")
