"""Employers over HTTP: who adds them, who speaks for them, what the others hear."""

from __future__ import annotations

from typing import Any

import pytest

from shared.contracts.postings import EmployerChanged
from tests.support.postings import ADA, BEA, EVE, POLICY, House, granted, must, names, refused


def test_any_member_adds_an_employer_and_becomes_its_steward(empty_house: House) -> None:
    house = empty_house
    answer = house.by(ADA).post(
        "/v1/employers",
        {"name": " Acme ", "aliases": ["Acme S.A."], "industry": "software", "headcount": 40},
    )

    shown = must(answer, 201)
    assert answer.headers["Location"] == f"/v1/employers/{shown['id']}"
    assert answer.headers["ETag"] == '"1"'
    assert "Warmpath-Token" in answer.headers
    assert shown == {
        "id": shown["id"],
        "name": "Acme",
        "aliases": ["Acme S.A."],
        "domains": [],
        "parent_id": None,
        "headcount": 40,
        "industry": "software",
        "hiring": False,
        "policies": [],
        "mine": True,
        "stewards": [str(ADA)],
        "grant": shown["grant"],
    }
    assert granted(shown["grant"]) == {ADA}
    [told] = house.told()
    assert isinstance(told, EmployerChanged)
    assert (str(told.subject), told.name, told.aliases) == (shown["id"], "Acme", ["Acme S.A."])
    assert (told.headcount, told.industry, told.hiring) == (40, "software", False)


def test_the_same_employer_is_added_once_however_it_is_written(house: House) -> None:
    house.employer(ADA, "Alcântara Retail", aliases=["Grupo Alcântara", "ALCANTARA RETAIL"])
    before = house.rows()

    for name in ("alcantara  retail", "ALCÂNTARA RETAIL", "Grupo Alcantara"):
        refused(house.by(BEA).post("/v1/employers", {"name": name}), 409, "employer_name_taken")
    body = {"name": "Another", "aliases": ["Fine", "grupo alcântara"]}
    refused(house.by(BEA).post("/v1/employers", body), 409, "employer_name_taken")

    assert house.rows() == before


def test_strangers_see_an_employer_but_not_who_its_stewards_are(house: House, acme: str) -> None:
    shown = must(house.by(EVE).get(f"/v1/employers/{acme}"), 200)

    assert shown["mine"] is False
    assert "stewards" not in shown
    assert "grant" not in shown
    assert must(house.operator.get(f"/v1/employers/{acme}"), 200)["stewards"] == [str(BEA)]


def test_a_steward_edits_what_is_theirs(house: House, acme: str) -> None:
    path = f"/v1/employers/{acme}"
    changes = {"aliases": ["Acme Inc"], "headcount": 50, "industry": None}
    answer = house.by(BEA).patch(path, changes, if_match='"1"')

    shown = must(answer, 200)
    assert (shown["aliases"], shown["headcount"], shown["industry"]) == (["Acme Inc"], 50, None)
    assert answer.headers["ETag"] == '"2"'
    assert names(house.told()) == ["EmployerChanged"]


def test_an_edit_that_changes_nothing_tells_nobody_and_keeps_its_version(
    house: House, acme: str
) -> None:
    answer = house.by(BEA).patch(f"/v1/employers/{acme}", {"aliases": []}, if_match='"1"')

    assert must(answer, 200)["name"] == "Acme"
    assert answer.headers["ETag"] == '"1"'
    assert "Warmpath-Token" not in answer.headers
    assert house.told() == []


def test_an_alias_that_another_employer_has_is_refused(house: House, acme: str) -> None:
    house.employer(ADA, "Globex", aliases=["Globex Corporation"])
    before = house.rows()

    answer = house.by(BEA).patch(
        f"/v1/employers/{acme}", {"aliases": ["globex corporation"]}, if_match='"1"'
    )

    refused(answer, 409, "employer_name_taken")
    assert house.rows() == before


def test_a_given_up_alias_is_free_again(house: House, acme: str) -> None:
    path = f"/v1/employers/{acme}"
    must(house.by(BEA).patch(path, {"aliases": ["Roadrunner"]}, if_match='"1"'), 200)
    must(house.by(BEA).patch(path, {"aliases": []}, if_match='"2"'), 200)

    assert house.employer(ADA, "Roadrunner")


@pytest.mark.parametrize(
    "change", [{"domains": ["acme.example"]}, {"parent_id": None}, {"stewards": [str(EVE)]}]
)
def test_domains_parent_and_stewards_are_the_operators(
    house: House, acme: str, change: dict[str, Any]
) -> None:
    path = f"/v1/employers/{acme}"

    refused(house.by(BEA).patch(path, change, if_match='"1"'), 403, "operator_needed")
    must(house.operator.patch(path, change, if_match='"1"'), 200)


def test_a_new_steward_must_be_a_member_and_then_speaks_for_the_employer(
    house: House, acme: str
) -> None:
    path = f"/v1/employers/{acme}"
    unknown = {"stewards": ["00000000-0000-7000-8000-000000000000"]}
    refused(house.operator.patch(path, unknown, if_match='"1"'), 422, "person_unknown")

    house.vouch(acme, stewards=[str(BEA), str(EVE), str(EVE)])
    assert house.told() == []
    must(house.by(EVE).patch(path, {"headcount": 7}, if_match='"2"'), 200)


def test_domains_are_kept_in_small_letters_and_belong_to_one_employer(
    house: House, acme: str
) -> None:
    other = house.employer(ADA, "Globex")
    house.vouch(acme, domains=["ACME.example.", "acme.example", "acme.test"])
    assert must(house.by(EVE).get(f"/v1/employers/{acme}"), 200)["domains"] == [
        "acme.example",
        "acme.test",
    ]

    taken = house.operator.patch(
        f"/v1/employers/{other}", {"domains": ["Acme.Test"]}, if_match='"1"'
    )
    refused(taken, 409, "employer_domain_taken")


def test_a_domain_that_proves_nothing_is_refused(house: House, acme: str) -> None:
    for domain in ("gmail.com", "GMX.de", "mail.yahoo.com", "acme", "a b.example"):
        answer = house.operator.patch(
            f"/v1/employers/{acme}", {"domains": [domain]}, if_match='"1"'
        )
        assert list(refused(answer, 422, "employer_invalid")["errors"]) == ["domains"]


def test_a_parent_exists_and_is_none_of_its_own_descendants(house: House, acme: str) -> None:
    labs = house.employer(BEA, "Acme Labs")
    tiny = house.employer(BEA, "Tiny")
    house.vouch(labs, parent_id=acme)
    house.vouch(tiny, parent_id=labs)

    for parent in (acme, labs, tiny):
        answer = house.operator.patch(
            f"/v1/employers/{acme}", {"parent_id": parent}, if_match='"1"'
        )
        refused(answer, 422, "parent_cycle")
    nowhere = {"parent_id": "00000000-0000-7000-8000-000000000000"}
    answer = house.operator.patch(f"/v1/employers/{acme}", nowhere, if_match='"1"')
    refused(answer, 422, "parent_unknown")


def test_policies_are_added_and_never_edited(house: House, acme: str) -> None:
    path = f"/v1/employers/{acme}/policies"
    milestones = [{"months": 0, "share": 40}, {"months": 6, "share": 60}]
    first = POLICY | {"milestones": milestones, "not_eligible": ["hr"]}
    must(house.by(BEA).post(path, first), 201)
    shown = must(house.operator.post(path, POLICY | {"bonus": 3000}), 201)

    assert shown["policies"] == [
        first | {"version": 1},
        POLICY | {"bonus": 3000, "version": 2, "milestones": [], "not_eligible": []},
    ]
    told = house.told()
    assert names(told) == ["EmployerChanged", "EmployerChanged"]
    assert [policy.version for policy in told[-1].policies] == [1, 2]  # type: ignore[attr-defined]


def test_a_stranger_publishes_no_policy(house: House, acme: str) -> None:
    refused(house.by(EVE).post(f"/v1/employers/{acme}/policies", POLICY), 403, "employer_not_yours")
    assert house.told() == []


def test_employers_are_found_by_the_beginnings_of_their_words(empty_house: House) -> None:
    empty_house.employer(ADA, "Saône Logistique")
    empty_house.employer(ADA, "Banco del Turia", aliases=["Turia"])
    empty_house.employer(ADA, "Turia Pay")

    def found(q: str) -> list[str]:
        page = must(empty_house.by(EVE).get("/v1/employers", query_string={"q": q}), 200)
        return [employer["name"] for employer in page["employers"]]

    assert found("") == ["Banco del Turia", "Saône Logistique", "Turia Pay"]
    assert found("saone") == ["Saône Logistique"]
    assert found("TURIA") == ["Banco del Turia", "Turia Pay"]
    assert found("tur pa") == ["Turia Pay"]
    assert found("uria") == []
    assert found("%") == found("")


def test_employers_come_in_pages_by_name_without_gap_or_repetition(empty_house: House) -> None:
    wanted = [f"Employer {number:02}" for number in range(7)]
    for name in reversed(wanted):
        empty_house.employer(ADA, name)

    seen: list[str] = []
    query: dict[str, Any] = {"limit": 3}
    while True:
        page = must(empty_house.by(EVE).get("/v1/employers", query_string=query), 200)
        seen += [employer["name"] for employer in page["employers"]]
        if page["next"] is None:
            break
        query["after"] = page["next"]

    assert seen == wanted
