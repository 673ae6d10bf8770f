"""Signed statements between services: one way to write them, one way to read them.

All are JSON Web Tokens signed with Ed25519 and nothing else. The JOSE name of the algorithm is
`Ed25519`, because RFC 9864 retired the name `EdDSA`, which leaves the curve open. Each kind has a
`typ` of its own, so that one can never pass for another (RFC 8725, section 3.11).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from joserfc import jwt
from joserfc.errors import BadSignatureError, JoseError
from joserfc.jwk import GuestProtocol, OKPKey

from shared.ids import new_id
from shared.web.keys import Keys, SigningKeys

ALGORITHMS = ("Ed25519",)
LEEWAY = 10  # seconds that two machines' clocks may differ
LONGEST = 8000  # characters
Claims = Mapping[str, Any]


class BadToken(Exception):
    """A token that says nothing: forged, expired, for somebody else, or of another kind."""


@dataclass(frozen=True)
class Kind:
    """A kind of statement: its `typ`, who may sign it, and how long it holds."""

    typ: str
    issuers: Collection[str]
    lifetime: timedelta


def sign(
    keys: SigningKeys, kind: Kind, audience: Sequence[str], claims: Claims, now: datetime
) -> str:
    """A statement of this kind, signed by this service."""
    key = keys.newest()
    issued = int(now.timestamp())
    stated = dict(claims) | {
        "iss": keys.service,
        "aud": list(audience),
        "iat": issued,
        "nbf": issued,
        "exp": issued + int(kind.lifetime.total_seconds()),
        "jti": str(new_id()),
    }
    header = {"alg": "Ed25519", "typ": kind.typ, "kid": key.kid}
    return jwt.encode(header, stated, key, algorithms=ALGORITHMS)


def read(keys: Keys, kind: Kind, token: str, audience: str, now: datetime) -> Claims:
    """What a token states to us. Raises BadToken unless every single thing about it is right."""
    if len(token) > LONGEST:
        raise BadToken("too long")
    lookup = _Lookup(keys, kind)
    try:
        decoded = jwt.decode(token, lookup, algorithms=ALGORITHMS)
        _check(decoded, kind, lookup.issuer, audience, now)
    except BadSignatureError:
        keys.doubt(lookup.issuer)
        raise BadToken("forged") from None
    except (JoseError, ValueError, TypeError, KeyError, RecursionError):
        raise BadToken("not what it should be") from None
    return decoded.claims


class _Lookup:
    """Finds the key that a token names, and remembers whose it is."""

    def __init__(self, keys: Keys, kind: Kind) -> None:
        self._keys = keys
        self._kind = kind
        self.issuer = ""

    def __call__(self, token: GuestProtocol) -> OKPKey:
        kid = token.headers().get("kid")
        if not isinstance(kid, str):
            raise BadToken("no key named")
        for issuer in self._kind.issuers:
            # A key's id begins with its owner's name, so one forged id asks one service at most.
            key = self._keys.find(issuer, kid) if kid.startswith(f"{issuer}-") else None
            if key is not None:
                self.issuer = issuer
                return key
        raise BadToken("unknown key")


def _check(token: jwt.Token, kind: Kind, issuer: str, audience: str, now: datetime) -> None:
    if token.header.get("typ") != kind.typ:
        raise BadToken("of another kind")
    jwt.JWTClaimsRegistry(
        now=int(now.timestamp()),
        leeway=LEEWAY,
        iss={"essential": True, "value": issuer},
        aud={"essential": True, "value": audience},
        sub={"essential": True},
        exp={"essential": True},
        nbf={"essential": True},
        iat={"essential": True},
    ).validate(token.claims)
