"""Every page of the portal on a running sample: what it weighs, how long it takes, whom it asks."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import quote_plus

import requests
from rich.console import Console

from bench.figures import Figure, quantile
from bench.first_paint import first_paint
from bench.ground import Ground
from bench.portal_visitor import Visitor
from deploy.local.ports import HOST
from shared.cli.home import Home
from shared.cli.ports import free_ports
from shared.cli.running import Installation, installation
from shared.cli.sample_loading import load

MOST_KB, MOST_MS = 60, 50
MAY_WEIGH_MORE = {"My network, map"}
WARM_UP = 3
AS_THE_PORTAL = (
    "-k",
    "gthread",
    "-w",
    str(os.cpu_count() or 1),
    "--threads",
    "8",
    "--no-control-socket",
    "--log-level",
    "warning",
)
ROOT = Path(__file__).parents[1]
BLURB = "I build data pipelines, and would like to build yours."
ADA, BEA, SOFIA, MADALENA, OPERATOR = (
    *(f"{name}@mail.example" for name in ("ada.oyelaran", "bea.santos", "sofia.lagarto")),
    "madalena.reis@mail.example",
    "operator@warmpath.example",
)
ANSWER = "/?q=" + quote_plus("data engineer, Lisbon")
OPENING = r"/openings/[0-9a-f-]{36}"
Page = tuple[str, Callable[[Visitor], str]]


def _at(address: str) -> Callable[[Visitor], str]:
    return lambda visitor: address


def _linked(page: str, like: str, more: str = "") -> Callable[[Visitor], str]:
    return lambda visitor: visitor.link(page, like) + more


PAGES: Mapping[str, Page] = {
    "Start": ("", _at("/")),
    "Who can refer me": (ADA, _at(ANSWER)),
    "Opening": (ADA, _linked(ANSWER, OPENING)),
    "Ask": (ADA, _linked(ANSWER, OPENING + r"/ask\?.*")),
    "My requests": (ADA, _at("/requests")),
    "Asked of me": (BEA, _at("/asked")),
    "My network": (ADA, _at("/network")),
    "My network, map": (ADA, _at("/network/map")),
    "Post an opening": (SOFIA, _at("/post")),
    "Refer somebody": (SOFIA, _linked("/work", OPENING, "/refer")),
    "My referrals": (SOFIA, _at("/referrals")),
    "Recruiter": (MADALENA, _at("/work")),
    "My data": (ADA, _at("/me")),
    "Operator": (OPERATOR, _at("/operator")),
}
"""The rows of the table of pages, each with who looks at it and how they come there."""
SAYS = {"Start": "You are looking as Ada"}
"""By what a page is known to be the one that is meant, where there is another at its address."""


def portal_pages(ground: Ground) -> Iterator[Figure]:
    """The bare page first, then each page beside it."""
    home, port = Home(ground.folder / "portal"), free_ports()
    with installation(home, port) as started:
        load(Console(stderr=True), home, port, brief=ground.scale.name != "full")
        yield from measured(started, ground.scale.page_views)


def measured(started: Installation, views: int) -> Iterator[Figure]:
    """The figures of an installation that has the sample."""
    with bare_page() as url:
        peer = Visitor(url, started.home)
        seconds = _seconds(peer, "/", views)
        peer.close()
    bare = quantile(seconds, 0.95)
    yield Figure("a bare page of Flask and Jinja, p95", bare * 1e3, "ms")
    with ExitStack() as closing:
        visitors = _everybody(started, closing)
        _ask(visitors[ADA])
        for name, (mail, where) in PAGES.items():
            visitor = visitors[mail]
            yield from _page(name, visitor, where(visitor), views, bare)


def _everybody(started: Installation, closing: ExitStack) -> Mapping[str, Visitor]:
    mails = {mail for mail, _ in PAGES.values()}
    visitors = {mail: Visitor(started.url, started.home, mail) for mail in mails}
    for each in visitors.values():
        closing.callback(each.close)
    return visitors


def _page(name: str, visitor: Visitor, address: str, views: int, bare: float) -> Iterator[Figure]:
    weight = first_paint(visitor.get, address) / 1000
    yield Figure(f"{name}: first paint", weight, "kB", _heaviest(name))
    seconds = _seconds(visitor, address, views, SAYS.get(name, ""))
    late = quantile(seconds, 0.95)
    yield Figure(f"{name}, p50", quantile(seconds, 0.5) * 1e3, "ms")
    yield Figure(f"{name}, p95", late * 1e3, "ms", MOST_MS)
    yield Figure(f"{name}, p95 over the bare page's", late / bare, "×")
    yield Figure(f"{name}: calls to services", visitor.calls(address), "")


def _heaviest(name: str) -> float | None:
    return None if name in MAY_WEIGH_MORE else MOST_KB


def _seconds(visitor: Visitor, address: str, views: int, says: str = "") -> list[float]:
    return [visitor.seconds(address, says) for _ in range(WARM_UP + views)][WARM_UP:]


def _ask(ada: Visitor) -> None:
    """So that a request waits for an answer."""
    form = ada.link(ANSWER, OPENING + r"/ask\?.*")
    contact = form.partition("contact=")[2]
    said = {"contact": contact, "kind": "referral", "blurb": BLURB, "do": "send"}
    ada.send(form, form.partition("?")[0], **said)


@contextmanager
def bare_page() -> Iterator[str]:
    """The peer on a server like the portal's, for as long as it is looked at."""
    port = free_ports(1)
    command = [sys.executable, "-m", "gunicorn", "-b", f"{HOST}:{port}", *AS_THE_PORTAL]
    server = subprocess.Popen([*command, "bench.bare_page:app"], cwd=ROOT)  # noqa: S603
    url = f"http://{HOST}:{port}"
    try:
        while not _answers(url):
            time.sleep(0.1)
        yield url
    finally:
        server.terminate()
        server.wait()


def _answers(url: str) -> bool:
    try:
        return requests.get(f"{url}/readyz", timeout=5).ok
    except requests.RequestException:
        return False
