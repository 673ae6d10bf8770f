"""What people do on pages in more than one journey."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.support.portal_people import EVERY_WAY

every_way = pytest.mark.parametrize("way", EVERY_WAY, ids=str, scope="module")
"""Each row of the table of pages is one journey at both widths, with scripts and without."""
BLURB = "I build doors, and I would like to build yours."
VOUCH = "She hangs doors straight."


def asks(candidate: Page, discreetly: bool = False) -> None:
    """Bea, from the front page, for the opening that stands first there."""
    candidate.goto("/")
    candidate.get_by_role("link", name="Ask Bea").first.click()
    candidate.get_by_label("What you want to say").fill(BLURB)
    if discreetly:
        candidate.get_by_label("Discreetly").check()
    candidate.get_by_role("button", name="Ask Bea").click()
    told(candidate, "It is on its way.")


def answers(asked: Page, button: str) -> None:
    """The one ask that waits."""
    asked.goto("/asked")
    asked.get_by_role("button", name=button, exact=True).click()
    told(asked, "Noted" if button == "Pass" else "Your answer is noted.")


def refers(employee: Page, opening: str, mail: str = "ada@mail.example") -> None:
    """Somebody by name and address."""
    employee.goto(f"/openings/{opening}/refer")
    employee.get_by_label("Their name").fill("Ada")
    employee.get_by_label("Their mail address").fill(mail)
    employee.get_by_label("Why you think of them").fill(VOUCH)
    employee.get_by_role("button", name="Refer them").click()
    told(employee, "They are asked whether they agree.")


def agrees(candidate: Page, title: str) -> None:
    """To be referred for it, having looked for what waits."""
    candidate.goto("/referrals")
    candidate.get_by_role("button", name="Look for referrals to my addresses").click()
    candidate.get_by_role("link", name=title).first.click()
    candidate.get_by_role("button", name="I agree").click()
    told(candidate, "You agreed.")


def notes(recruiter: Page, *moves: str) -> None:
    """What happened to whom was referred, one after the other, on their page."""
    for what in moves:
        recruiter.get_by_label("What happened").select_option(what)
        recruiter.get_by_role("button", name="Note it").click()
        told(recruiter, "Noted.")


def told(page: Page, words: str) -> None:
    """The page says what was done."""
    expect(page.get_by_role("status").filter(has_text=words).first).to_be_visible()
