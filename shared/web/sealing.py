"""Text that only its own service can read again, to be carried by a caller in between.

For what a caller must hand back but must not see, such as a cursor that holds the ids of people.
Encrypted with AES-256-GCM (JSON Web Encryption, RFC 7516) under a key that derives from the
service's signing key, so it lives as long as that does.
"""

from __future__ import annotations

import hashlib

from joserfc import jwe
from joserfc.errors import JoseError
from joserfc.jwk import GuestProtocol, OctKey, OKPKey

from shared.errors import Invalid
from shared.web.keys import SigningKeys

ALGORITHMS = ["dir", "A256GCM"]
LONGEST = 4000  # characters


def seal(keys: SigningKeys, text: str) -> str:
    """The text, unreadable and unchangeable for anybody else."""
    key = keys.newest()
    header = {"alg": "dir", "enc": "A256GCM", "kid": key.kid}
    return jwe.encrypt_compact(header, text.encode(), _sealing(key), algorithms=ALGORITHMS)


def unseal(keys: SigningKeys, sealed: str) -> str:
    """The text again. Raises Invalid if it was not sealed here, or too long ago."""
    try:
        opened = jwe.decrypt_compact(
            sealed[:LONGEST], lambda token: _named_by(token, keys), algorithms=ALGORITHMS
        )
        return (opened.plaintext or b"").decode()
    except (JoseError, ValueError, TypeError):
        pass
    raise Invalid(
        "cursor_unreadable",
        "This cursor is none of ours or too old; start again without `after`.",
        {"after": ["Not a cursor."]},
    )


def _named_by(token: GuestProtocol, keys: SigningKeys) -> OctKey:
    key = keys.find(str(token.headers().get("kid")))
    if key is None:
        raise ValueError("sealed with a key that is gone")
    return _sealing(key)


def _sealing(key: OKPKey) -> OctKey:
    private = str(key.as_dict(private=True)["d"])
    return OctKey.import_key(hashlib.sha256(b"warmpath sealing\0" + private.encode()).digest())
