"""Pages of a list, by cursor: the key of the last row shown, so that no row is skipped or repeated.

A cursor is opaque to the caller but no secret: it holds nothing but the key of a row they saw.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, literal, tuple_

from shared.errors import Invalid

T = TypeVar("T")
Key = str | int | UUID | datetime
LARGEST = 2**63 - 1
LONGEST_CURSOR = 2000


@dataclass(frozen=True)
class Page(Generic[T]):
    """Some rows, and the cursor to ask for the following ones with; None after the last."""

    items: Sequence[T]
    next: str | None


def page_of(rows: Sequence[T], limit: int, key: Callable[[T], Sequence[Key]]) -> Page[T]:
    """The first `limit` rows of a query that fetched `limit + 1`, with the cursor if one is left.

    `key` gives the row's values of the columns that the query is ordered by.
    """
    shown = rows[:limit]
    more = len(rows) > limit
    return Page(shown, encode_cursor(*key(shown[-1])) if more and shown else None)


def rows_after(
    columns: Sequence[ColumnElement[Any]], cursor: str | None, *kinds: type[Key]
) -> ColumnElement[bool]:
    """The condition that leaves out the rows up to the cursor, in ascending order of `columns`.

    Raises Invalid if the cursor is none of ours.
    """
    if cursor is None:
        return literal(True)
    return tuple_(*columns) > tuple_(*decode_cursor(cursor, *kinds))


def encode_cursor(*key: Key) -> str:
    """The cursor that stands after the row with this key."""
    text = json.dumps([value if isinstance(value, int) else str(value) for value in key])
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def decode_cursor(cursor: str, *kinds: type[Key]) -> tuple[Key, ...]:
    """The key that a cursor stands for, of these types. Raises Invalid if it is none of ours."""
    try:
        padded = cursor[:LONGEST_CURSOR].encode("ascii") + b"=" * (-len(cursor) % 4)
        values = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
        return tuple(_read(kind, value) for kind, value in zip(kinds, values, strict=True))
    except (ValueError, TypeError, RecursionError):
        raise Invalid(
            "cursor_unreadable",
            "This cursor is none of ours; start again without `after`.",
            {"after": ["Not a cursor."]},
        ) from None


def _read(kind: type[Key], value: object) -> Key:
    if kind is int and type(value) is int and abs(value) <= LARGEST:
        return value
    if kind is int or not isinstance(value, str):
        raise ValueError("a key of another type")
    if kind is UUID:
        return UUID(value)
    return _aware(datetime.fromisoformat(value)) if kind is datetime else _storable(value)


def _aware(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise ValueError("a time needs its zone")
    return value


def _storable(value: str) -> str:
    value.encode()  # a lone surrogate is a ValueError here, not one in the store
    if "\0" in value:
        raise ValueError("Postgres keeps no NUL")
    return value
