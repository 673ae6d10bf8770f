"""The one search box."""

from __future__ import annotations

import pytest

from services.portal.pages.answers import split


@pytest.mark.parametrize(
    ("asked", "text", "place"),
    [
        ("data engineer, Lisbon", "data engineer", "Lisbon"),
        ("data engineer", "data engineer", ""),
        ("Data Engineer, Grid Forecasting, Lisbon", "Data Engineer, Grid Forecasting", "Lisbon"),
        (", Lisbon", "", "Lisbon"),
        ("engineer,", "engineer", ""),
        ("engineer ,  ", "engineer", ""),
        ("", "", ""),
        (",", "", ""),
    ],
)
def test_what_stands_after_the_last_comma_is_the_place(asked: str, text: str, place: str) -> None:
    assert split(asked) == (text, place)
