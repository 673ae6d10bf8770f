"""Every page as a picture, of the lived-in town: `make screenshots`, or with `--tour` five alone.

build/screenshots/<row>/<place> 390 dark de.png     all of them, to be looked at; ignored by git
docs/tour/<name>.png                                five for the README, the same for the same pages
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from shared import logs
from tests.support.chain_of_strangers import Chain
from tests.support.chromium import ARGUMENTS, chromium_program
from tests.support.lived_in_town import Happened, lived_in
from tests.support.portal_people import NARROW, WIDE
from tests.support.portal_places import places
from tests.support.portal_site import NOBODY, Site, open_site
from tests.support.portal_town import ADA, BEA, CAI, RITA

ROOT = Path(__file__).parents[2]
PICTURES, TOUR = ROOT / "build" / "screenshots", ROOT / "docs" / "tour"
ROWS: Mapping[str, Sequence[str]] = {
    "Start": ("start", "sign in", "join"),
    "Who can refer me": ("home", "home with an answer", "home with nothing found"),
    "Opening": ("opening with ways in", "opening without a way", "an opening of everybody"),
    "Ask": ("ask", "ask openly"),
    "My requests": ("requests", "request under way", "request that needs an OK"),
    "Asked of me": ("asked", "asked, one of them", "asked at the end"),
    "My network": ("network", "map", "group", "import", "import to choose from"),
    "Post an opening": ("post", "change an opening"),
    "Refer somebody": ("refer", "my referrals", "my referral with credit"),
    "Recruiter": ("at work", "screening", "decided on", "hired", "stages"),
    "My data": ("my data", "my data of a hiring manager"),
    "Operator": ("operator",),
}
"""The pages as people speak of them; a place on no row is under “Others”."""
WHO_RUNS_IT = "the alumni of FEUP"
HEIGHT, SHORT = 800, 720
TO_THE_TOP = "it => { it.scrollIntoView(); scrollBy(0, -24) }"


@dataclass(frozen=True)
class Look:
    """How a page is looked at."""

    width: int
    dark: bool = False
    language: str = "en-GB"

    def __str__(self) -> str:
        return " ".join((str(self.width), "dark" if self.dark else "light", self.language[:2]))


LOOKS = [Look(width, dark) for width in (NARROW, WIDE) for dark in (False, True)]
LOOKS.append(Look(WIDE, language="de-DE"))


@dataclass
class Camera:
    """A browser in front of a site."""

    chromium: Browser
    site: Site

    def pages(self, look: Look, who: str) -> Page:
        """Somebody's browser that looks so; its context is closed with it."""
        context = self.chromium.new_context(
            viewport={"width": look.width, "height": HEIGHT},
            color_scheme="dark" if look.dark else "light",
            locale=look.language,
            base_url=self.site.url,
            timezone_id="Europe/Lisbon",
            reduced_motion="reduce",
        )
        if who != NOBODY:
            name, secret = self.site.town.house.cookie(who)
            context.add_cookies([{"name": name, "value": secret, "url": self.site.url}])
        return context.new_page()


def row_of(place: str) -> str:
    """Under which row a place is."""
    return next((row for row, names in ROWS.items() if place in names), "Others")


def all_pages(camera: Camera, happened: Happened) -> None:
    """Every place in every look."""
    shutil.rmtree(PICTURES, ignore_errors=True)
    for look in LOOKS:
        everywhere = {place.who: camera.pages(look, place.who) for place in places(happened)}
        for place in places(happened):
            camera.site.town.house.three.advance(seconds=5)  # paths are asked for only so often
            page = everywhere[place.who]
            page.goto(place.address)
            picture = PICTURES / row_of(place.name) / f"{place.name} {look}.png"
            page.screenshot(path=picture, full_page=True)
        for page in everywhere.values():
            page.context.close()


def tour(camera: Camera, happened: Happened) -> None:
    """The five of the README."""
    chain = Chain(camera.site.town)
    chain.goes_on("decided")
    asks = f"/openings/{happened.openings['members']}/ask?contact={happened.people[CAI]}"
    shots: Mapping[str, tuple[str, str, Callable[[Page], None]]] = {
        "who-can-refer-me": (ADA, "/?q=engineer", _as_it_is),
        "ask": (ADA, asks, _look_at_what_each_will_see),
        "asked-of-me": (BEA, f"/asked/{happened.requests['waiting']}", _as_it_is),
        "recruiter": (RITA, f"/recruiting/{chain.referral}", _go_to_the_chain),
        "map": (ADA, "/network/map", _as_it_is),
    }
    TOUR.mkdir(parents=True, exist_ok=True)
    for name, (who, address, act) in shots.items():
        page = camera.pages(Look(WIDE), who)
        page.set_viewport_size({"width": WIDE, "height": SHORT})
        page.goto(address)
        act(page)
        page.wait_for_load_state("networkidle")
        page.screenshot(path=TOUR / f"{name}.png", animations="disabled")
        page.context.close()


def _as_it_is(page: Page) -> None:
    """Nothing is done first."""


def _look_at_what_each_will_see(page: Page) -> None:
    page.get_by_label("What you want to say").fill("I build doors, and would like to build yours.")
    page.get_by_role("button", name="Look at what each will see").click()
    page.get_by_role("heading", name="What each will see").evaluate(TO_THE_TOP)


def _go_to_the_chain(page: Page) -> None:
    page.get_by_role("heading", name="How they came").evaluate(TO_THE_TOP)


def main(arguments: Sequence[str]) -> None:
    """Build a town, and take its pictures."""
    chromium = chromium_program()
    if chromium is None:
        sys.exit("There is no chromium on this machine; on Debian: apt-get install chromium")
    logs.configure("screenshots", "web", "CRITICAL")
    with ExitStack() as closing:
        folder = Path(closing.enter_context(tempfile.TemporaryDirectory(prefix="warmpath-")))
        for room in ("furnished", "site"):
            (folder / room).mkdir()
        furnished, happened = lived_in(folder / "furnished")
        site = open_site(furnished, folder / "site", closing, operated_by=WHO_RUNS_IT)
        playwright = closing.enter_context(sync_playwright())
        camera = Camera(playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS), site)
        closing.callback(camera.chromium.close)
        tour(camera, happened)
        if "--tour" not in arguments:
            all_pages(camera, happened)


if __name__ == "__main__":
    main(sys.argv[1:])
