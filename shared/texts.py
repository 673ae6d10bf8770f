"""What no text that people write may hold, and which links may be followed, at every service."""

from __future__ import annotations

import unicodedata
from collections.abc import Container
from urllib.parse import urlsplit


def has_control(text: str, but: Container[str] = ()) -> bool:
    """Whether a text holds control characters, or half a surrogate pair, which no store keeps."""
    return any(c not in but and unicodedata.category(c) in ("Cc", "Cs") for c in text)


def is_web_address(link: str) -> bool:
    """Whether a link is http or https, has a host, and nobody's name or password in it."""
    if has_control(link) or any(character.isspace() for character in link):
        return False
    try:
        parts = urlsplit(link)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname)
        return usable and parts.username is None and parts.port != 0
    except ValueError:
        return False
