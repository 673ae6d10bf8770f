"""Signing in by a code, signing up with it, and out again, here and everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from threading import Barrier, Thread

import pytest
from sqlalchemy import select

from services.portal.adapters.tables import browser_sessions
from services.portal.api_client import Api
from services.portal.pages.sign_in import own_address
from services.portal.session import Renewal, Tokens
from tests.support.portal_house import PUBLIC, Browser, PortalHouse, open_portal, prepare
from tests.support.portal_town import ADA, Town

NEW = "new@mail.example"
LIST = (
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    "Bea,Santos,,bea@mail.example,,,01 Jan 2020\n"
)


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[PortalHouse]:
    with ExitStack() as closing:
        yield open_portal(tmp_path, closing)


def asked_for_code(house: PortalHouse, mail: str) -> tuple[Browser, str]:
    browser = house.stranger()
    browser.open("/sign-in")
    browser.press("Send me a code", mail=mail)
    return browser, house.three.profiles.code_for(mail)


def test_a_new_member_says_two_things_and_neither_has_a_preset(bare: PortalHouse) -> None:
    browser, code = asked_for_code(bare, NEW)
    browser.press("Sign in", code=code)
    form, _ = browser.page.form_with("Join")
    assert "findable" not in dict(form.fields)

    browser.press("Join", expect=422, name="Newt Ono")
    assert "whether to be found" in browser.text
    assert dict(browser.page.form_with("Join")[0].fields)["name"] == "Newt Ono"
    browser.press("Join", findable="no")

    assert "You are signed in." in browser.text
    assert "Newt Ono" in browser.html


def test_the_answer_is_the_same_whoever_has_the_address(bare: PortalHouse) -> None:
    bare.member(ADA)
    known, _ = asked_for_code(bare, bare.member(ADA).mail)
    unknown, _ = asked_for_code(bare, NEW)

    assert known.text.replace(bare.member(ADA).mail, "…") == unknown.text.replace(NEW, "…")


def test_a_wrong_code_is_refused_and_the_address_kept(bare: PortalHouse) -> None:
    browser, code = asked_for_code(bare, NEW)
    wrong = f"{(int(code) + 1) % 10**6:06}"

    browser.press("Sign in", code=wrong, expect=401)

    assert "wrong or no longer valid" in browser.text
    assert ("mail", NEW) in browser.page.form_with("Sign in")[0].fields


def test_something_that_is_no_address_is_told_at_once(bare: PortalHouse) -> None:
    browser = bare.stranger()
    browser.open("/sign-in")
    browser.press("Send me a code", mail="nobody", expect=422)

    assert dict(browser.page.form_with("Send me a code")[0].fields)["mail"] == "nobody"


def test_after_signing_in_one_is_where_one_wanted_to_be(bare: PortalHouse) -> None:
    mail = bare.member(ADA).mail
    browser = bare.stranger()
    browser.open("/requests")
    assert "Sign in or join" in browser.text
    browser.press("Send me a code", mail=mail)
    browser.press("Sign in", code=bare.three.profiles.code_for(mail))

    assert browser.address.startswith("/requests")


@pytest.mark.parametrize(
    "address",
    ["https://evil.example", "//evil.example", "/\\evil.example", "evil", "/a\nb", "\\\\evil"],
)
def test_nobody_is_sent_on_to_another_site(address: str) -> None:
    assert own_address(address) == ""
    assert own_address("/openings/1?x=y") == "/openings/1?x=y"


def test_signing_out_ends_the_session_here_and_at_profiles(bare: PortalHouse) -> None:
    ada = bare.signed_in(ADA)
    bearer = bare.transport.calls[-1].headers["Authorization"]
    ada.press("Sign out")
    assert "You are signed out." in ada.text

    ada.open("/requests")
    assert "Sign in or join" in ada.text
    answer = (
        bare.three.apps["profiles"]
        .test_client()
        .get("/v1/people/me", headers={"Authorization": bearer})
    )
    assert answer.status_code == 401


def test_signing_out_everywhere_ends_every_session_of_that_person_only(bare: PortalHouse) -> None:
    here, there, other = bare.signed_in(ADA), bare.signed_in(ADA), bare.signed_in("Bea Santos")
    program = bare.member(ADA).visitor
    here.open("/")
    here.send("/sign-out/everywhere", here.hidden())
    assert "You are signed out everywhere." in here.text

    there.open("/requests")
    assert "Sign in or join" in there.text
    assert program.get("/v1/people/me").status_code == 401
    other.open("/requests")
    assert "My requests" in other.text


def test_a_stolen_store_opens_nothing(bare: PortalHouse) -> None:
    bare.signed_in(ADA)
    with bare.container.database.read() as connection:
        (row,) = connection.execute(select(browser_sessions)).all()
    token = bare.transport.calls[-1].headers["Authorization"].removeprefix("Bearer ")

    assert token not in str(row)
    assert ADA not in str(row)
    assert bare.container.sessions.find(row.id_hash.hex(), bare.container.clock.now()) is None


def test_the_cookie_changes_with_signing_in(bare: PortalHouse) -> None:
    browser, code = asked_for_code(bare, NEW)
    before = cookie_of(browser)
    browser.press("Sign in", code=code)
    browser.press("Join", name="Newt", findable="yes")

    assert cookie_of(browser) != before


def cookie_of(browser: Browser) -> str:
    cookie = browser._client.get_cookie("warmpath-8080", "localhost")
    assert cookie is not None
    return cookie.value


def test_over_tls_the_cookie_is_for_this_host_and_tls_only(tmp_path: Path) -> None:
    with ExitStack() as closing:
        house = open_portal(tmp_path, closing, public_url="https://warm.example")
        stranger = house.stranger()
        stranger.open("/")

    assert stranger.headers["Set-Cookie"].startswith("__Host-warmpath=")
    for said in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert said in stranger.headers["Set-Cookie"]
    assert "Domain" not in stranger.headers["Set-Cookie"]
    assert "max-age" in stranger.headers["Strict-Transport-Security"]


def test_an_old_access_token_is_renewed_and_the_session_goes_on(bare: PortalHouse) -> None:
    ada = bare.signed_in(ADA)
    for _ in range(3):
        bare.three.advance(minutes=20)
        ada.open("/requests")
        assert "My requests" in ada.text


def test_a_session_that_rested_too_long_is_over(bare: PortalHouse) -> None:
    ada = bare.signed_in(ADA)
    bare.three.advance(days=6)
    ada.open("/requests")
    assert "My requests" in ada.text
    bare.three.advance(days=8)
    ada.open("/requests")

    assert "Sign in or join" in ada.text


def test_two_at_once_renew_once_and_both_go_on(bare: PortalHouse) -> None:
    ada = bare.signed_in(ADA)
    it, secret = bare.container, cookie_of(ada)
    bare.three.profiles.clock.advance(timedelta(minutes=20))
    kept = it.sessions.find(secret, it.clock.now())
    assert kept is not None
    start, got = Barrier(4), list[Tokens]()

    def renew() -> None:
        start.wait(10)
        asking = Api(it.transport, bearer=lambda: None)
        got.append(Renewal(it.sessions, it.clock, asking).current(secret, kept))

    threads = [Thread(target=renew) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    assert len(got) == 4
    assert len({each.access_token for each in got}) == 1
    renewals = [call for call in bare.transport.calls if call.target == "/v1/sign-in/refresh"]
    assert len(renewals) == 1


def test_a_prepared_person_is_one_click_away(tmp_path: Path) -> None:
    with ExitStack() as closing:
        mails = tmp_path / "profiles" / "mail"
        listed = prepare(tmp_path, (ADA, "ada@mail.example"), contacts=LIST)
        house = open_portal(tmp_path, closing, local_mail=mails, local_people=listed)
        house.member(ADA)
        house.member("Bea Santos")
        browser = house.stranger()
        browser.open("/")
        browser.press(f"AO {ADA}Somebody".replace("AO ", "AO"))
        assert ADA in browser.html

        browser.open("/import")
        browser.press("Try it with a sample list")
        assert "1 row, 1 member" in browser.text
        assert "Bea Santos" in browser.text

        stranger = house.stranger()
        stranger.open("/sign-in")
        fields = [*stranger.hidden(), ("mail", "bea@mail.example")]
        assert stranger.send("/sign-in/as", fields) == 404


def test_nobody_is_one_click_away_elsewhere(bare: PortalHouse) -> None:
    bare.member(ADA)
    stranger = bare.stranger()
    stranger.open("/sign-in")

    assert "Try it as" not in stranger.text
    assert stranger.send("/sign-in/as", [*stranger.hidden(), ("mail", "ada@mail.example")]) == 404


def test_many_tries_from_one_address_are_stopped(bare: PortalHouse) -> None:
    browser = bare.stranger()
    browser.open("/sign-in")
    fields = [*browser.hidden(), ("mail", NEW), ("code", "000000")]
    statuses = [browser.send("/sign-in/code", fields) for _ in range(301)]

    assert statuses[0] == 401
    assert statuses[-1] == 429
    assert "It is possible again in" in browser.text


def test_the_sign_in_page_names_who_runs_the_installation(shared_town: Town) -> None:
    stranger = shared_town.house.stranger()
    stranger.open("/sign-in")

    assert "This installation is run by the tests." in stranger.text
    assert PUBLIC.startswith("http://127.0.0.1")
