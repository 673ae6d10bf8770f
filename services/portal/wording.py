"""What the services say in codes and numbers, in the words that the pages use."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from services.portal.words import REASONS, WORDS

Json = dict[str, Any]
MOST_REASONS = 3


def reason(one: Json) -> str:
    """One piece of evidence for one's own tie."""
    words = REASONS.get(one["code"], one["code"].replace("_", " "))
    if one["code"] == "worked_together" and one["amount"]:
        return f"{words} {months(one['amount'])}"
    return str(words.format(amount=one["amount"]))


def reasons(found: list[Json]) -> str:
    """The strongest few."""
    return ", ".join(reason(each) for each in found[:MOST_REASONS]) or "you know each other"


def months(count: int) -> str:
    """A time in months, as people say it."""
    years, rest = divmod(count, 12)
    if years and rest < 3:
        return "1 year" if years == 1 else f"{years} years"
    return "1 month" if count == 1 else f"{count} months"


def people(count: int) -> str:
    """So many more people along a path."""
    few = ("No one", "One", "Two", "Three", "Four")
    number = few[count] if count < len(few) else str(count)
    return f"{number} more {'person' if count == 1 else 'people'}"


def initials(name: str) -> str:
    """What stands in somebody's dot."""
    parts = [part for part in name.replace(".", " ").split() if part[0].isalnum()]
    picked = parts[:1] + parts[-1:] if len(parts) > 1 else parts
    return "".join(part[0] for part in picked).upper() or "·"


def first_name(name: str) -> str:
    """What one calls somebody."""
    return name.split(maxsplit=1)[0] if name.split() else "them"


def total(count: Any) -> str:
    """How many openings; small totals stay vague."""
    return str(count).replace("_", " ")


def day(value: str | date | datetime | None) -> str:
    """A day, as “Fri 27 November 2026”."""
    if value is None:
        return ""
    when = _read(value) if isinstance(value, str) else value
    return f"{when:%a} {when.day} {when:%B %Y}"


def moment(value: str | datetime) -> str:
    """A moment, to the minute, in UTC."""
    when = datetime.fromisoformat(value) if isinstance(value, str) else value
    return f"{day(when.date())}, {when.astimezone(UTC):%H:%M} UTC"


def began(identifier: str) -> str:
    """The day on which something got its id: a UUIDv7 begins with its milliseconds."""
    value = UUID(identifier).int >> 80
    return day(datetime.fromtimestamp(value / 1000, UTC).date())


def salary(found: Json | None) -> str:
    """A yearly range."""
    if not found:
        return ""
    sign = {"EUR": "€", "GBP": "£", "USD": "$"}.get(found["currency"], f"{found['currency']} ")
    low, high = found["low"], found["high"]
    short = all(amount >= 10_000 and amount % 1000 == 0 for amount in (low, high))
    return f"{sign}{_thousands(low, short)}–{_thousands(high, short)}"


def where(opening: Json) -> str:
    """Employer, place, pay, and whether it is for the network only, in one line."""
    remote = "remote" + (f" in {', '.join(opening['countries'])}" if opening["countries"] else "")
    parts = [
        opening["employer_name"],
        opening["place"],
        remote if opening["remote"] else "",
        salary(opening["salary"]),
        "seen only through the network" if opening.get("network_only") else "",
    ]
    return " · ".join(part for part in parts if part)


def word(code: str, among: str) -> str:
    """A code in the words of one of the tables above."""
    return WORDS[among].get(code, str(code).replace("_", " "))


def _thousands(amount: int, short: bool) -> str:
    if amount >= 1_000_000:
        return f"{amount / 1_000_000:g}M"
    return f"{amount // 1000}k" if short else f"{amount:,}"


def _read(value: str) -> date:
    return datetime.fromisoformat(value).date() if "T" in value else date.fromisoformat(value)


def told(found: Iterable[str]) -> str:
    """What is wrong with a field: marshmallow's words for programs in words for people."""
    return "; ".join(_plainly(one) for one in found)


def _plainly(one: str) -> str:
    for theirs, ours in OF_MARSHMALLOW:
        one = re.sub(theirs, ours, one)
    return one


OF_MARSHMALLOW = (
    (r"^Length must be between 1 and (\d+)\.$", r"Write something, at most \1 characters."),
    (r"^Length must be between (\d+) and (\d+)\.$", r"It needs \1 to \2 characters."),
    (r"^Longer than maximum length (\d+)\.$", r"At most \1 characters."),
    (r"^Shorter than minimum length (\d+)\.$", r"At least \1 characters."),
    (r"^Missing data for required field\.$", "It is needed."),
    (r"^Field may not be null\.$", "It is needed."),
)


def choices(among: str) -> list[tuple[str, str]]:
    """Every code of a table with its words, to choose from."""
    return list(WORDS[among].items())


FILTERS: dict[str, Callable[..., Any]] = {
    "reason": reason,
    "reasons": reasons,
    "told": told,
    "people": people,
    "initials": initials,
    "first_name": first_name,
    "total": total,
    "day": day,
    "moment": moment,
    "began": began,
    "salary": salary,
    "where": where,
    "word": word,
}
"""As the templates call them."""
