"""How often people may be asked: the figures, and when a slot is free again."""

from __future__ import annotations

import pytest

from services.referrals.domain.caps import BOUND_BY, DEFAULTS, FREED_BY_TIME, Cap, Slot, free_from
from services.referrals.domain.step import Role
from tests.support.introductions import DAY, HOUR, NOON


def test_the_figures_are_those_that_people_were_promised() -> None:
    assert dict(DEFAULTS) == {
        Cap.INTRODUCE_WEEKLY: 2,
        Cap.INTRODUCE_OPEN: 3,
        Cap.MEET_WEEKLY: 2,
        Cap.ASK_WEEKLY: 10,
    }


def test_somebody_is_bound_by_caps_in_every_role() -> None:
    assert set(BOUND_BY) == set(Role)
    assert all(BOUND_BY.values())


@pytest.mark.parametrize("cap", [Cap.INTRODUCE_WEEKLY, Cap.MEET_WEEKLY, Cap.ASK_WEEKLY])
def test_a_weekly_slot_is_free_again_after_seven_days_whatever_became_of_the_ask(cap: Cap) -> None:
    taken = Slot(NOON)

    assert not taken.free(cap, NOON + 7 * DAY - HOUR)
    assert taken.free(cap, NOON + 7 * DAY)


def test_an_open_slot_is_not_freed_by_time() -> None:
    assert FREED_BY_TIME[Cap.INTRODUCE_OPEN] is None
    assert not Slot(NOON).free(Cap.INTRODUCE_OPEN, NOON + 70 * DAY)
    assert Slot().free(Cap.INTRODUCE_OPEN, NOON)


def test_a_contact_at_their_cap_is_free_from_the_day_their_oldest_ask_is_a_week_old() -> None:
    slots = [Slot(NOON - DAY), Slot(NOON - 3 * DAY)]

    assert free_from(slots, Cap.INTRODUCE_WEEKLY, NOON) == NOON + 4 * DAY


def test_a_contact_under_their_cap_is_free_now() -> None:
    assert free_from([Slot(NOON - DAY), Slot()], Cap.INTRODUCE_WEEKLY, NOON) == NOON


@pytest.mark.parametrize(
    ("slots", "cap"), [([], Cap.INTRODUCE_WEEKLY), ([Slot(NOON)], Cap.INTRODUCE_OPEN)]
)
def test_nobody_knows_when_an_answer_comes_or_a_cap_of_nothing_ends(
    slots: list[Slot], cap: Cap
) -> None:
    assert free_from(slots, cap, NOON) is None
