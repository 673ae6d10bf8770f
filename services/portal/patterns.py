"""Words of services that are made for programs and come without a code, in words for people."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from services.portal.language import gettext

Patterns = Sequence[tuple[str, str]]
"""What a service says, as a pattern, with the text that it means to people."""


def meant(said: str, patterns: Patterns, told: Mapping[str, str] | None = None) -> str:
    """What the first pattern means that all of it matches, with what the pattern names and what is
    `told` besides; what nobody has put in words yet stays as the service said it.
    """
    for theirs, ours in patterns:
        found = re.fullmatch(theirs, said)
        if found:
            return gettext(ours, **{**found.groupdict(), **(told or {})})
    return said
