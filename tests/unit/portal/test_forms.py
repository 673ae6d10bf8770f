"""Reading what a form sent: what can be read is read, and what cannot goes on to be refused."""

from __future__ import annotations

import pytest
from flask import Flask

from services.portal.pages import forms


@pytest.fixture
def app() -> Flask:
    return Flask("forms")


@pytest.mark.parametrize(
    ("written", "read"), [("5", 5), (" 12 ", 12), ("-3", -3), ("", None), ("often", "often"),
                          ("1.5", "1.5"), ("9" * 30, "9" * 30), ("--5", "--5"), ("²", "²")],
)  # fmt: skip
def test_a_number_is_read_and_what_is_none_goes_on(app: Flask, written: str, read: object) -> None:
    with app.test_request_context(method="POST", data={"n": written}):
        try:
            assert forms.number("n") == read
        except ValueError:
            pytest.fail("what is no number is for the service to refuse")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2026-11-27", "2026-11-27"),
        (" 2026-11-27 ", "2026-11-27"),
        ("", None),
        ("27.11.2026", "27.11.2026"),
        ("2026-02-30", "2026-02-30"),
    ],
)
def test_a_day_is_read_and_what_is_none_goes_on(app: Flask, written: str, read: object) -> None:
    with app.test_request_context(method="POST", data={"d": written}):
        assert forms.day("d") == read


def test_words_are_what_stands_between_commas(app: Flask) -> None:
    with app.test_request_context(method="POST", data={"w": " oak, elm ,, ash wood,"}):
        assert forms.words("w") == ["oak", "elm", "ash wood"]
        assert forms.words("nothing") == []


def test_blanks_are_nothing(app: Flask) -> None:
    with app.test_request_context(method="POST", data={"t": "  ", "s": " oak "}):
        assert forms.text("t") == ""
        assert forms.text_or_none("t") is None
        assert forms.text_or_none("s") == "oak"


def test_a_box_is_ticked_or_not(app: Flask) -> None:
    with app.test_request_context(method="POST", data={"yes": "yes", "empty": ""}):
        assert forms.ticked("yes")
        assert forms.ticked("empty")
        assert not forms.ticked("no")
