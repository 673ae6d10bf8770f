"""The page of an employer: what it pays for a referral, and who speaks for it."""

from __future__ import annotations

import pytest

from tests.support.portal_house import Browser
from tests.support.portal_town import ADA, BEA, CAI, FIRM, HANA, RITA, SOL, Town
from tests.support.profiles import OPERATOR_MAIL

OPERATOR = "Olle Perator"
TERMS = {"bonus": "3000", "currency": "eur", "ownership_days": "90"}
PUBLISH = "Publish these terms"


@pytest.fixture
def rita(town: Town) -> Browser:
    """Who named Oakworks here, and so speaks for it."""
    rita = town.house.browser(RITA)
    rita.open(f"/employers/{town.firm}")
    return rita


@pytest.fixture
def operator(town: Town) -> Browser:
    town.house.member(OPERATOR, mail=OPERATOR_MAIL)
    town.house.carry()
    operator = town.house.browser(OPERATOR)
    operator.open(f"/employers/{town.firm}")
    return operator


def test_every_member_reads_what_is_paid_and_only_who_speaks_for_it_changes_it(
    shared_town: Town,
) -> None:
    ada = shared_town.house.browser(ADA)
    ada.open(f"/employers/{shared_town.firm}")
    assert FIRM in ada.text
    assert "€2,000" in ada.text
    assert "All of it is paid at the hire." in ada.text

    assert ada.page.forms == [form for form in ada.page.forms if "/employers/" not in form.action]
    assert "Who speaks for it" not in ada.text
    assert RITA not in ada.html


def test_terms_are_published_as_a_further_version(rita: Browser, town: Town) -> None:
    steps = {"months_0": "0", "share_0": "40", "months_1": "6", "share_1": "60"}
    rita.press(PUBLISH, 200, **TERMS, **steps, not_eligible="Board member")
    assert "Openings posted from now on can take it." in rita.text
    assert "€3,000" in rita.text
    assert "After 6 months: 60%" in rita.text
    assert "Nor is: board member." in rita.text
    assert "Version 1: €2,000" in rita.text

    rita.press(PUBLISH, share_1="50", share_2="10", months_2="12")
    assert "After 12 months: 10%" in rita.text


def test_terms_that_were_sent_twice_are_published_once(rita: Browser, town: Town) -> None:
    form, _ = rita.page.form_with(PUBLISH)
    fields = [(name, TERMS.get(name, value)) for name, value in form.fields]
    for _ in range(2):
        assert rita.send(form.action, fields) == 200

    found = town.house.call(RITA, "postings", "GET", f"/v1/employers/{town.firm}")
    assert [each["version"] for each in found["policies"]] == [1, 2]


def test_terms_that_cannot_be_are_told_at_their_fields_and_kept(rita: Browser) -> None:
    steps = {"months_0": "0", "share_0": "40", "months_1": "6", "share_1": "50"}
    rita.press(PUBLISH, 422, **(TERMS | {"bonus": "much"}), **steps)
    assert 'aria-describedby="bonus-hint bonus-wrong"' in rita.html
    rita.press(PUBLISH, 422, bonus="3000")
    assert "All shares together are 100 %." in rita.text
    kept = dict(rita.page.form_with(PUBLISH)[0].fields)

    assert (kept["bonus"], kept["months_1"], kept["share_1"]) == ("3000", "6", "50")
    assert "Nothing was changed." in rita.text


def test_what_an_employer_is_called_is_changed_in_the_version_that_was_shown(
    rita: Browser,
) -> None:
    stale = rita.page.form_with("Save")[0]
    rita.press("Save", aliases="Oak Works, Eichenwerk", headcount="40", industry="timber")
    assert "Also called Oak Works, Eichenwerk" in rita.text
    assert "timber · 40 employees" in rita.text

    changed = [(name, "41" if name == "headcount" else value) for name, value in stale.fields]
    assert rita.send(stale.action, changed) == 412
    assert dict(rita.page.form_with("Save")[0].fields)["headcount"] == "41"
    rita.press("Save", 422, headcount="many")
    assert "headcount-wrong" in rita.html


def test_who_speaks_for_it_is_named_and_said_by_the_operator_alone(
    rita: Browser, operator: Browser, town: Town
) -> None:
    assert RITA in rita.text
    assert "Save who speaks for it" not in rita.text
    assert rita.send(f"/employers/{town.firm}/stewards", rita.hidden()) == 404

    operator.press("Save who speaks for it", 422, steward_id="Sol")
    kept = dict(operator.page.form_with("Save who speaks for it")[0].fields)
    assert kept["steward_id"] == "Sol"
    operator.press("Save who speaks for it", steward_id=town.id(SOL))
    assert f"{RITA} {SOL}" in " ".join(operator.text.split())
    operator.press("Save who speaks for it", steward=[town.id(SOL)], steward_id="")
    sol = town.house.browser(SOL)
    sol.open(f"/employers/{town.firm}")
    assert f"{SOL} that is you" in " ".join(sol.text.split())
    rita.open(f"/employers/{town.firm}")
    assert "Who speaks for it" not in rita.text


def test_the_id_that_an_operator_asks_for_stands_on_ones_own_page(shared_town: Town) -> None:
    cai = shared_town.house.browser(CAI)
    cai.open("/me")

    assert shared_town.id(CAI) in cai.text


def test_who_does_not_speak_for_it_is_refused(town: Town) -> None:
    bea = town.house.browser(BEA)
    bea.open("/network")
    version = town.house.three.by(town.house.member(BEA), "postings").get(
        f"/v1/employers/{town.firm}"
    )
    for form, said in (("", {"etag": version.headers["ETag"]}), ("/policy", TERMS)):
        fields = [*bea.hidden(), *said.items()]
        assert bea.send(f"/employers/{town.firm}{form}", fields) == 403
    found = town.house.call(HANA, "postings", "GET", f"/v1/employers/{town.firm}")

    assert len(found["policies"]) == 1
