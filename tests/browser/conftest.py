"""Debian's Chromium on a portal that answers over real HTTP, in a small town of this process.

Where there is no Chromium, or axe-core was not installed, tests are skipped with the reason, and
fail under CI=true.
"""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from werkzeug.serving import make_server

from deploy.local.processes import free_port
from tests.support.portal_town import Town, open_town
from tests.support.servers import give_up

ARGUMENTS = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
NARROW, WIDE = 390, 1280


@dataclass
class Site:
    """A town whose portal answers at `url`."""

    town: Town
    url: str

    def sign_in(self, page: Page, name: str) -> None:
        """As a person does it: by the code that was mailed."""
        mail = self.town.house.member(name).mail
        page.goto(f"{self.url}/sign-in")
        page.get_by_label("Your mail address").fill(mail)
        page.get_by_role("button", name="Send me a code").click()
        page.get_by_label("Code").fill(self.town.house.three.profiles.code_for(mail))
        page.get_by_role("button", name="Sign in", exact=True).click()
        page.get_by_role("heading", name="Who can refer me?").wait_for()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium")
    if chromium is None:
        give_up("there is no chromium on this machine")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with ExitStack() as closing:
        port = free_port()
        url = f"http://127.0.0.1:{port}"
        town = open_town(tmp_path, closing, public_url=url)
        town.house.lively()
        server = make_server("127.0.0.1", port, town.house.app, threaded=True)
        serving = threading.Thread(target=server.serve_forever)
        serving.start()
        try:
            yield Site(town, url)
        finally:
            server.shutdown()
            serving.join()
            server.server_close()


@pytest.fixture
def axe() -> str:
    """axe-core, to be run inside a page."""
    if not AXE.exists():
        give_up("axe-core is not installed; run: npm ci --prefix tests/browser")
    return AXE.read_text(encoding="utf-8")


def context(browser: Browser, width: int, scripts: bool, dark: bool = False) -> BrowserContext:
    """A browser of its own, of that width."""
    return browser.new_context(
        viewport={"width": width, "height": 900},
        java_script_enabled=scripts,
        color_scheme="dark" if dark else "light",
    )
