"""Every page for everybody: axe-core finds nothing serious, nothing is wider than its window."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.judging import faults
from tests.support.lived_in_town import OPERATOR, Happened
from tests.support.portal_people import Browsers, People, Way
from tests.support.portal_places import places_of, unlisted
from tests.support.portal_site import NOBODY, Site
from tests.support.portal_town import ADA, BEA, CAI, HANA, RITA, SOL

EVERYBODY = (NOBODY, ADA, BEA, CAI, HANA, RITA, SOL, OPERATOR)


@pytest.fixture
def people(browsers: Browsers, lived_in_site: Site) -> Iterator[People]:
    everybody = People(browsers, lived_in_site, Way())
    yield everybody
    everybody.go_home()
    assert everybody.heard == []


def test_no_page_is_forgotten(lived_in_site: Site, happened: Happened) -> None:
    assert unlisted(lived_in_site.town.house.app, happened) == set()


@pytest.mark.parametrize("who", EVERYBODY)
def test_no_page_has_a_serious_fault(
    who: str, people: People, happened: Happened, axe: str
) -> None:
    page, found = people.of(who), {}
    for place in places_of(happened, who):
        answer = page.goto(place.address)
        assert answer is not None
        assert answer.status == place.status, place
        wrong = faults(page, axe)
        if wrong:
            found[place.name] = wrong

    assert found == {}


FAULTY = (
    "<title>x</title><main><img src='/x.png'><p style='width:2000px;color:#ccc'>Pale</p></main>"
)


def test_a_fault_would_be_found(people: People, axe: str) -> None:
    page = people.stranger()
    page.set_content(FAULTY)
    found = faults(page, axe)

    for fault in ("image-alt", "color-contrast", "wider than 390", "wider than 1280"):
        assert any(each.startswith(fault) for each in found), (fault, found)
