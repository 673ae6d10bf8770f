"""The plain page at the main port: it leads to the three services, and nowhere else."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from shared.cli.front import OWNS, create_app

URLS = {name: f"http://127.0.0.1:{9001 + place}" for place, name in enumerate(OWNS)}


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    for name, url in URLS.items():
        monkeypatch.setenv(f"{name.upper()}_URL", url)
    return create_app().test_client()


@pytest.mark.parametrize("service", OWNS)
def test_it_leads_to_the_docs_of_every_service(page: FlaskClient, service: str) -> None:
    html = page.get("/").get_data(as_text=True)

    assert f'href="{URLS[service]}/docs"' in html
    assert f'href="{URLS[service]}/openapi.json"' in html
    assert OWNS[service] in html


def test_it_asks_for_nothing_from_elsewhere(page: FlaskClient) -> None:
    html = page.get("/").get_data(as_text=True)

    assert "<script" not in html
    assert {url.rsplit("/", 1)[0] for url in re.findall(r'(?:href|src)="([^"]+)"', html)} == set(
        URLS.values()
    )


def test_it_says_what_it_is_in_the_language_it_says_it_is_in(page: FlaskClient) -> None:
    html = page.get("/").get_data(as_text=True)

    assert '<html lang="en">' in html
    assert "<title>Warmpath</title>" in html
    assert "Who can refer me, and whom do I ask first?" in html


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_it_says_that_it_is_there(page: FlaskClient, path: str) -> None:
    answer = page.get(path)

    assert answer.status_code == 200
    assert answer.get_json() == {"status": "ok"}


def test_there_is_nothing_else(page: FlaskClient) -> None:
    assert page.get("/v1/people/me").status_code == 404
    assert page.post("/").status_code == 405


def test_an_address_from_the_environment_cannot_break_out_of_the_page(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PROFILES_URL", '"><script>alert(1)</script>')

    html = create_app().test_client().get("/").get_data(as_text=True)

    assert "<script" not in html
