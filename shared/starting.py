"""Starting a process: what keeps it from starting is one sentence on stderr, and exit code 2."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

from shared.errors import CannotStart, WarmpathError

REFUSED = 2
"""The exit code; deploy/gunicorn.conf.py knows it too."""


@contextmanager
def starting() -> Iterator[None]:
    """Settings are read and the service is wired inside this block, and nothing else is done."""
    try:
        yield
    except (CannotStart, WarmpathError, DBAPIError, OSError) as error:
        sys.stderr.write(f"{_sentence(error)}\n")
        raise SystemExit(REFUSED) from None


def _sentence(error: Exception) -> str:
    # Whoever starts it may know what callers are not told.
    cause = error.__cause__ if isinstance(error.__cause__, DBAPIError) else error
    if isinstance(cause, DBAPIError):
        why = " ".join(str(cause.orig).split()).rstrip(".?")
        return f"STORE_URL: the store cannot be used: {why}."
    if isinstance(error, WarmpathError):
        return error.detail
    return " ".join(str(error).split())
