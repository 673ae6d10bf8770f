"""Introductions in words: what happens next and when, and nothing that is not theirs to know."""

from __future__ import annotations

from typing import Any

import pytest

from services.referrals.api.introduction_shapes import ROLES
from services.referrals.api.introduction_shapes import STATES as SHOWN_STATES
from services.referrals.domain.preview import RULES as REAL_RULES
from services.referrals.domain.step import ANSWERS as REAL_ANSWERS
from services.referrals.domain.step import Answer, Role
from shared.cli import introduction_wording as wording
from shared.cli import introductions

NAMES = {"bea": "Bea Santos", "dita": "Dita Kovač", "ada": "Ada [/b] Oyelaran"}
TITLES = {"o1": "Data Engineer"}


def seen(**said: Any) -> dict[str, Any]:
    presumed: dict[str, Any] = {
        "id": "i1", "role": "candidate", "state": "asking", "kind": "referral", "blurb": "I count.",
        "opening_id": "o1", "topic": None, "candidate": None, "contact": "bea",
        "contact_agreed": False, "agreed": [], "target": None, "passed_by": None, "line": None,
        "passes_to": None, "answer": None, "may_be_named": None,
        "due_at": "2026-11-27T12:00:00+00:00",
    }  # fmt: skip
    return presumed | said


def told(**said: Any) -> str:
    return "\n".join(wording.time_line(seen(**said), NAMES, TITLES))


def asked(**said: Any) -> str:
    first = {"role": "introducer", "candidate": "ada", "passed_by": "ada", "passes_to": "dita"}
    return told(**{"state": "asked", **first, **said})


def test_every_state_answer_and_rule_has_words() -> None:
    assert set(SHOWN_STATES) <= set(wording.STATES)
    assert {each.value for each in Answer} == set(wording.ANSWERS)
    assert set(REAL_RULES) == set(wording.RULES)
    assert {each.replace("-", "_") for each in introductions.ANSWERS} == set(wording.ANSWERS)
    assert set(ROLES) - {"candidate"} == set(wording.MAY_ANSWER)


@pytest.mark.parametrize("role", Role)
def test_whoever_is_asked_reads_what_they_may_answer(role: Role) -> None:
    line = wording.MAY_ANSWER[role.value].replace(" or ", ", ")
    assert {each.replace("-", "_") for each in line.split(", ")} == set(REAL_ANSWERS[role])


def test_names_unfold_with_each_yes() -> None:
    assert "Bea Santos is asked; the first contact answers by 2026-11-27 12:00 UTC" in told()
    on_its_way = told(contact_agreed=True, agreed=["dita"])
    assert "● Bea Santos said yes" in on_its_way
    assert "● Dita Kovač said yes" in on_its_way
    assert "◌ the next person is asked" in on_its_way


def test_whose_name_one_may_not_know_is_somebody() -> None:
    assert "somebody is asked" in told(contact="nobody-named")
    assert "somebody who asks discreetly" in asked(candidate=None, passed_by="bea")


@pytest.mark.parametrize("state", ["exhausted", "withdrawn", "opening_closed"])
def test_an_end_is_told_without_a_date_to_wait_for(state: str) -> None:
    line = told(state=state, due_at=None)
    assert wording.ENDS[state] in line
    assert "◌" not in line


def test_a_new_contact_waits_for_the_candidates_word() -> None:
    line = told(state="new_contact")
    assert "begins with Bea Santos" in line
    assert "by 2026-11-27 12:00 UTC, or not" in line
    assert wording.comes_next(seen(state="new_contact")).startswith("agree to the new contact by")


def test_the_target_is_named_when_they_agreed() -> None:
    assert "Dita Kovač agreed to meet you" in told(state="met", target="dita", due_at=None)


def test_an_introducer_sees_who_passed_it_on_and_their_line() -> None:
    line = asked(passed_by="bea", line="She [red]counts[/red] well.")
    assert "Bea Santos passed it on: “She \\[red]counts\\[/red] well.”" in line
    assert "→ to Dita Kovač" in line


def test_what_came_of_it_is_told_to_whoever_helped() -> None:
    helped = asked(state="met", answer="introduce", due_at=None)
    assert "you introduce them" in helped
    assert "met" in helped
    assert "◌" not in asked(state="passed_on", answer="use_my_name", due_at=None)


@pytest.mark.parametrize(
    ("said", "words"), [(True, "may learn"), (False, "may not learn"), (None, "")]
)
def test_who_helped_reads_what_they_said_of_their_name(said: bool | None, words: str) -> None:
    line = asked(state="passed_on", answer="introduce", may_be_named=said, due_at=None)
    assert words in line
    assert ("recruiters" in line) is (said is not None)


def test_what_people_wrote_is_neither_markup_nor_an_order_to_the_terminal() -> None:
    line = told(blurb="[bold]x[/] \x1b[2J")
    assert "\x1b" not in line
    assert "\\[bold]" in line


def test_a_search_for_advice_is_about_its_topic() -> None:
    assert wording.about(seen(opening_id=None, topic="quay walls"), TITLES) == "quay walls"
    assert wording.about(seen(opening_id=None, kind="open_ask"), TITLES) == "somebody there"
    assert wording.about(seen(opening_id="o2"), TITLES) == "opening o2"
