"""Slots in the store mean what the pure rule says, whatever is taken and given back when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from uuid import UUID

import pytest

from services.referrals.adapters.people import StoredPeople
from services.referrals.adapters.slots import StoredSlots
from services.referrals.bootstrap import VERSIONS
from services.referrals.domain.caps import FREED_BY_TIME, NOTHING, Cap, Limits, Slot
from shared.storage.database import Database
from tests.support.introductions import DAY, HOUR, NOON, slots_kept
from tests.support.stores import made_store

BEA, CAI = UUID(int=1), UUID(int=2)
ONE, OTHER = UUID(int=11), UUID(int=12)
ALLOWS = Limits(introduces=True, weekly=2, open=3, refers=True, meets=False, weekly_meetings=5)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database(made_store(tmp_path, "referrals", VERSIONS))
    yield opened
    opened.close()


@pytest.mark.parametrize("cap", Cap)
@pytest.mark.parametrize("seed", range(3))
def test_a_slot_is_taken_exactly_when_the_rule_says_that_one_is_free(
    database: Database, cap: Cap, seed: int
) -> None:
    random, at = Random(seed), NOON
    model: dict[int, tuple[datetime, UUID]] = {}
    with database.write() as connection:
        slots = StoredSlots(connection)
        for _ in range(60):
            at += random.choice([HOUR, DAY, 3 * DAY])
            most, holder = random.randint(0, 3), UUID(int=random.randint(1, 4))
            kept = [Slot(model[n][0]) if n in model else Slot() for n in range(most)]
            free = [number for number, slot in enumerate(kept) if slot.free(cap, at)]
            assert slots_kept(slots, BEA, cap, most) == kept
            assert slots.take(BEA, cap, most, holder, at) == bool(free)
            if free:
                model[free[0]] = (at, holder)
            if random.random() < 0.4:
                slots.give_back(BEA, holder)
                if FREED_BY_TIME[cap] is None:
                    model = {n: held for n, held in model.items() if held[1] != holder}


def test_a_slot_is_ones_own_and_of_one_cap(database: Database) -> None:
    with database.write() as connection:
        slots = StoredSlots(connection)

        assert slots.take(BEA, Cap.MEET_WEEKLY, 1, ONE, NOON)
        assert not slots.take(BEA, Cap.MEET_WEEKLY, 1, OTHER, NOON)
        assert slots.take(BEA, Cap.INTRODUCE_WEEKLY, 1, OTHER, NOON)
        assert slots.take(CAI, Cap.MEET_WEEKLY, 1, OTHER, NOON)


def test_undoing_a_take_leaves_what_was_taken_before(database: Database) -> None:
    with database.write() as connection:
        slots = StoredSlots(connection)
        slots.take(BEA, Cap.INTRODUCE_WEEKLY, 2, ONE, NOON)
        slots.take(BEA, Cap.INTRODUCE_WEEKLY, 2, ONE, NOON + HOUR)
        slots.untake(BEA, Cap.INTRODUCE_WEEKLY, ONE, NOON + HOUR)

        assert slots_kept(slots, BEA, Cap.INTRODUCE_WEEKLY, 2) == [Slot(NOON), Slot()]


def test_an_end_frees_what_lasts_as_long_as_the_step_and_nothing_else(database: Database) -> None:
    with database.write() as connection:
        slots = StoredSlots(connection)
        for cap in (Cap.INTRODUCE_OPEN, Cap.INTRODUCE_WEEKLY):
            slots.take(BEA, cap, 1, ONE, NOON)
        slots.give_back(BEA, OTHER)
        assert slots_kept(slots, BEA, Cap.INTRODUCE_OPEN, 1) == [Slot(NOON)]
        slots.give_back(BEA, ONE)

        assert slots_kept(slots, BEA, Cap.INTRODUCE_OPEN, 1) == [Slot()]
        assert slots_kept(slots, BEA, Cap.INTRODUCE_WEEKLY, 1) == [Slot(NOON)]


def test_a_smaller_cap_binds_at_once_and_a_larger_one_gives_room(database: Database) -> None:
    with database.write() as connection:
        slots = StoredSlots(connection)
        slots.take(BEA, Cap.INTRODUCE_WEEKLY, 2, ONE, NOON)

        assert not slots.take(BEA, Cap.INTRODUCE_WEEKLY, 1, OTHER, NOON)
        assert not slots.take(BEA, Cap.INTRODUCE_WEEKLY, 0, OTHER, NOON + timedelta(days=70))
        assert slots.take(BEA, Cap.INTRODUCE_WEEKLY, 3, OTHER, NOON)


def test_whoever_is_unknown_or_gone_allows_nothing(database: Database) -> None:
    with database.write() as connection:
        people = StoredPeople(connection)
        people.put(BEA, ALLOWS)
        assert (people.limits(BEA), people.limits(CAI)) == (ALLOWS, NOTHING)
        people.leave(BEA)

        assert (people.limits(BEA), people.left(BEA), people.left(CAI)) == (NOTHING, True, False)


@pytest.mark.parametrize(
    ("limits", "cap", "most"),
    [
        (ALLOWS, Cap.INTRODUCE_WEEKLY, 2),
        (ALLOWS, Cap.INTRODUCE_OPEN, 3),
        (ALLOWS, Cap.MEET_WEEKLY, 2),  # a referrer, bound as an introducer is
        (
            Limits(introduces=False, weekly=2, open=3, refers=False, meets=True, weekly_meetings=5),
            Cap.MEET_WEEKLY,
            5,
        ),
        (
            Limits(
                introduces=False, weekly=2, open=3, refers=False, meets=False, weekly_meetings=5
            ),
            Cap.MEET_WEEKLY,
            0,
        ),
        (
            Limits(introduces=False, weekly=2, open=3, refers=True, meets=False, weekly_meetings=5),
            Cap.INTRODUCE_WEEKLY,
            0,
        ),
    ],
)
def test_how_often_somebody_may_be_asked_is_theirs_to_say(
    limits: Limits, cap: Cap, most: int
) -> None:
    assert limits.most(cap) == most
    assert NOTHING.most(cap) == 0
