"""A sign-in is done once for each form, however often the form is sent.

A code is good once. Who presses a button twice sends the form twice, and sees the second answer
alone: it must be that of the first, not that the code is wrong.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from shared.clock import Clock

WAITS = timedelta(seconds=10)
LOOKS_AGAIN = 0.05  # seconds


class Attempts(Protocol):
    """Sign-ins under way, and those of the last minutes. `form` is all that was sent; the store
    keeps its hash, and what came of it unreadable without it.
    """

    def claim(self, form: str, now: datetime) -> bool:
        """Whether the caller is the first with this form."""

    def keep(self, form: str, secret: str) -> None:
        """It is done: the cookie that came of it."""

    def give_up(self, form: str) -> None:
        """Nothing came of it; the same form may be sent again."""

    def outcome(self, form: str) -> str | None:
        """The cookie that came of it, if it is done."""


@dataclass
class Once:
    """Does what a form says once; who sends it meanwhile, or again, gets what came of it."""

    attempts: Attempts
    clock: Clock
    pause: Callable[[float], None] = time.sleep

    def secret_after(self, form: str, sign_in: Callable[[], str]) -> str:
        """The cookie of the session. Raises what `sign_in` raises."""
        for _ in range(int(WAITS.total_seconds() / LOOKS_AGAIN)):
            if self.attempts.claim(form, self.clock.now()):
                return self._done(form, sign_in)
            secret = self.attempts.outcome(form)
            if secret is not None:
                return secret
            self.pause(LOOKS_AGAIN)
        return sign_in()  # whoever was first is gone

    def _done(self, form: str, sign_in: Callable[[], str]) -> str:
        try:
            secret = sign_in()
        except BaseException:
            self.attempts.give_up(form)
            raise
        self.attempts.keep(form, secret)
        return secret


def form_key(fields: Iterable[tuple[str, str]]) -> str:
    """All that a form says, short. Its token makes it one that nobody else can know."""
    told = "\0".join(f"{name}\1{value}" for name, value in sorted(fields))
    return hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()
