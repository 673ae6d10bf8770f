"""The way in for an employer's own system (ATS): an address, and a secret to sign with.

Signed as Standard Webhooks has it (github.com/standard-webhooks/standard-webhooks, v1), so that
senders and libraries there are fit: HMAC-SHA-256 over `id.timestamp.body`, base64, after `v1,`.
The id is signed too: who has heard a delivery cannot send it again under another.
"""

from __future__ import annotations

import hmac
import re
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from shared.errors import Conflict, Invalid, NotFound, Unauthenticated

SECRET_BYTES = 32
PREFIX = "whsec_"
VERSION = "v1,"
MOST_SIGNATURES = 5
_ID = re.compile(r"^[\x21-\x7e]{1,200}$")
WINDOW = timedelta(minutes=5)
"""How far the time of sending may be from ours, to either side."""
FORMER_HOLDS = timedelta(days=1)
"""How long a secret still holds after the next was made, so that the sender can change over."""
REMEMBERED = timedelta(days=30)
"""For how long a delivery that was taken in is known by its id."""


@dataclass(frozen=True, kw_only=True)
class Hook:
    """One for an opening. A secret acts by the right of whoever made it, while they have it: also
    the former one, or who knows it would act by the right of whoever replaced it.
    """

    id: UUID
    opening_id: UUID
    made_by: UUID
    made_at: datetime
    secret: str
    former: str | None = None
    former_by: UUID | None = None

    def rotated(self, by: UUID, secret: str, at: datetime) -> Hook:
        """Another secret; the one before holds for a day."""
        renewed = replace(self, made_by=by, made_at=at, secret=secret)
        return replace(renewed, former=self.secret, former_by=self.made_by)

    @property
    def former_until(self) -> datetime | None:
        """Until when the secret before this one holds."""
        return self.made_at + FORMER_HOLDS if self.former else None

    def secrets(self, at: datetime) -> dict[str, UUID]:
        """With which a delivery may be signed then, and by whose right each acts."""
        until, known = self.former_until, {self.secret: self.made_by}
        if self.former and self.former_by and until and at < until:
            known[self.former] = self.former_by
        return known


@dataclass(frozen=True)
class Delivery:
    """What came in, and how it is signed."""

    id: str
    timestamp: str
    signatures: str
    body: bytes


def secret_of(random: bytes) -> str:
    """A secret as it is given to the sender."""
    return PREFIX + b64encode(random).decode()


def signature(secret: str, delivery_id: str, timestamp: str, body: bytes) -> bytes:
    """What a sender signs with."""
    key = b64decode(secret.removeprefix(PREFIX))
    return hmac.digest(key, f"{delivery_id}.{timestamp}.".encode() + body, "sha256")


def signed_with(delivery: Delivery, secrets: Collection[str], at: datetime) -> str:
    """The secret that it is signed with. Raises Unauthenticated(signature_refused), whatever is
    wrong with the signature, and Invalid(delivery_id_invalid).
    """
    given = [each for text in delivery.signatures.split()[:MOST_SIGNATURES] if (each := _v1(text))]
    right = None
    for secret in secrets:  # all of them, so that how long it takes tells of none
        made = signature(secret, delivery.id, delivery.timestamp, delivery.body)
        for each in given:
            same = hmac.compare_digest(made, each)
            right = right or (secret if same else None)
    if right is None or not _recent(delivery.timestamp, at):
        raise signature_refused()
    if not _ID.match(delivery.id):
        raise Invalid("delivery_id_invalid", "Use 1 to 200 visible ASCII characters.")
    return right


def signature_refused() -> Unauthenticated:
    """The same for a wrong signature, an old one, and where there is nothing to sign for."""
    return Unauthenticated("signature_refused", "This is not signed as it has to be.")


def hook_exists() -> Conflict:
    """One for an opening."""
    return Conflict("ats_hook_exists", "There is one for this opening; rotate its secret.")


def no_hook() -> NotFound:
    """None was made, or it was taken back."""
    return NotFound("ats_hook_not_found", "There is none for this opening.")


def _v1(text: str) -> bytes | None:
    if not text.startswith(VERSION):
        return None
    try:
        return b64decode(text.removeprefix(VERSION), validate=True)
    except (NotBase64, ValueError):
        return None


def _recent(timestamp: str, at: datetime) -> bool:
    if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= 12):
        return False
    return abs(at.timestamp() - int(timestamp)) <= WINDOW.total_seconds()
