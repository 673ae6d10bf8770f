"""Waiting for what another thread or process will do: never a fixed sleep."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def eventually(ask: Callable[[], T], within: float = 10.0, every: float = 0.02) -> T:
    """The first truthy answer; fails with the last one after `within` seconds."""
    deadline = time.monotonic() + within
    while not (answer := ask()):
        if time.monotonic() >= deadline:
            raise AssertionError(f"still {answer!r} after {within} s")
        time.sleep(every)
    return answer
