"""Addresses of profiles on LinkedIn, written one way so that they can be compared."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import unquote, urlsplit

_HOST = re.compile(r"([a-z]{2,3}\.)?linkedin\.com")
_PATH = re.compile(r"/in/([^/\s]{1,200})/?(?:[a-z]{2}(?:[-_][a-z]{2})?/?)?", re.IGNORECASE)
LONGEST = 500


def profile_url(address: str) -> str:
    """`https://www.linkedin.com/in/<name>` without case, country, query and percent signs.

    "" where the address is not that of a profile.
    """
    text = address.strip()
    if not text or len(text) > LONGEST:
        return ""
    try:
        parts = urlsplit(text if "://" in text else f"https://{text}")
        host = parts.hostname or ""
    except ValueError:
        return ""
    path = _PATH.fullmatch(unquote(parts.path))
    if path is None or parts.scheme not in ("http", "https") or not _HOST.fullmatch(host):
        return ""
    name = unicodedata.normalize("NFC", path[1]).casefold()
    return f"https://www.linkedin.com/in/{name}"
