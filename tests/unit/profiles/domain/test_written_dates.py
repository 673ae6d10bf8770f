"""Dates of exports in several languages, and what is not taken for a date."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.profiles.domain.written_dates import written_date


@pytest.mark.parametrize(
    "text",
    [
        "07 Jun 2022",
        "7 June 2022",
        "07 juin 2022",
        "07 juin. 2022",
        "07 de junho de 2022",
        "7. Juni 2022",
        "07 giu 2022",
        "07-Jun-2022",
        "2022-06-07",
        " 07  JUN  2022 ",
    ],
)
def test_a_day_is_read_whatever_the_language_of_its_month(text: str) -> None:
    assert written_date(text) == date(2022, 6, 7)


@pytest.mark.parametrize(
    ("text", "month"),
    [("01 Mär 2023", 3), ("01 févr. 2023", 2), ("01 août 2023", 8), ("01 déc. 2023", 12),
     ("01 Okt 2023", 10), ("01 ene 2023", 1), ("01 mag 2023", 5), ("01 set 2023", 9)],
)  # fmt: skip
def test_accents_and_dots_of_months_do_not_matter(text: str, month: int) -> None:
    assert written_date(text) == date(2023, month, 1)


@pytest.mark.parametrize(
    "text", ["", "soon", "03/04/2022", "31 Feb 2022", "07 Foo 2022", "07 Jun 22", "Jun 2022", "٠٧"]
)
def test_what_is_no_single_day_is_no_date(text: str) -> None:
    assert written_date(text) is None


@given(st.text(max_size=30))
def test_no_text_breaks_the_reading_of_dates(text: str) -> None:
    assert written_date(text) is None or isinstance(written_date(text), date)


@given(st.dates(date(1000, 1, 1)))
def test_english_dates_are_read_back_as_they_were_written(day: date) -> None:
    names = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()  # noqa: SIM905

    assert written_date(f"{day.day:02d} {names[day.month - 1]} {day.year}") == day
