"""A candidate's journeys: find whom to ask, ask, follow it, take it back."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.acting import BLURB, asks, every_way, told
from tests.support.portal_people import People
from tests.support.portal_town import ADA, BEA, CAI, FIRM, HANA, SOL, TITLE


@every_way
def test_from_the_front_page_to_a_meeting(people: People) -> None:
    ada, bea, hana = people(ADA), people(BEA), people(HANA)
    asks(ada)
    expect(ada.get_by_text("Bea Santos decides")).to_be_visible()

    bea.goto("/asked")
    expect(bea.get_by_text(BLURB)).to_be_visible()
    bea.get_by_label("One line to go with it").fill("She is careful.")
    bea.get_by_role("button", name="Introduce").click()
    expect(bea.get_by_text("you passed it on")).to_be_visible()

    hana.goto("/asked")
    expect(hana.get_by_text("She is careful.")).to_be_visible()
    hana.get_by_role("button", name="I would like to meet").click()

    ada.goto("/requests")
    expect(ada.get_by_text(f"{HANA} would like to meet you")).to_be_visible()
    bea.goto("/asked")
    expect(bea.get_by_text("they meet")).to_be_visible()


@every_way
def test_one_search_finds_an_opening_by_employer_role_or_link(people: People) -> None:
    ada, town = people(ADA), people.site.town
    ada.goto("/")
    search = ada.get_by_role("search")
    for words in (FIRM, "door", "engineer, Lisbon"):
        search.get_by_role("searchbox").fill(words)
        search.get_by_role("button", name="Search").click()
        expect(ada.get_by_role("link", name=TITLE)).to_be_visible()
        expect(ada.get_by_role("list", name=re.compile(f"^Path: You, {BEA}"))).to_be_visible()
    search.get_by_role("searchbox").fill(f"{people.site.url}/openings/{town.opening}")
    search.get_by_role("button", name="Search").click()

    expect(ada.get_by_role("heading", name=TITLE, level=1)).to_be_visible()
    expect(ada.get_by_role("link", name="Ask Bea")).to_be_visible()


def test_the_path_is_drawn_with_its_reason_and_its_chance(people: People) -> None:
    ada = people(ADA)
    ada.goto("/")
    path = ada.get_by_role("list", name=re.compile("^Path: You"))

    expect(path.get_by_role("listitem")).to_have_count(3)
    expect(path).to_contain_text("The hiring manager")
    expect(path).not_to_contain_text(HANA)
    expect(ada.get_by_text(re.compile("^Why Bea:"))).to_be_visible()
    expect(ada.get_by_text(re.compile("^(likely|possible|long shot)$"))).to_be_visible()


@every_way
def test_whom_else_one_could_ask_first_stands_beside_the_best(people: People) -> None:
    town = people.site.town
    willing = {"willing_to_refer": True}
    town.house.call(SOL, "profiles", "PATCH", "/v1/people/me/settings", willing)
    town.knows(ADA, CAI)
    town.knows(CAI, SOL)
    ada = people(ADA)
    ada.goto("/?q=door")
    ada.get_by_text("1 other person you could ask first").click()
    expect(ada.get_by_role("list", name=re.compile("^Path: You"))).to_have_count(2)
    ada.get_by_role("link", name=TITLE).click()

    expect(ada.get_by_role("link", name="Ask Bea")).to_be_visible()
    expect(ada.get_by_role("link", name="Ask Cai")).to_be_visible()


@every_way
def test_before_asking_one_sees_exactly_what_each_will_see(people: People) -> None:
    ada = people(ADA)
    ada.goto("/")
    ada.get_by_role("link", name="Ask Bea").click()
    expect(ada.get_by_text("at most 3 further people")).to_be_visible()
    expect(ada.get_by_text("A new first contact only with your OK.")).to_be_visible()
    ada.get_by_label("What you want to say").fill(BLURB)
    ada.get_by_label("Discreetly").check()
    ada.get_by_role("button", name="Look at what each will see").click()

    expect(ada.get_by_role("blockquote").get_by_text(BLURB)).to_have_count(2)
    expect(ada.get_by_text("Somebody (named after the yes at the end)")).to_be_visible()
    expect(ada.get_by_label("What you want to say")).to_have_value(BLURB)
    expect(ada.get_by_label("Discreetly")).to_be_checked()
    ada.goto("/requests")
    expect(ada.get_by_text("You have asked nobody yet")).to_be_visible()


def test_advice_needs_a_topic_and_nothing_typed_is_lost(people: People) -> None:
    ada = people(ADA)
    ada.goto("/")
    ada.get_by_role("link", name="Ask Bea").click()
    ada.get_by_label("What you want to say").fill(BLURB)
    ada.get_by_label("Advice: a conversation").check()
    ada.get_by_role("button", name="Ask Bea").click()
    expect(ada.get_by_role("alert")).to_contain_text("What is wrong stands at its field.")
    expect(ada.get_by_text("Say what the conversation is about.")).to_be_visible()
    expect(ada.get_by_label("What you want to say")).to_have_value(BLURB)
    expect(ada.get_by_label("Advice: a conversation")).to_be_checked()
    ada.get_by_label("Topic of the conversation").fill("Hinges")
    ada.get_by_role("button", name="Ask Bea").click()
    bea = people(BEA)
    bea.goto("/asked")

    expect(bea.get_by_text("about Hinges")).to_be_visible()


@every_way
def test_a_request_is_taken_back_and_leaves_the_list_of_whoever_had_it(people: People) -> None:
    ada, bea = people(ADA), people(BEA)
    asks(ada)
    ada.goto("/requests")
    ada.get_by_text("What you wrote").click()
    expect(ada.get_by_text(BLURB)).to_be_visible()
    ada.get_by_role("button", name="Take it back").click()
    told(ada, "Taken back.")

    bea.goto("/asked")
    expect(bea.get_by_text("Nothing waits for you")).to_be_visible()


def test_a_new_first_contact_is_asked_only_with_ones_ok(people: People) -> None:
    town = people.site.town
    town.knows(ADA, CAI)
    town.knows(CAI, HANA)
    ada, cai = people(ADA), people(CAI)
    asks(ada)
    town.days_go_by(5)
    ada.goto("/requests")
    expect(ada.get_by_text("Next would be Cai Lund, if you like")).to_be_visible()
    cai.goto("/asked")
    expect(cai.get_by_text("Nothing waits for you")).to_be_visible()
    ada.get_by_role("button", name="Yes, ask Cai").click()
    expect(ada.get_by_text("Cai Lund decides")).to_be_visible()

    cai.goto("/asked")
    expect(cai.get_by_text(BLURB)).to_be_visible()


@every_way
def test_without_a_path_one_asks_openly_or_applies(people: People) -> None:
    town = people.site.town
    town.post_opening(title="Window Engineer", hiring_manager=None)
    town.knows(CAI, ADA)
    cai = people(CAI)
    cai.goto("/?q=window")
    expect(cai.get_by_text("No path yet.")).to_be_visible()
    expect(cai.get_by_role("link", name="Apply without a referral")).to_have_attribute(
        "href", "https://jobs.oak.example/1"
    )
    cai.get_by_role("link", name="Ask openly").click()
    cai.get_by_label(ADA).check()
    cai.get_by_label("What you want to say").fill("Do you know somebody there?")
    cai.get_by_role("button", name="Ask them").click()
    told(cai, "It is on its way.")

    ada = people(ADA)
    ada.goto("/asked")
    expect(ada.get_by_text("Someone at Oakworks")).to_be_visible()
    expect(ada.get_by_text("Do you know somebody there?")).to_be_visible()


def test_a_volunteer_of_ones_group_is_a_way_in(people: People) -> None:
    town = people.site.town
    new = {"name": "FEUP 2018", "kind": "class", "first_year": 2016, "last_year": 2018}
    group = town.house.call(BEA, "profiles", "POST", "/v1/groups", new)
    part = {"show_name": True, "volunteer": True}
    town.house.call(BEA, "profiles", "PUT", f"/v1/groups/{group['id']}/me", part)
    joining = {"join_token": group["join_token"], "show_name": True}
    town.house.call(CAI, "profiles", "POST", "/v1/groups/join", joining)
    town.house.carry()
    cai = people(CAI)
    cai.goto(f"/openings/{town.opening}")

    expect(cai.get_by_text("volunteers for your group")).to_be_visible()
    cai.get_by_role("link", name="Ask Bea").click()
    expect(cai.get_by_role("heading", name="Ask Bea")).to_be_visible()


def test_a_no_at_the_end_reads_like_no_way(people: People) -> None:
    ada, bea, hana = people(ADA), people(BEA), people(HANA)
    asks(ada)
    for page, button in ((bea, "Introduce"), (hana, "Pass")):
        page.goto("/asked")
        page.get_by_role("button", name=button).first.click()
        told(page, "Noted.")
    people.site.town.days_go_by(5)
    ada.goto("/requests")

    expect(ada.get_by_text("No way was found", exact=True)).to_be_visible()
    expect(ada.get_by_text(HANA)).to_have_count(0)
