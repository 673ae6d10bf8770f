"""The sample in local mode: the address opens on its lead's answer, and one is led on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import func, select

from services.portal.adapters.tables import browser_sessions
from services.portal.api_client import Request
from services.portal.sample import LookingOnly, WouldChange
from tests.support.portal_house import Browser, prepare
from tests.support.portal_town import ADA, BEA, CAI, HANA, TITLE, Furnished, Town

SAYS = "I hang doors, and would like to hang yours."
READS = {("POST", "/v1/names"), ("POST", "/v1/sign-in/codes"), ("POST", "/v1/sign-in/sessions")}


@pytest.fixture
def sample(tmp_path: Path, furnished: Furnished) -> Iterator[Town]:
    """The town with Ada as the lead of its prepared people."""
    mails = {name: furnished.members[name].mail for name in (ADA, BEA, HANA)}
    listed = prepare(tmp_path, *mails.items(), asks="door, Lisbon", says=SAYS)
    with ExitStack() as closing:
        local = {"local_mail": tmp_path / "profiles" / "mail", "local_people": listed}
        town = furnished.copied(tmp_path, closing, **local)
        town.house.lively()
        yield town


@pytest.fixture
def browser(sample: Town) -> Browser:
    return sample.house.stranger()


def codes(town: Town) -> int:
    """How many codes were asked for."""
    return sum(call.target == "/v1/sign-in/codes" for call in town.house.transport.calls)


def test_the_address_opens_on_the_leads_real_answer_and_says_what_it_is(browser: Browser) -> None:
    browser.open("/")

    assert "This is a sample; nobody here is real." in browser.text
    assert f"You are looking as {ADA}" in browser.text
    assert (TITLE in browser.text, "Bea Santos" in browser.text) == (True, True)
    assert ("q", "door, Lisbon") in browser.page.form_with("Search")[0].fields


def test_opening_it_signs_nobody_in_and_changes_nothing(browser: Browser, sample: Town) -> None:
    for _ in range(2):
        browser.open("/")

    changing = {
        (call.method, call.target) for call in sample.house.transport.calls if call.method != "GET"
    }
    with sample.house.container.database.read() as connection:
        sessions = connection.scalar(select(func.count()).select_from(browser_sessions))
    assert changing == READS
    assert codes(sample) == 1, "the portal's own session serves everybody who looks"
    assert sessions == 0
    browser.open("/requests")
    assert "Sign in or join" in browser.text


def test_nothing_of_the_portals_own_session_is_delivered(browser: Browser, sample: Town) -> None:
    browser.open("/")

    bearers = [call.headers.get("Authorization", "") for call in sample.house.transport.calls]
    tokens = {bearer.removeprefix("Bearer ") for bearer in bearers if bearer}
    assert tokens
    for token in tokens:
        assert token not in browser.html + str(browser.headers)


def test_a_search_is_answered_for_the_lead_too(browser: Browser) -> None:
    browser.open("/?q=submarine")

    assert f"You are looking as {ADA}" in browser.text
    assert "No opening here matches “submarine”" in browser.text


def test_the_portals_own_session_goes_on_and_begins_anew_once_it_is_over(
    browser: Browser, sample: Town
) -> None:
    browser.open("/")
    sample.house.three.advance(minutes=30)
    browser.open("/")
    assert (TITLE in browser.text, codes(sample)) == (True, 1)

    refresh = {"refresh_token": _latest(sample), "everywhere": True}
    sample.house.three.apps["profiles"].test_client().post("/v1/sign-out", json=refresh)
    browser.open("/")
    assert (TITLE in browser.text, codes(sample)) == (True, 2)


def _latest(town: Town) -> str:
    looks = town.house.container.sample
    assert looks is not None
    assert looks.lead is not None
    found = looks.looking(looks.lead)
    assert found is not None
    return found[0].tokens.refresh_token


@pytest.mark.parametrize("service", ["profiles", "referrals"])
def test_without_an_answer_it_is_the_plain_start_page(
    browser: Browser, sample: Town, service: str
) -> None:
    sample.house.transport.away.add(service)
    browser.open("/")

    assert "Who can refer me, and whom do I ask first?" in browser.text
    assert "Try it as one of these people" in browser.text


def test_somebody_who_was_never_here_finds_whom_to_ask_and_asks_in_two_clicks(
    browser: Browser,
) -> None:
    browser.open("/")
    browser.press("Ask Bea")
    assert ("blurb", SAYS) in browser.page.form_with("Ask Bea")[0].fields
    browser.press("Ask Bea")

    assert "It is on its way." in browser.text
    assert "Bea Santos decides" in browser.text


def test_one_is_led_from_the_ask_to_the_meeting_as_everybody_on_the_way(browser: Browser) -> None:
    browser.open("/")
    browser.press("Ask Bea")
    browser.press("Ask Bea")
    browser.press("See it as Bea")
    assert (f"You are {BEA}." in browser.text, SAYS in browser.text) == (True, True)
    browser.press("Introduce", line="She is careful.")
    browser.press("See it as Hana")
    assert "She is careful." in browser.text
    browser.press("I would like to meet")
    browser.press("Back as Ada: what moved")

    assert f"You are {ADA}." in browser.text
    for said in ("Bea Santos said yes", "Hana Oak would like to meet you"):
        assert said in browser.text


def test_when_bea_ends_her_tie_the_path_is_another(browser: Browser, sample: Town) -> None:
    sample.knows(ADA, CAI)
    sample.knows(CAI, HANA)
    browser.open("/")
    browser.press("Ask Bea")
    browser.open("/?q=door")
    assert "Ask Bea" in browser.html

    browser.press("What if Bea ends the tie?")
    assert f"#with-{sample.id(ADA)}" in browser.address
    browser.press("End this tie; they are not told why")
    browser.press("Back to Ada’s answer")

    assert ("Ask Cai" in browser.html, "Ask Bea" in browser.html) == (True, False)


def test_going_to_and_fro_asks_for_one_code_each(browser: Browser, sample: Town) -> None:
    browser.open("/sign-in")
    for _ in range(12):
        for name in (ADA, BEA):
            browser.press(f"{name[0]}{name.split()[1][0]}{name}Somebody")
            assert f"You are {name}." in browser.text

    assert codes(sample) == 2


def test_a_session_that_ended_meanwhile_is_not_taken_up_again(
    browser: Browser, sample: Town
) -> None:
    browser.open("/sign-in")
    browser.press(f"AO{ADA}Somebody")
    browser.press(f"BS{BEA}Somebody")
    other = sample.house.browser(ADA)
    other.open("/")
    other.send("/sign-out/everywhere", other.hidden())
    browser.press(f"AO{ADA}Somebody")

    assert f"You are {ADA}." in browser.text
    assert codes(sample) == 4, "two for Ada, one for Bea, one for the portal's own look"


def test_signing_out_lets_no_session_rest(browser: Browser, sample: Town) -> None:
    browser.open("/sign-in")
    browser.press(f"BS{BEA}Somebody")
    browser.press("Sign out")
    browser.press(f"BS{BEA}Somebody")

    assert codes(sample) == 3, "two for Bea, one for the portal's own look"


def test_outside_local_mode_there_is_no_sample(town: Town) -> None:
    stranger = town.house.stranger()
    stranger.open("/")

    assert town.house.container.sample is None
    assert "sample" not in stranger.text.lower()
    assert TITLE not in stranger.text


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_whoever_only_looks_can_send_nothing_that_changes_something(
    town: Town, method: str
) -> None:
    looking = LookingOnly(town.house.transport)

    with pytest.raises(WouldChange):
        looking.send(Request("referrals", method, "/v1/introductions", {}))
    if method != "POST":
        with pytest.raises(WouldChange):
            looking.send(Request("profiles", method, "/v1/names", {}))
