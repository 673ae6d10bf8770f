"""Answers in words."""

from __future__ import annotations

from typing import Any

import pytest

from services.profiles.domain import strength
from services.referrals.domain.answers import Chance
from services.referrals.domain.paths import End
from shared.cli.asking import Found, contact_of
from shared.cli.wording import CHANCES, ENDS, REASONS, reasons, then, total


def path(further: int = 0, **contact: Any) -> dict[str, Any]:
    who = {"person_id": "p", "volunteer": False, "reasons": []} | contact
    return {
        "contact": who,
        "further_introducers": further,
        "end": "referrer",
        "chance": "likely",
    }


def because(*codes: tuple[str, int]) -> str:
    return reasons(path(reasons=[{"code": code, "amount": amount} for code, amount in codes]))


@pytest.mark.parametrize(
    ("months", "words"),
    [(1, "1 month"), (11, "11 months"), (12, "1 year"), (18, "18 months"), (38, "3 years")],
)
def test_a_time_together_is_told_as_people_tell_it(months: int, words: str) -> None:
    assert because(("worked_together", months)) == f"worked together {words}"


def test_counts_are_told() -> None:
    assert because(("messages", 30), ("meetings", 4)) == "30 messages, 4 meetings"


def test_no_more_than_three_reasons_are_told_the_strongest_first() -> None:
    many = [("worked_together", 24), ("messages", 9), ("listed", 0), ("same_school", 0)]

    assert because(*many) == "worked together 2 years, 9 messages, on each other's list"


def test_a_tie_without_evidence_still_has_words() -> None:
    assert because() == "you know each other"


def test_a_volunteer_is_told_to_be_one() -> None:
    assert reasons(path(volunteer=True)) == "volunteers for your group"


def test_a_reason_that_is_new_is_told_by_its_code() -> None:
    assert because(("sang_in_a_choir", 0)) == "sang in a choir"


@pytest.mark.parametrize(
    ("further", "words"),
    [
        (0, "someone who can refer"),
        (1, "1 more person, then someone who can refer"),
        (2, "2 more people, then someone who can refer"),
    ],
)
def test_later_introducers_are_only_counted(further: int, words: str) -> None:
    assert then(path(further)) == words


def test_every_reason_that_profiles_gives_has_words() -> None:
    given = [
        strength.listed(),
        strength.worked_together(24, 40),
        strength.messages(9, 9, 0),
        strength.meetings(3, 0),
        strength.past_introduction(0),
        strength.same_school(),
        strength.same_association(),
        strength.shared_contacts(0.5),
    ]

    assert {evidence.code for evidence in given} == set(REASONS)


def test_every_chance_and_end_that_referrals_gives_has_words() -> None:
    assert set(CHANCES) == set(Chance.__args__)  # type: ignore[attr-defined]
    assert set(ENDS) == set(End.__args__)  # type: ignore[attr-defined]


@pytest.mark.parametrize(("given", "words"), [("a few", "a few"), (12, "12")])
def test_a_small_total_stays_vague(given: int | str, words: str) -> None:
    assert total(Found([], given, {})) == words


def test_a_contact_is_found_in_a_path_and_in_an_opening() -> None:
    assert contact_of(path()) == contact_of({"opening": {}, "path": path()}) == "p"


def test_a_contact_whose_name_did_not_come_is_not_shown_as_an_id() -> None:
    assert Found([], 0, {}).name_of(path()) == "somebody you know"
