"""Signing in: a one-time code sent by mail, then a session whose refresh tokens rotate.

Nothing here can be guessed from a stolen store: codes and refresh tokens are only good together
with the server's key, which is not kept there.

A refused try changes the record too, so functions return the record to save with their verdict;
the caller saves and commits first, and raises `CodeRefused` or `SessionRefused` after.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from shared.errors import Unauthenticated

DIGITS = 6
CODE_LASTS = timedelta(minutes=10)
MOST_TRIES = 5
SESSION_RESTS = timedelta(days=30)
"""A session that nobody refreshed for so long is over."""

Purpose = Literal["sign_in", "add_mail"]


class CodeRefused(Unauthenticated):
    """One answer for wrong, used, expired, tried too often and never sent: it tells nothing."""

    def __init__(self) -> None:
        super().__init__("code_refused", "The code is wrong or no longer valid: ask for a new one.")


class SessionRefused(Unauthenticated):
    """The refresh token is not, or no longer, good."""

    def __init__(self) -> None:
        super().__init__("session_refused", "The session is over: sign in again.")


@dataclass(frozen=True)
class OneTimeCode:
    """A code that was sent, as a keyed digest. A newer one for the same mail replaces it.

    `person_id` is who adds the address (purpose add_mail), None when signing in.
    """

    mail: str
    purpose: Purpose
    digest: bytes
    sent_at: datetime
    person_id: UUID | None = None
    wrong_tries: int = 0
    used: bool = False

    def is_open(self, at: datetime) -> bool:
        """Whether a right code would still be taken."""
        fresh = at < self.sent_at + CODE_LASTS
        return fresh and not self.used and self.wrong_tries < MOST_TRIES


def send_code(
    mail: str,
    purpose: Purpose,
    at: datetime,
    key: bytes,
    below: Callable[[int], int],
    person_id: UUID | None = None,
) -> tuple[OneTimeCode, str]:
    """A new code: what to keep, and the six digits to mail. `below(n)` picks from 0 … n−1."""
    code = f"{below(10**DIGITS):0{DIGITS}d}"
    digest = _code_digest(key, mail, purpose, person_id, code)
    return OneTimeCode(mail, purpose, digest, at, person_id), code


def try_code(kept: OneTimeCode, code: str, at: datetime, key: bytes) -> tuple[OneTimeCode, bool]:
    """What to keep now, and whether `code` is right. A right code stays good until `use_code`."""
    if not kept.is_open(at):
        return kept, False
    if is_that_code(kept, code, key):
        return kept, True
    return replace(kept, wrong_tries=kept.wrong_tries + 1), False


def is_that_code(kept: OneTimeCode, code: str, key: bytes) -> bool:
    """Whether `code` is the one that was sent, though it may be good for nothing any more."""
    digest = _code_digest(key, kept.mail, kept.purpose, kept.person_id, code.strip())
    return hmac.compare_digest(digest, kept.digest)


def use_code(kept: OneTimeCode) -> OneTimeCode:
    """The code did its work and is good for nothing more."""
    return replace(kept, used=True)


@dataclass(frozen=True)
class Session:
    """A sign-in on one device. `generation` counts its refresh tokens; only the newest is good."""

    id: UUID
    person_id: UUID
    refreshed_at: datetime
    generation: int = 1
    ended: bool = False

    def token(self, key: bytes) -> str:
        """The refresh token of this generation: `<session id>.<generation>.<seal>`."""
        return f"{self.id}.{self.generation}.{_seal(key, self.id, self.generation)}"

    def is_open(self, at: datetime) -> bool:
        """Whether the newest token would be taken."""
        return not self.ended and at < self.refreshed_at + SESSION_RESTS


def session_of(token: str, key: bytes) -> tuple[UUID, int]:
    """The session and generation that a token of ours names. Raises SessionRefused."""
    try:
        session, generation, seal = token.split(".")
        named = UUID(session), int(generation)
    except ValueError:
        raise SessionRefused from None
    if not hmac.compare_digest(_seal(key, *named).encode(), seal.encode("utf-8", "replace")):
        raise SessionRefused
    return named


def refresh(session: Session, generation: int, at: datetime) -> Session:
    """The session after a token of that generation came back, to be saved either way.

    An older token was used before, so one of the two holders stole it: the session ends. Whether
    it went on is `not session.ended`.
    """
    if generation != session.generation or not session.is_open(at):
        return end(session)
    return replace(session, generation=generation + 1, refreshed_at=at)


def end(session: Session) -> Session:
    """Signed out: none of its tokens is good any more."""
    return replace(session, ended=True)


def _code_digest(
    key: bytes, mail: str, purpose: Purpose, person_id: UUID | None, code: str
) -> bytes:
    said = "\0".join(("one-time code", mail, purpose, str(person_id or ""), code))
    return hmac.digest(key, said.encode("utf-8", "replace"), "sha256")


def _seal(key: bytes, session: UUID, generation: int) -> str:
    said = f"refresh token\0{session}\0{generation}"
    return hmac.digest(key, said.encode(), "sha256").hex()
