"""What goes wrong, in a browser: what happened, what was kept, what to do; and then it works."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.acting import BLURB, told
from tests.support.judging import faults
from tests.support.portal_people import Browsers, People, Way
from tests.support.portal_places import NEVER_WAS
from tests.support.portal_site import Site
from tests.support.portal_town import ADA, BEA, TITLE


def writes_to_bea(ada: Page) -> None:
    ada.goto("/")
    ada.get_by_role("link", name="Ask Bea").click()
    ada.get_by_label("What you want to say").fill(BLURB)


def test_what_was_typed_while_a_service_was_stopped_is_sent_once_it_is_back(
    browsers: Browsers, site_over_http: Site, way: Way
) -> None:
    people = People(browsers, site_over_http, way)
    ada, referrals = people(ADA), site_over_http.services["referrals"]
    writes_to_bea(ada)
    referrals.stop()
    ada.get_by_role("button", name="Ask Bea").click()
    expect(ada.get_by_role("heading", name="A part of Warmpath does not answer")).to_be_visible()
    expect(ada.get_by_text("Paths, requests, asks and referrals do not work")).to_be_visible()
    expect(ada.get_by_label("What you want to say")).to_have_value(BLURB)
    ada.get_by_role("link", name="Openings").first.click()
    expect(ada.get_by_role("heading", name=TITLE)).to_be_visible()
    ada.get_by_role("link", name=TITLE).click()
    expect(ada.get_by_text("a part of this page is missing")).to_be_visible()
    expect(ada.get_by_role("heading", name="About it")).to_be_visible()

    referrals.start()
    writes_to_bea(ada)
    ada.get_by_role("button", name="Ask Bea").click()
    told(ada, "It is on its way.")
    people.go_home()
    assert people.heard == []


@pytest.mark.parametrize("way", [Way()], ids=str)
def test_no_page_of_a_failure_has_a_serious_fault(
    browsers: Browsers, site_over_http: Site, way: Way, axe: str
) -> None:
    people = People(browsers, site_over_http, way)
    ada, found = people(ADA), {}
    house, services = site_over_http.town.house, site_over_http.services
    ada.goto(f"/openings/{NEVER_WAS}")
    found["nothing here"] = faults(ada, axe)
    for name, service in services.items():
        ada.goto("/")
        ada.get_by_role("link", name="Ask Bea").click()
        service.stop()
        ada.get_by_label("What you want to say").fill(BLURB)
        ada.get_by_role("button", name="Look at what each will see").click()
        found[name] = faults(ada, axe)
        service.start()
    writes_to_bea(ada)
    house.container.sessions.end_all(house.member(ADA).id)
    ada.get_by_role("button", name="Ask Bea").click()
    expect(ada.get_by_role("heading", name="You are signed out")).to_be_visible()
    found["signed out"] = faults(ada, axe)
    people.go_home()

    assert len(found) == 5
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_an_upload_that_is_too_much_is_told_so(people: People, tmp_path: Path) -> None:
    bea = people(BEA)
    bea.goto("/import")
    too_much = tmp_path / "Connections.csv"
    too_much.write_bytes(b"x" * 21_000_000)
    bea.get_by_label("The file").set_input_files(too_much)
    bea.get_by_role("button", name="Compare it").click()

    expect(bea.get_by_role("heading", level=1)).to_be_visible()
    expect(bea.get_by_text("smaller").or_(bea.get_by_text("at most")).first).to_be_visible()
