"""Why something was refused, in words for people: by the stable code, whichever service says it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta

from babel.dates import format_timedelta

from services.portal.api_client import Refused
from services.portal.language import gettext, marked, reader
from services.portal.refusals import everywhere, introductions, postings, profiles, referrals
from services.portal.refusals.faults import plainly
from services.portal.times import day

SENTENCES: Mapping[str, str] = {
    **everywhere.SENTENCES,
    **profiles.SENTENCES,
    **postings.SENTENCES,
    **introductions.SENTENCES,
    **referrals.SENTENCES,
}
"""What was wrong and what to do, by code; `%(number)s` and `%(most)s` are the first and the last
number that the service tells with it, `%(column)s` and `%(why)s` what it says before
and after a colon.
"""
BY_STATUS: Mapping[int, str] = {
    401: marked("Sign in first."),
    403: marked("This is not yours to do."),
    404: marked("There is nothing here, or it is not yours to see."),
    409: marked("As things are now, this is not possible. Look again."),
    412: marked("This was changed meanwhile. Open the page anew, then change it."),
    413: marked("That is too large. Send something smaller."),
    422: marked("Something is not as it should be. Put it right and send it again."),
    429: marked("That was often in a short time. Wait a little, please."),
}
"""Of a code that nobody has put in words yet."""
ANYHOW = marked("This was not possible. Try again in a moment.")
DAY = re.compile(r"\d{4}-\d\d-\d\d")
NUMBER = re.compile(r"\d+")


def refusal(found: Refused) -> str:
    """Why a service, or the portal itself, refused; and from when it is possible again."""
    if not found.of_service:
        return found.detail
    parts = (of_code(found.code, found.detail, found.status), _again(found))
    return " ".join(part for part in parts if part)


def of_code(code: str, detail: str, status: int = 422) -> str:
    """What a code says, with the numbers of the service's own words."""
    numbers = NUMBER.findall(detail) or [""]
    said = SENTENCES.get(code) or BY_STATUS.get(status, ANYHOW)
    column, _, why = detail.partition(": ")
    return gettext(said, number=numbers[0], most=numbers[-1], column=column, why=plainly(why))


def _again(found: Refused) -> str:
    if found.status != 429:
        return ""
    from_day = DAY.search(found.detail)
    if from_day:
        when = day(date.fromisoformat(from_day.group()))
        return gettext("It is possible again from %(day)s.", day=when)
    if not found.retry_after:
        return ""
    waits = timedelta(seconds=found.retry_after)
    told = format_timedelta(waits, add_direction=True, locale=reader().locale)
    return gettext("It is possible again %(when)s.", when=told)
