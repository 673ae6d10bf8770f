"""A form that is sent twice, as a double click does: the browser shows the second answer alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from threading import Barrier, Thread

import pytest
from werkzeug.test import TestResponse

from services.portal.session import cookie_name
from tests.support.portal_house import PUBLIC, Browser, PortalHouse, open_portal, prepare
from tests.support.portal_town import ADA

MAIL = "ada@mail.example"
Fields = list[tuple[str, str]]


@dataclass
class Desk:
    """Somebody before a form that they are about to send."""

    house: PortalHouse
    cookie: str
    fields: Fields

    def send(self, address: str, cookie: str = "", **other: str) -> TestResponse:
        """Send it from this browser; with another cookie where the first answer had come."""
        client = self.house.app.test_client()
        client.set_cookie(cookie_name(PUBLIC), cookie or self.cookie)
        return client.post(address, data=dict(self.fields) | other)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[PortalHouse]:
    with ExitStack() as closing:
        mails = tmp_path / "profiles" / "mail"
        listed = prepare(tmp_path, (ADA, MAIL))
        opened = open_portal(tmp_path, closing, local_mail=mails, local_people=listed)
        opened.member(ADA)
        yield opened


@pytest.fixture
def desk(house: PortalHouse) -> Desk:
    browser = house.stranger()
    browser.open("/sign-in")
    browser.press("Send me a code", mail=MAIL)
    code = house.three.profiles.code_for(MAIL)
    form, _ = browser.page.form_with("Sign in")
    fields = [pair for pair in form.fields if pair[0] != "code"]
    return Desk(house, cookie_in(browser), [*fields, ("code", code)])


def cookie_in(browser: Browser) -> str:
    kept = browser._client.get_cookie(cookie_name(PUBLIC), "localhost")
    assert kept is not None
    return kept.value


def cookie_of(answer: TestResponse) -> str:
    return answer.headers["Set-Cookie"].partition("=")[2].partition(";")[0]


def works(house: PortalHouse, cookie: str) -> bool:
    client = house.app.test_client()
    client.set_cookie(cookie_name(PUBLIC), cookie)
    return ADA in client.get("/me").get_data(as_text=True)


def test_a_second_click_before_the_first_answer_came_signs_in_too(desk: Desk) -> None:
    answers = [desk.send("/sign-in/code") for _ in range(2)]

    assert [each.status_code for each in answers] == [303, 303]
    assert len({cookie_of(each) for each in answers}) == 1
    assert works(desk.house, cookie_of(answers[1]))


def test_a_second_click_after_the_first_answer_came_signs_in_too(desk: Desk) -> None:
    first = desk.send("/sign-in/code")
    second = desk.send("/sign-in/code", cookie=cookie_of(first))

    assert second.status_code == 303
    assert second.headers["Location"] == first.headers["Location"]
    assert cookie_of(second) == cookie_of(first)
    assert works(desk.house, cookie_of(first))


def test_clicks_at_the_same_moment_use_the_code_once_and_all_sign_in(desk: Desk) -> None:
    start, answers = Barrier(3), list[TestResponse]()

    def click() -> None:
        start.wait(10)
        answers.append(desk.send("/sign-in/code"))

    threads = [Thread(target=click) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    assert [each.status_code for each in answers] == [303, 303, 303]
    assert len({cookie_of(each) for each in answers}) == 1
    asked = [call for call in desk.house.transport.calls if call.target.endswith("/sessions")]
    assert len(asked) == 1


def test_a_wrong_code_stays_wrong_however_often_it_is_sent(desk: Desk) -> None:
    wrong = f"{(int(dict(desk.fields)['code']) + 1) % 10**6:06}"
    answers = [desk.send("/sign-in/code", code=wrong) for _ in range(2)]

    assert [each.status_code for each in answers] == [401, 401]
    assert desk.send("/sign-in/code").status_code == 303


@pytest.mark.parametrize("changed", ["token", "once", "mail", "code"])
def test_only_the_very_same_form_is_given_the_session(desk: Desk, changed: str) -> None:
    assert desk.send("/sign-in/code").status_code == 303

    other = desk.send("/sign-in/code", **{changed: "0" * 64 if changed == "token" else "x"})

    assert other.status_code in (401, 403, 422)
    assert "Set-Cookie" not in other.headers


def test_a_form_of_before_signing_in_does_nothing_else_afterwards(desk: Desk) -> None:
    signed_in = cookie_of(desk.send("/sign-in/code"))

    assert desk.send("/me/leave", cookie=signed_in, sure="leave").status_code == 403
    assert works(desk.house, signed_in)


def test_after_some_minutes_the_same_form_is_no_longer_good(desk: Desk) -> None:
    assert desk.send("/sign-in/code").status_code == 303
    desk.house.three.advance(minutes=3)

    assert desk.send("/sign-in/code").status_code == 401


def test_the_store_does_not_know_the_cookie_that_came_of_a_form(desk: Desk) -> None:
    cookie = cookie_of(desk.send("/sign-in/code"))
    with desk.house.container.database.read() as connection:
        rows = connection.exec_driver_sql("SELECT * FROM sign_ins").all()

    assert len(rows) == 1
    assert cookie not in str(rows)
    assert MAIL not in str(rows)


@pytest.mark.parametrize("taken", [False, True], ids=["before the answer", "after it"])
def test_a_prepared_person_clicked_twice_is_signed_in_once(house: PortalHouse, taken: bool) -> None:
    browser = house.stranger()
    browser.open("/")
    form = next(form for form in browser.page.forms if form.action == "/sign-in/as")
    desk = Desk(house, cookie_in(browser), list(form.fields))
    first = desk.send("/sign-in/as")
    second = desk.send("/sign-in/as", cookie=cookie_of(first) if taken else "")

    assert second.status_code == 303
    assert cookie_of(second) == cookie_of(first)
    asked = [call for call in house.transport.calls if call.target.endswith("/codes")]
    assert len(asked) == 1


def test_signing_out_twice_is_signing_out(desk: Desk) -> None:
    first = desk.send("/sign-in/code")
    ada = Browser(desk.house.app.test_client())
    ada._client.set_cookie(cookie_name(PUBLIC), cookie_of(first))
    ada.open("/me")
    leaving = Desk(desk.house, cookie_of(first), ada.hidden())
    out = leaving.send("/sign-out")
    again = leaving.send("/sign-out", cookie=cookie_of(out))

    assert [out.status_code, again.status_code] == [303, 303]
    assert not works(desk.house, cookie_of(first))


def test_nobody_is_signed_out_by_a_form_of_another_site(desk: Desk) -> None:
    signed_in = cookie_of(desk.send("/sign-in/code"))

    assert desk.send("/sign-out", cookie=signed_in, token="").status_code == 403
    assert works(desk.house, signed_in)
