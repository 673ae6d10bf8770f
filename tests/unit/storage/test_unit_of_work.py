"""A unit of work: state and events together, or neither."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select

from shared.clock import SetClock
from shared.contracts.codec import decode
from shared.contracts.envelope import InvalidMessage
from shared.contracts.profiles import TieEnded
from shared.messaging import outbox
from shared.storage.contention import until_alone
from shared.storage.tables import outbox as rows
from shared.storage.unit_of_work import UnitOfWork, Units
from shared.tracing import continuing, trace_id
from tests.support.failing import Failure, failing
from tests.support.messages import NOON
from tests.support.stores import new_store

TIE = TieEnded(subject=UUID(int=1), first=UUID(int=2), second=UUID(int=3))


@pytest.fixture
def units(tmp_path: Path) -> Iterator[Units[UnitOfWork]]:
    database = new_store(tmp_path)
    yield Units(database, SetClock(NOON), UnitOfWork)
    database.close()


def waiting(units: Units[UnitOfWork]) -> list[TieEnded]:
    with units.read() as uow:
        found = [decode(one.message) for one in outbox.waiting(uow.connection, 1000)]
    assert all(isinstance(event, TieEnded) for event in found)
    return found  # type: ignore[return-value]


def test_an_emitted_event_gets_its_id_number_and_time_and_waits_as_returned(
    units: Units[UnitOfWork],
) -> None:
    with units.write() as uow:
        event = uow.emit(TIE)

    assert (event.sequence, event.time, event.id.version) == (1, NOON, 7)
    assert waiting(units) == [event]
    assert uow.emitted == [event]


def test_a_subjects_events_are_counted_without_a_gap(units: Units[UnitOfWork]) -> None:
    other = TieEnded(subject=UUID(int=9), first=UUID(int=2), second=UUID(int=3))
    for event in (TIE, other, TIE, TIE):
        with units.write() as uow:
            uow.emit(event)

    assert [event.sequence for event in waiting(units)] == [1, 1, 2, 3]


def test_a_unit_that_fails_emits_nothing_and_uses_up_no_number(units: Units[UnitOfWork]) -> None:
    with failing(), units.write() as uow:
        uow.emit(TIE)
        raise Failure
    with units.write() as uow:
        uow.emit(TIE)

    assert [event.sequence for event in waiting(units)] == [1]


def test_an_event_that_breaks_its_schema_stops_the_command(units: Units[UnitOfWork]) -> None:
    broken = TieEnded(subject=TIE.subject, first=None, second=TIE.second)  # type: ignore[arg-type]

    with pytest.raises(InvalidMessage), units.write() as uow:
        uow.emit(broken)

    assert waiting(units) == []


def test_an_event_carries_the_trace_of_what_caused_it(units: Units[UnitOfWork]) -> None:
    with continuing("") as cause, units.write() as uow:
        event = uow.emit(TIE)

    assert trace_id(event.traceparent) == trace_id(cause)


def test_whoever_listens_is_poked_once_a_unit_has_committed_events(
    units: Units[UnitOfWork],
) -> None:
    with closing(units.database.listen()) as ear:
        with units.write() as uow:
            uow.emit(TIE)
            uow.emit(TIE)
            assert not ear.wait(0.05)

        assert ear.wait(5)


def test_nobody_is_poked_for_nothing(units: Units[UnitOfWork]) -> None:
    with closing(units.database.listen()) as ear:
        with units.write():
            pass
        with failing(), units.write() as uow:
            uow.emit(TIE)
            raise Failure

        assert not ear.wait(0.05)


def test_racing_units_number_their_events_without_gap_or_repeat(
    units: Units[UnitOfWork],
) -> None:
    def emit() -> None:
        with units.write() as uow:
            uow.emit(TIE)

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda _: until_alone(emit), range(30)))

    assert [event.sequence for event in waiting(units)] == list(range(1, 31))


def test_where_nothing_was_told_nothing_waits(units: Units[UnitOfWork]) -> None:
    with units.read() as uow:
        assert outbox.oldest_waiting(uow.connection) is None
        assert uow.connection.scalar(select(rows.c.position)) is None
