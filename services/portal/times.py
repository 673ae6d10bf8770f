"""Days, moments and lengths of time, as the reader of the page writes them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import UUID

from babel.dates import format_skeleton, format_time
from markupsafe import Markup

from services.portal.language import gettext, ngettext, reader


def day(value: str | date | datetime | None) -> str:
    """A day, as “Fri, 27 November 2026” or as the reader writes it."""
    if value is None:
        return ""
    when = _read(value) if isinstance(value, str) else value
    return str(format_skeleton("yMMMMEd", when, locale=reader().locale))


def moment(value: str | datetime) -> str:
    """A moment, to the minute, in UTC."""
    when = _moment(value)
    time = format_time(when, "short", locale=reader().locale)
    return gettext("%(day)s, %(time)s UTC", day=day(when.date()), time=time)


def day_shown(value: str | date | datetime | None) -> Markup:
    """The same as an element that names the day for programs too; nothing where there is none."""
    return _element(day(value), str(value)[:10]) if value else Markup()


def moment_shown(value: str | datetime) -> Markup:
    """The same as an element that names the moment for programs too: a script may then show it in
    the reader's own time zone, which a server cannot know.
    """
    return _element(moment(value), _moment(value).isoformat(timespec="minutes"))


def began(identifier: str) -> str:
    """The day on which something got its id: a UUIDv7 begins with its milliseconds."""
    value = UUID(identifier).int >> 80
    return day(datetime.fromtimestamp(value / 1000, UTC).date())


def months(count: int) -> str:
    """A time in months, as people say it."""
    years, rest = divmod(count, 12)
    if years and rest < 3:
        return ngettext("%(num)s year", "%(num)s years", years)
    return ngettext("%(num)s month", "%(num)s months", count)


def count_months(count: int) -> str:
    """A time in whole months, as a policy names it."""
    return ngettext("%(num)s month", "%(num)s months", count)


def _moment(value: str | datetime) -> datetime:
    when = datetime.fromisoformat(value) if isinstance(value, str) else value
    return when.astimezone(UTC)


def _element(text: str, machine: str) -> Markup:
    return Markup('<time datetime="{}">{}</time>').format(machine, text)


def _read(value: str) -> date:
    return datetime.fromisoformat(value).date() if "T" in value else date.fromisoformat(value)
