"""Jobs run when they are due, by one worker, across restarts."""

from __future__ import annotations

from datetime import timedelta
from threading import Event as Flag
from threading import Thread

import pytest

from shared.clock import SetClock
from shared.contracts.profiles import TieEnded
from shared.errors import Unavailable
from shared.messaging import outbox
from shared.messaging.scheduler import Job, Scheduler, housekeeping
from shared.storage.tables import idempotency_keys
from tests.support.eventually import eventually
from tests.support.mailroom import NOON, Mailroom
from tests.support.messages import TIES, message

HOUR = timedelta(hours=1)


class Bell:
    """A job that can be counted, and can be made to fail."""

    def __init__(self) -> None:
        self.rung = 0
        self.error: Exception | None = None

    def ring(self) -> int:
        if self.error:
            raise self.error
        self.rung += 1
        return self.rung


@pytest.fixture
def bell() -> Bell:
    return Bell()


def scheduler(mailroom: Mailroom, bell: Bell) -> Scheduler:
    return Scheduler([Job("ring", HOUR, bell.ring)], mailroom.profiles, mailroom.clock)


def advance(mailroom: Mailroom, by: timedelta) -> None:
    assert isinstance(mailroom.clock, SetClock)
    mailroom.clock.advance(by)


def test_a_job_runs_once_in_its_period(mailroom: Mailroom, bell: Bell) -> None:
    timetable = scheduler(mailroom, bell)

    ran = []
    for _ in range(4):
        ran.append(timetable.step())
        advance(mailroom, HOUR / 2)

    assert ran == [["ring"], [], ["ring"], []]


def test_workers_share_a_timetable_that_outlives_them(mailroom: Mailroom, bell: Bell) -> None:
    scheduler(mailroom, bell).step()

    assert scheduler(mailroom, bell).step() == []
    assert bell.rung == 1


def test_a_job_whose_means_are_away_is_due_again_at_once(mailroom: Mailroom, bell: Bell) -> None:
    timetable = scheduler(mailroom, bell)
    bell.error = Unavailable("log_away", "away")
    with pytest.raises(Unavailable):
        timetable.step()

    bell.error = None

    assert timetable.step() == ["ring"]


def test_a_broken_job_is_heard_of_and_waits_for_its_next_period(
    mailroom: Mailroom, bell: Bell
) -> None:
    timetable = scheduler(mailroom, bell)
    bell.error = ZeroDivisionError()

    with pytest.raises(ZeroDivisionError):
        timetable.step()

    assert timetable.step() == []


def test_a_running_scheduler_waits_for_what_is_away_and_stops_when_told(
    mailroom: Mailroom, bell: Bell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shared.messaging.scheduler.LOOK_EVERY", 0.01)
    bell.error = Unavailable("log_away", "away")
    stop = Flag()
    thread = Thread(target=scheduler(mailroom, bell).run, args=(stop,))
    thread.start()
    bell.error = None

    eventually(lambda: bell.rung)
    stop.set()
    thread.join(5)

    assert not thread.is_alive()


def test_housekeeping_forgets_what_is_past_keeping_and_nothing_else(mailroom: Mailroom) -> None:
    mailroom.end_ties(1)
    mailroom.relay().step()
    with mailroom.profiles.write() as connection:
        answer = {"caller": "a", "request_hash": "h", "written_at": NOON}
        connection.execute(idempotency_keys.insert().values(key="old", **answer))
    advance(mailroom, timedelta(days=4))
    with mailroom.profiles.write() as connection:
        answer |= {"written_at": mailroom.clock.now()}
        connection.execute(idempotency_keys.insert().values(key="new", **answer))
    mailroom.end_ties(2)

    prune, _ = housekeeping("profiles", mailroom.profiles, mailroom.profiles_log, mailroom.clock)

    assert prune.function() == 2
    with mailroom.profiles.read() as connection:
        assert list(
            connection.scalars(idempotency_keys.select().with_only_columns(idempotency_keys.c.key))
        ) == ["new"]
        assert len(outbox.waiting(connection, 10)) == 1


def test_housekeeping_compacts_the_services_own_facts(mailroom: Mailroom) -> None:
    mailroom.publish(message(1, 1), message(1, 2), message(2, 1))

    _, compact = housekeeping("profiles", mailroom.profiles, mailroom.profiles_log, mailroom.clock)

    assert compact.function() == 1
    assert compact.function() == 0


def test_housekeeping_leaves_history_alone(
    mailroom: Mailroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(TieEnded, "KIND", "history")
    mailroom.publish(message(1, 1), message(1, 2))

    _, compact = housekeeping("profiles", mailroom.profiles, mailroom.profiles_log, mailroom.clock)

    assert compact.function() == 0
    assert len(list(mailroom.profiles_log.replay([TIES]))) == 2
