"""What the map's script is told: one's own ties, as the list beside it says them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.portal_house import Browser
from tests.support.portal_town import ADA, BEA, CAI, HANA, Town


def told(who: Browser) -> dict[str, Any]:
    answer = who._client.get("/network/map.json")
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json or {}
    return found


def test_it_is_told_of_ones_own_ties_only(shared_town: Town) -> None:
    ada = shared_town.house.browser(ADA)
    (bea,) = told(ada)["people"]

    assert (bea["name"], bea["strength"], bea["lent"]) == (BEA, "weak", True)
    assert shared_town.id(HANA) not in ada._client.get("/network/map.json").text
    assert told(shared_town.house.browser(CAI))["people"] == []


def test_it_says_what_the_list_says_and_leads_to_the_same_tie(shared_town: Town) -> None:
    ada = shared_town.house.browser(ADA)
    ada.open("/network/map")
    (bea,) = told(ada)["people"]

    assert bea["said"] in ada.text
    assert ada.page.link(BEA) == bea["address"]
    ada.open(bea["address"].partition("#")[0])
    assert any("open" in found for found in ada.page.attributes("details"))


def test_it_is_kept_nowhere_and_only_for_who_is_signed_in(shared_town: Town) -> None:
    ada, stranger = shared_town.house.browser(ADA), shared_town.house.stranger()
    answer = ada._client.get("/network/map.json")

    assert answer.headers["Cache-Control"] == "no-store"
    assert stranger._client.get("/network/map.json").status_code == 303


@pytest.mark.parametrize("tie", ["rubbish", "018f0000-0000-7000-8000-000000000001"])
def test_a_tie_that_is_not_ones_own_opens_nothing(shared_town: Town, tie: str) -> None:
    ada = shared_town.house.browser(ADA)
    ada.open(f"/network?tie={tie}")

    assert ada.html.count('<article class="row"') == 1


def test_a_tie_on_a_later_page_of_the_list_is_opened_all_the_same(town: Town) -> None:
    for number in range(31):
        town.house.member(f"P{number:02} Other")
        town.knows(ADA, f"P{number:02} Other")
    ada = town.house.browser(ADA)
    ada.open("/network")
    shown = ada.html
    later = [one for one in told(ada)["people"] if f"with-{one['id']}" not in shown]
    ada.open(later[0]["address"].partition("#")[0])

    assert later[0]["name"] in ada.text
