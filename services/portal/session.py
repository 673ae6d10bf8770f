"""A browser's session: a random cookie, the tokens behind it, and what proves a form ours.

Only this cookie is set. It is `__Host-…` and `Secure` where people come over TLS; on one's own
machine over plain http no browser takes such a cookie, so there it has another name, and that of
its port: cookies do not tell ports apart.
"""

from __future__ import annotations

import base64
import hmac
import json
import secrets
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol
from urllib.parse import urlsplit
from uuid import UUID

from services.portal.api_client import Api, Away, NotRenewed, Refused
from shared.clock import Clock
from shared.web.caller import OPERATOR

EARLY = timedelta(seconds=60)
"""So long before its end an access token is renewed."""
RENEWS_WITHIN = timedelta(seconds=25)
"""Longer than a call lasts at most, so that nobody sends the same refresh token meanwhile."""
LOOKS_AGAIN = 0.05  # seconds


class SignedOut(Exception):
    """The session is over; signing in again begins another."""


@dataclass(frozen=True)
class Tokens:
    """What profiles gave for a sign-in. `expires_at` is about the access token; `name` is one's
    own, for the corner of the page.
    """

    access_token: str
    refresh_token: str
    expires_at: datetime
    name: str

    def written_out(self) -> dict[str, str]:
        """As text, to be kept."""
        return asdict(self) | {"expires_at": self.expires_at.isoformat()}

    @classmethod
    def read(cls, kept: dict[str, str]) -> Tokens:
        """As it was written out. Raises KeyError, TypeError, ValueError."""
        return cls(**{**kept, "expires_at": datetime.fromisoformat(kept["expires_at"])})  # type: ignore[arg-type]

    @classmethod
    def of_answer(cls, body: dict[str, Any], name: str, now: datetime) -> Tokens:
        """As profiles answers."""
        expires_at = now + timedelta(seconds=body["expires_in"])
        return cls(body["access_token"], body["refresh_token"], expires_at, name)

    @property
    def is_operators(self) -> bool:
        """Whether it speaks for who runs the installation; only what is shown depends on it."""
        try:
            claims = json.loads(base64.urlsafe_b64decode(self.access_token.split(".")[1] + "=="))
            return OPERATOR in claims["roles"]
        except (ValueError, KeyError, IndexError, TypeError):
            return False


@dataclass(frozen=True)
class Kept:
    """A session as the store has it; `written` is the token of the last write."""

    person_id: UUID
    tokens: Tokens
    written: str | None


class Sessions(Protocol):
    """The portal's own small store. `secret` is a browser's cookie; it is kept as a hash only."""

    def begin(self, secret: str, person_id: UUID, tokens: Tokens, now: datetime) -> None: ...
    def find(self, secret: str, now: datetime) -> Kept | None: ...
    def claim_renewal(self, secret: str, now: datetime, until: datetime) -> bool:
        """Whether the caller is to renew; nobody else is until then."""

    def renewed(self, secret: str, tokens: Tokens | None, now: datetime) -> None:
        """Keep the new tokens, or none if there are none; others may renew again."""

    def note_write(self, secret: str, token: str) -> None: ...
    def end(self, secret: str) -> None: ...
    def end_all(self, person_id: UUID) -> None: ...


def cookie_name(public_url: str) -> str:
    """What the cookie is called."""
    if public_url.startswith("https://"):
        return "__Host-warmpath"
    return f"warmpath-{urlsplit(public_url).port or 80}"


def new_secret() -> str:
    """A cookie: 256 random bits."""
    return secrets.token_urlsafe(32)


def form_token(secret: str) -> str:
    """What every form of this browser carries; nobody without the cookie can know it.

    It looks different on each page, so that the length of compressed pages does not tell it.
    """
    mask = secrets.token_bytes(32)
    return (mask + _xor(mask, _proof(secret))).hex()


def is_form_token(secret: str, given: str) -> bool:
    """Whether a form came from a page of this browser."""
    try:
        token = bytes.fromhex(given)
    except ValueError:
        return False
    return hmac.compare_digest(_xor(token[:32], token[32:]), _proof(secret))


def _proof(secret: str) -> bytes:
    return hmac.digest(secret.encode(), b"this form is ours", "sha256")


def _xor(one: bytes, other: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, other, strict=False))


@dataclass
class Renewal:
    """Keeps a session's access token fresh. A refresh token is good once, so that of all processes
    that find the token old one renews it and the others wait for it.
    """

    sessions: Sessions
    clock: Clock
    api: Api
    pause: Callable[[float], None] = time.sleep

    def current(self, secret: str, kept: Kept) -> Tokens:
        """Tokens that are good now. Raises SignedOut, NotRenewed."""
        tokens, began = kept.tokens, self.clock.now()
        waits = int(RENEWS_WITHIN.total_seconds() / LOOKS_AGAIN)
        for _ in range(waits):
            if self._is_fresh(tokens):
                return tokens
            now = self.clock.now()
            if self.sessions.claim_renewal(secret, now, now + RENEWS_WITHIN):
                return self._renew(secret, began)
            self.pause(LOOKS_AGAIN)
            tokens = self._again(secret).tokens
        return tokens

    def _renew(self, secret: str, now: datetime) -> Tokens:
        # Somebody else may have renewed between our look and our claim.
        tokens, renewed = self._again(secret).tokens, None
        try:
            if not self._is_fresh(tokens):
                renewed = tokens = self._asked(secret, tokens, now)
        finally:
            self.sessions.renewed(secret, renewed, now)
        return tokens

    def _asked(self, secret: str, tokens: Tokens, now: datetime) -> Tokens:
        body = {"refresh_token": tokens.refresh_token}
        try:
            answer = self.api.post("profiles", "/v1/sign-in/refresh", body).body
        except Refused as refusal:
            if refusal.status != 401:
                raise
            self.sessions.end(secret)
            raise SignedOut from None
        except Away as away:
            raise NotRenewed(away.service) from away
        return Tokens.of_answer(answer, tokens.name, now)

    def _again(self, secret: str) -> Kept:
        kept = self.sessions.find(secret, self.clock.now())
        if kept is None:
            raise SignedOut
        return kept

    def _is_fresh(self, tokens: Tokens) -> bool:
        return self.clock.now() < tokens.expires_at - EARLY
