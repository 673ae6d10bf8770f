"""A milestone is reached so many months after the first day of work, and each once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.referrals.domain.credit_history import (
    Corrected,
    Entry,
    Left,
    Reversed,
    Stayed,
)
from services.referrals.domain.milestones import Reached, months_after, next_milestone
from shared.contracts.postings import Milestone
from tests.support.referring import DAY, MONDAY, POLICY, REC, agreed_entry, hired_entry

AGREED, HIRED = agreed_entry(), hired_entry(started=date(2026, 12, 1))
SIX, TWELVE = (Stayed(at=MONDAY + 200 * DAY, months=months) for months in (6, 12))


def test_the_first_that_was_not_reached_is_next() -> None:
    assert next_milestone([AGREED, HIRED]) == Reached(6, date(2027, 6, 1))
    assert next_milestone([AGREED, HIRED, SIX]) == Reached(12, date(2027, 12, 1))


def test_after_the_last_there_is_none() -> None:
    assert next_milestone([AGREED, HIRED, SIX, TWELVE]) is None


def test_the_first_day_is_paid_by_the_hire_and_never_waits() -> None:
    at_once = replace(POLICY, milestones=[Milestone(0, 100)])

    assert next_milestone([agreed_entry(policy=at_once), HIRED]) is None
    assert next_milestone([agreed_entry(policy=replace(POLICY, milestones=[])), HIRED]) is None


@pytest.mark.parametrize(
    "history",
    [
        [],
        [AGREED],
        [HIRED],
        [agreed_entry(policy=None), HIRED],
        [AGREED, HIRED, Left(at=MONDAY, ended=date(2027, 1, 1))],
    ],
    ids=["nothing", "no hire", "no consent", "no policy", "left"],
)
def test_there_is_none_without_consent_hire_and_policy_or_after_the_end(
    history: list[Entry],
) -> None:
    assert next_milestone(history) is None


def test_what_is_put_right_moves_no_milestone() -> None:
    history: list[Entry] = [AGREED, HIRED]
    mended: list[Entry] = [
        *history,
        Reversed(at=MONDAY, months=0, by=REC, why="x"),
        Corrected(at=MONDAY, amount=5, by=REC, why="y"),
    ]

    assert next_milestone(mended) == next_milestone(history)


def test_the_first_word_on_the_start_counts() -> None:
    assert next_milestone([AGREED, HIRED, hired_entry(started=date(2030, 1, 1))]) == Reached(
        6, date(2027, 6, 1)
    )


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 12, 1), 0, date(2026, 12, 1)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 1, 31), 120, date(2036, 1, 31)),
    ],
)
def test_a_month_that_is_too_short_ends_on_its_last_day(
    day: date, months: int, later: date
) -> None:
    assert months_after(day, months) == later


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 120))
def test_months_go_forward_and_keep_the_day_where_there_is_one(day: date, months: int) -> None:
    later = months_after(day, months)

    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == day.day or (later.day < day.day and (later + DAY).day == 1)
    assert months_after(day, months + 1) > later
