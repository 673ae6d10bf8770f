"""Hostile text through every text field of every form, and then seen by everybody who may see it.

The forms are those that pages have: a new field cannot be forgotten.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial

import pytest
from playwright.sync_api import FilePayload

from tests.support.hostile import READ, Planting
from tests.support.judging import faults
from tests.support.lived_in_town import Happened, lived_in
from tests.support.portal_people import Browsers, People, Way
from tests.support.portal_places import places
from tests.support.portal_site import Site, open_site
from tests.support.portal_town import ADA, BEA, RITA, Furnished

SAYING = '"><img src=x onerror=alert(1)><script>alert(1)</script>{{7*7}}'
OF_DATES = "does not conform to the required format"
"""What Chromium says, and then shows nothing, where a date is none."""
MARKDOWN = "description"
MET_ELSEWHERE = {
    "/sign-in/code",
    "/sign-in/as",
    "/import/sample",
    "/openings/<uuid:opening_id>/stages",
}
"""Forms that come only after another was sent, or only on one's own machine."""


@pytest.fixture(scope="module")
def planting(
    browsers: Browsers,
    lived_in_town: tuple[Furnished, Happened],
    axe: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Planting]:
    """Every field was written into."""
    furnished, happened = lived_in_town
    with ExitStack() as closing:
        site = open_site(furnished, tmp_path_factory.mktemp("planted"), closing)
        people = People(browsers, site, Way())
        closing.callback(people.go_home)
        planting = Planting(people, site.town.house.app, refused=partial(faults, axe=axe))
        for place in places(happened):
            planting.at(place)
        yield planting


def complaints(people: People) -> list[str]:
    return [each for each in people.heard if OF_DATES not in each]


def test_every_form_of_the_site_was_met(planting: Planting) -> None:
    posts = {
        rule.rule for rule in planting.app.url_map.iter_rules() if "POST" in (rule.methods or ())
    }

    assert posts - planting.rules == MET_ELSEWHERE


def test_nothing_that_was_written_ran_or_was_lost(planting: Planting, happened: Happened) -> None:
    seen = everything_seen(planting.people, happened)
    lost = [
        (each.rule, each.name, each.status)
        for each in planting.planted
        if not each.came_back
        and each.text not in seen
        and each.kind != "date"
        and each.name != MARKDOWN
    ]

    assert complaints(planting.people) == []
    assert lost == []


def test_a_form_that_comes_back_has_no_serious_fault(planting: Planting) -> None:
    assert len(planting.faults) > 10
    assert {rule: wrong for rule, wrong in planting.faults.items() if wrong} == {}


def test_nothing_runs_where_everybody_writes_nothing_else(
    browsers: Browsers, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Names, titles, blurbs, lines, groups: all of the town."""
    furnished, happened = lived_in(tmp_path_factory.mktemp("hostile"), SAYING)
    with ExitStack() as closing:
        site = open_site(furnished, tmp_path_factory.mktemp("site"), closing)
        people = People(browsers, site, Way())
        closing.callback(people.go_home)
        silent = []
        for place in places(happened):
            page = people.of(place.who)
            page.goto(place.address)
            if SAYING not in page.evaluate(READ):
                silent.append(place.name)

        assert people.heard == []
        assert set(silent) <= {
            *("start", "sign in", "for developers", "a link that leads nowhere", "nothing here"),
            *(
                "home with nothing found",
                "openings, none found",
                "operator",
                "asked, nothing waits",
            ),
        }


def everything_seen(people: People, happened: Happened) -> str:
    seen = []
    for place in places(happened):
        page = people.of(place.who)
        page.goto(place.address)
        seen.append(page.evaluate(READ))
    return "\n".join(seen)


@pytest.mark.parametrize("way", [Way()], ids=str)
def test_a_hostile_file_runs_nothing(people: People) -> None:
    town = people.site.town
    row = ",".join(f'"{SAYING}"' for _ in range(5))
    for who, address, button, head in (
        (ADA, "/import", "Compare it", "First Name,Last Name,URL,Email Address,Company"),
        (RITA, f"/openings/{town.opening}/stages", "Look what", "referral_id,what,reason,hold,x"),
    ):
        page = people(who)
        page.goto(address)
        content = f"{head}\n{row}\n".encode()
        file: FilePayload = {"name": "a.csv", "mimeType": "text/csv", "buffer": content}
        page.get_by_label("The file").set_input_files(file)
        page.get_by_role("button", name=button).click()
        page.wait_for_load_state()


RUNS = "<script>alert(1)</script>"
FETCHES = "<img src='https://evil.example/x.png'>"


@pytest.mark.parametrize(("html", "policy"), [(RUNS, ""), (FETCHES, "default-src 'none'")])
def test_what_ran_would_be_heard(
    html: str, policy: str, browsers: Browsers, lived_in_site: Site
) -> None:
    people = People(browsers, lived_in_site, Way())
    page = people(BEA)
    headers = {"Content-Type": "text/html", "Content-Security-Policy": policy}
    page.route("**/services", lambda route: route.fulfill(body=html, headers=headers))
    page.goto("/services")
    page.wait_for_load_state()
    people.go_home()

    assert len(people.heard) == 1
