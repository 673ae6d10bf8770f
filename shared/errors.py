"""The errors that people and callers get to see, and what kind each is.

    WarmpathError            code · what was wrong · what to do
    ├── Invalid              422  the request cannot mean anything
    ├── Unauthenticated      401  nobody is signed in
    ├── Forbidden            403  known to the caller, but not theirs to do
    ├── NotFound             404  does not exist, or the caller may not know that it does
    ├── Conflict             409  the state of things does not allow it
    ├── Stale                412  the caller's copy is older than ours
    ├── NeedsVersion         428  the caller did not say which copy they edit
    ├── TooEarly             425  the projection has not seen the caller's write yet
    ├── TooMany              429  a cap or rate limit binds
    └── Unavailable          503  something we depend on is away

`shared/web/problems.py` is the one place that maps a kind to a status. A `code` is stable for ever
and reads `<thing>_<what is wrong>`; the message is for people and may change.
"""

from __future__ import annotations


class WarmpathError(Exception):
    """An expected refusal. Nothing was changed by the operation that raised it.

    `code` is the stable name of the case, `detail` one sentence that says what was wrong and what
    to do, `errors` the offending fields with their reasons.
    """

    def __init__(self, code: str, detail: str, errors: dict[str, list[str]] | None = None) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail
        self.errors = errors or {}


class Invalid(WarmpathError):
    """The request cannot be carried out whatever the state of things."""


class Unauthenticated(WarmpathError):
    """No valid access token came with the request."""


class Forbidden(WarmpathError):
    """The caller may see the thing, but this is not theirs to do."""


class NotFound(WarmpathError):
    """There is no such thing, or the caller may not know that there is."""


class Conflict(WarmpathError):
    """The present state of the thing does not allow it."""


class Stale(WarmpathError):
    """`If-Match` names an older version of the thing."""


class NeedsVersion(WarmpathError):
    """An edit came without `If-Match`."""


class TooEarly(WarmpathError):
    """The projection has not yet seen the write that the caller's token names."""


class TooMany(WarmpathError):
    """A cap or a rate limit binds. `retry_after` is in seconds."""

    def __init__(self, code: str, detail: str, retry_after: int) -> None:
        super().__init__(code, detail)
        self.retry_after = retry_after


class Unavailable(WarmpathError):
    """A store, the event log or the graph cannot be reached right now."""


class CannotStart(Exception):
    """A process is told something that it cannot start with: one sentence for the operator."""
