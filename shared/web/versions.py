"""Editing what one has seen: the version of a thing as its ETag, and `If-Match` on edits."""

from __future__ import annotations

import re

from flask import request

from shared.errors import NeedsVersion, Stale

_ONE_TAG = re.compile(r'^"(\d{1,18})"$')


def etag(version: int) -> dict[str, str]:
    """The header that tells the version: `return thing, etag(thing.version)`."""
    return {"ETag": f'"{version}"'}


def expected_version() -> int:
    """The version that the caller edits. Raises NeedsVersion without `If-Match`.

    A tag that is none of ours, a list or `*` names no version we could have: Stale.
    """
    tag = request.headers.get("If-Match")
    if tag is None:
        raise NeedsVersion(
            "version_needed", "Send `If-Match` with the ETag of what you read before editing it."
        )
    found = _ONE_TAG.match(tag.strip())
    if found is None:
        raise _stale()
    return int(found.group(1))


def check_version(present: int) -> None:
    """Raises NeedsVersion or Stale unless the caller edits the present version."""
    if expected_version() != present:
        raise _stale()


def _stale() -> Stale:
    return Stale("version_stale", "This was changed meanwhile; read it again, then edit.")
