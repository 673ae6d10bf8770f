"""Reading what a form sent, as the services want it."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from flask import request

from services.portal.places import parts_of

_NUMBER = re.compile(r"-?[0-9]{1,15}")


def text(name: str) -> str:
    """What was written, without outer blanks."""
    return request.form.get(name, "").strip()


def text_or_none(name: str) -> str | None:
    """What was written, or None where nothing was."""
    return text(name) or None


def ticked(name: str) -> bool:
    """Whether a box was ticked."""
    return name in request.form


def words(name: str) -> list[str]:
    """A list, written with commas between."""
    return parts_of(text(name))


def number(name: str) -> Any:
    """A whole number; what is none goes on as it is, for the service to refuse by name."""
    written = text(name)
    return int(written) if _NUMBER.fullmatch(written) else written or None


def day(name: str) -> str | None:
    """A day as the service takes it; what is none goes on as it is, to be refused by name."""
    written = text(name)
    try:
        return date.fromisoformat(written).isoformat()
    except ValueError:
        return written or None
