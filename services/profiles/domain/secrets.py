"""The server's key, which lies outside the store, and where random numbers come from."""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID


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

    def thread(self, person: UUID, about: UUID) -> str:
        """What one person's mails about one thing have in common; it says nothing to others."""
        return self._digest("thread", person.bytes + about.bytes)[:16].hex()

    def digest_link(self, person: UUID) -> str:
        """Carried by a link that ends the person's weekly mail, and does nothing else, for ever."""
        signed = person.bytes + self._digest("weekly digest", person.bytes)
        return urlsafe_b64encode(signed).decode()

    def of_digest_link(self, link: str) -> UUID | None:
        """Whose link it is; None if it was not made here."""
        try:
            signed = urlsafe_b64decode(link.encode())
        except ValueError:
            return None
        person, given = signed[:16], signed[16:]
        right = hmac.compare_digest(given, self._digest("weekly digest", person))
        return UUID(bytes=person) if right else None

    def _digest(self, use: str, of: bytes) -> bytes:
        return hmac.digest(self.key, use.encode() + b"\0" + of, "sha256")
