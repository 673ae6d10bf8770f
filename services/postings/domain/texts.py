"""What a text may hold. Each check returns what is wrong, in a sentence, or None."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping

from shared.errors import Invalid
from shared.texts import has_control, is_web_address

Faults = Mapping[str, str | None]

_LAYOUT = {"\n", "\t"}
_LONGEST_URL = 2000


def refuse_faults(code: str, detail: str, faults: Faults) -> None:
    """Raises Invalid that names every field with a fault; nothing if there is none."""
    errors = {field: [fault] for field, fault in faults.items() if fault}
    if errors:
        raise Invalid(code, detail, errors)


def line_fault(text: str, longest: int, layout: Container[str] = ()) -> str | None:
    """For a text of one line that must say something."""
    if not text.strip():
        return "It must not be empty."
    if len(text) > longest:
        return f"It may have {longest} characters at most."
    return "It must not hold control characters." if has_control(text, layout) else None


def block_fault(text: str, longest: int) -> str | None:
    """For a text of several lines that must say something."""
    return line_fault(text, longest, _LAYOUT)


def url_fault(url: str) -> str | None:
    """For a link that people follow: http or https, a host, nobody's password."""
    if is_web_address(url) and len(url) <= _LONGEST_URL:
        return None
    return "It must be an http or https address without a password."


def first_fault(faults: Iterable[str | None]) -> str | None:
    """The first thing wrong, if anything is."""
    return next((fault for fault in faults if fault), None)
