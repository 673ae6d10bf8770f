"""Full-text search that means the same on every store: folded words in an indexed table.

Postgres keeps an index of its own kind of them, see postgres_words.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Column, ColumnElement, and_

from shared.folding import words

LONGEST_WORD = 64
LAST = "\U0010ffff"  # sorts after every other character


def kept(*texts: str) -> frozenset[str]:
    """The words of texts, as the index keeps them."""
    return frozenset(word[:LONGEST_WORD] for text in texts for word in words(text))


def sought(text: str, most: int) -> Sequence[str]:
    """The words that a search looks for, each once."""
    return list(dict.fromkeys(_cut(words(text))))[:most]


def begins(column: Column[str], word: str) -> ColumnElement[bool]:
    """The column's word begins with this one; a range, so that an index answers it."""
    return and_(column >= word, column < word + LAST)


def _cut(found: Iterable[str]) -> Iterable[str]:
    return (word[:LONGEST_WORD] for word in found)
