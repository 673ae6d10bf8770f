"""People in front of browsers: each at one of their own, at some width, with scripts or without.

browsers = Browsers(chromium)
people = People(browsers, site, Way(NARROW, scripts=False))
ada = people("Ada Oyelaran")            a page where she is signed in
ada.goto("/requests")
people.go_home()
assert people.heard == []               no dialog, no word of the policy, no fault in the console
"""

from __future__ import annotations

from dataclasses import dataclass, field

from playwright.sync_api import Browser, ConsoleMessage, Dialog, Error, Page

from tests.support.portal_site import NOBODY, Site

NARROW, WIDE = 390, 1280
MOST_BROWSERS = 12
PATIENCE = 10_000  # milliseconds, on a machine that does much else
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
OF_A_STATUS = "Failed to load resource: the server responded with a status of"
"""Chromium says so of every page that is no success; whether that was right the tests look at."""
OF_A_TRANSITION = "Transition was aborted because of invalid state"
"""Chromium says so, also without scripts, where a busy machine shows a page before its transition
could begin; the page is there, whole."""


@dataclass(frozen=True)
class Way:
    """How somebody looks at pages."""

    width: int = WIDE
    scripts: bool = True
    dark: bool = False

    def __str__(self) -> str:
        said = [str(self.width), "scripts" if self.scripts else "no scripts"]
        return "-".join([*said, "dark"] if self.dark else said)


EVERY_WAY = [Way(width, scripts) for width in (NARROW, WIDE) for scripts in (True, False)]
MOST_DIFFERENT = [Way(NARROW, scripts=False), Way(WIDE)]


Key = tuple[str, str, Way]


@dataclass
class Browsers:
    """Browsers as they stand around: to begin one takes a second, so they are used again, by the
    same person at the same address, with all cookies gone.
    """

    chromium: Browser
    heard: list[str] = field(default_factory=list)
    _pages: dict[Key, Page] = field(default_factory=dict)

    def page(self, key: Key) -> Page:
        """An empty page for whoever that is."""
        page = self._pages.pop(key, None) or self._page(key)
        self._pages[key] = page
        while len(self._pages) > MOST_BROWSERS:
            self._pages.pop(next(iter(self._pages))).context.close()
        return page

    def _page(self, key: Key) -> Page:
        address, name, way = key
        context = self.chromium.new_context(
            viewport={"width": way.width, "height": 900},
            java_script_enabled=way.scripts,
            color_scheme="dark" if way.dark else "light",
            base_url=address,
            user_agent=name,
            locale="en-GB",
            accept_downloads=True,
        )
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.on("dialog", self._answer)
        page.on("console", self._note)
        page.on("pageerror", self._note_error)
        return page

    def _answer(self, dialog: Dialog) -> None:
        self.heard.append(dialog.message)
        dialog.dismiss()

    def _note_error(self, error: Error) -> None:
        if not str(error).startswith(OF_A_TRANSITION):
            self.heard.append(str(error))

    def _note(self, message: ConsoleMessage) -> None:
        told = message.type in ("error", "warning")
        if told and not message.text.startswith(OF_A_STATUS):
            self.heard.append(f"{message.text} at {message.location.get('url')}")


class People:
    """Those who use a site. Each keeps the same page until they go home."""

    def __init__(self, browsers: Browsers, site: Site, way: Way) -> None:
        self.site, self.way = site, way
        self.heard = browsers.heard
        self.heard.clear()
        self._browsers = browsers
        self._pages: dict[str, Page] = {}

    def __call__(self, name: str) -> Page:
        """The page of a member, who is signed in."""
        return self._at(name, name)

    def of(self, who: str) -> Page:
        """The page of a member or of nobody."""
        return self.stranger() if who == NOBODY else self(who)

    def stranger(self) -> Page:
        """A page where nobody is signed in."""
        if NOBODY not in self._pages:
            self._pages[NOBODY] = self._empty(NOBODY)
        return self._pages[NOBODY]

    def another(self, name: str) -> Page:
        """A second browser of a member, on another device."""
        return self._at(f"{name} elsewhere", name)

    def go_home(self) -> None:
        """All of them, and nothing is left in their browsers."""
        for page in self._pages.values():
            if page.is_closed():
                continue  # more were wanted than stand around
            page.goto("about:blank")
            page.context.clear_cookies()
        self._pages.clear()

    def _at(self, where: str, name: str) -> Page:
        if where not in self._pages:
            page = self._empty(where)
            cookie, secret = self.site.town.house.cookie(name)
            page.context.add_cookies([{"name": cookie, "value": secret, "url": self.site.url}])
            self._pages[where] = page
        return self._pages[where]

    def _empty(self, where: str) -> Page:
        return self._browsers.page((self.site.url, where, self.way))
