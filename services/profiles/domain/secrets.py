"""The server's key, which lies outside the store, and where random numbers come from."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Secrets:
    """`below(n)` picks from 0 … n−1, unpredictably; `token()` makes a link nobody can guess."""

    key: bytes
    below: Callable[[int], int]
    token: Callable[[], str]

    def hash_of(self, mail: str) -> str:
        """A keyed hash of an address, to recognise it by without keeping it."""
        return hmac.digest(self.key, f"suppressed\0{mail}".encode(), "sha256").hex()

    def stands_for(self, mail: str) -> str:
        """What other services know an address by; it cannot be looked for among those objecting."""
        return hmac.digest(self.key, f"referred\0{mail}".encode(), "sha256").hex()
