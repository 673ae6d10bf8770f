"""What goes over the wire is small, and its length tells nobody anything."""

from __future__ import annotations

import gzip

import pytest

from services.portal.pages.assets import FOLDER
from tests.support.portal_house import Browser
from tests.support.portal_town import ADA, Town

ZIPPED = {"Accept-Encoding": "gzip"}


@pytest.fixture(scope="module")
def ada(shared_town: Town) -> Browser:
    return shared_town.house.browser(ADA)


def style_of(ada: Browser) -> str:
    links = ada.open("/").attributes("link")
    return next(found["href"] for found in links if found["rel"] == "stylesheet")


def test_a_file_comes_small_to_whoever_can_read_it_so(ada: Browser) -> None:
    style = style_of(ada)
    small = ada._client.get(style, headers=ZIPPED)
    plain = ada._client.get(style)

    assert [each.content_encoding for each in (small, plain)] == ["gzip", None]
    assert small.headers["Vary"] == plain.headers["Vary"] == "Accept-Encoding"
    assert gzip.decompress(small.get_data()) == plain.get_data()
    assert plain.get_data() == (FOLDER / "look.css").read_bytes()
    refused = ada._client.get(style, headers={"Accept-Encoding": "gzip;q=0"})
    assert "Content-Encoding" not in refused.headers


@pytest.mark.parametrize("site", ["same-origin", "none"])
def test_a_page_comes_small_where_its_reader_asked_for_it(ada: Browser, site: str) -> None:
    answer = ada._client.get("/me", headers=ZIPPED | {"Sec-Fetch-Site": site})

    assert answer.content_encoding == "gzip"
    assert ADA in gzip.decompress(answer.get_data()).decode()
    assert {"Accept-Encoding", "Sec-Fetch-Site"} <= set(answer.vary)


@pytest.mark.parametrize(
    "asked",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {},
        {"Sec-Fetch-Site": "same-origin", "If-None-Match": '"1"'},
    ],
    ids=["another site", "a neighbour", "a browser that does not say", "the page by itself"],
)
def test_a_page_stays_as_long_as_it_is_where_others_could_have_caused_it(
    ada: Browser, asked: dict[str, str]
) -> None:
    answer = ada._client.get("/me", headers=ZIPPED | asked)

    assert "Content-Encoding" not in answer.headers
    assert ADA in answer.get_data(as_text=True)


def test_no_two_pages_carry_the_same_token(ada: Browser) -> None:
    tokens = []
    for _ in range(2):
        ada.open("/me")
        tokens.append(dict(ada.hidden())["token"])

    assert tokens[0] != tokens[1]
