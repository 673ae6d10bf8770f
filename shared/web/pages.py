"""Pages of a list: how they are asked for (`?after=…&limit=…`), and what they look like."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar
from uuid import UUID

from marshmallow import Schema, fields, validate

from shared.storage.pagination import LONGEST_CURSOR, Page, decode_cursor, page_of

T = TypeVar("T")
USUAL = 50
MOST = 100


class PageAsked(Schema):
    """The query of every list. Extend it with the list's own filters."""

    after = fields.String(
        load_default=None,
        validate=validate.Length(1, LONGEST_CURSOR),
        metadata={"description": "The `next` of the page before"},
    )
    limit = fields.Integer(
        load_default=USUAL,
        validate=validate.Range(1, MOST),
        metadata={"description": "How many at most"},
    )


def page_shown(name: str, item: type[Schema]) -> type[Schema]:
    """The schema of a page, which the API's documents call `name`."""
    shape: dict[str, fields.Field[Any]] = {
        "items": fields.List(fields.Nested(item), required=True),
        "next": fields.String(required=True, allow_none=True),
    }
    return Schema.from_dict(shape, name=name)


def page_by_id(
    asked: dict[str, Any],
    find: Callable[[UUID | None, int], Sequence[T]],
    key: Callable[[T], UUID],
) -> Page[T]:
    """The page after the cursor; `find(after, most)` answers in the order of ids.

    Raises Invalid cursor_unreadable.
    """
    last = decode_cursor(asked["after"], UUID)[0] if asked["after"] else None
    found = find(last if isinstance(last, UUID) else None, asked["limit"] + 1)
    return page_of(found, asked["limit"], lambda thing: [key(thing)])
