"""Pages of things ordered by their id."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar
from uuid import UUID

from shared.storage.pagination import Page, decode_cursor, page_of

T = TypeVar("T")


def page_by_id(
    asked: dict[str, object],
    find: Callable[[UUID | None, int], Sequence[T]],
    key: Callable[[T], UUID],
) -> Page[T]:
    """The page after the cursor; `find(after, most)` answers in the order of ids.

    Raises Invalid cursor_unreadable.
    """
    after, limit = asked["after"], int(str(asked["limit"]))
    last = decode_cursor(str(after), UUID)[0] if after else None
    found = find(last if isinstance(last, UUID) else None, limit + 1)
    return page_of(found, limit, lambda thing: [key(thing)])
