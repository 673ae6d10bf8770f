"""W3C trace context: one trace id from a request to the last reaction it causes.

Source: https://www.w3.org/TR/trace-context/ (version 00).
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_TRACEPARENT = re.compile(r"^00-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}\Z")
_current: ContextVar[str] = ContextVar("traceparent", default="")


def current_traceparent() -> str:
    """The `traceparent` of what is being done now; a new trace outside of any."""
    return _current.get() or _child_of("")


@contextmanager
def continuing(traceparent: str) -> Iterator[str]:
    """Do something as a child of `traceparent`; a malformed or empty one starts a new trace."""
    token = _current.set(_child_of(traceparent))
    try:
        yield _current.get()
    finally:
        _current.reset(token)


def trace_id(traceparent: str) -> str:
    """The 32 hex digits that all of one trace share; empty if malformed."""
    match = _TRACEPARENT.match(traceparent)
    return match.group(1) if match else ""


def _child_of(traceparent: str) -> str:
    return f"00-{trace_id(traceparent) or secrets.token_hex(16)}-{secrets.token_hex(8)}-01"
