"""Searching openings by text, place, country, employer and salary; only what one may see."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import pytest

from tests.support.postings import ADA, BEA, CAI, DITA, EVE, House, must


@pytest.fixture(scope="module")
def market(shared_house: House) -> House:
    """Openings of two employers."""
    house, acme = shared_house, shared_house.named("Acme")
    banco = house.employer(BEA, "Banco del Turia", aliases=["Turia Crédito"])
    house.works(ADA, acme, banco)

    def post(employer: str, title: str, **fields: Any) -> None:
        house.opening(ADA, employer, True, title=title, **fields)

    post(acme, "Data Engineer", description="Build *pipelines* in Python.", place="São Paulo")
    post(
        acme,
        "Cook",
        description="Feed engineers.",
        remote=True,
        place=None,
        countries=[],
        salary={"low": 20000, "high": 30000, "currency": "EUR"},
    )
    post(
        banco,
        "Zahlungs-Ingenieur",
        description="C++ und Überweisungen",
        place="Valencia",
        countries=["ES", "DE"],
        remote=True,
        salary={"low": 50000, "high": 70000, "currency": "EUR"},
    )
    post(acme, "Gardener", audience="members", place="New York", countries=["US"])
    return house


def found(house: House, **query: Any) -> list[str]:
    return house.found(house.by(EVE), urlencode(query))


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("", ["Gardener", "Zahlungs-Ingenieur", "Cook", "Data Engineer"]),
        ("engineer", ["Cook", "Data Engineer"]),
        ("ENGIN", ["Cook", "Data Engineer"]),
        ("python engineer", ["Data Engineer"]),
        ("engineer python", ["Data Engineer"]),
        ("uberweis", ["Zahlungs-Ingenieur"]),
        ("Überweisungen", ["Zahlungs-Ingenieur"]),
        ("turia", ["Zahlungs-Ingenieur"]),
        ("credito ingenieur", ["Zahlungs-Ingenieur"]),
        ("acme cook", ["Cook"]),
        ("turia cook", []),
        ("ngineer", []),
        ("%", ["Gardener", "Zahlungs-Ingenieur", "Cook", "Data Engineer"]),
        ("en_ineer", []),
        ("' OR 1=1 --", []),
    ],
)
def test_each_word_begins_a_word_of_title_description_or_employer(
    market: House, text: str, titles: list[str]
) -> None:
    assert found(market, text=text) == titles


@pytest.mark.parametrize(
    ("place", "titles"),
    [
        ("sao paulo", ["Data Engineer"]),
        ("paulo", ["Data Engineer"]),
        ("new", ["Gardener"]),
        ("york new", ["Gardener"]),
        ("porto", []),
    ],
)
def test_a_place_is_found_without_its_accents(market: House, place: str, titles: list[str]) -> None:
    assert found(market, place=place) == titles


@pytest.mark.parametrize(
    ("country", "titles"),
    [
        ("PT", ["Cook", "Data Engineer"]),
        ("de", ["Zahlungs-Ingenieur", "Cook"]),
        ("US", ["Gardener", "Cook"]),
        ("JP", ["Cook"]),
    ],
)
def test_what_is_remote_from_anywhere_is_in_every_country(
    market: House, country: str, titles: list[str]
) -> None:
    assert found(market, country=country) == titles


def test_remote_is_one_or_the_other_or_both(market: House) -> None:
    assert found(market, remote="true") == ["Zahlungs-Ingenieur", "Cook"]
    assert found(market, remote="false") == ["Gardener", "Data Engineer"]


def test_a_salary_is_met_by_the_top_of_the_range_and_never_by_silence(market: House) -> None:
    assert found(market, salary_from=70000) == ["Zahlungs-Ingenieur"]
    assert found(market, salary_from=30000) == ["Zahlungs-Ingenieur", "Cook"]
    assert found(market, salary_from=70001) == []


def test_filters_hold_together(market: House) -> None:
    acme = market.named("Acme")

    assert found(market, employer=acme, remote="true") == ["Cook"]
    assert found(market, employer=acme, text="engineer", country="PT", remote="false") == [
        "Data Engineer"
    ]
    assert found(market, employer=UUID(int=1)) == []


def test_who_is_not_signed_in_does_not_find_what_is_for_members(market: House) -> None:
    assert market.found(market.nobody) == ["Zahlungs-Ingenieur", "Cook", "Data Engineer"]
    assert market.found(market.nobody, "text=gardener") == []


@pytest.mark.parametrize("audience", ["network", "unlisted"])
def test_nobody_finds_network_and_unlisted_openings_not_even_their_poster(
    house: House, acme: str, audience: str
) -> None:
    house.opening(
        ADA, acme, True, audience=audience, recruiters=[str(CAI)], hiring_manager=str(DITA)
    )

    for visitor in (*map(house.by, (ADA, BEA, CAI, DITA, EVE)), house.operator, house.nobody):
        assert house.found(visitor) == []
        assert house.found(visitor, "text=data+engineer") == []


@pytest.mark.parametrize("act", ["pause", "close", "fill"])
def test_only_published_openings_are_found(house: House, published: str, act: str) -> None:
    assert house.found(house.by(ADA)) == ["Data Engineer"]

    house.do(ADA, published, act)

    assert house.found(house.by(ADA)) == []


def test_a_draft_is_not_found(house: House, draft: str) -> None:
    assert house.found(house.by(ADA)) == []


def test_an_edit_is_found_by_its_new_words_and_not_by_the_old(house: House, published: str) -> None:
    must(house.edit(ADA, published, title="Baker", description="Bread.", place="Faro"), 200)

    assert found(house, text="baker") == ["Baker"]
    assert found(house, text="pipelines") == []
    assert found(house, place="lisbon") == []


def test_a_new_alias_of_the_employer_finds_its_openings(
    house: House, acme: str, published: str
) -> None:
    assert found(house, text="roadrunner") == []
    path = f"/v1/employers/{acme}"
    etag = house.by(BEA).get(path).headers["ETag"]

    must(house.by(BEA).patch(path, {"aliases": ["Roadrunner"]}, if_match=etag), 200)

    assert found(house, text="roadrunner") == ["Data Engineer"]


@pytest.mark.parametrize("path", ["/v1/openings", "/v1/openings/mine"])
def test_openings_come_in_pages_without_gap_or_repetition(
    house: House, acme: str, path: str
) -> None:
    wanted = [house.opening(ADA, acme, True, title=f"Cook {number}") for number in range(7)]

    seen: list[str] = []
    query: dict[str, Any] = {"limit": 3}
    while True:
        page = must(house.by(ADA).get(path, query_string=query), 200)
        seen += [opening["id"] for opening in page["openings"]]
        if page["next"] is None:
            break
        query["after"] = page["next"]
        if len(seen) == 3:
            house.opening(ADA, acme, True, title="Posted while somebody reads")

    assert seen == wanted[::-1]


def test_a_found_opening_says_which_part_one_has_in_it(house: House, published: str) -> None:
    def roles(visitor: Any) -> list[str]:
        [opening] = must(visitor.get("/v1/openings"), 200)["openings"]
        assert ("posted_by" in opening) == bool(opening["my_roles"])
        return list(opening["my_roles"])

    assert roles(house.by(ADA)) == ["poster"]
    assert roles(house.by(BEA)) == ["steward"]
    assert roles(house.by(DITA)) == ["asked"]
    assert roles(house.by(EVE)) == []
    assert roles(house.nobody) == []
