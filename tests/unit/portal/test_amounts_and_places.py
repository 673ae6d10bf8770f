"""Money, numbers, countries and languages as the reader of a page writes them."""

from __future__ import annotations

from typing import Any

import pytest

from services.portal.money import money, salary, whole
from services.portal.places import (
    countries,
    countries_to_edit,
    country_codes,
    language_codes,
    languages_to_edit,
)
from services.postings.domain.codes import COUNTRIES
from tests.support.readers import reading

NB = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("pay", "english", "german"),
    [
        ((52000, 64000, "EUR"), "€52k–64k", f"52.000–64.000{NB}€"),
        ((55500, 69500, "EUR"), "€55,500–69,500", f"55.500–69.500{NB}€"),
        (
            (1150000, 1450000, "NOK"),
            f"NOK{NB}1.15m–1.45m",
            f"1,15{NB}Mio.–1,45{NB}Mio.{NB}NOK",
        ),
        ((825000, 1030000, "NOK"), f"NOK{NB}825k–1.03m", f"825.000–1,03{NB}Mio.{NB}NOK"),
        ((9000, 12000, "GBP"), "£9,000–12,000", f"9.000–12.000{NB}£"),
        (None, "", ""),
    ],
)
def test_pay_is_short_and_written_as_the_reader_does(
    pay: tuple[int, int, str] | None, english: str, german: str
) -> None:
    found: dict[str, Any] | None = (
        dict(zip(("low", "high", "currency"), pay, strict=True)) if pay else None
    )

    assert salary(found) == english
    with reading("de"):
        assert salary(found) == german


@pytest.mark.parametrize(
    ("reader", "said"),
    [("en-GB", "€2,500"), ("de", f"2.500{NB}€"), ("de-AT", f"€{NB}2.500")],
)
def test_an_amount_stands_as_the_reader_writes_it(reader: str, said: str) -> None:
    with reading(reader):
        assert money(2500, "EUR") == said
        assert money(0) == "0"


def test_what_is_taken_back_is_less_than_nothing() -> None:
    assert money(-330, "EUR") == "-€330"
    assert money(-330, "NOK") == f"-NOK{NB}330"


def test_large_numbers_are_written_in_groups() -> None:
    assert whole(30000) == "30,000"
    with reading("de"):
        assert whole(30000) == "30.000"


def test_countries_are_told_by_name() -> None:
    assert countries(["PT", "ES"]) == "Portugal and Spain"
    with reading("de"):
        assert countries(["PT", "ES", "DE"]) == "Portugal, Spanien und Deutschland"


@pytest.mark.parametrize("reader", ["en", "de"])
def test_every_country_that_an_opening_may_name_comes_back_from_the_form(reader: str) -> None:
    with reading(reader):
        shown = countries_to_edit(sorted(COUNTRIES))

        assert country_codes(shown) == sorted(COUNTRIES)


def test_a_country_can_be_written_by_code_or_by_name_in_any_language_of_the_pages() -> None:
    assert country_codes("pt ES, Deutschland, Germany, Nowhere") == [
        "PT",
        "ES",
        "DE",
        "DE",
        "NOWHERE",
    ]


def test_languages_are_told_by_name_and_kept_by_code() -> None:
    assert languages_to_edit(["en", "pt", "Plattdütsch"]) == "English, Portuguese, Plattdütsch"
    with reading("de"):
        assert languages_to_edit(["en"]) == "Englisch"
    assert language_codes("Englisch, portuguese, Plattdütsch") == ["en", "pt", "Plattdütsch"]
