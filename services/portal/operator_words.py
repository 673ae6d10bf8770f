"""How services are, in words for whoever runs the installation."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from babel.dates import format_timedelta

from services.portal.language import gettext, marked, ngettext, reader
from services.portal.money import whole
from services.portal.patterns import Patterns, meant
from services.portal.times import moment

Json = dict[str, Any]

STATES: Patterns = (
    ("ready", marked("ready")),
    ("not ready", marked("not ready")),
    ("does not answer", marked("does not answer")),
)
CHECKS: Patterns = (
    ("store", marked("Store")),
    ("migrations", marked("Tables of the store")),
    ("worker", marked("Worker")),
    ("graph", marked("Graph of paths")),
    ("outbox", marked("Events to send")),
)
OUTCOMES: Patterns = (
    ("ok", marked("all is well")),
    ("does not answer", marked("does not answer")),
    (r"The (?:store|graph) .*; try again.*", marked("does not answer")),
    (
        "the store is not at the newest migration",
        marked("older than this version needs; run its migrations"),
    ),
    ("nothing heard of (?P<loops>.*)", marked("nothing heard of %(loops)s for a while")),
    (r"events wait since \d+ s", marked("some have waited for %(time)s")),
)


def state(said: str) -> str:
    """What a service says of itself as a whole."""
    return meant(said, STATES)


def check(name: str) -> str:
    """What is looked at."""
    return meant(name, CHECKS)


def outcome(said: str) -> str:
    """How it was."""
    waiting = re.search(r"(\d+) s$", said)
    seconds = timedelta(seconds=int(waiting[1]) if waiting else 0)
    return meant(said, OUTCOMES, {"time": format_timedelta(seconds, locale=reader().locale)})


def to_send(outbox: Json) -> str:
    """What waits for the event log, and since when."""
    if not outbox["waiting"]:
        return gettext("nothing waits")
    return ngettext(
        "%(num)s has waited since %(moment)s",
        "%(num)s have waited, the first since %(moment)s",
        outbox["waiting"],
        moment=moment(outbox["oldest_at"]),
    )


def to_take_in(group: Json) -> str:
    """What a group has left to read; of a silent one, when it was last heard of."""
    if group["heard_at"] is None:
        return gettext("nothing was heard of it yet")
    left = _left(group)
    if group["silent"]:
        heard = moment(group["heard_at"])
        left = gettext("not heard of since %(moment)s; then: %(left)s", moment=heard, left=left)
    if not group["told_again"]:
        return left
    topics = ", ".join(group["told_again"])
    return gettext("%(left)s; its store is told again of %(topics)s", left=left, topics=topics)


def generation(projection: Json) -> str:
    """Which building of a projection answers, and how far the next one is."""
    told = [_answers(projection)]
    following = projection["next"]
    if following:
        told.append(
            gettext(
                "the next one has been under way since %(moment)s, so far %(from_events)s",
                moment=moment(following["begun_at"]),
                from_events=_from(following["events"]),
            )
        )
        if following["silent"]:
            since = moment(following["told_at"])
            told.append(gettext("nothing heard of it since %(moment)s", moment=since))
    return "; ".join(told)


def _left(group: Json) -> str:
    if not group["topics"]:
        return gettext("not told yet how much waits")
    left = {each["topic"]: each["behind"] for each in group["topics"] if each["behind"]}
    if not left:
        return gettext("nothing waits")
    topics = ", ".join(f"{topic} {whole(behind)}" for topic, behind in left.items())
    return ngettext(
        "at most %(num)s waits (%(topics)s)",
        "at most %(num)s wait (%(topics)s)",
        sum(left.values()),
        topics=topics,
    )


def _answers(projection: Json) -> str:
    generation = projection["generation"]
    if generation is None:
        return gettext("does not answer")
    number = whole(generation)
    if not generation:
        return gettext("generation %(number)s, grown since the beginning", number=number)
    if projection["built_at"] is None:
        return gettext("generation %(number)s", number=number)
    return gettext(
        "generation %(number)s, built on %(moment)s %(from_events)s",
        number=number,
        moment=moment(projection["built_at"]),
        from_events=_from(projection["built_from"]),
    )


def _from(count: int) -> str:
    return ngettext("from %(num)s event", "from %(num)s events", count)
