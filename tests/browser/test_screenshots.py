"""The pictures of the pages: none is forgotten, and the README shows those that there are."""

from __future__ import annotations

import re

from tests.browser.screenshots import ROOT, ROWS, TOUR, row_of
from tests.support.lived_in_town import Happened
from tests.support.portal_places import places

SHOWN = re.compile(r"!\[[^\]]+\]\((docs/tour/[^)]+)\)")
MOST_BYTES = 100_000


def test_every_row_of_the_table_of_pages_has_its_pictures(happened: Happened) -> None:
    there = {place.name for place in places(happened)}
    missing = {name for names in ROWS.values() for name in names} - there

    assert missing == set()
    assert {row_of(name) for name in there} >= ROWS.keys()


def test_the_readme_shows_every_picture_of_the_tour_and_none_else() -> None:
    shown = {ROOT / each for each in SHOWN.findall((ROOT / "README.md").read_text())}

    assert shown == set(TOUR.iterdir())
    assert len(shown) == 5
    assert {each.name for each in shown if each.stat().st_size > MOST_BYTES} == set()
