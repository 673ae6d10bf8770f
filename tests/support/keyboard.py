"""A page in the hands of somebody who has no mouse: Tab, Space, Enter, arrows and letters."""

from __future__ import annotations

import re
from dataclasses import dataclass

from playwright.sync_api import FilePayload, Page

FOCUSED = """() => {
    const here = document.activeElement;
    const label = here.labels?.[0] ?? here;
    return [
        (here.getAttribute('aria-label') || label.textContent || here.title || '').trim(),
        here.type ?? here.localName,
        getComputedStyle(here).outlineStyle !== 'none',
        here.name ?? '',
    ];
}"""
MOST_TABS = 150


@dataclass
class Keyboard:
    """Presses keys; what it comes to has to show that it has the focus."""

    page: Page

    def reach(self, name: str, kind: str = "") -> None:
        """Press Tab until something that begins with that name has the focus."""
        seen: list[str] = []
        for _ in range(MOST_TABS):
            self.page.keyboard.press("Tab")
            said, found, shows, _ = self.page.evaluate(FOCUSED)
            seen.append(said)
            if re.sub(r"\s+", " ", said).startswith(name) and kind in found:
                assert shows, f"nobody sees that {name} has the focus"
                return
        raise AssertionError(f"{name} cannot be reached by keyboard, only {seen}")

    def press(self, name: str) -> None:
        """Follow a link or press a button. What that leads to is for the caller to wait for."""
        self.reach(name)
        self.page.keyboard.press("Enter")

    def write(self, label: str, text: str) -> None:
        """Into a field."""
        self.reach(label)
        self.page.keyboard.type(text)

    def tick(self, label: str) -> None:
        """A box."""
        self.reach(label, "checkbox")
        self.page.keyboard.press("Space")

    def choose(self, first: str, label: str) -> None:
        """One of several, by arrows, from the one that Tab comes to."""
        self.reach(first, "radio")
        for _ in range(10):
            if self.page.evaluate(FOCUSED)[0].startswith(label):
                self.page.keyboard.press("Space")
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{label} cannot be chosen by keyboard")

    def bring(self, label: str, file: FilePayload) -> None:
        """A file."""
        self.reach(label)
        with self.page.expect_file_chooser() as asked:
            self.page.evaluate(FOCUSED)  # so that the browser knows of us before it would ask
            self.page.keyboard.press("Space")
        asked.value.set_files(file)
