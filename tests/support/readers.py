"""Somebody who reads a page, in their language and as they write numbers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from services.portal.language import UNTOLD, read_by, read_no_more, reader_of


@contextmanager
def reading(*accepted: str, chosen: str = "", zone: str = UNTOLD) -> Iterator[None]:
    """What is made meanwhile is for whoever's browser accepts these."""
    token = read_by(reader_of(accepted, chosen, zone))
    try:
        yield
    finally:
        read_no_more(token)
