"""Reading one's own write: a read waits until the projection has seen the write before it."""

from __future__ import annotations

import time
from collections.abc import Callable
from uuid import UUID

from shared.errors import TooEarly

LOOK_EVERY = 0.02  # seconds


def wait_until_seen(
    seen: Callable[[UUID], int], subject: UUID, sequence: int, timeout: float = 2.0
) -> None:
    """Return once `seen(subject)` has reached `sequence`.

    Raises TooEarly if that takes longer than `timeout` seconds.
    """
    deadline = time.monotonic() + timeout
    while seen(subject) < sequence:
        if time.monotonic() >= deadline:
            raise TooEarly("write_not_seen_yet", "Your last change has not arrived here yet.")
        time.sleep(LOOK_EVERY)
