"""Identifiers: UUIDv7 for what is created, derived UUIDs for what two parties agree on."""

from __future__ import annotations

import hashlib
import secrets
import time
from uuid import UUID

_VARIANT = 0b10 << 62


def new_id() -> UUID:
    """A fresh UUIDv7 (RFC 9562, section 5.7): 48 bits of milliseconds, 74 random bits."""
    milliseconds = time.time_ns() // 1_000_000
    high = milliseconds << 16 | 0x7 << 12 | secrets.randbits(12)
    return UUID(int=high << 64 | _VARIANT | secrets.randbits(62))


def in_order(one: UUID, other: UUID) -> tuple[UUID, UUID]:
    """The two ids, the smaller first; ids compare as 16 unsigned bytes."""
    return (one, other) if one.bytes < other.bytes else (other, one)


def tie_id(one: UUID, other: UUID) -> UUID:
    """The id of the tie between two people: the same whoever asks, and again if they meet again.

    It is a UUIDv8 (RFC 9562, section 5.8) over the SHA-256 of the sorted pair.
    """
    first, second = in_order(one, other)
    digest = int.from_bytes(hashlib.sha256(first.bytes + second.bytes).digest()[:16], "big")
    versioned = digest & ~(0xF << 76) | 0x8 << 76
    return UUID(int=versioned & ~(0b11 << 62) | _VARIANT)
