"""How often somebody may do something, counted in the store that all processes share.

Fixed windows: cheap and exact per window; at the seam of two windows up to twice the limit passes.
Who is counted is kept only as a hash, because it may be a mail address.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, delete
from sqlalchemy.dialects.sqlite import insert

from shared.errors import TooMany
from shared.storage.database import Database
from shared.storage.tables import rate_windows as windows

LONGEST_WINDOW = timedelta(days=1)


@dataclass(frozen=True)
class Limit:
    """At most `most` of `what` in each window of length `per`."""

    what: str
    most: int
    per: timedelta

    def __post_init__(self) -> None:
        if not timedelta(0) < self.per <= LONGEST_WINDOW:
            raise ValueError("windows older than a day are forgotten")


def count(database: Database, limit: Limit, who: str, now: datetime) -> None:
    """Count one more, in a transaction of its own, so that a refused call counts too.

    Call it before a unit of work is opened. Raises TooMany past the limit.
    """
    start = _window_start(limit, now)
    with database.write() as connection:
        so_far = _count_in(connection, limit, _hidden(who), start)
    if so_far > limit.most:
        seconds = (start + limit.per - now).total_seconds()
        raise TooMany(
            "rate_limit_reached",
            f"At most {limit.most} times in {limit.per}; try again later.",
            retry_after=max(1, int(seconds + 0.999)),
        )


def prune(connection: Connection, now: datetime) -> int:
    """Forget windows that ended. Returns how many."""
    old = delete(windows).where(windows.c.window_start < now - LONGEST_WINDOW)
    return connection.execute(old).rowcount


def _count_in(connection: Connection, limit: Limit, who: str, start: datetime) -> int:
    first = insert(windows).values(who=who, what=limit.what, window_start=start, count=1)
    counted = first.on_conflict_do_update(
        index_elements=["who", "what", "window_start"], set_={"count": windows.c.count + 1}
    )
    so_far: int = connection.execute(counted.returning(windows.c.count)).scalar_one()
    return so_far


def _window_start(limit: Limit, now: datetime) -> datetime:
    length = limit.per.total_seconds()
    return datetime.fromtimestamp(now.timestamp() // length * length, UTC)


def _hidden(who: str) -> str:
    return hashlib.sha256(who.encode()).hexdigest()
