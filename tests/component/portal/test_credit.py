"""Credit is put right by whoever runs the opening: by further lines, which the referrer reads."""

from __future__ import annotations

import re

import pytest

from services.referrals.bootstrap import jobs
from tests.support.portal_house import Browser
from tests.support.portal_town import ADA, BEA, RITA, SOL, Town


@pytest.fixture
def hired(town: Town) -> str:
    """Ada was referred by Sol's link, hired, and Sol credited with 2000."""
    call, opening = town.house.call, {"opening_id": town.opening}
    link = call(SOL, "referrals", "POST", "/v1/share-links", opening)["token"]
    number = str(call(ADA, "referrals", "POST", f"/v1/shared/{link}/referral")["id"])
    for what in ("interview", "offer", "hire"):
        started = {"started": "2026-12-01"} if what == "hire" else {}
        call(RITA, "referrals", "POST", f"/v1/referrals/{number}/moves", {"what": what} | started)
    town.house.three.advance(days=9)
    for job in jobs(town.house.three.referrals.container):
        job.function()
    town.house.carry()
    return number


@pytest.fixture
def rita(town: Town, hired: str) -> Browser:
    browser = town.house.browser(RITA)
    browser.open(f"/recruiting/{hired}")
    return browser


def total(town: Town, number: str) -> int:
    """What the lines come to."""
    browser = town.house.browser(RITA)
    browser.open(f"/recruiting/{number}")
    found = re.search(r"In all (-?)€([\d,]+)", browser.text)
    assert found, browser.text
    return int(found[1] + found[2].replace(",", ""))


def test_a_payout_is_taken_back_once_and_the_referrer_reads_why(
    town: Town, hired: str, rita: Browser
) -> None:
    assert total(town, hired) == 2000
    rita.press("Take it back", months="0", why_reversed="She never came.")
    assert total(town, hired) == 0
    assert "Take a payout back" not in rita.text
    sol = town.house.browser(SOL)
    sol.open(f"/referrals/{hired}")

    assert "She never came. · Rita Oak" in sol.text
    assert "-€2,000" in sol.text
    assert "Put the credit right" not in sol.text


def test_an_amount_is_added_once_by_one_form(town: Town, hired: str, rita: Browser) -> None:
    form, _ = rita.page.form_with("Correct it")
    said = {"amount": "-500", "why_corrected": "Half was paid elsewhere."}
    fields = [(name, said.get(name, value)) for name, value in form.fields]

    assert [rita.send(form.action, fields) for _ in range(2)] == [200, 200]
    assert total(town, hired) == 1500


@pytest.mark.parametrize(
    ("amount", "why", "status"),
    [("much", "Because.", 422), ("0", "Because.", 422), ("10", "", 422), ("-9000", "No.", 409)],
)
def test_a_correction_that_cannot_be_changes_nothing_and_keeps_what_was_typed(
    amount: str, why: str, status: int, town: Town, hired: str, rita: Browser
) -> None:
    rita.press("Correct it", expect=status, amount=amount, why_corrected=why)

    assert "Nothing was changed." in rita.text
    assert dict(rita.page.form_with("Correct it")[0].fields)["amount"] == amount
    assert total(town, hired) == 2000


def test_an_employment_ends_after_it_began(town: Town, hired: str, rita: Browser) -> None:
    rita.press("Note the end", expect=422, ended="2026-01-01")
    assert "An employment ends after it began" in rita.text
    rita.press("Note the end", ended="2026-12-02")

    assert "Noted, by a further line." in rita.text


def test_nobody_else_puts_it_right(town: Town, hired: str) -> None:
    said = [("months", "0"), ("why_reversed", "Mine."), ("amount", "5"), ("why_corrected", "Mine.")]
    for name in (ADA, BEA, SOL):
        browser = town.house.browser(name)
        browser.open("/work")
        for what in ("reversals", "corrections"):
            browser.open("/referrals")
            hidden = browser.hidden()
            status = browser.send(f"/recruiting/{hired}/credit/{what}", [*hidden, *said])
            assert status in (403, 404)

    assert total(town, hired) == 2000
