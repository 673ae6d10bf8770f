from __future__ import annotations

import math
from dataclasses import asdict
from uuid import UUID

import pytest

from services.referrals.domain.answers import chance, shown, shown_total
from services.referrals.domain.paths import Path, Suggestion
from shared.contracts.profiles import Reason

ADA, BEA, CAI, DITA, EMEKA = (UUID(int=n) for n in range(1, 6))
TOGETHER = Reason("worked_together", 18)


def test_only_the_own_contact_leaves_the_service() -> None:
    path = Path((ADA, BEA, CAI, DITA, EMEKA), cost=200)

    answer = shown(Suggestion(path, end="hiring_manager", reasons=(TOGETHER,)))

    assert answer.contact.person_id == BEA
    assert answer.further_introducers == 2
    assert not {str(CAI), str(DITA), str(EMEKA)} & set(str(asdict(answer)).split("'"))


def test_the_reasons_of_the_own_tie_are_shown() -> None:
    answer = shown(Suggestion(Path((ADA, BEA, CAI), 90), "referrer", (TOGETHER,)))

    assert answer.contact.reasons == (TOGETHER,)
    assert answer.further_introducers == 0


def test_a_target_among_the_own_contacts_is_its_own_first_contact() -> None:
    answer = shown(Suggestion(Path((ADA, BEA), 46), "referrer", (TOGETHER,)))

    assert answer.contact.person_id == BEA
    assert answer.further_introducers == 0


def test_a_volunteer_is_shown_as_one() -> None:
    answer = shown(Suggestion(Path((ADA, BEA, CAI), 150), "referrer", volunteer=True))

    assert answer.contact.volunteer
    assert answer.contact.reasons == ()


@pytest.mark.parametrize(
    ("probability", "word"),
    [
        (0.75, "likely"),
        (0.36, "likely"),
        (0.34, "possible"),
        (0.13, "possible"),
        (0.11, "long_shot"),
    ],
)
def test_chance_is_a_word(probability: float, word: str) -> None:
    assert chance(round(-100 * math.log(probability))) == word


def test_chance_never_grows_with_cost() -> None:
    words = [chance(cost) for cost in range(29, 481)]

    assert words == sorted(words, key=["likely", "possible", "long_shot"].index)


@pytest.mark.parametrize(("total", "read"), [(0, 0), (1, "a few"), (9, "a few"), (10, 10)])
def test_small_totals_are_not_numbers(total: int, read: object) -> None:
    assert shown_total(total) == read
