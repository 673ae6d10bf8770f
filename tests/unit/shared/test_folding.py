"""Names are the same when they differ in case, accents or punctuation only."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.postings.domain.employer import name_key
from shared.folding import words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Alcântara Retail", "ALCANTARA retail"),
        ("Saône  Logistique", "Saone Logistique"),
        ("Straße AG", "STRASSE ag"),
        ("Łódź Foods, S.A.", "lodz foods sa"),
        ("Ørsted", "Orsted"),
        ("O'Neil & Sons", "O’Neil & Sons"),
        ("Café", "Cafe\u0301"),
    ],
)
def test_two_spellings_of_one_name_fold_alike(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Acme", "Acme Labs"), ("Turia", "Turia Pay"), ("AB C", "A BC")]
)
def test_a_name_within_another_is_another_name(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


def test_a_name_of_signs_alone_folds_to_nothing() -> None:
    assert name_key(" — !?_ ") == ""


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert words(" ".join(words(text))) == words(text)


@given(st.text(), st.text())
def test_the_words_of_two_texts_are_the_words_of_both(one: str, other: str) -> None:
    assert words(f"{one} \n {other}") == words(one) + words(other)
