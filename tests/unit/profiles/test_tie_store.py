"""Ties in the store: as they were saved, and read by each end as the rules say."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from services.profiles.adapters.store.tie_rows import row_of, tie_from
from services.profiles.adapters.store.unit import Unit
from services.profiles.commands.publication import known_tie
from services.profiles.domain.claims import MeetingClaim, MessageClaim
from services.profiles.domain.person import Person
from services.profiles.domain.strength import OwnAnswer
from services.profiles.domain.tie import Published, Side, Tie, TieState
from services.profiles.domain.tie_refused import TieNotFound
from shared.errors import Conflict
from shared.ids import new_id
from tests.support.facts import an_id

TODAY = date(2026, 11, 23)
ANA, BEA = an_id(1), an_id(2)
IN_PLACE = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)

Act = Callable[[Tie], object]
ACTS: dict[str, Act] = {
    "ana proposes": lambda tie: tie.propose(ANA, lend=True),
    "bea proposes": lambda tie: tie.propose(BEA, lend=False),
    "ana confirms": lambda tie: tie.confirm(ANA, lend=True),
    "bea confirms": lambda tie: tie.confirm(BEA, lend=True),
    "ana denies": lambda tie: tie.deny(ANA),
    "bea denies": lambda tie: tie.deny(BEA),
    "ana withdraws": lambda tie: tie.withdraw(ANA),
    "bea withdraws": lambda tie: tie.withdraw(BEA),
}
days = some.dates(date(2000, 1, 1), date(2030, 1, 1))
counts = some.integers(0, 1000)
sides = some.builds(
    Side,
    lend=some.none() | some.booleans(),
    answer=some.none() | some.sampled_from(OwnAnswer),
    listed=some.booleans(),
    messages=some.none() | some.builds(MessageClaim, counts, counts, days),
    meetings=some.none() | some.builds(MeetingClaim, counts, days),
)
ties = some.builds(
    Tie,
    first=some.just(ANA),
    second=some.just(BEA),
    state=some.sampled_from(TieState),
    proposed_by=some.sampled_from([None, ANA, BEA]),
    denied_by=some.sampled_from([None, ANA, BEA]),
    first_side=sides,
    second_side=sides,
    introduced_on=some.none() | days,
    published=some.none()
    | some.builds(
        Published,
        some.integers(29, 120),
        some.booleans(),
        some.lists(some.sampled_from(["listed", "messages"])).map(tuple),
    ),
)


class Row:
    """A row as the store would give it back."""

    def __init__(self, fields: dict[str, Any]) -> None:
        self.__dict__.update(fields)


@given(tie=ties)
def test_a_tie_comes_back_from_its_row_as_it_was(tie: Tie) -> None:
    row: Any = Row(row_of(tie) | {"version": tie.version})

    assert tie_from(row) == tie


@pytest.fixture
def people(uow: Unit) -> Unit:
    for person_id, name, findable in ((ANA, "Ana Reyes", True), (BEA, "Bea Holm", False)):
        mail = f"{name.split()[0]}@mail.example"
        uow.people.save(Person.signed_up(person_id, mail, name, findable))
    return uow


def made_by(acts: list[str]) -> Tie:
    """A tie after what of the acts was allowed."""
    tie = Tie.between(ANA, BEA)
    for act in acts:
        try:
            ACTS[act](tie)
        except Conflict:
            continue
    return tie


@IN_PLACE
@given(acts=some.lists(some.sampled_from(sorted(ACTS)), max_size=8))
def test_the_store_reads_a_tie_as_the_rules_do(people: Unit, acts: list[str]) -> None:
    tie = made_by(acts)
    kept = people.ties.between(ANA, BEA)
    tie.version = kept.version
    people.ties.save(tie, TODAY)

    for person, other_is_findable in ((ANA, False), (BEA, True)):
        own = tie.state_for(person) is TieState.PROPOSED and tie.proposed_by == person
        expected = [] if own and not other_is_findable else [tie.state_for(person)]
        found = [state for state in TieState if people.ties.of(person, [state], None, 9)]
        assert found == expected, (person, acts)
        assert knows(person, tie, people) is bool(expected)


def knows(person: UUID, tie: Tie, unit: Unit) -> bool:
    try:
        known_tie(tie.id, person, unit)
    except TieNotFound:
        return False
    return True


@IN_PLACE
@given(acts=some.lists(some.sampled_from(sorted(ACTS)), max_size=8))
def test_only_live_ties_make_contacts(people: Unit, acts: list[str]) -> None:
    tie = made_by(acts)
    tie.version = people.ties.between(ANA, BEA).version
    people.ties.save(tie, TODAY)

    contacts = people.ties.contacts([ANA, BEA])

    assert contacts == ({ANA: {BEA}, BEA: {ANA}} if tie.is_live else {ANA: set(), BEA: set()})


def test_a_tie_between_strangers_is_new_and_not_kept_before_it_is_saved(people: Unit) -> None:
    tie = people.ties.between(BEA, ANA)

    assert (tie.first, tie.second, tie.version) == (ANA, BEA, 0)
    with pytest.raises(TieNotFound):
        people.ties.get(tie.id)


def test_an_old_copy_does_not_overwrite_a_newer_one(people: Unit) -> None:
    one, other = people.ties.between(ANA, BEA), people.ties.between(ANA, BEA)
    one.propose(ANA, lend=True)
    people.ties.save(one, TODAY)
    other.version = 1
    other.propose(BEA, lend=True)
    people.ties.save(other, TODAY)

    with pytest.raises(Conflict, match="changed"):
        people.ties.save(one, TODAY)


def test_ties_are_due_by_the_day_and_only_while_they_live(people: Unit) -> None:
    live = made_by(["ana proposes", "bea confirms"])
    people.ties.save(live, TODAY)

    assert [tie.id for tie in people.ties.due(TODAY, 9)] == [live.id]
    assert people.ties.due(date(2026, 11, 22), 9) == []
    live.withdraw(ANA)
    people.ties.save(live, TODAY)
    assert people.ties.due(TODAY, 9) == []


def test_what_changed_for_a_person_makes_their_ties_due(people: Unit) -> None:
    live = made_by(["ana proposes", "bea confirms"])
    people.ties.save(live, date(2026, 12, 9))
    people.ties.make_due([new_id()], TODAY)
    assert people.ties.due(TODAY, 9) == []

    people.ties.make_due([BEA], TODAY)

    assert [tie.id for tie in people.ties.due(TODAY, 9)] == [live.id]
