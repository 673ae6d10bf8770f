"""Who runs an opening, and who decides on it: recruiters come and go, the role is handed on."""

from __future__ import annotations

import pytest

from tests.support.portal_house import Browser
from tests.support.portal_town import ADA, BEA, CAI, HANA, RITA, SOL, Town

OFFER = "Offer it to them"


@pytest.fixture
def hana(town: Town) -> Browser:
    """Who decides on it, and knows Sol and Cai."""
    town.knows(HANA, SOL)
    town.knows(HANA, CAI)
    hana = town.house.browser(HANA)
    hana.open(f"/openings/{town.opening}")
    return hana


def recruiters(town: Town) -> list[str]:
    found: list[str] = town.house.call(RITA, "postings", "GET", f"/v1/openings/{town.opening}")[
        "recruiters"
    ]
    return found


def test_recruiters_are_added_and_taken_out_where_the_opening_is_changed(town: Town) -> None:
    town.knows(RITA, SOL)
    rita = town.house.browser(RITA)
    rita.open(f"/openings/{town.opening}/edit")
    assert "As it is: Hana Oak" in rita.text
    rita.press("Save", recruiter_added=town.id(SOL))
    assert recruiters(town) == [town.id(RITA), town.id(SOL)]
    sol = town.house.browser(SOL)
    sol.open(f"/openings/{town.opening}/edit")
    assert RITA in sol.text

    sol.press("Save", recruiter=[town.id(RITA)])
    assert recruiters(town) == [town.id(RITA)]
    sol.open(f"/openings/{town.opening}/edit", expect=404)


def test_saving_something_else_leaves_the_recruiters_as_they_are(town: Town) -> None:
    rita = town.house.browser(RITA)
    rita.open(f"/openings/{town.opening}/edit")
    rita.press("Save", title="Gate Engineer")

    assert recruiters(town) == [town.id(RITA)]


def test_what_was_ticked_is_kept_when_something_else_is_wrong(town: Town) -> None:
    town.knows(RITA, SOL)
    rita = town.house.browser(RITA)
    rita.open(f"/openings/{town.opening}/edit")
    rita.press("Save", 422, title="", recruiter=[], recruiter_added=town.id(SOL))
    kept = rita.page.form_with("Save")[0].fields

    assert [value for name, value in kept if name == "recruiter"] == []
    assert dict(kept)["recruiter_added"] == town.id(SOL)


def test_a_role_is_handed_on_and_stays_until_it_is_taken(hana: Browser, town: Town) -> None:
    hana.follow("Hand it on")
    hana.press(OFFER, person_id=town.id(SOL))
    assert "They are asked whether they take it." in hana.text
    assert f"You offered it to {SOL}; it stays yours until they accept." in hana.text
    sol = town.house.browser(SOL)
    sol.open("/work")
    assert "you are asked to decide on it" in sol.text
    sol.open(f"/openings/{town.opening}/role")
    sol.press("Yes, I decide on it")

    hana.open(f"/openings/{town.opening}/role", expect=404)


def test_a_role_is_offered_once_however_often_the_form_is_sent(hana: Browser, town: Town) -> None:
    hana.follow("Hand it on")
    form, _ = hana.page.form_with(OFFER)
    fields = [(name, town.id(SOL) if name == "person_id" else v) for name, v in form.fields]
    for _ in range(2):
        assert hana.send(form.action, fields) == 200

    assert f"You offered it to {SOL}" in hana.text


@pytest.mark.parametrize("whom", ["", CAI])
def test_who_cannot_take_a_role_is_told_and_the_choice_is_kept(
    hana: Browser, town: Town, whom: str
) -> None:
    hana.follow("Hand it on")
    chosen = town.id(whom) if whom else ""
    hana.press(OFFER, 422, person_id=chosen)

    assert dict(hana.page.form_with(OFFER)[0].fields)["person_id"] == chosen
    assert "Nothing was changed." in hana.text
    assert "person_id-wrong" in hana.html


def test_stepping_down_ends_the_role(hana: Browser, town: Town) -> None:
    hana.follow("Hand it on")
    hana.press("Step down")

    hana.open(f"/openings/{town.opening}/role", expect=404)


def test_a_role_is_nobody_elses_to_hand_on(town: Town) -> None:
    for name in (ADA, BEA, SOL, RITA):
        other = town.house.browser(name)
        other.open(f"/openings/{town.opening}/role", expect=404)
        other.open("/network")
        fields = [*other.hidden(), ("person_id", town.id(SOL))]
        assert other.send(f"/openings/{town.opening}/role/delegate", fields) in (403, 404)
