"""Names and texts folded for comparison and search: without case, accents and punctuation."""

from __future__ import annotations

import re
import unicodedata

_WITHOUT_DECOMPOSITION = str.maketrans(
    {"ø": "o", "đ": "d", "ð": "d", "ł": "l", "æ": "ae", "œ": "oe", "þ": "th", "ħ": "h", "ı": "i"}
)
_JOINED = re.compile(r"[.'’ʼ`]")
_NOT_A_WORD = re.compile(r"[\W_]+")


def words(text: str) -> list[str]:
    """The words of a text in their order; dots and apostrophes join ("S.A." is "sa")."""
    plain = unicodedata.normalize("NFKD", text.casefold()).translate(_WITHOUT_DECOMPOSITION)
    bare = "".join(character for character in plain if not unicodedata.combining(character))
    return [word for word in _NOT_A_WORD.split(_JOINED.sub("", bare)) if word]


def name_key(name: str) -> str:
    """Equal for two names that differ in case, accents or punctuation only."""
    return " ".join(words(name))
