"""Many things, some at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")


def in_batches(things: Iterable[T], size: int) -> Iterator[list[T]]:
    """Lists of `size` in the order given, the last one shorter; none of nothing."""
    rest = iter(things)
    while batch := list(islice(rest, size)):
        yield batch
