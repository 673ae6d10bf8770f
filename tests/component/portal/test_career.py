"""What I have done: a job is changed and ended; where I studied, and what I was part of."""

from __future__ import annotations

import pytest

from tests.support.portal_house import Browser
from tests.support.portal_town import ADA, CAI, FIRM, SOL, Town

SCHOOL = {"school": "FEUP", "course": "Wood", "started": "2014-09-01", "ended": "2018-07-01"}
PART = {"name": "Wood Days", "kind": "event", "place": "Porto", "year": "2019"}


@pytest.fixture
def sol(town: Town) -> Browser:
    sol = town.house.browser(SOL)
    sol.open("/me")
    return sol


@pytest.fixture
def cai(town: Town) -> Browser:
    cai = town.house.browser(CAI)
    cai.open("/me")
    cai.follow("Where I studied, and what I was part of")
    return cai


def test_a_job_is_changed_and_ended(sol: Browser, town: Town) -> None:
    sol.follow("Change or end it Carpenter")
    sol.press("Save", title="Glazier", team="Doors")
    assert f"Glazier, {FIRM}" in sol.text
    assert "Team: Doors" in sol.text
    sol.follow("Change or end it Glazier")
    sol.press("Save", ended="2026-01-31")
    assert "still" not in sol.text
    town.house.carry()

    sol.open("/post")
    assert "Where do you work?" in sol.text


def test_what_cannot_be_of_a_job_is_told_at_its_field_and_kept(sol: Browser) -> None:
    sol.follow("Change or end it Carpenter")
    sol.press("Save", 422, title="", ended="2031-01-31")
    assert 'id="title-wrong"' in sol.html
    assert dict(sol.page.form_with("Save")[0].fields)["ended"] == "2031-01-31"
    sol.open("/me")

    assert f"Carpenter, {FIRM}" in sol.text


def test_a_job_is_nobody_elses_to_change(sol: Browser, town: Town) -> None:
    where = sol.page.link("Change or end it Carpenter")
    ada = town.house.browser(ADA)
    ada.open(where, expect=404)
    ada.open("/me")

    assert ada.send(where, [*ada.hidden(), ("title", "x"), ("started", "2020-01-01")]) == 404


def test_where_one_studied_is_said_and_taken_back(cai: Browser) -> None:
    cai.press("Add where I studied", 200, **SCHOOL)
    assert "FEUP, Wood" in cai.text
    cai.press("Take it back")

    assert "FEUP" not in cai.text


def test_what_one_was_part_of_is_said_and_taken_back(cai: Browser) -> None:
    cai.press("Add what I was part of", 200, **PART)
    assert "Wood Days" in cai.text
    assert "an event · Porto · 2019" in cai.text
    cai.press("Take it back")

    assert "Wood Days" not in cai.text


def test_what_was_sent_twice_is_said_once(cai: Browser, town: Town) -> None:
    form, _ = cai.page.form_with("Add what I was part of")
    fields = [(name, PART.get(name, value)) for name, value in form.fields]
    for _ in range(2):
        assert cai.send(form.action, fields) == 200

    said = town.house.call(CAI, "profiles", "GET", "/v1/people/me/memberships")["items"]
    assert len(said) == 1


@pytest.mark.parametrize(
    ("button", "said", "wrong"),
    [
        ("Add where I studied", SCHOOL | {"school": ""}, "school"),
        ("Add where I studied", SCHOOL | {"started": ""}, "started"),
        ("Add what I was part of", PART | {"name": ""}, "name"),
        ("Add what I was part of", PART | {"year": "long ago"}, "year"),
    ],
)
def test_what_cannot_be_is_told_at_its_field_and_kept(
    cai: Browser, button: str, said: dict[str, str], wrong: str
) -> None:
    cai.press(button, 422, **said)

    assert f'id="{wrong}-wrong"' in cai.html
    kept = dict(cai.page.form_with(button)[0].fields)
    assert {name: kept[name] for name in said} == said
    assert "Nothing was changed." in cai.text
