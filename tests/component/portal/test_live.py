"""A page that waits looks again: in few bytes while nothing is new, and for nobody else."""

from __future__ import annotations

import json

import pytest
from werkzeug.test import TestResponse

from services.portal.pages.live import READER
from tests.support.html_forms import read_page
from tests.support.portal_house import Browser
from tests.support.portal_town import ADA, BEA, CAI, HANA, Town
from tests.support.profiles import OPERATOR_MAIL


def region(page: Browser) -> dict[str, str]:
    return next(found for found in page.page.attributes("div") if found.get("id") == "live")


def headers(page: Browser) -> dict[str, str]:
    """With which the page looks again."""
    told: dict[str, str] = json.loads(region(page)["hx-headers"])
    return told


def looks_again(page: Browser, **besides: str) -> TestResponse:
    return page._client.get(region(page)["hx-get"], headers=headers(page) | besides)


@pytest.fixture
def ada(town: Town) -> Browser:
    town.asks()
    return town.house.browser(ADA)


def test_while_nothing_is_new_the_answer_is_empty(town: Town) -> None:
    asked = town.asks()
    town.house.member("Op Erator", mail=OPERATOR_MAIL)
    waiting = {
        ADA: ("/requests", f"/requests/{asked}", f"/introductions/{asked}"),
        BEA: ("/asked", f"/asked/{asked}"),
        "Op Erator": ("/operator",),
    }
    for who, addresses in waiting.items():
        page = town.house.browser(who)
        for address in addresses:
            page.open(address)
            answer = looks_again(page)

            assert answer.status_code == 304, address
            assert answer.get_data() == b""


def test_what_is_new_comes_and_is_known_from_then_on(ada: Browser, town: Town) -> None:
    ada.open("/requests")
    town.house.lively()
    (asked,) = town.house.call(BEA, "referrals", "GET", "/v1/introductions/asked")["items"]
    town.answers(BEA, asked["id"], "introduce")
    answer = looks_again(ada)

    assert answer.status_code == 200
    assert f"{BEA} said yes" in read_page(answer.get_data(as_text=True)).text
    ada.open("/requests")
    assert answer.headers["ETag"] == headers(ada)["If-None-Match"]
    assert looks_again(ada).status_code == 304


def test_whoever_is_asked_sees_it_come(ada: Browser, town: Town) -> None:
    hana = town.house.browser(HANA)
    hana.open("/asked")
    (asked,) = town.house.call(BEA, "referrals", "GET", "/v1/introductions/asked")["items"]
    town.answers(BEA, asked["id"], "introduce")

    assert looks_again(hana).status_code == 200


def test_a_page_that_somebody_opens_is_always_sent(ada: Browser) -> None:
    ada.open("/requests")
    version = headers(ada)["If-None-Match"]
    answer = ada._client.get("/requests", headers={"If-None-Match": version})

    assert answer.status_code == 200
    assert "ETag" not in answer.headers


def test_whoever_signed_out_is_told_so_and_nothing_else(ada: Browser) -> None:
    ada.open("/requests")
    ada.send("/sign-out", ada.hidden()[:1])
    ada._client.delete_cookie("warmpath-8080")
    answer = ada._client.get("/requests", headers={READER: "somebody"})

    assert answer.status_code == 401
    assert answer.get_data() == b""


def test_nobody_is_sent_the_page_of_whoever_signed_in_since(ada: Browser, town: Town) -> None:
    ada.open("/requests")
    ada._client.set_cookie(*town.house.cookie(CAI))
    answer = looks_again(ada)

    assert answer.status_code == 401
    assert answer.get_data() == b""


def test_a_page_that_lacks_something_takes_the_place_of_none(ada: Browser, town: Town) -> None:
    ada.open("/requests")
    town.house.transport.away.add("postings")

    assert looks_again(ada, **{"If-None-Match": ""}).status_code == 503


def test_the_answer_to_a_form_does_not_look_again(ada: Browser, town: Town) -> None:
    town.knows(BEA, CAI)
    bea = town.house.browser(BEA)
    bea.open("/asked")
    bea.press("Hand it on to them", 422)

    assert "hx-get" not in region(bea)
