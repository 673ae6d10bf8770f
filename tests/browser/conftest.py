"""Debian's Chromium on a portal that answers over real HTTP, in a small town of this process.

Where there is no Chromium, or axe-core was not installed, tests are skipped with the reason, and
fail under CI=true.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from shared.cli.ports import free_ports
from tests.support.chromium import ARGUMENTS, chromium_program
from tests.support.lived_in_town import Happened, lived_in
from tests.support.portal_people import MOST_DIFFERENT, PATIENCE, Browsers, People, Way
from tests.support.portal_site import Site, open_site
from tests.support.portal_town import Furnished, furnished_town
from tests.support.servers import give_up

AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """One browser for all of these tests; each person gets a context of their own in it."""
    path = chromium_program()
    if path is None:
        give_up("there is no chromium on this machine")
    with sync_playwright() as playwright:
        expect.set_options(timeout=PATIENCE)
        started = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture(scope="package")
def browsers(chromium: Browser) -> Browsers:
    """Those that stand around."""
    return Browsers(chromium)


@pytest.fixture(scope="package")
def port() -> int:
    """Where the town of a test answers, one after the other."""
    return free_ports()


@pytest.fixture(scope="package")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Furnished:
    """A small town, made once."""
    return furnished_town(tmp_path_factory.mktemp("furnished"))


@pytest.fixture
def site(furnished: Furnished, tmp_path: Path, port: int) -> Iterator[Site]:
    """The town, for one test alone."""
    with ExitStack() as closing:
        yield open_site(furnished, tmp_path, closing, port)


@pytest.fixture(scope="package")
def lived_in_town(tmp_path_factory: pytest.TempPathFactory) -> tuple[Furnished, Happened]:
    """The town some weeks later, with something to see on every page; made once."""
    return lived_in(tmp_path_factory.mktemp("lived_in"))


@pytest.fixture(scope="module")
def lived_in_site(
    lived_in_town: tuple[Furnished, Happened], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    """That town, for the tests of a module that only look."""
    with ExitStack() as closing:
        yield open_site(lived_in_town[0], tmp_path_factory.mktemp("site"), closing)


@pytest.fixture(scope="package")
def happened(lived_in_town: tuple[Furnished, Happened]) -> Happened:
    """What happened there."""
    return lived_in_town[1]


@pytest.fixture
def site_over_http(furnished: Furnished, tmp_path: Path, port: int) -> Iterator[Site]:
    """The same, with services that answer over HTTP, each at a port of its own."""
    with ExitStack() as closing:
        yield open_site(furnished, tmp_path, closing, port, over_http=True)


@pytest.fixture
def people(browsers: Browsers, site: Site, way: Way) -> Iterator[People]:
    """Who uses it, at that width, with scripts or without; their browsers complain of nothing."""
    everybody = People(browsers, site, way)
    yield everybody
    everybody.go_home()
    assert everybody.heard == []


@pytest.fixture(scope="module", params=MOST_DIFFERENT, ids=str)
def way(request: pytest.FixtureRequest) -> Way:
    """Narrow without scripts, and wide with them; main journeys go every way there is."""
    found: Way = request.param
    return found


@pytest.fixture(scope="package")
def axe() -> str:
    """axe-core, to be run inside a page."""
    if not AXE.exists():
        give_up("axe-core is not installed; run: npm ci --prefix tests/browser")
    return AXE.read_text(encoding="utf-8")
