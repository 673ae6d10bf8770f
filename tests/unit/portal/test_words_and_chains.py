"""Codes and numbers in words; a path as a picture; Markdown that can do nothing."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from marshmallow import Schema, fields, validate

from services.portal import times, wording
from services.portal.chain import drawn
from services.portal.markdown import as_html
from services.portal.words import WORDS
from shared.ids import new_id
from tests.support.xss import CORPUS

BEA = "018f0000-0000-7000-8000-000000000001"
NAMES = {BEA: "Bea Santos"}


def path(further: int = 0, end: str = "hiring_manager", **contact: Any) -> dict[str, Any]:
    first = {
        "person_id": BEA,
        "volunteer": False,
        "reasons": [{"code": "worked_together", "amount": 18}],
        "busy": False,
        "free_from": None,
    }
    return {
        "contact": first | contact,
        "further_introducers": further,
        "end": end,
        "chance": "likely",
    }


@pytest.mark.parametrize(
    ("months", "said"),
    [(1, "1 month"), (11, "11 months"), (12, "1 year"), (14, "1 year"), (18, "18 months"),
     (25, "2 years"), (32, "32 months"), (37, "3 years"), (41, "more than 3 years"),
     (83, "almost 7 years"), (84, "7 years")],
)  # fmt: skip
def test_months_are_said_as_people_say_them(months: int, said: str) -> None:
    assert times.months(months) == said


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ({"code": "worked_together", "amount": 18}, "worked together 18 months"),
        ({"code": "worked_together", "amount": 0}, "worked together"),
        ({"code": "messages", "amount": 30}, "30 messages"),
        ({"code": "something_new", "amount": 3}, "something new"),
    ],
)
def test_a_reason_is_said_also_one_that_is_new(reason: dict[str, Any], said: str) -> None:
    assert wording.reason(reason) == said


def test_no_more_than_three_reasons_are_said() -> None:
    many = [{"code": "messages", "amount": number} for number in range(5)]

    assert wording.reasons(many) == "0 messages, 1 message, 2 messages"
    assert wording.reasons([]) == "you know each other"


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Ada Oyelaran", "AO"), ("Bea", "B"), ("  ", "·"), ("d’Arc Jeanne", "DJ"), ("<b> x", "X")],
)
def test_a_dot_has_initials(name: str, letters: str) -> None:
    assert wording.initials(name) == letters


class Filled(Schema):
    """One field of each kind of mistake that forms make."""

    name = fields.String(validate=validate.Length(1, 120))
    mail = fields.String(validate=validate.Length(3, 254))
    vouch = fields.String(validate=validate.Length(max=5))
    title = fields.String(validate=validate.Length(min=2))
    place = fields.String(required=True)
    pay = fields.Integer()


def test_what_is_wrong_with_a_field_is_said_in_words_for_people() -> None:
    wrong = {"name": "", "mail": "", "vouch": "too long", "title": "x", "pay": None}
    found = Filled().validate(wrong)

    assert {name: wording.told(messages) for name, messages in found.items()} == {
        "name": "Write something, at most 120 characters.",
        "mail": "It needs 3 to 254 characters.",
        "vouch": "At most 5 characters.",
        "title": "At least 2 characters.",
        "place": "It is needed.",
        "pay": "It is needed.",
    }
    assert wording.told(["is needed", "It has passed."]) == "It is needed. It is over already."


def test_days_and_moments_are_spelt_out() -> None:
    assert times.day("2026-11-27") == "Fri, 27 November 2026"
    assert times.day(date(2026, 12, 1)) == "Tue, 1 December 2026"
    assert times.moment("2026-11-27T06:05:00+00:00") == "Fri, 27 November 2026, 06:05 UTC"
    assert times.day(None) == ""


def test_a_career_is_told_in_months() -> None:
    assert times.month_shown("2021-05-01") == '<time datetime="2021-05">May 2021</time>'


def test_an_id_tells_its_day() -> None:
    assert times.began("018bcfe5-6800-7000-8000-000000000000") == "Tue, 14 November 2023"
    assert len(times.began(str(new_id()))) > 10


def test_small_totals_stay_vague() -> None:
    assert wording.within_reach("a few", 0) == "A few openings within reach."
    assert wording.within_reach("a few", 2) == (
        "A few openings within reach, 2 more without a path."
    )
    assert wording.within_reach(1, 0) == "1 opening within reach."
    assert wording.within_reach(12, 3) == "12 openings within reach, 3 more without a path."


@pytest.mark.parametrize("table", WORDS)
def test_a_code_that_is_new_is_still_said(table: str) -> None:
    assert wording.word("never_heard_of", table) == "never heard of"


def test_the_words_of_the_page_are_those_of_the_house() -> None:
    said = " ".join(str(text) for table in WORDS.values() for text in table.values())

    assert "connection" not in said.lower()


def test_a_path_is_drawn_from_you_to_its_end() -> None:
    way = drawn(path(further=1), NAMES, "Ada Oyelaran")

    assert [node.label for node in way.nodes] == [
        "You",
        "Bea Santos",
        "One more person",
        "The hiring manager",
    ]
    assert way.in_words == "Path: You, Bea Santos, One more person, The hiring manager"
    assert [node.look for node in way.nodes] == ["person", "person", "blank", "end"]


def test_whether_the_contact_is_the_end_is_left_open_as_the_answer_leaves_it() -> None:
    end = drawn(path(end="referrer"), NAMES, "Ada").nodes[-1]

    assert (end.label, end.small) == ("Someone who can refer you", "perhaps Bea")


@pytest.mark.parametrize(
    ("contact", "weak"),
    [
        ({}, False),
        ({"reasons": [{"code": "listed", "amount": 0}]}, True),
        ({"reasons": []}, True),
        ({"volunteer": True, "reasons": []}, True),
    ],
)
def test_only_ones_own_tie_shows_how_strong_it_is(contact: dict[str, Any], weak: bool) -> None:
    nodes = drawn(path(further=2, **contact), NAMES, "Ada").nodes

    assert nodes[1].weak is weak
    assert [node.weak for node in nodes[2:]] == [False, False]


def test_a_contact_who_is_busy_says_from_when_they_are_free() -> None:
    way = drawn(path(busy=True, free_from="2026-12-03"), NAMES, "Ada")

    assert way.nodes[1].small == "free from Thu, 3 December 2026"
    assert (way.busy, way.free_from) == (True, "2026-12-03")


def test_somebody_whose_name_did_not_come_is_somebody() -> None:
    assert drawn(path(), {}, "Ada").contact == "Somebody you know"


def test_markdown_becomes_few_tags() -> None:
    html = as_html("# Doors\n\nBuild **strong** ones:\n\n- oak\n- [elm](https://elm.example)")

    assert "<h3>Doors</h3>" in html
    assert "<strong>strong</strong>" in html
    assert '<a href="https://elm.example" rel="nofollow noopener">elm</a>' in html


@pytest.mark.parametrize("text", CORPUS)
def test_markdown_runs_and_loads_nothing(text: str) -> None:
    html = str(as_html(text))

    for forbidden in ("<script", "<img", "<svg", "<style", "<base", "<form", "<meta", "<iframe"):
        assert forbidden not in html.lower()
    assert 'href="javascript' not in html.lower()
    assert 'href="data' not in html.lower()
