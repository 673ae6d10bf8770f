"""Days, moments and lengths of time, as the reader of the page writes them, by their clock."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import UUID

from babel.dates import format_skeleton, format_time, get_timezone_name
from markupsafe import Markup

from services.portal.language import UNTOLD, gettext, ngettext, reader

A_FEW = 3
"""Months that nobody names beside years."""
LONG = 3
"""Years, from which on months no longer matter."""


def day(value: str | date | datetime | None) -> str:
    """A day, as “Fri, 27 November 2026” or as the reader writes it; of a moment, where they are."""
    if value is None:
        return ""
    return str(format_skeleton("yMMMMEd", _read(value), locale=reader().locale))


def moment(value: str | datetime) -> str:
    """A moment, to the minute; in UTC, which is then said, where nobody told the reader's zone."""
    when = _moment(value)
    written = day(when), str(format_time(when, "short", locale=reader().locale))
    if reader().zone.key == UNTOLD:
        return gettext("%(day)s, %(time)s UTC", day=written[0], time=written[1])
    return ", ".join(written)


def day_shown(value: str | date | datetime | None) -> Markup:
    """The same as an element that names the day for programs too; nothing where there is none."""
    return _element(day(value), _read(value).isoformat()[:10]) if value else Markup()


def month_shown(value: str | date) -> Markup:
    """A month, as a career is told in: “May 2021”, for programs too."""
    when = _read(value)
    written = str(format_skeleton("yMMMM", when, locale=reader().locale))
    return _element(written, when.isoformat()[:7])


def moment_shown(value: str | datetime) -> Markup:
    """The same as an element that names the moment for programs in UTC, and the reader's zone."""
    when = _moment(value)
    zone = get_timezone_name(when, locale=reader().locale)
    return _element(moment(value), when.astimezone(UTC).isoformat(timespec="minutes"), zone)


def began(identifier: str) -> str:
    """The day on which something got its id: a UUIDv7 begins with its milliseconds."""
    value = UUID(identifier).int >> 80
    return day(datetime.fromtimestamp(value / 1000, UTC))


def months(count: int) -> str:
    """A time in months, as people say it: months while they matter, then years."""
    years, rest = divmod(count, 12)
    if years and rest < A_FEW:
        return count_years(years)
    if years < LONG:
        return count_months(count)
    if rest > 12 - A_FEW:
        return gettext("almost %(time)s", time=count_years(years + 1))
    return gettext("more than %(time)s", time=count_years(years))


def count_years(count: int) -> str:
    """A time in whole years."""
    return ngettext("%(num)s year", "%(num)s years", count)


def count_months(count: int) -> str:
    """A time in whole months, as a policy names it."""
    return ngettext("%(num)s month", "%(num)s months", count)


def _moment(value: str | datetime) -> datetime:
    when = datetime.fromisoformat(value) if isinstance(value, str) else value
    return when.astimezone(reader().zone)


def _element(text: str, machine: str, title: str = "") -> Markup:
    told = Markup(' title="{}"').format(title) if title else ""
    return Markup('<time datetime="{}"{}>{}</time>').format(machine, told, text)


def _read(value: str | date | datetime) -> date:
    if isinstance(value, str) and "T" not in value:
        return date.fromisoformat(value)
    return _moment(value) if isinstance(value, str | datetime) else value
