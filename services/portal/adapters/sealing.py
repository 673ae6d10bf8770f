"""What the store keeps for a browser and cannot read (AES-256-GCM in JSON Web Encryption)."""

from __future__ import annotations

import hashlib

from joserfc import jwe
from joserfc.errors import JoseError
from joserfc.jwk import OctKey

HEADER = {"alg": "dir", "enc": "A256GCM"}
ALGORITHMS = ["dir", "A256GCM"]


def hashed(purpose: bytes, secret: str) -> bytes:
    """Under which a row is found by whoever knows the secret."""
    return hashlib.sha256(purpose + b"\0" + secret.encode()).digest()


def seal(purpose: bytes, secret: str, content: bytes) -> str:
    """Unreadable without the secret."""
    return jwe.encrypt_compact(HEADER, content, _key(purpose, secret), algorithms=ALGORITHMS)


def unseal(purpose: bytes, secret: str, sealed: str) -> bytes | None:
    """The content, or None where it was sealed with another secret."""
    try:
        opened = jwe.decrypt_compact(sealed, _key(purpose, secret), algorithms=ALGORITHMS)
    except (JoseError, ValueError):
        return None
    return opened.plaintext


def _key(purpose: bytes, secret: str) -> OctKey:
    return OctKey.import_key(hashed(purpose, secret))
