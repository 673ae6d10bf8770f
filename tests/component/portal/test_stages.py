"""Stages out of an employer's own system: the file with its preview, and the secret shown once."""

from __future__ import annotations

import pytest

from services.portal.pages.stages import LARGEST_FILE
from tests.support.portal_house import Browser
from tests.support.portal_town import ADA, BEA, RITA, SOL, Town

LOOK, MAKE = "Look what it would do", "Make a secret"


@pytest.fixture
def referral(town: Town) -> str:
    """Ada had herself referred by Sol's link."""
    link = town.house.call(
        SOL, "referrals", "POST", "/v1/share-links", {"opening_id": town.opening}
    )
    made = town.house.call(ADA, "referrals", "POST", f"/v1/shared/{link['token']}/referral")
    return str(made["id"])


@pytest.fixture
def rita(town: Town) -> Browser:
    browser = town.house.browser(RITA)
    browser.open(f"/openings/{town.opening}")
    browser.follow("Stages from our own system")
    return browser


def state(town: Town, referral: str) -> str:
    found = town.house.call(RITA, "referrals", "GET", f"/v1/referrals/{referral}")
    return str(found["state"])


def rows(*lines: str) -> bytes:
    return "\r\n".join(["referral_id,what,reason,name", *lines]).encode()


def test_a_file_is_looked_at_first_and_then_done(town: Town, referral: str, rita: Browser) -> None:
    assert referral in rita.text
    content = rows(f"{referral},interview,,Zoë", "nobody,offer,,")
    rita.press(LOOK, file=content)
    assert "1 would move, 0 unchanged, 1 refused." in rita.text
    assert ADA in rita.text
    assert "The column “referral_id” cannot be read. This is no id." in rita.text
    assert state(town, referral) == "consented"
    rita.press("Do it")

    assert "1 moved, 0 unchanged, 1 refused." in rita.text
    assert state(town, referral) == "interviewing"


def test_the_same_file_done_twice_by_one_form_reads_the_same(
    town: Town, referral: str, rita: Browser
) -> None:
    rita.press(LOOK, file=rows(f"{referral},taken_up,,"))
    form, _ = rita.page.form_with("Do it")
    for _ in range(2):
        assert rita.send(form.action, form.fields) == 200
        assert "1 moved" in rita.text

    assert state(town, referral) == "in_review"


@pytest.mark.parametrize(
    ("content", "status", "told"),
    [
        (b"", 422, "Choose the file."),
        (b"\xff\xfe\x00", 422, "Save it as UTF-8"),
        (b"name,stage\nAda,offer\n", 422, "The file needs the columns"),
        (b"x" * (LARGEST_FILE + 1), 413, "more than 256 kB"),
    ],
)
def test_a_file_that_is_none_is_told_so(
    content: bytes, status: int, told: str, rita: Browser
) -> None:
    rita.press(LOOK, expect=status, file=content)

    assert told in rita.text
    assert "Nothing was changed." in rita.text


def test_a_file_as_large_as_allowed_comes_back_from_its_preview(
    town: Town, referral: str, rita: Browser
) -> None:
    line = f"{referral},interview,,"
    left = LARGEST_FILE - len(rows(line))
    content = rows(line + ("x" * 999 + ",") * (left // 1000) + "x" * (left % 1000))
    assert len(content) == LARGEST_FILE
    rita.press(LOOK, file=content)
    rita.press("Do it")

    assert state(town, referral) == "interviewing"


def test_what_was_not_the_previews_changes_nothing(town: Town, rita: Browser) -> None:
    address = f"/openings/{town.opening}/stages"

    assert rita.send(address, [*rita.hidden(), ("content", "%%%")]) == 422
    assert rita.send(address, rita.hidden()) == 422


def test_nobody_else_learns_that_there_is_such_a_page(town: Town) -> None:
    for name in (ADA, BEA, SOL):
        browser = town.house.browser(name)
        browser.open(f"/openings/{town.opening}/stages", expect=404)
        browser.open(f"/openings/{town.opening}")
        assert "Stages from our own system" not in browser.text
        for what in ("ats-hook", "ats-hook/rotate", "ats-hook/take-back"):
            assert browser.send(f"/openings/{town.opening}/{what}", browser.hidden()) == 404


def secret(browser: Browser) -> str:
    fields = browser.page.attributes("input")
    return next((each["value"] for each in fields if each.get("id") == "secret"), "")


def test_the_secret_is_shown_once_changed_and_taken_back(town: Town, rita: Browser) -> None:
    rita.press(MAKE)
    first = secret(rita)
    assert first.startswith("whsec_")
    assert rita.headers["Cache-Control"] == "no-store"
    where = f"/openings/{town.opening}/stages"
    rita.open(where)
    assert first not in rita.html
    rita.press("Another secret")
    assert secret(rita) not in ("", first)
    assert "The one before holds until" in rita.text
    rita.open(where)
    rita.press("Let it in no more")

    assert "No secret holds any more." in rita.text
    assert MAKE in rita.html


def test_a_secret_made_twice_by_one_form_is_told_once(rita: Browser) -> None:
    form, _ = rita.page.form_with(MAKE)
    assert rita.send(form.action, form.fields) == 200
    first = secret(rita)
    assert rita.send(form.action, form.fields) == 409

    assert first not in rita.html
