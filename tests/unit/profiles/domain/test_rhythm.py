"""When somebody is written to: gathered, weekly, around quiet days, and fair to every deadline."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from services.profiles.domain.rhythm import (
    ANSWER_WITHIN,
    DAYS,
    GATHERED_FOR,
    LEAVES,
    MOST_QUIET_DAYS,
    REMINDER_LEAVES,
    Pace,
    Rhythm,
    ask_due_at,
    due_at,
    reminder_due_at,
)
from services.referrals.domain.step import ANSWER_WITHIN as STEPS_WAIT
from services.referrals.domain.step import REMIND_AFTER

FRIDAY = datetime(2026, 11, 27, 12, tzinfo=UTC)
SATURDAY, SUNDAY, MONDAY = (FRIDAY + timedelta(days=number) for number in (1, 2, 3))
BERLIN = ZoneInfo("Europe/Berlin")
WEEKEND = Rhythm(frozenset({"saturday", "sunday"}), BERLIN)
MONDAY_BEGINS = datetime(2026, 11, 30, tzinfo=BERLIN)

moments = some.integers(0, 365 * 24 * 60).map(lambda minutes: FRIDAY + timedelta(minutes=minutes))
quiet_days = some.sets(some.sampled_from(DAYS), max_size=MOST_QUIET_DAYS).map(frozenset)
zones = some.sampled_from(sorted(available_timezones())).map(ZoneInfo)
rhythms = some.builds(Rhythm, quiet_days, zones)


def test_what_waits_for_an_answer_is_written_at_once_and_news_are_gathered() -> None:
    rhythm = Rhythm()

    assert due_at(Pace.AT_ONCE, FRIDAY, rhythm, FRIDAY) == FRIDAY
    assert due_at(Pace.SOON, FRIDAY, rhythm, FRIDAY) == FRIDAY + GATHERED_FOR
    assert due_at(Pace.SOON, FRIDAY, rhythm, MONDAY) == MONDAY, "late is better than never"


def test_the_weekly_mail_comes_on_monday_morning_where_the_person_is() -> None:
    eight = datetime(2026, 11, 30, 8, tzinfo=BERLIN)

    assert due_at(Pace.WEEKLY, FRIDAY, Rhythm(zone=BERLIN), FRIDAY) == eight
    assert due_at(Pace.WEEKLY, eight, Rhythm(zone=BERLIN), eight) == eight + timedelta(days=7)
    mondays = Rhythm(frozenset({"monday"}), BERLIN)
    assert due_at(Pace.WEEKLY, FRIDAY, mondays, FRIDAY) == datetime(2026, 12, 1, tzinfo=BERLIN)


@pytest.mark.parametrize("pace", [Pace.AT_ONCE, Pace.SOON])
def test_nothing_is_written_on_a_quiet_day_as_it_is_where_the_person_is(pace: Pace) -> None:
    assert due_at(pace, SATURDAY, WEEKEND, SATURDAY) == MONDAY_BEGINS
    late_on_friday = datetime(2026, 11, 27, 23, 30, tzinfo=UTC)
    assert due_at(pace, late_on_friday, WEEKEND, late_on_friday) == MONDAY_BEGINS
    assert due_at(pace, late_on_friday, Rhythm(WEEKEND.quiet_days), late_on_friday) < MONDAY_BEGINS


def test_an_ask_waits_for_a_quiet_day_but_half_the_time_to_answer_is_left() -> None:
    assert ask_due_at(SATURDAY + ANSWER_WITHIN, WEEKEND, SATURDAY) == MONDAY_BEGINS
    late = SATURDAY + LEAVES + timedelta(hours=1)
    assert ask_due_at(late, WEEKEND, SATURDAY) == SATURDAY + timedelta(hours=1)
    assert ask_due_at(SUNDAY, WEEKEND, SATURDAY) == SATURDAY, "there is no time to lose"


def test_a_reminder_does_not_come_with_the_ask_that_had_to_wait() -> None:
    answer_by = SATURDAY + ANSWER_WITHIN
    wrote = ask_due_at(answer_by, WEEKEND, SATURDAY)

    reminder = reminder_due_at(answer_by, WEEKEND, SATURDAY + REMIND_AFTER)
    assert reminder == wrote + timedelta(days=1)
    assert answer_by - reminder >= REMINDER_LEAVES
    nobody = Rhythm()
    assert reminder_due_at(answer_by, nobody, SATURDAY + REMIND_AFTER) == SATURDAY + REMIND_AFTER


def test_profiles_knows_how_long_a_step_waits() -> None:
    assert ANSWER_WITHIN == STEPS_WAIT
    assert LEAVES * 2 == ANSWER_WITHIN


@settings(max_examples=300, deadline=None)
@given(rhythm=rhythms, asked_at=moments)
def test_whoever_has_quiet_days_has_half_of_the_time_and_a_reminder_before_its_end(
    rhythm: Rhythm, asked_at: datetime
) -> None:
    answer_by = asked_at + ANSWER_WITHIN
    wrote = ask_due_at(answer_by, rhythm, asked_at)
    reminded = reminder_due_at(answer_by, rhythm, asked_at + REMIND_AFTER)

    assert asked_at <= wrote <= answer_by - LEAVES
    assert wrote < reminded <= answer_by - REMINDER_LEAVES


@settings(max_examples=300, deadline=None)
@given(rhythm=rhythms, noted_at=moments, pace=some.sampled_from(list(Pace)))
def test_what_is_due_is_never_due_on_a_quiet_day_and_comes_within_ten_days(
    rhythm: Rhythm, noted_at: datetime, pace: Pace
) -> None:
    due = due_at(pace, noted_at, rhythm, noted_at)

    assert DAYS[due.astimezone(rhythm.zone).weekday()] not in rhythm.quiet_days
    assert noted_at <= due <= noted_at + timedelta(days=10)
    assert due_at(pace, noted_at, rhythm, due) == due, "and then it is due, whoever looks when"


def test_a_moment_is_told_as_the_persons_clock_shows_it() -> None:
    assert WEEKEND.told(FRIDAY) == "Friday 27 November, 13:00 (Europe/Berlin)"
