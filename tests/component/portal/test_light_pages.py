"""What a page may cost whoever opens it, page by page: bytes of its first paint, and calls.

How long it takes is measured by `make bench`; what makes it take long fails here.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass

import pytest

from bench.first_paint import Answer, first_paint
from tests.support.lived_in_town import lived_in
from tests.support.portal_places import Place, places
from tests.support.portal_site import NOBODY, Site, open_site

MOST_BYTES = 60_000
MAP = "map"
"""It draws the network, and may weigh more."""
MOST_CALLS = 5
MORE_CALLS = {
    "requests": 6,  # a title for each opening on it, as on the others
    "asked": 6,
    "my data of a hiring manager": 6,
    "opening with ones own link": 6,  # also whom asking could reach, and the link
    "operator": 9,  # each service is asked three things
}
"""Pages that need more than the others: a page that is not here does with less."""


@dataclass
class Looks:
    """Everybody at their browsers, and what that costs."""

    site: Site

    def at(self, place: Place) -> tuple[int, int]:
        """Bytes of the first paint, and calls."""
        house = self.site.town.house
        house.three.advance(seconds=20)  # somebody may ask for paths only so often
        client = house.app.test_client()
        if place.who != NOBODY:
            client.set_cookie(*house.cookie(place.who))

        def get(address: str, headers: Mapping[str, str]) -> Answer:
            answer = client.get(address, headers=headers)
            body = answer.get_data()
            is_packed = answer.headers.get("Content-Encoding") == "gzip"
            text = (gzip.decompress(body) if is_packed else body).decode(errors="replace")
            return Answer(answer.status_code, len(body), text)

        before = len(house.transport.calls)
        size = first_paint(get, place.address)
        return size, len(house.transport.calls) - before


@pytest.fixture(scope="module")
def costs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[Place, tuple[int, int]]]:
    furnished, happened = lived_in(tmp_path_factory.mktemp("lived_in"))
    with ExitStack() as closing:
        looks = Looks(open_site(furnished, tmp_path_factory.mktemp("site"), closing))
        yield {place: looks.at(place) for place in places(happened)}


def test_the_first_paint_of_every_page_is_light(costs: dict[Place, tuple[int, int]]) -> None:
    weights = {place.name: size for place, (size, _) in costs.items()}

    heavy = {name: size for name, size in weights.items() if size > MOST_BYTES and name != MAP}
    assert heavy == {}
    assert weights["home"] > 10_000, "style and script were not counted"


def test_no_page_makes_more_calls_than_it_needs(costs: dict[Place, tuple[int, int]]) -> None:
    calls = {place.name: count for place, (_, count) in costs.items()}
    too_many = {
        name: count for name, count in calls.items() if count > MORE_CALLS.get(name, MOST_CALLS)
    }

    assert too_many == {}
    assert {name for name in MORE_CALLS if calls[name] <= MOST_CALLS} == set()
