"""What Postgres's own full-text index is asked; its migration says how Postgres keeps it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Select, cast, column, literal, table
from sqlalchemy.dialects.postgresql import TSQUERY

from services.postings.adapters.opening_rows import ANYWHERE
from services.postings.adapters.tables import openings
from services.postings.adapters.words import sought
from services.postings.domain.search import MOST_WORDS, OpeningSearch

opening_index = table(
    "opening_index", column("opening_id", openings.c.id.type), column("words"), schema="derived"
)


def by_index(query: Select[Any], search: OpeningSearch) -> Select[Any]:
    """The openings of the query that say every word of the search."""
    asked = " & ".join(_asked(search))
    if not asked:
        return query
    matches = opening_index.c.words.bool_op("@@")(cast(literal(asked), TSQUERY))
    return query.join(opening_index, opening_index.c.opening_id == openings.c.id).where(matches)


def _asked(search: OpeningSearch) -> Iterator[str]:
    # A word has no character that means something in a query.
    yield from (f"'text:{word}':*" for word in sought(search.text, MOST_WORDS))
    yield from (f"'place:{word}':*" for word in sought(search.place, MOST_WORDS))
    if search.country is not None:
        yield f"('country:{_letters(search.country)}' | 'country:{ANYWHERE}')"


def _letters(country: str) -> str:
    return "".join(letter for letter in country.upper() if letter.isalnum())
