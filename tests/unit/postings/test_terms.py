"""What an opening offers has to make sense."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from services.postings.domain.codes import COUNTRIES, CURRENCIES
from services.postings.domain.terms import (
    Audience,
    EmploymentType,
    Terms,
    passed,
    refuse_unusable_terms,
)
from shared.contracts.postings import Salary
from shared.errors import Invalid

TODAY = date(2026, 11, 2)
GOOD = Terms(
    title="Data Engineer",
    description="Build *pipelines*.",
    employment_type=EmploymentType.FULL_TIME,
    audience=Audience.PUBLIC,
    place="Lisbon",
    countries=("PT",),
    salary=Salary(40_000, 55_000, "EUR"),
    valid_through=TODAY,
    apply_url="https://acme.example/jobs/1",
)


def test_good_terms_are_taken() -> None:
    refuse_unusable_terms(GOOD, TODAY)


def test_little_is_needed_for_a_remote_opening() -> None:
    bare = Terms(
        title="Cook",
        description="Cook.",
        employment_type=EmploymentType.OTHER,
        audience=Audience.MEMBERS,
        remote=True,
    )

    refuse_unusable_terms(bare, TODAY)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""),
        ("title", "  "),
        ("title", "x" * 201),
        ("title", "two\nlines"),
        ("description", ""),
        ("description", "x" * 20_001),
        ("description", "bell \x07"),
        ("place", None),
        ("place", ""),
        ("place", "x" * 201),
        ("countries", ("PT", "XX")),
        ("countries", ("pt",)),
        ("countries", ("PT", "PT")),
        ("countries", tuple(sorted(COUNTRIES)[:61])),
        ("salary", Salary(50_000, 40_000, "EUR")),
        ("salary", Salary(0, 40_000, "EUR")),
        ("salary", Salary(1, 10**12, "EUR")),
        ("salary", Salary(40_000, 50_000, "EURO")),
        ("salary", Salary(40_000, 50_000, "DEM")),
        ("valid_through", date(2026, 11, 1)),
        ("apply_url", "javascript:alert(1)"),
        ("max_introducers", -1),
        ("max_introducers", 4),
    ],
)
def test_terms_that_make_no_sense_are_refused_by_name(field: str, value: Any) -> None:
    with pytest.raises(Invalid) as caught:
        refuse_unusable_terms(replace(GOOD, **{field: value}), TODAY)

    assert caught.value.code == "opening_invalid"
    assert list(caught.value.errors) == [field]


def test_all_that_is_wrong_is_said_at_once() -> None:
    with pytest.raises(Invalid) as caught:
        refuse_unusable_terms(replace(GOOD, title="", place=None, max_introducers=9), TODAY)

    assert sorted(caught.value.errors) == ["max_introducers", "place", "title"]


def test_an_opening_is_open_through_its_last_day() -> None:
    assert not passed(GOOD, TODAY)
    assert passed(GOOD, date(2026, 11, 3))
    assert not passed(replace(GOOD, valid_through=None), date(2999, 1, 1))


def test_codes_are_as_many_as_their_standards_list() -> None:
    assert len(COUNTRIES) == 249
    assert {"EUR", "USD", "PLN", "NOK", "GBP", "CHF"} <= CURRENCIES
    assert all(len(code) == 3 for code in CURRENCIES)
