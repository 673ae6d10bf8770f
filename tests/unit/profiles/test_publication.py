"""When ties are weighed, and when the others are told."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as some

from services.profiles.adapters.store.unit import Unit
from services.profiles.commands.publication import (
    WEIGHED_EVERY,
    next_weighing,
    save_person,
    save_tie,
    tell_person,
)
from services.profiles.domain.person import Person
from shared.clock import SetClock
from shared.contracts.profiles import PersonChanged, TieChanged, TieEnded
from shared.ids import new_id, tie_id

TODAY = date(2026, 11, 23)


@given(tie=some.uuids(), today=some.dates(date(2020, 1, 1), date(2090, 1, 1)))
def test_a_tie_is_weighed_again_within_28_days_and_never_today(tie: UUID, today: date) -> None:
    ahead = next_weighing(tie, today) - today

    assert timedelta(days=1) <= ahead <= timedelta(days=WEIGHED_EVERY)


@given(tie=some.uuids(), today=some.dates(date(2020, 1, 1), date(2090, 1, 1)))
def test_after_its_turn_the_next_is_28_days_later(tie: UUID, today: date) -> None:
    turn = next_weighing(tie, today)

    assert next_weighing(tie, turn) == turn + timedelta(days=WEIGHED_EVERY)


def test_ties_spread_evenly_over_the_days() -> None:
    ids = [tie_id(new_id(), new_id()) for _ in range(2800)]

    by_day = Counter(next_weighing(each, TODAY) for each in ids)

    assert len(by_day) == WEIGHED_EVERY
    assert max(by_day.values()) < 200


def two_people(uow: Unit, clock: SetClock) -> tuple[Person, Person]:
    people = [Person.signed_up(new_id(), f"{name}@x.example", name, True) for name in ("A", "B")]
    for person in people:
        save_person(person, uow, clock)
    return people[0], people[1]


def test_a_person_is_told_of_once_for_each_change(uow: Unit, clock: SetClock) -> None:
    person, _ = two_people(uow, clock)
    uow.emitted.clear()

    tell_person(person, uow, clock)
    save_person(person, uow, clock)
    assert uow.emitted == []

    person.avoid(new_id(), clock.now())
    save_person(person, uow, clock)
    assert [type(event) for event in uow.emitted] == [PersonChanged]


def test_a_removal_changes_nothing_before_it_takes_effect(uow: Unit, clock: SetClock) -> None:
    person, other = two_people(uow, clock)
    person.avoid(other.id, clock.now())
    save_person(person, uow, clock)
    uow.emitted.clear()

    person.stop_avoiding(other.id, clock.now())
    save_person(person, uow, clock)
    assert uow.emitted == []
    assert uow.people.with_removal_before(clock.now(), 9) == []

    clock.advance(timedelta(days=7))
    assert uow.people.with_removal_before(clock.now(), 9) == [person.id]


def test_a_tie_is_told_of_while_it_lives_and_when_it_ends(uow: Unit, clock: SetClock) -> None:
    one, other = two_people(uow, clock)
    uow.emitted.clear()
    tie = uow.ties.between(one.id, other.id)
    tie.propose(one.id, lend=True)
    save_tie(tie, uow, clock)
    assert uow.emitted == []

    tie.confirm(other.id, lend=True)
    save_tie(tie, uow, clock)
    save_tie(uow.ties.get(tie.id), uow, clock)
    kept = uow.ties.get(tie.id)
    kept.withdraw(one.id)
    save_tie(kept, uow, clock)
    save_tie(kept, uow, clock)

    assert [type(event) for event in uow.emitted] == [TieChanged, TieEnded]
    assert [event.sequence for event in uow.emitted] == [1, 2]
