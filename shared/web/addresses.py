"""What profiles proves to referrals of mail addresses, which it alone knows.

Addresses never travel: what stands for one is a keyed hash that only profiles can make. Whoever
refers somebody by an address brings the proof that profiles keeps it; whoever has addresses brings
the proof that they are theirs.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from shared.errors import Forbidden
from shared.web.keys import Keys, SigningKeys
from shared.web.tokens import BadToken, Claims, Kind, read, sign

INVITED = Kind("invited+jwt", issuers=("profiles",), lifetime=timedelta(hours=1))
OWN_ADDRESSES = Kind("addresses+jwt", issuers=("profiles",), lifetime=timedelta(minutes=5))
READER = "referrals"


@dataclass(frozen=True)
class InvitedAddress:
    """Under which id profiles keeps an address that somebody named, and what stands for it."""

    invitation_id: UUID
    address_hash: str


def sign_invited(keys: SigningKeys, by: UUID, invited: InvitedAddress, now: datetime) -> str:
    """`by` named this address; good for an hour."""
    claims = {
        "sub": str(by),
        "invitation": str(invited.invitation_id),
        "address": invited.address_hash,
    }
    return sign(keys, INVITED, [READER], claims, now)


def read_invited(keys: Keys, token: str, by: UUID, now: datetime) -> InvitedAddress:
    """The address that `by` named. Raises Forbidden(proof_refused) if it proves nothing."""
    claims = _read(keys, INVITED, token, by, now)
    try:
        return InvitedAddress(UUID(claims["invitation"]), str(claims["address"]))
    except (ValueError, KeyError, TypeError, AttributeError):
        raise _refused() from None


def sign_addresses(keys: SigningKeys, owner: UUID, hashes: Iterable[str], now: datetime) -> str:
    """`owner` has the addresses that these stand for; good for five minutes."""
    return sign(
        keys, OWN_ADDRESSES, [READER], {"sub": str(owner), "addresses": sorted(hashes)}, now
    )


def read_addresses(keys: Keys, token: str, owner: UUID, now: datetime) -> frozenset[str]:
    """What stands for the addresses of `owner`. Raises Forbidden(proof_refused)."""
    claims = _read(keys, OWN_ADDRESSES, token, owner, now)
    try:
        return frozenset(str(each) for each in claims["addresses"])
    except (KeyError, TypeError):
        raise _refused() from None


def _read(keys: Keys, kind: Kind, token: str, sub: UUID, now: datetime) -> Claims:
    try:
        claims = read(keys, kind, token, READER, now)
    except BadToken:
        raise _refused() from None
    if claims["sub"] != str(sub):
        raise _refused()
    return claims


def _refused() -> Forbidden:
    return Forbidden("proof_refused", "This proof does not hold; ask profiles for another.")
