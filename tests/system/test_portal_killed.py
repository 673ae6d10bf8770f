"""A home with the sample, as `warmpath up` runs it: three clicks to a request that moves, and a
service that is killed while people look at pages.
"""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect, sync_playwright
from rich.console import Console

from bench.portal_visitor import Visitor
from deploy.local.ports import HOST
from services.portal.words import SERVICES_DO
from shared.cli.ports import SERVICES, free_ports
from shared.cli.sample_loading import load
from tests.support.chromium import ARGUMENTS, chromium_program
from tests.support.eventually import eventually
from tests.support.servers import give_up
from tests.support.up import WITHIN, Up

pytestmark = pytest.mark.timeout(900)
ADA = "ada.oyelaran@mail.example"
PAGES = ("/openings", "/requests", "/asked", "/referrals", "/network", "/work", "/me")
"""Those that ask no path questions, of which one may ask so many a minute."""
PATIENCE = 20_000  # milliseconds


@pytest.fixture(scope="module")
def up(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Up]:
    port = free_ports()
    started = Up(tmp_path_factory.mktemp("sample") / "home", port)
    load(Console(stderr=True), started.home, port, brief=True)
    yield started
    started.close()


def test_three_clicks_lead_from_the_address_to_what_bea_is_asked(up: Up) -> None:
    path = chromium_program()
    if path is None:
        give_up("there is no chromium on this machine")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        page = chromium.new_page()
        page.set_default_timeout(PATIENCE)
        page.goto(f"http://{HOST}:{up.port}/")
        for words in ("Ask Bea", "Ask Bea", "See it as Bea"):
            named = re.compile(words)
            page.get_by_role("button", name=named).or_(
                page.get_by_role("link", name=named)
            ).first.click()

        expect(page.get_by_text("Ada Oyelaran asks you")).to_be_visible(timeout=PATIENCE)
        chromium.close()


@pytest.mark.parametrize("service", SERVICES)
def test_while_a_service_is_away_no_page_is_a_bare_error_and_then_all_is_whole(
    service: str, up: Up
) -> None:
    ada = Visitor(f"http://{HOST}:{up.port}", up.home, ADA)
    killed, seen = up.pids(f"services.{service}.web"), list[tuple[str, int, bool]]()

    def looks_at_all() -> bool:
        for address in PAGES:
            answer = ada.get(address)
            seen.append((address, answer.status, SERVICES_DO[service] in answer.text))
        return all(status == 200 and not missing for _, status, missing in seen[-len(PAGES) :])

    for pid in killed:
        os.kill(pid, signal.SIGKILL)
    ada.get(PAGES[0])
    eventually(lambda: looks_at_all() and bool(up.pids(f"services.{service}.web") - killed), WITHIN)
    ada.close()

    bare = [each for each in seen if each[1] not in (200, 503) or (each[1] == 503 and not each[2])]
    assert bare == []
    assert any(missing for *_, missing in seen), "nobody noticed that it was away"
