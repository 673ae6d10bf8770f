"""The main jobs by keyboard alone, each step showing where one is."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.acting import BLURB, VOUCH, asks, told
from tests.browser.test_my_network import LIST
from tests.support.keyboard import Keyboard
from tests.support.portal_people import NARROW, People, Way
from tests.support.portal_town import ADA, BEA, CAI, SOL

pytestmark = pytest.mark.parametrize("way", [Way(), Way(NARROW, scripts=False)], ids=str)


def test_find_whom_to_ask_and_ask(people: People) -> None:
    ada = people(ADA)
    ada.goto("/")
    keys = Keyboard(ada)
    keys.reach("Skip to the content")
    ada.keyboard.press("Enter")
    keys.write("Employer, role or", "door")
    ada.keyboard.press("Enter")
    ada.wait_for_url("**/?q=door")
    keys.press("Ask Bea")
    expect(ada.get_by_role("heading", name="Ask Bea")).to_be_visible()
    keys.write("What you want to say", BLURB)
    keys.press("Ask Bea")

    expect(ada.get_by_text("Bea Santos decides")).to_be_visible()


def test_answer_a_card(people: People) -> None:
    asks(people(ADA))
    bea = people(BEA)
    bea.goto("/asked")
    keys = Keyboard(bea)
    keys.write("One line to go with it", "She is careful.")
    keys.choose("Yes, by name", "Yes, by name")
    keys.press("Introduce")

    told(bea, "Your answer is noted.")


def test_post_an_opening(people: People) -> None:
    sol = people(SOL)
    sol.goto("/post")
    keys = Keyboard(sol)
    keys.write("Title", "Window Engineer")
    keys.write("What one does there", "Glaze windows.")
    keys.write("Place", "Porto")
    keys.choose("Everybody", "Members")
    keys.press("Publish it")

    told(sol, "Published.")


def test_refer_somebody(people: People) -> None:
    sol = people(SOL)
    sol.goto(f"/openings/{people.site.town.opening}")
    keys = Keyboard(sol)
    keys.press("Refer somebody")
    expect(sol.get_by_role("heading", name="Refer somebody")).to_be_visible()
    keys.write("Their name", "Ada")
    keys.write("Their mail address", "ada@mail.example")
    keys.write("Why you think of them", VOUCH)
    keys.press("Refer them")

    told(sol, "They are asked whether they agree.")


def test_import_and_confirm_a_tie(people: People) -> None:
    cai, bea = people(CAI), people(BEA)
    cai.goto("/import")
    keys = Keyboard(cai)
    keys.bring("The file", LIST)
    keys.press("Compare it")
    expect(cai.get_by_label(BEA)).to_be_checked()
    keys.choose("Yes, lend them", "Yes, lend them")
    keys.press("Propose these ties")
    told(cai, "Proposed.")
    bea.goto("/network")
    keys = Keyboard(bea)
    keys.choose("Yes, lend it", "No, keep it to us")
    keys.press("Yes, we know each other")
    told(bea, "You know each other.")

    expect(bea.get_by_text("kept to the two of you")).to_be_visible()
