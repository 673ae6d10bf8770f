"""Where a person worked, studied and belonged: what two people may have in common."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from services.profiles.domain.texts import clean_optional, clean_text
from shared.errors import Invalid

EARLIEST = date(1930, 1, 1)
FURTHEST_AHEAD = timedelta(days=366)
LONGEST_TITLE = 120


class MembershipKind(StrEnum):
    """What somebody was part of."""

    ASSOCIATION = "association"
    EVENT = "event"
    VOLUNTEER_GROUP = "volunteer_group"


@dataclass(frozen=True)
class Employment:
    """A person's time at an employer; `ended` is None while it lasts.

    `verified`: a verified mail address of the person is at one of the employer's domains.
    """

    id: UUID
    employer_id: UUID
    title: str
    started: date
    ended: date | None = None
    team: str | None = None
    verified: bool = False

    def is_current(self, on: date) -> bool:
        """Whether the person works there on that day."""
        return self.started <= on and (self.ended is None or on <= self.ended)

    def checked(self, on: date) -> Employment:
        """The same with clean texts. Raises Invalid: text_…, dates_reversed, date_out_of_range."""
        check_period(self.started, self.ended, on)
        return Employment(
            id=self.id,
            employer_id=self.employer_id,
            title=clean_text("title", self.title, LONGEST_TITLE),
            started=self.started,
            ended=self.ended,
            team=clean_optional("team", self.team, LONGEST_TITLE),
            verified=self.verified,
        )


@dataclass(frozen=True)
class Education:
    """A person's time at a school; `ended` is None while it lasts."""

    id: UUID
    school: str
    started: date
    ended: date | None = None
    course: str | None = None

    def checked(self, on: date) -> Education:
        """The same with clean texts. Raises Invalid: text_…, dates_reversed, date_out_of_range."""
        check_period(self.started, self.ended, on)
        return Education(
            id=self.id,
            school=clean_text("school", self.school, LONGEST_TITLE),
            started=self.started,
            ended=self.ended,
            course=clean_optional("course", self.course, LONGEST_TITLE),
        )


@dataclass(frozen=True)
class Membership:
    """A person's part in an association, event or volunteer group, in one year."""

    id: UUID
    kind: MembershipKind
    name: str
    year: int
    place: str | None = None

    def checked(self, on: date) -> Membership:
        """The same with clean texts. Raises Invalid: text_…, date_out_of_range."""
        check_year("year", self.year, on)
        return Membership(
            id=self.id,
            kind=self.kind,
            name=clean_text("name", self.name, LONGEST_TITLE),
            year=self.year,
            place=clean_optional("place", self.place, LONGEST_TITLE),
        )


def check_period(started: date, ended: date | None, on: date) -> None:
    """Refuse a time that ends before it starts, or lies beyond a lifetime or a year ahead.

    Raises Invalid: dates_reversed, date_out_of_range.
    """
    check_date("started", started, on)
    if ended is None:
        return
    check_date("ended", ended, on)
    if ended < started:
        raise Invalid(
            "dates_reversed",
            "It cannot end before it starts: change one of the two dates.",
            {"ended": ["is before started"]},
        )


def check_date(field: str, day: date, on: date) -> None:
    """Raises Invalid date_out_of_range unless `day` is from 1930 to a year after `on`."""
    if not EARLIEST <= day <= on + FURTHEST_AHEAD:
        raise _out_of_range(field, on)


def check_year(field: str, year: int, on: date) -> None:
    """Raises Invalid date_out_of_range unless `year` is from 1930 to the year after `on`."""
    if not EARLIEST.year <= year <= on.year + 1:
        raise _out_of_range(field, on)


def _out_of_range(field: str, on: date) -> Invalid:
    return Invalid(
        "date_out_of_range",
        f"{field} must lie between {EARLIEST.year} and a year from now.",
        {field: [f"must be between {EARLIEST.year} and {on.year + 1}"]},
    )
