"""Openings, their people, and what a search finds them by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    delete,
    exists,
    insert,
    or_,
    select,
    update,
)

from services.postings.adapters.opening_rows import ANYWHERE, opening_of, row_of, words_of
from services.postings.adapters.postgres_words import by_index
from services.postings.adapters.tables import (
    employer_words,
    opening_people,
    opening_words,
    openings,
)
from services.postings.adapters.words import begins, sought
from services.postings.domain.opening import ADVERTISED, OPEN, OVER, Opening, State
from services.postings.domain.search import MOST_WORDS, OpeningSearch
from services.postings.domain.terms import Audience
from shared.errors import Conflict
from shared.storage.pagination import Page, decode_cursor, page_of

Condition = ColumnElement[bool]
FEW = 200
"""Up to so many openings with a word are looked up one by one."""


class StoredOpenings:
    """Keeps `ports.Openings`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, opening_id: UUID) -> Opening | None:
        found = self._all(select(openings).where(openings.c.id == opening_id))
        return found[0] if found else None

    def add(self, opening: Opening) -> None:
        self._connection.execute(insert(openings).values(row_of(opening)))
        self._write_parts(opening)

    def save(self, opening: Opening) -> Opening:
        saved = replace(opening, version=opening.version + 1)
        same = (openings.c.id == opening.id) & (openings.c.version == opening.version)
        change = update(openings).where(same).values(row_of(saved))
        if self._connection.execute(change).rowcount < 1:
            raise Conflict("opening_changed_meanwhile", "Somebody changed the opening meanwhile.")
        self._write_parts(saved)
        return saved

    def search(self, search: OpeningSearch, audiences: Sequence[Audience]) -> Page[Opening]:
        listed = openings.c.state == State.PUBLISHED.value
        seen = openings.c.audience.in_([audience.value for audience in audiences])
        query = select(openings).where(listed, seen, *_filters(search))
        if self._connection.dialect.name == "postgresql":
            query = by_index(query, search)
        else:
            query = query.where(*self._words(search))
        return self._page(query, search.after, search.limit)

    def of_person(self, person: UUID, after: str | None, limit: int) -> Page[Opening]:
        return self._page(select(openings).where(_has_part(person)), after, limit)

    def with_person(self, person: UUID) -> Sequence[Opening]:
        return self._all(select(openings).where(_has_part(person)).order_by(openings.c.id))

    def of_employer(self, employer: UUID) -> Sequence[Opening]:
        not_over = openings.c.state.not_in([state.value for state in OVER])
        query = select(openings).where(openings.c.employer_id == employer, not_over)
        return self._all(query.order_by(openings.c.id))

    def advertised(self, employer: UUID) -> bool:
        published = openings.c.state == State.PUBLISHED.value
        shown = openings.c.audience.in_([audience.value for audience in ADVERTISED])
        query = select(exists().where(openings.c.employer_id == employer, published, shown))
        return bool(self._connection.scalar(query))

    def past_their_day(self, today: date) -> Sequence[Opening]:
        still_open = openings.c.state.in_([state.value for state in OPEN])
        query = select(openings).where(still_open, openings.c.valid_through < today)
        return self._all(query.order_by(openings.c.id))

    def _words(self, search: OpeningSearch) -> Iterator[Condition]:
        yield from map(self._says, sought(search.text, MOST_WORDS))
        yield from (
            _has_word("place", begins(opening_words.c.word, word))
            for word in sought(search.place, MOST_WORDS)
        )
        if search.country is not None:
            country = opening_words.c.word.in_([search.country.upper(), ANYWHERE])
            yield _has_word("country", country)

    def _says(self, word: str) -> Condition:
        """It says a word that begins so, or its employer's names do.

        Where few do, they are looked up; where many do, the page is soon full of the newest.
        """
        begun = begins(opening_words.c.word, word)
        named = begins(employer_words.c.word, word)
        of_employer = employer_words.c.employer_id == openings.c.employer_id
        by_employer = select(openings.c.id).join(employer_words, of_employer).where(named)
        by_text = select(opening_words.c.opening_id).where(opening_words.c.field == "text", begun)
        found = by_text.union_all(by_employer)
        few = self._connection.scalars(found.limit(FEW + 1)).all()
        if len(few) <= FEW:
            return openings.c.id.in_(few)
        return or_(_has_word("text", begun), exists().where(of_employer, named))

    def _page(self, query: Select[Any], after: str | None, limit: int) -> Page[Opening]:
        if after is not None:
            query = query.where(openings.c.id < decode_cursor(after, UUID)[0])
        found = self._all(query.order_by(openings.c.id.desc()).limit(limit + 1))
        return page_of(found, limit, lambda opening: (opening.id,))

    def _all(self, query: Select[Any]) -> list[Opening]:
        return [opening_of(row) for row in self._connection.execute(query)]

    def _write_parts(self, opening: Opening) -> None:
        for table in (opening_people, opening_words):
            self._connection.execute(delete(table).where(table.c.opening_id == opening.id))
        people = [{"opening_id": opening.id, "person_id": person} for person in opening.people]
        if people:
            self._connection.execute(insert(opening_people), people)
        words = [
            {"opening_id": opening.id, "field": field, "word": word}
            for field, word in words_of(opening)
        ]
        self._connection.execute(insert(opening_words), words)


def _has_part(person: UUID) -> Condition:
    own = opening_people.c.opening_id == openings.c.id
    return exists().where(own, opening_people.c.person_id == person)


def _filters(search: OpeningSearch) -> Iterator[Condition]:
    if search.remote is not None:
        yield openings.c.remote.is_(search.remote)
    if search.employer is not None:
        yield openings.c.employer_id == search.employer
    if search.salary_from is not None:
        yield openings.c.salary_high >= search.salary_from


def _has_word(field: str, matches: Condition) -> Condition:
    own = opening_words.c.opening_id == openings.c.id
    return exists().where(own, opening_words.c.field == field, matches)
