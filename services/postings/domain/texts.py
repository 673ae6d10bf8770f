"""What a text may hold. Each check returns what is wrong, in a sentence, or None."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from shared.errors import Invalid

Faults = Mapping[str, str | None]

_LAYOUT = {"\n", "\t"}
_LONGEST_URL = 2000


def refuse_faults(code: str, detail: str, faults: Faults) -> None:
    """Raises Invalid that names every field with a fault; nothing if there is none."""
    errors = {field: [fault] for field, fault in faults.items() if fault}
    if errors:
        raise Invalid(code, detail, errors)


def line_fault(text: str, longest: int) -> str | None:
    """For a text of one line that must say something."""
    if not text.strip():
        return "It must not be empty."
    if len(text) > longest:
        return f"It may have {longest} characters at most."
    return "It must not hold control characters." if _has_control(text, set()) else None


def block_fault(text: str, longest: int) -> str | None:
    """For a text of several lines that must say something."""
    if not text.strip():
        return "It must not be empty."
    if len(text) > longest:
        return f"It may have {longest} characters at most."
    return "It must not hold control characters." if _has_control(text, _LAYOUT) else None


def url_fault(url: str) -> str | None:
    """For a link that people follow: http or https, a host, nobody's password."""
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname)
        usable = usable and parts.username is None and (parts.port is None or parts.port > 0)
    except ValueError:
        usable = False
    clean = not any(character.isspace() for character in url) and not _has_control(url, set())
    if usable and clean and len(url) <= _LONGEST_URL:
        return None
    return "It must be an http or https address without a password."


def first_fault(faults: Iterable[str | None]) -> str | None:
    """The first thing wrong, if anything is."""
    return next((fault for fault in faults if fault), None)


def _has_control(text: str, allowed: set[str]) -> bool:
    # Cc: control; Cs: half a surrogate pair, which no store can keep.
    return any(c not in allowed and unicodedata.category(c) in ("Cc", "Cs") for c in text)
