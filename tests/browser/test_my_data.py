"""My data: what others read, what I allow, discreetly, my addresses; take it out, leave."""

from __future__ import annotations

import json
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.acting import every_way, told
from tests.support.portal_people import People
from tests.support.portal_town import ADA, BEA, CAI, FIRM, HANA, SOL


def test_what_others_read_is_changed_and_a_newer_version_is_not_written_over(
    people: People,
) -> None:
    cai, elsewhere = people(CAI), people.another(CAI)
    cai.goto("/me")
    elsewhere.goto("/me")
    for page, headline in ((cai, "Carpenter"), (elsewhere, "Painter")):
        read = page.get_by_role("region", name="What others read")
        read.get_by_label("In one line").fill(headline)
        read.get_by_role("button", name="Save").click()
    told(cai, "Saved.")
    expect(elsewhere.get_by_role("alert")).to_be_visible()
    expect(elsewhere.get_by_label("In one line")).to_have_value("Painter")
    cai.reload()

    expect(cai.get_by_label("In one line")).to_have_value("Carpenter")


def test_a_number_that_is_none_is_told_beside_its_field(people: People) -> None:
    cai = people(CAI)
    cai.goto("/me")
    allowed = cai.get_by_role("region", name="What I allow")
    allowed.get_by_label("At most so many asks a week").fill("often")
    allowed.get_by_role("button", name="Save").click()
    expect(cai.get_by_role("alert")).to_contain_text("Nothing was changed.")
    expect(cai.get_by_label("At most so many asks a week")).to_have_value("often")
    expect(cai.get_by_label("At most so many asks a week")).to_have_attribute(
        "aria-invalid", "true"
    )


@every_way
def test_a_discreet_search_leaves_out_everybody_at_ones_employer(people: People) -> None:
    """Bea comes to work where Ada does: she is then no way in any more."""
    town = people.site.town
    job = {"employer_id": town.firm, "title": "Carpenter", "started": "2020-01-01"}
    other = town.post_opening(title="Window Engineer")
    elm = town.house.call(ADA, "postings", "POST", "/v1/employers", {"name": "Elm"})["id"]
    for name in (ADA, BEA):
        place = job | {"employer_id": elm}
        town.house.call(name, "profiles", "POST", "/v1/people/me/employments", place)
    town.house.carry()
    ada = people(ADA)
    ada.goto("/me")
    allowed = ada.get_by_role("region", name="What I allow")
    expect(allowed.get_by_text("People talk: no more than this can be promised.")).to_be_visible()
    discreetly = allowed.get_by_label("nobody recorded at my employer")
    discreetly.uncheck()
    allowed.get_by_role("button", name="Save").click()
    told(ada, "Saved.")
    ada.goto(f"/openings/{other}")
    expect(ada.get_by_role("link", name="Ask Bea")).to_be_visible()
    ada.goto("/me")
    discreetly.check()
    allowed.get_by_role("button", name="Save").click()
    told(ada, "Saved.")
    ada.goto(f"/openings/{other}")

    expect(ada.get_by_text("No path of introductions leads there yet.")).to_be_visible()


def test_whoever_is_avoided_is_no_way_in_and_stays_so_for_a_while(people: People) -> None:
    ada = people(ADA)
    ada.goto("/me")
    ada.get_by_label("Avoid one of my contacts").select_option(label=BEA)
    ada.get_by_role("button", name="Avoid", exact=True).click()
    told(ada, "Saved.")
    ada.goto("/")
    expect(ada.get_by_text("Nobody to ask yet")).to_be_visible()
    ada.goto("/me")
    ada.get_by_role("button", name="No longer").click()
    told(ada, "Saved.")

    expect(ada.get_by_role("listitem").filter(has_text=BEA)).to_contain_text("until")


def test_where_one_works_is_added_and_taken_back(people: People) -> None:
    cai = people(CAI)
    cai.goto("/me")
    cai.get_by_text("Add one").click()
    work = cai.get_by_role("region", name="Where I work and worked")
    for label, value in (("Employer", FIRM), ("Title", "Joiner"), ("From", "2021-01-01")):
        work.get_by_label(label).fill(value)
    work.get_by_role("button", name="Add").click()
    told(cai, "Saved.")
    expect(work.get_by_text(f"Joiner, {FIRM}")).to_be_visible()
    work.get_by_role("button", name="Take it back").click()
    told(cai, "Saved.")

    expect(work.get_by_text("Nothing yet.")).to_be_visible()


def test_another_address_is_ones_own_by_the_code_that_came(people: People) -> None:
    cai, profiles = people(CAI), people.site.town.house.three.profiles
    cai.goto("/me")
    cai.get_by_label("Another address").fill("cai@work.example")
    cai.get_by_role("button", name="Send me a code").click()
    right = profiles.code_for("cai@work.example")
    for code, answer in ((f"{(int(right) + 1) % 10**6:06}", "alert"), (right, "status")):
        cai.get_by_label("The code that came").fill(code)
        cai.get_by_role("button", name="Confirm").click()
        expect(cai.get_by_role(answer).first).to_be_visible()  # type: ignore[arg-type]

    expect(cai.get_by_role("listitem").filter(has_text="cai@work.example")).to_be_visible()


@every_way
def test_everything_is_taken_out_as_a_file(people: People) -> None:
    cai = people(CAI)
    cai.goto("/me")
    with cai.expect_download() as begun:
        cai.get_by_role("link", name="Download everything").click()
    file = begun.value

    assert file.suggested_filename == "warmpath-my-data.json"
    told_of = json.loads(Path(file.path()).read_bytes())
    assert told_of["person"]["name"] == CAI
    assert HANA not in json.dumps(told_of)


def test_signing_out_everywhere_ends_every_browser(people: People) -> None:
    cai, elsewhere = people(CAI), people.another(CAI)
    for page in (cai, elsewhere):
        page.goto("/me")
        expect(page.get_by_role("heading", name="My data")).to_be_visible()
    cai.get_by_role("button", name="Sign out everywhere").click()
    told(cai, "You are signed out everywhere.")
    for page in (cai, elsewhere):
        page.goto("/me")
        expect(page.get_by_role("heading", name="Sign in or join")).to_be_visible()


def leaves(page: Page, word: str) -> None:
    """Says that they do."""
    page.get_by_text("Leave for good").click()
    page.get_by_label("if you mean it").fill(word)
    page.get_by_role("button", name="Leave and erase").click()


@every_way
def test_leaving_needs_the_word_and_is_for_good(people: People) -> None:
    ada, bea = people(ADA), people(BEA)
    ada.goto("/me")
    leaves(ada, "perhaps")
    expect(ada.get_by_role("alert")).to_contain_text("Nothing was erased.")
    leaves(ada, "leave")
    expect(ada.get_by_role("heading", name="You left")).to_be_visible()
    ada.goto("/me")
    expect(ada.get_by_role("heading", name="Sign in or join")).to_be_visible()
    bea.goto("/network")

    expect(bea.get_by_text(ADA)).to_have_count(0)
    expect(bea.get_by_role("heading", name=HANA)).to_be_visible()


def test_a_hiring_manager_says_how_often_and_about_what(people: People) -> None:
    hana, ada = people(HANA), people(ADA)
    hana.goto("/me")
    allowed = hana.get_by_role("region", name="What I allow")
    allowed.get_by_label("At most so many of these a week").fill("0")
    allowed.get_by_role("button", name="Save").click()
    told(hana, "Saved.")
    ada.goto("/")

    expect(ada.get_by_role("link", name="Ask Bea")).to_have_count(0)
    expect(ada.get_by_text(SOL)).to_have_count(0)
