"""Answers already given, so that a repeated POST takes effect once.

The row is written in the transaction of the effect itself: both are kept, or neither. The unique
key of (caller, key) decides between two that come at once; the later waits for the earlier.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, delete, null, select, update

from shared.errors import Conflict, Invalid
from shared.storage.tables import idempotency_keys as kept
from shared.storage.upsert import upsert

KEPT_FOR = timedelta(hours=24)


@dataclass(frozen=True)
class Call:
    """One POST: who made it, the key they chose, and the SHA-256 of what they asked."""

    caller: str
    key: str
    request_hash: str


@dataclass(frozen=True)
class Answer:
    """What was answered, to be answered again."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def claim(connection: Connection, call: Call, now: datetime) -> Answer | None:
    """Take the key for this transaction; or the answer that a call with it got before.

    Raises Invalid if the key was used for something else, Conflict if that call is still running.
    """
    first = upsert(kept).values(
        caller=call.caller, key=call.key, request_hash=call.request_hash, written_at=now
    )
    anew = {"request_hash": call.request_hash, "written_at": now}
    unanswered = {"status": null(), "headers": null(), "body": null()}
    # Writing comes first, reading after: twins then queue for the row, instead of undoing each
    # other where units run side by side.
    taken = first.on_conflict_do_update(
        index_elements=["caller", "key"],
        set_=anew | unanswered,
        where=kept.c.written_at <= now - KEPT_FOR,
    )
    if connection.execute(taken.returning(kept.c.key)).first() is not None:
        return None
    return _answer_before(connection, call)


def keep(connection: Connection, call: Call, answer: Answer) -> None:
    """Keep the answer beside the effect, in the same transaction."""
    connection.execute(
        update(kept)
        .where(_is(call))
        .values(status=answer.status, headers=dict(answer.headers), body=answer.body)
    )


def prune(connection: Connection, now: datetime) -> int:
    """Forget the answers older than 24 hours. Returns how many."""
    old = delete(kept).where(kept.c.written_at <= now - KEPT_FOR)
    return connection.execute(old).rowcount


def forget_caller(connection: Connection, caller: str) -> int:
    """Forget every answer that one caller got: they are being erased. Returns how many."""
    return connection.execute(delete(kept).where(kept.c.caller == caller)).rowcount


def still_running() -> Conflict:
    """The refusal of a call whose twin has not been answered yet."""
    return Conflict(
        "idempotency_key_running",
        "A call with this Idempotency-Key may still be running; ask again in a moment.",
    )


def _answer_before(connection: Connection, call: Call) -> Answer:
    row = connection.execute(select(kept).where(_is(call))).one()
    if row.request_hash != call.request_hash:
        raise Invalid(
            "idempotency_key_reused",
            "This Idempotency-Key was used for another request; choose a new one.",
        )
    if row.status is None:
        raise still_running()
    return Answer(row.status, row.headers, row.body)


def _is(call: Call) -> ColumnElement[bool]:
    return (kept.c.caller == call.caller) & (kept.c.key == call.key)
