"""How far a service has come is known from its store, of whatever kind it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from threading import Event as Flag
from threading import Thread
from uuid import UUID

import pytest
from sqlalchemy import Connection, insert, update

from shared.clock import SetClock, SystemClock
from shared.contracts.profiles import TieEnded
from shared.eventlog.port import Record
from shared.messaging import dead_letters
from shared.messaging.builds import Build, Building, NextBuild, building, builds_of
from shared.messaging.consumer import Consumer
from shared.messaging.heartbeats import ALIVE_FOR, EVERY, Heartbeat
from shared.messaging.progress import (
    GroupProgress,
    OutboxProgress,
    ProjectionVersion,
    TopicLag,
    progress,
)
from shared.messaging.sinks import Group, ProjectionSink, Reactions, StoreSink
from shared.storage.contention import busy
from shared.storage.database import Database
from shared.storage.tables import dead_letters as letters
from shared.storage.tables import told_again
from shared.storage.unit_of_work import UnitOfWork, Units
from tests.support.boards import Board
from tests.support.event_logs import EventLogs
from tests.support.eventually import eventually
from tests.support.failing import Failure, failing
from tests.support.messages import NOON, TIES, message

STORE, GRAPH = "referrals.store", "referrals.graph"
REACTIONS: Reactions = {TieEnded: lambda event, target: None}
SECOND = timedelta(seconds=1)


class Busy(Database):
    """A store that takes nothing while a test says so."""

    is_busy = False

    @contextmanager
    def write(self) -> Iterator[Connection]:
        if self.is_busy:
            raise busy()
        with super().write() as connection:
            yield connection


@pytest.fixture
def clock() -> SetClock:
    return SetClock(NOON)


@pytest.fixture
def units(store: Database, clock: SetClock) -> Units[UnitOfWork]:
    return Units(store, clock, UnitOfWork)


@pytest.fixture
def board() -> Board:
    return Board()


@pytest.fixture
def groups(units: Units[UnitOfWork], board: Board) -> list[Group]:
    return [
        Group(STORE, REACTIONS, StoreSink(STORE, units)),
        Group(GRAPH, REACTIONS, ProjectionSink(board)),
    ]


def beats(store: Database, clock: SetClock, group: str, **left: int) -> None:
    """The partitions of ties have so much left, by name: `p0=3`."""
    lag = {(TIES, int(name[1:])): behind for name, behind in left.items()}
    Heartbeat(group, store, clock, lambda: lag).beat()


def seen(store: Database, groups: list[Group], clock: SetClock) -> dict[str, GroupProgress]:
    return {each.name: each for each in progress(store, groups, clock.now()).groups}


def known(store: Database, clock: SetClock) -> Build:
    with store.read() as connection:
        return builds_of(connection, [GRAPH], clock.now())[GRAPH]


class TestProgress:
    def test_of_a_group_that_never_began_nothing_is_known(
        self, store: Database, groups: list[Group], clock: SetClock
    ) -> None:
        assert seen(store, groups, clock)[STORE] == GroupProgress(STORE, None, True, [], [], None)

    def test_what_is_left_is_summed_over_partitions_and_as_old_as_the_last_beat(
        self, store: Database, groups: list[Group], clock: SetClock
    ) -> None:
        beats(store, clock, STORE, p0=3, p1=40)
        beats(store, clock, GRAPH, p0=0)
        clock.advance(SECOND)

        found = seen(store, groups, clock)
        assert (found[STORE].heard_at, found[STORE].is_silent) == (NOON, False)
        assert found[STORE].topics == [TopicLag(TIES, 43)]
        assert found[GRAPH].topics == [TopicLag(TIES, 0)]

        clock.advance(EVERY)
        beats(store, clock, STORE, p0=1)
        assert seen(store, groups, clock)[STORE].topics == [TopicLag(TIES, 41)]

    def test_a_silent_group_keeps_what_it_last_told(
        self, store: Database, groups: list[Group], clock: SetClock
    ) -> None:
        beats(store, clock, STORE, p0=3)
        clock.advance(ALIVE_FOR)

        found = seen(store, groups, clock)[STORE]
        assert (found.heard_at, found.is_silent) == (NOON, True)
        assert found.topics == [TopicLag(TIES, 3)]

    def test_a_topic_that_is_no_longer_read_is_no_longer_told(
        self, store: Database, groups: list[Group], clock: SetClock
    ) -> None:
        Heartbeat(STORE, store, clock, lambda: {("postings.old", 0): 5, (TIES, 0): 2}).beat()

        assert seen(store, groups, clock)[STORE].topics == [TopicLag(TIES, 2)]

    def test_what_a_store_is_told_again_is_named(
        self, store: Database, groups: list[Group], clock: SetClock
    ) -> None:
        with store.write() as connection:
            connection.execute(insert(told_again).values(sink=STORE, topic=TIES))

        found = seen(store, groups, clock)
        assert (found[STORE].told_again, found[GRAPH].told_again) == ([TIES], [])

    def test_waiting_events_are_counted_with_the_oldest_one(
        self, store: Database, units: Units[UnitOfWork], clock: SetClock
    ) -> None:
        assert progress(store, [], clock.now()).outbox == OutboxProgress(0, None)
        for subject in (1, 2):
            with units.write() as uow:
                uow.emit(TieEnded(subject=UUID(int=subject), first=UUID(int=1), second=UUID(int=2)))
            clock.advance(SECOND)

        assert progress(store, [], clock.now()).outbox == OutboxProgress(2, NOON)

    def test_what_was_set_aside_is_counted_until_it_is_replayed(
        self, store: Database, clock: SetClock
    ) -> None:
        with store.write() as connection:
            for offset in (1, 2):
                record = Record(TIES, 0, offset, message(offset))
                dead_letters.put(connection, STORE, record, "no such tie", clock.now())
        assert progress(store, [], clock.now()).set_aside == 2

        with store.write() as connection:
            connection.execute(update(letters).values(replayed_at=clock.now()))
        assert progress(store, [], clock.now()).set_aside == 0


class TestConsumer:
    def test_what_is_left_is_never_told_too_small_and_is_nothing_in_the_end(
        self, logs: EventLogs, units: Units[UnitOfWork], clock: SetClock
    ) -> None:
        log = logs.open()
        log.publisher("profiles", 1).publish([message(each) for each in range(1, 6)])
        group = Group(STORE, REACTIONS, StoreSink(STORE, units), batch=2)
        consumer = Consumer(group, log, units.database, clock)
        lags = []
        while consumer.step():
            lags.append(sum(consumer.lag().values()))

        assert [behind >= true for behind, true in zip(lags, (3, 1, 0), strict=True)] == [True] * 3
        assert sum(consumer.lag().values()) == 0
        consumer.close()

    def test_a_running_consumer_tells_it_with_its_heartbeat(
        self, logs: EventLogs, store: Database
    ) -> None:
        log, clock, stop = logs.open_now(), SystemClock(), Flag()
        log.publisher("profiles", 1).publish([message(1)])
        group = Group(STORE, REACTIONS, StoreSink(STORE, Units(store, clock, UnitOfWork)))
        consumer = Consumer(group, log, store, clock)
        thread = Thread(target=consumer.run, args=(stop,))
        thread.start()
        try:
            eventually(lambda: told(store, group) == (False, [TopicLag(TIES, 0)]), within=30)
        finally:
            stop.set()
            thread.join(10)
        assert not thread.is_alive()
        consumer.close()


def told(store: Database, group: Group) -> tuple[bool, Sequence[TopicLag]]:
    """Whether the group is silent now, and what it has left."""
    [found] = progress(store, [group], SystemClock().now()).groups
    return found.is_silent, found.topics


class TestBuilds:
    def test_a_projection_tells_its_generation_and_a_store_has_none(
        self, store: Database, groups: list[Group], clock: SetClock, board: Board
    ) -> None:
        found = seen(store, groups, clock)
        assert found[STORE].projection is None
        assert found[GRAPH].projection == ProjectionVersion(board.generation(), Build())

        board.away = True
        away = seen(store, groups, clock)[GRAPH].projection
        assert away == ProjectionVersion(None, Build())

    def test_while_it_is_built_it_tells_how_far_it_is_and_afterwards_of_what_it_was_built(
        self, store: Database, clock: SetClock
    ) -> None:
        with building(GRAPH, store, clock) as told:
            stream = told.counted(iter("abcde"))
            assert known(store, clock).next == NextBuild(NOON, 0, NOON, False)
            next(stream)
            next(stream)
            assert known(store, clock).next == NextBuild(NOON, 0, NOON, False)

            clock.advance(EVERY)
            next(stream)
            assert known(store, clock).next == NextBuild(NOON, 3, NOON + EVERY, False)
            assert list(stream) == ["d", "e"]

        assert known(store, clock) == Build(NOON + EVERY, 5, None)

    def test_one_that_fails_leaves_what_is_known_of_the_one_before(
        self, store: Database, clock: SetClock
    ) -> None:
        with building(GRAPH, store, clock) as told:
            list(told.counted(iter("abc")))
        clock.advance(SECOND)
        with failing(), building(GRAPH, store, clock) as told:
            list(told.counted(iter("abcd")))
            assert known(store, clock).built_from == 3
            raise Failure

        assert known(store, clock) == Build(NOON, 3, None)

    def test_one_whose_builder_was_killed_falls_silent(
        self, store: Database, clock: SetClock
    ) -> None:
        Building(GRAPH, store, clock).tell()
        clock.advance(ALIVE_FOR)

        assert known(store, clock).next == NextBuild(NOON, 0, NOON, True)

    def test_one_goes_on_while_the_store_cannot_be_told(
        self, store: Database, clock: SetClock
    ) -> None:
        theirs = Busy(store.url)
        with building(GRAPH, theirs, clock) as told:
            stream = told.counted(iter("ab"))
            clock.advance(EVERY)
            theirs.is_busy = True
            assert list(stream) == ["a", "b"]
            theirs.is_busy = False

        assert known(store, clock).built_from == 2
        theirs.close()
