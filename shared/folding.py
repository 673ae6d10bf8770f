"""Texts folded for comparison and search: their words without case, accents and punctuation."""

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
    # Decomposed on both sides of casefold: a letter like 𝐀 becomes A, which has a case, only then.
    folded = unicodedata.normalize("NFKD", text).casefold()
    plain = unicodedata.normalize("NFKD", folded).translate(_WITHOUT_DECOMPOSITION)
    bare = "".join(character for character in plain if not unicodedata.combining(character))
    return [word for word in _NOT_A_WORD.split(_JOINED.sub("", bare)) if word]
