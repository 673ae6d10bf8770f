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
    if isinstance(error, WarmpathError):
        return error.detail
    if isinstance(error, DBAPIError):
        return f"STORE_URL: the store cannot be used: {error.orig}."
    return " ".join(str(error).split())
