"""What keeps a page its reader's own: policy, forms, what was typed, what is away, hostile text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path

import pytest
from flask import Flask

from services.portal.pages.assets import FOLDER
from shared.errors import Unavailable
from shared.web.operations import access_of
from tests.support.html_forms import Document
from tests.support.portal_house import PUBLIC, Browser, PortalHouse
from tests.support.portal_town import ADA, BEA, CAI, HANA, RITA, SOL, Town, open_town
from tests.support.xss import CORPUS, PRINTABLE, harmless

PAGES = (
    *("/", "/openings", "/requests", "/asked", "/network", "/network/map", "/work", "/post", "/me"),
    "/import",
)


@pytest.fixture(scope="module")
def ada(shared_town: Town) -> Browser:
    return shared_town.house.browser(ADA)


@pytest.mark.parametrize("address", PAGES)
def test_every_page_is_sent_with_a_strict_policy_and_never_cached(
    ada: Browser, address: str
) -> None:
    ada.open(address)
    policy = ada.headers["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert ada.headers["Cache-Control"] == "no-store"
    assert ada.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("address", PAGES)
def test_no_page_has_a_script_style_or_handler_of_its_own(ada: Browser, address: str) -> None:
    page = ada.open(address)

    assert inline(page) == []
    assert from_elsewhere(page) == []


def inline(page: Document) -> list[str]:
    data = "application/ld+json"  # is read by machines and run by nobody
    scripts = [found for tag, found in page.tags if tag == "script" and found.get("type") != data]
    own = ["script" for found in scripts if "src" not in found]
    return own + [
        name
        for tag, found in page.tags
        for name in (tag, *found)
        if name == "style" or name.startswith("on")
    ]


def from_elsewhere(page: Document) -> list[str]:
    """What the browser would fetch by itself from another place."""
    fetched = [
        found.get("src") or found.get("href", "/")
        for tag, found in page.tags
        if tag in ("script", "img", "iframe", "source") or is_fetched(tag, found)
    ]
    return [address for address in fetched if not address.startswith("/")]


def is_fetched(tag: str, found: Mapping[str, str]) -> bool:
    return tag == "link" and found.get("rel") in ("stylesheet", "icon")


@pytest.mark.parametrize("address", PAGES)
def test_every_field_has_a_label_and_no_two_things_one_id(ada: Browser, address: str) -> None:
    page = ada.open(address)
    ids = [found["id"] for _, found in page.tags if "id" in found]
    labelled = {found.get("for") for found in page.attributes("label")}
    silent = ("hidden", "checkbox", "radio")
    fields = [
        found
        for tag, found in page.tags
        if tag in ("input", "textarea", "select") and found.get("type") not in silent
    ]

    assert len(ids) == len(set(ids))
    assert [found for found in fields if found.get("id") not in labelled] == []


@pytest.mark.parametrize("address", [each for each in PAGES if each != "/network/map"])
def test_the_first_paint_is_small(ada: Browser, address: str) -> None:
    ada.open(address)
    linked = [found["href"] for tag, found in ada.page.tags if is_fetched(tag, found)]
    scripts = [found["src"] for found in ada.page.attributes("script") if "src" in found]
    zipped = {"Accept-Encoding": "gzip", "Sec-Fetch-Site": "same-origin"}
    sent = [ada._client.get(each, headers=zipped) for each in (address, *linked, *scripts)]

    assert sum(len(each.get_data()) for each in sent) <= 60_000


def test_files_are_cached_for_ever_under_a_name_of_their_content(ada: Browser) -> None:
    page = ada.open("/")
    (style,) = [found["href"] for found in page.attributes("link") if "css" in found["href"]]
    answer = ada._client.get(style)

    assert re.fullmatch(r"/static/look\.[0-9a-f]{16}\.css", style)
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.get_data() == (FOLDER / "look.css").read_bytes()
    assert ada._client.get("/static/look.0000000000000000.css").status_code == 404
    assert ada._client.get("/static/..%2f..%2fsettings.py").status_code == 404


def test_every_page_says_who_may_see_it(shared_town: Town) -> None:
    app: Flask = shared_town.house.app

    assert [name for name, view in app.view_functions.items() if access_of(view) is None] == []


FORMS = (
    "/sign-in",
    "/sign-in/code",
    "/sign-out",
    "/requests/018f0000-0000-7000-8000-000000000001/withdraw",
    "/asked/018f0000-0000-7000-8000-000000000001/answer",
    "/network/propose",
    "/me/leave",
    "/post",
)


@pytest.mark.parametrize("address", FORMS)
@pytest.mark.parametrize("token", ["", "0" * 64, "ÿ"])
def test_a_form_that_is_not_ours_does_nothing(shared_town: Town, address: str, token: str) -> None:
    cai = shared_town.house.browser(CAI)
    before = len(shared_town.house.transport.calls)

    assert cai.send(address, [("token", token), ("sure", "leave")]) == 403
    assert "Nothing was sent." in cai.text
    assert len(shared_town.house.transport.calls) == before


def test_the_token_of_another_browser_is_of_no_use(shared_town: Town) -> None:
    other = shared_town.house.browser(BEA)
    other.open("/me")
    cai = shared_town.house.browser(CAI)

    assert cai.send("/sign-out/everywhere", other.hidden()) == 403


@pytest.mark.parametrize(
    ("origin", "status"), [(PUBLIC, 200), ("https://evil.example", 403), ("null", 403)]
)
def test_a_form_sent_from_another_site_does_nothing(
    shared_town: Town, origin: str, status: int
) -> None:
    cai = shared_town.house.browser(CAI)
    cai.open("/me")

    assert cai.send("/referrals/claim", cai.hidden(), Origin=origin) == status


def test_what_was_typed_survives_a_session_that_ended(town: Town) -> None:
    ada = town.house.browser(ADA)
    ada.open("/")
    ada.follow("Ask Bea")
    town.house.browser(ADA).send("/", [], method="get")
    town.house.container.sessions.end_all(town.house.member(ADA).id)
    ada.press("Ask Bea", expect=401, blurb="Long and well thought through.")

    assert "Nothing was sent." in ada.text
    assert "Long and well thought through." in ada.html
    assert ada.page.link("Sign in") == "/sign-in"


@pytest.mark.parametrize("service", ["profiles", "postings", "referrals"])
def test_a_service_that_is_away_gives_a_page_that_says_what_still_works(
    town: Town, service: str
) -> None:
    ada = town.house.browser(ADA)
    ada.open("/")
    ada.follow("Ask Bea")
    town.house.transport.away = {service}
    address = {"profiles": "/network", "postings": "/openings", "referrals": "/requests"}[service]
    ada.open(address, expect=503)

    assert "A part of Warmpath does not answer" in ada.text
    assert len(list(ada.page.attributes("li"))) == 2
    assert ada.open("/services") is not None


def test_what_was_typed_survives_a_service_that_is_away(town: Town) -> None:
    ada = town.house.browser(ADA)
    ada.open("/")
    ada.follow("Ask Bea")
    form, pressed = ada.page.form_with("Ask Bea")
    town.house.transport.away = {"referrals"}
    ada.press("Ask Bea", expect=503, blurb="I build doors.")
    assert "I build doors." in ada.html
    town.house.transport.away = set()
    fields = [(n, "I build doors." if n == "blurb" else v) for n, v in form.fields]
    ada.send(form.action, [*fields, (pressed.name, pressed.value)])

    assert "It is on its way." in ada.text


def test_while_the_portals_own_store_is_away_a_page_says_so(
    house: PortalHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> None:
        raise Unavailable("store_away", "The store does not answer.")

    ada = house.browser(ADA)
    # The store of a process cannot be taken away from inside it on every kind of store.
    monkeypatch.setattr(type(house.container.sessions), "find", away)
    ada.open("/requests", expect=503)
    assert "The portal has to wait" in ada.text


def test_health_says_whether_pages_can_be_made(shared_town: Town) -> None:
    client = shared_town.house.app.test_client()

    assert client.get("/healthz").json == {"status": "ok"}
    assert client.get("/readyz").json == {"status": "ready", "checks": {"store": "ok"}}


@pytest.mark.parametrize(
    "address", ["/nowhere", "/openings/1", "/openings/018f0000-0000-7000-8000-00000000000f"]
)
def test_what_is_not_there_is_a_page_that_tells_nothing(ada: Browser, address: str) -> None:
    ada.open(address, expect=404)

    assert "is not yours to see, or it is over" in ada.text


def test_a_body_that_is_too_large_is_refused(shared_town: Town) -> None:
    cai = shared_town.house.browser(CAI)
    cai.open("/me")

    assert cai.send("/network/propose", [*cai.hidden(), ("mail", "x" * 1_100_000)]) == 413


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """Everybody's every text is of the corpus, as far as a service takes it."""
    with ExitStack() as closing:
        yield hostile_town(tmp_path_factory.mktemp("hostile"), closing)


def hostile_town(folder: Path, closing: ExitStack) -> Town:
    town = open_town(folder, closing)
    texts = " ".join(PRINTABLE)
    for name in (ADA, BEA, HANA, SOL):
        told = {"name": CORPUS[0], "headline": texts[:230], "place": CORPUS[1][:90]}
        town.house.call(name, "profiles", "PATCH", "/v1/people/me", told)
    opening = town.post_opening(title=texts[:190], description=texts, place=CORPUS[2][:190])
    town.opening = opening
    introduction = town.asks(blurb=texts[:1900])
    town.answers(BEA, introduction, "introduce", line=CORPUS[3])
    for number, text in enumerate(PRINTABLE):
        group = {"name": f"{number} {text}"[:190], "kind": "class", "place": text[:90]}
        town.house.call(ADA, "profiles", "POST", "/v1/groups", group)
    town.house.carry()
    return town


@pytest.mark.parametrize("name", [ADA, BEA, HANA, RITA])
def test_hostile_text_stays_text_on_every_page(hostile: Town, name: str) -> None:
    browser = hostile.house.browser(name)
    for address in (*PAGES, f"/openings/{hostile.opening}", "/referrals"):
        page = browser.open(address)
        assert inline(page) == [], address
        assert from_elsewhere(page) == [], address
        assert harmless(page), address


@pytest.mark.parametrize("text", CORPUS)
def test_hostile_input_that_comes_back_stays_text(hostile: Town, text: str) -> None:
    browser = hostile.house.browser(RITA)
    browser.open("/")
    browser.press("Search", q=text[:200])
    assert harmless(browser.page)
    browser.open("/openings")
    browser.press("Search", text=text[:200], place=text[:100])
    assert harmless(browser.page)
    browser.open("/post")
    browser.press("Publish it", expect=422, title=text, description=text, apply_url=text)
    assert harmless(browser.page)
    assert inline(browser.page) == []
