"""My network: tick whom I know in a class, import and undo, confirm, lend or keep, the map."""

from __future__ import annotations

import re

from playwright.sync_api import FilePayload, Page, expect

from tests.browser.acting import every_way, told
from tests.support.portal_people import People
from tests.support.portal_town import ADA, BEA, CAI, HANA

ROWS = (
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    "Bea,Santos,,bea@mail.example,,,01 Jan 2020\n"
    "Nobody,Here,,nobody@else.example,Oakworks,Carpenter,02 Jan 2020\n"
)
LIST: FilePayload = {
    "name": "Connections.csv",
    "mimeType": "text/csv",
    "buffer": ROWS.encode(),
}


def starts_class(page: Page) -> str:
    """A new group; its link."""
    page.goto("/network")
    page.get_by_text("Start a group").click()
    page.get_by_label("What it is called").fill("FEUP 2018")
    page.get_by_label("What it is", exact=True).select_option("class")
    page.get_by_label("First year").fill("2016")
    page.get_by_label("Last year").fill("2018")
    page.get_by_role("button", name="Start it").click()
    told(page, "You are in.")
    return page.get_by_label("The link that people join by").input_value()


def joins(page: Page, link: str) -> None:
    """Showing one's name."""
    page.goto(link)
    page.get_by_label("Yes, so that they can tick that they know me").check()
    page.get_by_role("button", name="Join").click()
    told(page, "You are in.")


def proposes(page: Page, mail: str, lend: str = "Yes, lend it") -> None:
    """A tie to whoever has that address."""
    page.goto("/network")
    page.get_by_text("By their address").click()
    by_address = page.get_by_role("group").filter(has_text="By their address")
    by_address.get_by_label("Their mail address").fill(mail)
    by_address.get_by_label(lend).check()
    page.get_by_role("button", name="Propose").click()
    told(page, "If they are a member, they are asked.")


@every_way
def test_two_ticks_that_meet_make_a_tie_without_any_import(people: People) -> None:
    cai, bea = people(CAI), people(BEA)
    link = starts_class(cai)
    joins(bea, link)
    for page, other in ((cai, BEA), (bea, CAI)):
        page.goto("/network")
        page.get_by_role("link", name="FEUP 2018").click()
        page.get_by_label(other).check()
        page.get_by_label("Yes, lend them").check()
        page.get_by_role("button", name="I know them").click()
        told(page, "Proposed.")
    cai.goto("/network")

    known = cai.get_by_role("article").filter(has=cai.get_by_role("heading", name=BEA))
    expect(known).to_contain_text("lent")


def test_who_joins_without_showing_their_name_is_seen_by_no_member(people: People) -> None:
    cai, ada = people(CAI), people(ADA)
    link = starts_class(cai)
    ada.goto("/network")
    ada.get_by_label("Join by a link").fill(link)
    ada.get_by_role("group", name="Do its members see my name?").get_by_label("No").check()
    ada.get_by_role("button", name="Join").click()
    told(ada, "You are in.")
    cai.reload()

    expect(cai.get_by_text("Nobody else shows their name here yet.")).to_be_visible()


def test_a_volunteer_shows_their_name_and_a_member_leaves(people: People) -> None:
    cai = people(CAI)
    starts_class(cai)
    cai.get_by_label("I volunteer").check()
    cai.get_by_role("button", name="Save").click()
    told(cai, "Saved.")
    expect(cai.get_by_label("Its members see my name")).to_be_checked()
    cai.goto("/network")
    expect(cai.get_by_text("you volunteer")).to_be_visible()
    cai.get_by_role("link", name="FEUP 2018").click()
    cai.get_by_role("button", name="Leave the group").click()
    told(cai, "You left the group.")

    expect(cai.get_by_role("link", name="FEUP 2018")).to_have_count(0)


@every_way
def test_an_import_is_looked_at_chosen_from_and_undone(people: People) -> None:
    cai, bea = people(CAI), people(BEA)
    cai.goto("/network")
    cai.get_by_role("link", name="Import my contacts").click()
    cai.get_by_label("The file").set_input_files(LIST)
    cai.get_by_role("button", name="Compare it").click()
    told(cai, "2 rows, 1 member, 1 at employers hiring here; 1 forgotten.")
    expect(cai.get_by_label(BEA)).to_be_checked()
    expect(cai.get_by_text("Nobody Here")).to_have_count(0)
    cai.get_by_label("Yes, lend them").check()
    cai.get_by_role("button", name="Propose these ties").click()
    told(cai, "Proposed.")
    bea.goto("/network")
    expect(bea.get_by_role("heading", name="Do you know each other?")).to_be_visible()
    cai.get_by_role("button", name="Undo this import").click()
    told(cai, "Undone")
    bea.reload()

    expect(bea.get_by_role("heading", name="Do you know each other?")).to_have_count(0)


def test_what_the_import_forgot_is_told_once(people: People) -> None:
    cai = people(CAI)
    cai.goto("/import")
    cai.get_by_label("The file").set_input_files(LIST)
    cai.get_by_role("button", name="Compare it").click()
    expect(cai.get_by_text("1 forgotten")).to_be_visible()
    chosen = cai.locator("form").filter(has_text="Whom do you know?").get_attribute("action")
    cai.goto((chosen or "").removesuffix("/choose"))

    expect(cai.get_by_label(BEA)).to_be_visible()
    expect(cai.get_by_text("forgotten")).to_have_count(0)


def test_a_tie_waits_for_its_yes_and_a_no_is_not_told(people: People) -> None:
    cai, bea = people(CAI), people(BEA)
    proposes(cai, "bea@mail.example")
    expect(cai.get_by_role("listitem").filter(has_text=BEA)).to_be_visible()
    bea.goto("/network")
    for answer in ("Yes, lend it", "No, keep it to us"):
        expect(bea.get_by_role("article").first.get_by_label(answer)).not_to_be_checked()
    waiting = cai.get_by_role("main").inner_text()
    bea.get_by_role("button", name="No. They are not told").click()
    told(bea, "They are not told.")
    cai.reload()

    assert cai.get_by_role("main").inner_text() == waiting


@every_way
def test_a_tie_is_confirmed_weighed_kept_and_ended(people: People) -> None:
    cai, hana = people(CAI), people(HANA)
    proposes(cai, "hana@mail.example")
    hana.goto("/network")
    hana.get_by_role("article").first.get_by_label("Yes, lend it").check()
    hana.get_by_role("button", name="Yes, we know each other").click()
    told(hana, "You know each other.")
    tie = hana.get_by_role("article").filter(has=hana.get_by_role("heading", name=CAI))
    expect(tie).to_contain_text("you both said so")
    tie.get_by_text("Change it").click()
    tie.get_by_label("How well I know them").select_option("well")
    tie.get_by_role("button", name="Save my answer").click()
    told(hana, "Saved.")
    tie.get_by_text("Change it").click()
    expect(tie.get_by_label("How well I know them")).to_have_value("well")
    tie.get_by_label("No, keep it to us").check()
    tie.get_by_role("button", name="Save who may use it").click()
    told(hana, "Saved.")
    expect(tie).to_contain_text("kept to the two of you")
    cai.goto("/network")
    theirs = cai.get_by_role("article").filter(has=cai.get_by_role("heading", name=HANA))
    theirs.get_by_text("Change it").click()
    expect(theirs.get_by_label("How well I know them")).to_have_value("")
    tie.get_by_text("Change it").click()
    tie.get_by_role("button", name="End this tie").click()
    told(hana, "Ended.")

    expect(tie).to_have_count(0)


@every_way
def test_the_map_shows_ones_own_ties_and_the_list_says_the_same(people: People) -> None:
    ada = people(ADA)
    ada.goto("/network")
    ada.get_by_role("link", name="See them on a map").click()

    listed = ada.get_by_role("listitem").filter(has_text=BEA)
    expect(listed).to_contain_text(re.compile("weak|fair|strong"))
    picture = ada.get_by_role("img", name=re.compile("^You, and 1 person"))
    drawing = ada.get_by_role("application", name="The map")
    expect(drawing if people.way.scripts else picture).to_be_visible()
    expect(ada.get_by_text(HANA)).to_have_count(0)


def test_what_one_ends_is_gone_from_ones_paths(people: People) -> None:
    ada = people(ADA)
    ada.goto("/")
    expect(ada.get_by_role("link", name="Ask Bea")).to_be_visible()
    ada.goto("/network")
    ada.get_by_text("Change it").click()
    ada.get_by_role("button", name="End this tie").click()
    told(ada, "Ended.")
    ada.goto("/")

    expect(ada.get_by_text("Nobody to ask yet")).to_be_visible()
