"""An introducer's journeys: one card, one tap; someone better; being named; not too often."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.acting import BLURB, answers, asks, every_way, told
from tests.support.portal_people import Browsers, People, Way
from tests.support.portal_site import Site
from tests.support.portal_town import ADA, BEA, CAI, HANA, TITLE


@every_way
def test_the_card_says_who_asks_for_what_and_whom_it_would_go_to(people: People) -> None:
    asks(people(ADA))
    bea = people(BEA)
    bea.goto("/asked")
    card = bea.get_by_role("article")

    expect(card.get_by_role("heading", name=re.compile(TITLE))).to_be_visible()
    expect(card).to_contain_text(f"{ADA} asks you for a referral")
    expect(card).to_contain_text(BLURB)
    expect(card).to_contain_text(f"You would pass it on to {HANA}")
    expect(card).to_contain_text("A pass needs no reason and looks like silence, to everybody.")
    buttons = card.get_by_role("button")
    expect(buttons.filter(visible=True)).to_have_text(["Introduce", "Use my name", "Pass"])


@every_way
def test_to_answer_takes_one_tap(people: People) -> None:
    """Nothing of the card has to be filled in."""
    asks(people(ADA))
    bea = people(BEA)
    bea.goto("/asked")
    required = bea.get_by_role("article").locator("[required]")
    expect(required).to_have_count(0)
    bea.get_by_role("button", name="Introduce").click()

    told(bea, "Your answer is noted.")


def test_somebody_lends_their_name_and_writes_nothing(people: People) -> None:
    asks(people(ADA))
    answers(people(BEA), "Use my name")
    hana = people(HANA)
    hana.goto("/asked")

    expect(hana.get_by_text(f"{BEA} passes this on to you")).to_be_visible()
    hana.get_by_role("button", name="I would like to meet").click()
    told(hana, "Your answer is noted.")


def test_somebody_knows_someone_better(people: People) -> None:
    town = people.site.town
    town.knows(BEA, CAI)
    town.knows(CAI, HANA)
    asks(people(ADA))
    bea, cai = people(BEA), people(CAI)
    bea.goto("/asked")
    bea.get_by_text("I know someone better").click()
    bea.get_by_role("button", name="Hand it on to them").click()
    expect(bea.get_by_role("alert")).to_contain_text("Nothing was changed.")
    bea.get_by_text("I know someone better").click()
    bea.get_by_label("Who", exact=True).select_option(label=CAI)
    bea.get_by_role("button", name="Hand it on to them").click()
    told(bea, "Your answer is noted.")

    cai.goto("/asked")
    expect(cai.get_by_text(f"{BEA} passes this on to you")).to_be_visible()


def test_a_pass_is_told_to_nobody(people: People) -> None:
    ada = people(ADA)
    bea = people(BEA)
    asks(ada)
    silent = ada.get_by_role("main").inner_text()
    answers(bea, "Pass")
    expect(bea.get_by_text("You passed. Until then you may answer otherwise.")).to_be_visible()
    ada.reload()

    assert ada.get_by_role("main").inner_text() == silent


def test_whether_recruiters_may_learn_of_ones_help_has_no_preset(people: People) -> None:
    asks(people(ADA))
    bea = people(BEA)
    bea.goto("/asked")
    for answer in ("Yes, by name", "No, as"):
        expect(bea.get_by_label(answer)).not_to_be_checked()
    bea.get_by_role("button", name="Introduce").click()
    bea.get_by_role("button", name="Save").click()
    expect(bea.get_by_role("alert")).to_contain_text("there is no preset")
    bea.get_by_label("Yes, by name").check()
    bea.get_by_role("button", name="Save").click()

    expect(bea.get_by_text("Recruiters may learn your name")).to_be_visible()


def test_limits_stand_beside_the_card_and_hold(people: People) -> None:
    bea = people(BEA)
    bea.goto("/asked")
    expect(bea.get_by_text("You are asked at most 2 times a week")).to_be_visible()
    bea.get_by_role("link", name="Change my limits or pause").click()
    allowed = bea.get_by_role("region", name="What I allow")
    allowed.get_by_label("I may be asked to introduce people").uncheck()
    allowed.get_by_role("button", name="Save").click()
    told(bea, "Saved.")
    bea.goto("/asked")
    expect(bea.get_by_text("You take no asks now.")).to_be_visible()
    ada = people(ADA)
    ada.goto("/")

    expect(ada.get_by_role("link", name="Ask Bea")).to_have_count(0)


def test_the_mails_link_answers_without_signing_in_and_not_by_being_looked_at(
    browsers: Browsers, site_over_http: Site, way: Way
) -> None:
    people = People(browsers, site_over_http, way)
    asks(people(ADA))
    letter = site_over_http.letters_to(BEA)
    links = re.findall(r"http://\S+answer=\w+", letter)
    assert links, letter
    stranger, bea = people.stranger(), people(BEA)
    stranger.goto(next(each for each in links if "answer=introduce" in each))
    expect(stranger.get_by_text("Introduce them?")).to_be_visible()
    bea.goto("/asked")
    expect(bea.get_by_role("button", name="Introduce")).to_be_visible()
    stranger.get_by_role("button", name="Yes").click()
    expect(stranger.get_by_text("Your answer counts")).to_be_visible()
    bea.goto("/asked")
    expect(bea.get_by_text("you introduced")).to_be_visible()

    stranger.goto(links[0])
    expect(stranger.get_by_text("Nothing waits here any more")).to_be_visible()
    people.go_home()
    assert people.heard == []
