"""Names are equal as sets of words, and never because one contains the other."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.profiles.domain.folding import employer_key, name_key, person_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("José Álvarez", "jose alvarez"),
        ("Okafor-Lindqvist Ines", "Ines Okafor Lindqvist"),
        ("Søren Kjær", "SOREN KJAER"),
        ("Łukasz Strauß", "lukasz strauss"),
        ("Dr. Wren Hale, PhD", "Wren Hale"),
        ("Jane Doe, Ph.D.", "Jane Doe"),
        ("Kofi (K.) Mensah", "Kofi Mensah"),
        ("Shaun O’Neil", "shaun oneil"),
    ],
)
def test_the_same_person_written_differently_has_one_key(one: str, other: str) -> None:
    assert person_key(one) == person_key(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [("Ana Silva", "Ana Silva Costa"), ("Ann Lee", "Anna Lee"), ("Jack Ma", "Jack Mo")],
)
def test_a_name_that_only_contains_another_is_another(one: str, other: str) -> None:
    assert person_key(one) != person_key(other)


@pytest.mark.parametrize("name", ["", "Priya", "Dr. Priya", "Priya Priya", "…", "=1+1"])
def test_one_word_is_too_little_to_know_a_person_by(name: str) -> None:
    assert person_key(name) == ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Contoso, Ltd.", "CONTOSO"),
        ("Contoso GmbH & Co. KG", "contoso"),
        ("Northwind Analytics, Inc.", "northwind analytics"),
        ("Société Générale S.A.", "societe generale"),
        ("Fabrikam L.L.C.", "Fabrikam Corporation"),
    ],
)
def test_the_legal_form_of_an_employer_does_not_matter(one: str, other: str) -> None:
    assert employer_key(one) == employer_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Apple", "Apple Bank"),
        ("Bank", "Deutsche Bank"),
        ("AB InBev", "InBev"),
        ("SE", ""),
        ("Meta", "Metabase"),
    ],
)
def test_employers_that_share_a_word_are_not_the_same(one: str, other: str) -> None:
    assert employer_key(one) != employer_key(other)


@given(st.text(max_size=40))
def test_a_key_is_its_own_key(name: str) -> None:
    assert name_key(name_key(name)) == name_key(name)


@given(st.lists(st.sampled_from(["ana", "Ben", "CAÏ", "dee"]), min_size=1), st.randoms())
def test_the_order_of_words_does_not_matter(words: list[str], random: Any) -> None:
    shuffled = random.sample(words, len(words))

    assert name_key(" ".join(shuffled)) == name_key(" ".join(words))
