"""What a search looks for, and what it is looked for in."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from services.postings.adapters.opening_rows import ANYWHERE, words_of
from services.postings.adapters.words import LONGEST_WORD, kept, sought
from services.postings.domain.opening import Opening
from services.postings.domain.terms import Audience, EmploymentType, Terms


def opening(**terms: object) -> Opening:
    usual: dict[str, object] = {
        "title": "Cook",
        "description": "Feed people.",
        "employment_type": EmploymentType.FULL_TIME,
        "audience": Audience.PUBLIC,
        "place": "Porto",
    }
    return Opening(
        id=UUID(int=1),
        employer_id=UUID(int=2),
        posted_by=UUID(int=3),
        created_at=datetime(2026, 11, 2, tzinfo=UTC),
        terms=Terms(**(usual | terms)),  # type: ignore[arg-type]
    )


def test_an_opening_is_found_by_the_words_of_its_texts_its_place_and_its_countries() -> None:
    found = set(words_of(opening(countries=("PT", "ES"))))

    assert found == {
        ("text", "cook"),
        ("text", "feed"),
        ("text", "people"),
        ("place", "porto"),
        ("country", "PT"),
        ("country", "ES"),
    }


def test_only_a_remote_opening_without_countries_is_anywhere() -> None:
    assert ("country", ANYWHERE) in set(words_of(opening(remote=True)))
    assert ("country", ANYWHERE) not in set(words_of(opening()))
    assert ("country", ANYWHERE) not in set(words_of(opening(remote=True, countries=("PT",))))


def test_a_search_looks_for_each_word_once_and_not_for_too_many() -> None:
    assert list(sought("Cook cook COOK baker", 12)) == ["cook", "baker"]
    assert list(sought("one two three", 2)) == ["one", "two"]
    assert list(sought(" !? ", 12)) == []


def test_a_word_longer_than_the_index_keeps_is_found_all_the_same() -> None:
    long = "x" * 200

    assert list(sought(long, 12)) == [long[:LONGEST_WORD]]
    assert kept(long) == {long[:LONGEST_WORD]}


@given(st.text(max_size=200))
def test_every_text_is_found_by_its_own_words(text: str) -> None:
    assert set(sought(text, 1000)) == kept(text)
