"""What is wrong with a page for somebody who sees it narrow, dark, enlarged, or not at all."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.support.portal_people import NARROW, OVERFLOW, WIDE

OPEN_DETAILS = "document.querySelectorAll('details').forEach(each => each.open = true)"
RUN_AXE = """async only => {
    const told = await axe.run(only ? {runOnly: [only]} : {});
    return told.violations
        .filter(found => ['serious', 'critical'].includes(found.impact))
        .map(found => found.id + ': ' + found.nodes.map(node => node.html).join(' '));
}"""
OF_COLOUR = "color-contrast"
"""The one rule whose answer depends on the colour scheme: the page is the same in both."""


def faults(page: Page, axe: str) -> list[str]:
    """At both widths and in both colour schemes, with everything opened that can be."""
    page.evaluate(axe)
    page.evaluate(OPEN_DETAILS)
    found: list[str] = []
    for width in (NARROW, WIDE):
        page.set_viewport_size({"width": width, "height": 900})
        if page.evaluate(OVERFLOW) > 0:
            found.append(f"wider than {width} pixels")
        for scheme, only in (("light", None), ("dark", OF_COLOUR)):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            seen = page.evaluate(RUN_AXE, only)
            found += [f"{each} ({scheme}, {width})" for each in seen]
    return found
