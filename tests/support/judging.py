"""What is wrong with a page for somebody who sees it narrow, dark, enlarged, or not at all."""

from __future__ import annotations

from typing import Literal

from playwright.sync_api import Page

from tests.support.portal_people import NARROW, OVERFLOW, WIDE

OPEN_DETAILS = "document.querySelectorAll('details').forEach(each => each.open = true)"
RUN_AXE = """async () => {
    const told = await axe.run();
    return told.violations
        .filter(found => ['serious', 'critical'].includes(found.impact))
        .map(found => found.id + ': ' + found.nodes.map(node => node.html).join(' '));
}"""
LOOKS: tuple[tuple[int, Literal["light", "dark"]], ...] = ((NARROW, "light"), (WIDE, "dark"))
"""Colours do not depend on the width, so that both schemes and both widths take two looks."""


def faults(page: Page, axe: str) -> list[str]:
    """At both widths and in both colour schemes, with everything opened that can be."""
    page.evaluate(axe)
    page.evaluate(OPEN_DETAILS)
    found: list[str] = []
    for width, scheme in LOOKS:
        page.set_viewport_size({"width": width, "height": 900})
        if page.evaluate(OVERFLOW) > 0:
            found.append(f"wider than {width} pixels")
        page.emulate_media(color_scheme=scheme)
        found += [f"{each} ({scheme}, {width})" for each in page.evaluate(RUN_AXE)]
    return found
