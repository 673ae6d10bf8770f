"""Times that can be, and texts that are clean."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from services.profiles.domain.background import (
    Education,
    Employment,
    Membership,
    MembershipKind,
)
from shared.errors import Invalid

TODAY = date(2026, 11, 1)
SOME = UUID(int=1)


@pytest.mark.parametrize(
    ("started", "ended", "code"),
    [
        (date(2020, 1, 2), date(2020, 1, 1), "dates_reversed"),
        (date(1929, 12, 31), None, "date_out_of_range"),
        (date(2028, 1, 1), None, "date_out_of_range"),
        (date(2020, 1, 1), date(2099, 1, 1), "date_out_of_range"),
    ],
)
def test_a_time_that_cannot_be_is_refused(started: date, ended: date | None, code: str) -> None:
    for entry in (
        Employment(SOME, SOME, "Weaver", started, ended),
        Education(SOME, "Ulm", started, ended),
    ):
        with pytest.raises(Invalid) as refused:
            entry.checked(TODAY)
        assert refused.value.code == code


def test_a_single_day_and_a_start_in_the_next_months_can_be() -> None:
    day = Employment(SOME, SOME, "Weaver", TODAY, TODAY)
    soon = Employment(SOME, SOME, "Weaver", date(2027, 3, 1))

    assert day.checked(TODAY) == day
    assert soon.checked(TODAY) == soon
    assert not soon.is_current(TODAY)


@pytest.mark.parametrize("year", [1929, 2028, 0, 10_000])
def test_a_year_that_cannot_be_is_refused(year: int) -> None:
    with pytest.raises(Invalid) as refused:
        Membership(SOME, MembershipKind.EVENT, "PyCon", year).checked(TODAY)

    assert refused.value.code == "date_out_of_range"


def test_texts_are_cleaned_and_blank_ones_left_out() -> None:
    entry = Employment(SOME, SOME, "  Weaver ", TODAY, team=" ").checked(TODAY)

    assert (entry.title, entry.team) == ("Weaver", None)


def test_a_title_a_school_and_a_name_are_needed() -> None:
    for entry in (
        Employment(SOME, SOME, " ", TODAY),
        Education(SOME, "", TODAY),
        Membership(SOME, MembershipKind.EVENT, "\t", 2024),
    ):
        with pytest.raises(Invalid) as refused:
            entry.checked(TODAY)
        assert refused.value.code == "text_missing"


def test_checking_keeps_what_was_verified() -> None:
    assert Employment(SOME, SOME, "Weaver", TODAY, verified=True).checked(TODAY).verified
