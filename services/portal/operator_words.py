"""How services are, in words for whoever runs the installation."""

from __future__ import annotations

import re
from datetime import timedelta

from babel.dates import format_timedelta

from services.portal.language import marked, reader
from services.portal.patterns import Patterns, meant

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
