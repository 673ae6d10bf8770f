"""Searching among many openings: the product's table of words beside Postgres's own text index.

Both are asked the same on the same store, and their answers are compared before a time counts.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from uuid import UUID

import numpy as np
from sqlalchemy import Connection, insert, text

from bench.figures import Figure, quantile, times
from bench.ground import Ground
from deploy.local.postgres_server import as_store_url
from services.postings.adapters import tables
from services.postings.adapters.opening_rows import row_of, words_of
from services.postings.adapters.openings import StoredOpenings
from services.postings.adapters.words import kept
from services.postings.domain.opening import Opening, State
from services.postings.domain.search import OpeningSearch
from services.postings.domain.terms import Audience, EmploymentType, Terms
from shared.batches import in_batches
from shared.storage.database import Database
from shared.storage.migrations import upgrade, versions_of

Ask = Callable[[Connection, OpeningSearch], list[UUID]]

BEGAN = datetime(2026, 1, 1, tzinfo=UTC)
COUNTRIES = ("NO", "PT", "DE", "FR", "IE")
VOCABULARY = 20_000
WORDS_EACH = 80  # in a description
OPENINGS_OF_EMPLOYER = 50
WRITTEN_AT_ONCE = 1_000
QUESTIONS = {
    "a word of most openings": OpeningSearch(text="word00001"),
    "a word of few": OpeningSearch(text="word19990"),
    "the beginning of many words": OpeningSearch(text="word1"),
    "two words and a country": OpeningSearch(text="word00020 word00300", country="NO"),
    "an employer's name": OpeningSearch(text="house7"),
    "a word of none": OpeningSearch(text="nowhere"),
}
PEER = """
SELECT o.* FROM openings o JOIN peer p ON p.id = o.id
WHERE o.state = 'published' AND o.audience IN ('public', 'members')
  AND p.words @@ to_tsquery('simple', :words)
  AND (CAST(:country AS text) IS NULL OR p.countries && ARRAY[:country, ''])
ORDER BY o.id DESC LIMIT 51
"""
PEERS = (
    "CREATE TABLE peer (id uuid PRIMARY KEY, words tsvector, countries text[])",
    """
    INSERT INTO peer
    SELECT o.id,
      array_to_tsvector(array(
        SELECT word FROM opening_words w WHERE w.opening_id = o.id AND field = 'text'
        UNION SELECT word FROM employer_words e WHERE e.employer_id = o.employer_id)),
      array(SELECT word::text FROM opening_words w
            WHERE w.opening_id = o.id AND field = 'country')
    FROM openings o
    """,
    "CREATE INDEX ON peer USING gin (words)",
    "ANALYZE",
)


class Disagree(Exception):
    """The product and its peer found different openings."""


def search_of_openings(ground: Ground) -> Iterator[Figure]:
    """How long one page takes, on each kind of store."""
    yield from _on(f"sqlite:///{ground.folder}/postings.db", "SQLite", ground.scale.openings)
    yield from _on(_database(ground), "Postgres", ground.scale.openings)


def _on(url: str, name: str, openings: int) -> Iterator[Figure]:
    peer = name == "Postgres"
    with closing(Database(url)) as store:
        upgrade(store, versions_of("services.postings"))
        _fill(store, openings)
        if peer:
            _make_peer(store)
        for what, search in QUESTIONS.items():
            yield from _figures(store, f"openings with {what}, {name}", search, peer)


def _figures(store: Database, what: str, search: OpeningSearch, peer: bool) -> Iterator[Figure]:
    found, seconds = _asked(store, _product, search)
    yield from times(what, seconds)
    if peer:
        same, theirs = _asked(store, _peer, search)
        if same != found:
            raise Disagree(what)
        ratio = quantile(seconds, 0.5) / quantile(theirs, 0.5)
        yield Figure(f"{what}: of tsvector's time", ratio, "×")


def _asked(store: Database, ask: Ask, search: OpeningSearch) -> tuple[list[UUID], list[float]]:
    seconds = []
    for _ in range(12):
        with store.read() as connection:
            began = time.perf_counter()
            found = ask(connection, search)
            seconds.append(time.perf_counter() - began)
    return found, seconds[2:]


def _product(connection: Connection, search: OpeningSearch) -> list[UUID]:
    page = StoredOpenings(connection).search(search, [Audience.PUBLIC, Audience.MEMBERS])
    return [opening.id for opening in page.items]


def _peer(connection: Connection, search: OpeningSearch) -> list[UUID]:
    words = " & ".join(f"{word}:*" for word in kept(search.text))
    found = connection.execute(text(PEER), {"words": words, "country": search.country})
    return [row.id for row in found][:50]


def _make_peer(store: Database) -> None:
    with store.write() as connection:
        connection.execute(text("SET LOCAL statement_timeout = 0"))
        for statement in PEERS:
            connection.execute(text(statement))


def _fill(store: Database, count: int) -> None:
    random = np.random.default_rng(7)
    with store.write() as connection:
        employers = range(count // OPENINGS_OF_EMPLOYER)
        connection.execute(insert(tables.employers), [_employer(number) for number in employers])
        connection.execute(
            insert(tables.employer_words),
            [{"employer_id": UUID(int=n + 1), "word": f"house{n}"} for n in employers],
        )
        for numbers in in_batches(range(count), WRITTEN_AT_ONCE):
            _write(connection, [_opening(number, random) for number in numbers])


def _write(connection: Connection, openings: Sequence[Opening]) -> None:
    connection.execute(insert(tables.openings), [row_of(each) for each in openings])
    words = [
        {"opening_id": each.id, "field": field, "word": word}
        for each in openings
        for field, word in words_of(each)
    ]
    connection.execute(insert(tables.opening_words), words)


def _employer(number: int) -> dict[str, object]:
    name = f"House{number}"
    return {
        "id": UUID(int=number + 1),
        "version": 1,
        "name": name,
        "sort_key": name.lower(),
        "aliases": [],
        "hiring": True,
    }


def _opening(number: int, random: np.random.Generator) -> Opening:
    """A few words stand in most descriptions, and most words in few, as in any language."""
    ranks = np.minimum(random.zipf(1.2, WORDS_EACH), VOCABULARY)
    described = " ".join(f"word{rank:05d}" for rank in ranks)
    return Opening(
        id=UUID(int=number + 1),
        employer_id=UUID(int=number // OPENINGS_OF_EMPLOYER + 1),
        posted_by=None,
        created_at=BEGAN + timedelta(minutes=number),
        published_at=BEGAN + timedelta(minutes=number),
        state=State.PUBLISHED,
        terms=Terms(
            title=f"Engineer {number % 100}",
            description=described,
            employment_type=EmploymentType.FULL_TIME,
            audience=Audience.PUBLIC,
            countries=(COUNTRIES[number % len(COUNTRIES)],),
        ),
    )


def _database(ground: Ground) -> str:
    ground.postgres.make_databases(["postings"])
    return as_store_url(ground.postgres.url_of("postings"))
