"""How often somebody may do something, counted in the store that all processes share.

Fixed windows: cheap and exact per window; at the seam of two windows up to twice the limit passes.
Who is counted is kept only as a hash, because it may be a mail address.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, delete

from shared.errors import TooMany
from shared.storage.database import Database
from shared.storage.tables import rate_windows as windows
from shared.storage.upsert import upsert

LONGEST_WINDOW = timedelta(days=1)
ONE_MORE = (
    upsert(windows)
    .values(count=1)
    .on_conflict_do_update(
        index_elements=["who", "what", "window_start"], set_={"count": windows.c.count + 1}
    )
    .returning(windows.c.count)
)


@dataclass(frozen=True)
class Limit:
    """At most `most` of `what` in each window of length `per`."""

    what: str
    most: int
    per: timedelta

    def __post_init__(self) -> None:
        if not timedelta(0) < self.per <= LONGEST_WINDOW:
            raise ValueError("windows older than a day are forgotten")


def count(database: Database, limits: Sequence[Limit], who: str, now: datetime) -> None:
    """Count one more, in a transaction of its own, so that a refused call counts too.

    Call it before a unit of work is opened. Raises TooMany past a limit; those after it in the
    order given do not count that call.
    """
    with database.write() as connection:
        passed = next((one for one in limits if _passes(connection, one, who, now)), None)
    if passed is not None:
        seconds = (_window_start(passed, now) + passed.per - now).total_seconds()
        raise TooMany(
            "rate_limit_reached",
            f"At most {passed.most} times in {passed.per}; try again later.",
            retry_after=max(1, int(seconds + 0.999)),
        )


def prune(connection: Connection, now: datetime) -> int:
    """Forget windows that ended. Returns how many."""
    old = delete(windows).where(windows.c.window_start < now - LONGEST_WINDOW)
    return connection.execute(old).rowcount


def _passes(connection: Connection, limit: Limit, who: str, now: datetime) -> bool:
    """Count one more; whether that is too many."""
    row = {"who": _hidden(who), "what": limit.what, "window_start": _window_start(limit, now)}
    so_far: int = connection.execute(ONE_MORE, row).scalar_one()
    return so_far > limit.most


def _window_start(limit: Limit, now: datetime) -> datetime:
    length = limit.per.total_seconds()
    return datetime.fromtimestamp(now.timestamp() // length * length, UTC)


def _hidden(who: str) -> str:
    return hashlib.sha256(who.encode()).hexdigest()
