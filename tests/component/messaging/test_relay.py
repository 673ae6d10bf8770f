"""The relay: every committed event reaches the log, in order, from one publisher at a time."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from threading import Event as Flag
from threading import Thread
from uuid import UUID

import pytest

from shared.clock import SetClock
from shared.contracts.profiles import TieEnded
from shared.errors import Unavailable
from shared.eventlog.port import TAKE_OVER
from shared.messaging import outbox
from shared.messaging.heartbeats import outbox_age, silent
from shared.messaging.relay import Relay
from shared.storage.unit_of_work import UnitOfWork
from tests.support.eventually import eventually
from tests.support.mailroom import NOON, Mailroom
from tests.support.messages import TIES


def published(mailroom: Mailroom) -> list[str]:
    return [one.message.headers["ce_id"] for one in mailroom.referrals_log.replay([TIES])]


def let_leases_run_out(mailroom: Mailroom) -> None:
    assert isinstance(mailroom.clock, SetClock)
    mailroom.clock.advance(timedelta(seconds=TAKE_OVER))


def waiting(mailroom: Mailroom) -> int:
    with mailroom.profiles.read() as connection:
        return len(outbox.waiting(connection, 1000))


def test_committed_events_are_published_in_order_and_once(mailroom: Mailroom) -> None:
    told = mailroom.end_ties(1, 2, 1, 3)
    relay = mailroom.relay(batch=3)

    assert [relay.step() for _ in range(3)] == [3, 1, 0]
    assert published(mailroom) == [str(event.id) for event in told]


def test_what_was_rolled_back_is_never_published(mailroom: Mailroom) -> None:
    def fail(uow: UnitOfWork) -> None:
        uow.emit(TieEnded(subject=UUID(int=1), first=UUID(int=1), second=UUID(int=2)))
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), mailroom.units.write() as uow:
        fail(uow)

    assert mailroom.relay().step() == 0


def test_a_row_that_commits_late_is_published_though_later_ones_were(mailroom: Mailroom) -> None:
    told = mailroom.end_ties(1, 2)
    with mailroom.profiles.write() as connection:
        outbox.mark_published(connection, [2], NOON)

    mailroom.relay().step()

    assert published(mailroom) == [str(told[0].id)]


def test_a_second_relay_stands_by(mailroom: Mailroom) -> None:
    first, second = mailroom.relay(), mailroom.relay()
    first.step()
    mailroom.end_ties(1)

    assert (second.step(), first.step()) == (0, 1)


def test_a_closed_relay_is_succeeded_at_once(mailroom: Mailroom) -> None:
    first, second = mailroom.relay(), mailroom.relay()
    first.step()
    mailroom.end_ties(1)

    first.close()

    assert second.step() == 1


def test_a_relay_that_slept_through_a_take_over_publishes_nothing_more(
    mailroom: Mailroom,
) -> None:
    sleeper, heir = mailroom.relay(), mailroom.relay()
    sleeper.step()
    let_leases_run_out(mailroom)
    heir.step()
    mailroom.end_ties(1)

    assert sleeper.step() == 0
    assert published(mailroom) == []
    assert heir.step() == 1


def test_a_relay_fenced_in_the_midst_of_its_step_stands_down_and_rejoins(
    mailroom: Mailroom,
) -> None:
    relay = mailroom.relay()
    relay.step()
    mailroom.end_ties(1)
    mailroom.profiles_log.publisher("profiles", 2)  # who took over, before the lease was looked at

    assert relay.step() == 0
    assert published(mailroom) == []
    let_leases_run_out(mailroom)
    assert relay.step() == 1


def test_a_busy_relay_keeps_its_lease(mailroom: Mailroom) -> None:
    relay, other = mailroom.relay(), mailroom.relay()
    for subject in range(1, 5):
        mailroom.end_ties(subject)
        assert (relay.step(), other.step()) == (1, 0)
        assert isinstance(mailroom.clock, SetClock)
        mailroom.clock.advance(timedelta(seconds=TAKE_OVER / 2))


def test_events_wait_while_the_log_is_away_and_go_out_when_it_is_back(
    mailroom: Mailroom, tmp_path: Path
) -> None:
    blocked = tmp_path / "log.profiles.db"
    blocked.mkdir()
    mailroom.end_ties(1, 2)
    relay = mailroom.relay()
    with pytest.raises(Unavailable):
        relay.step()

    blocked.rmdir()

    assert relay.step() == 2
    assert waiting(mailroom) == 0


def test_only_published_rows_are_pruned_and_only_old_ones(mailroom: Mailroom) -> None:
    mailroom.end_ties(1)
    mailroom.relay().step()
    mailroom.end_ties(2)

    with mailroom.profiles.write() as connection:
        assert outbox.prune(connection, NOON) == 0
        assert outbox.prune(connection, NOON + timedelta(seconds=1)) == 1
    assert waiting(mailroom) == 1


def test_the_outbox_is_as_old_as_what_waits_longest(mailroom: Mailroom) -> None:
    later = NOON + timedelta(minutes=3)
    assert outbox_age(mailroom.profiles, later) == timedelta(0)

    mailroom.end_ties(1)
    assert outbox_age(mailroom.profiles, later) == timedelta(minutes=3)

    mailroom.relay().step()
    assert outbox_age(mailroom.profiles, later) == timedelta(0)


def test_a_running_relay_publishes_when_poked_shows_that_it_lives_and_stops(
    mailroom: Mailroom,
) -> None:
    relay, stop = mailroom.relay(), Flag()
    thread = Thread(target=relay.run, args=(stop,))
    thread.start()
    try:
        mailroom.end_ties(1)
        mailroom.profiles.poke()

        eventually(lambda: published(mailroom))
        assert silent(mailroom.profiles, ["relay"], NOON) == []
        assert silent(mailroom.profiles, ["relay"], NOON + timedelta(minutes=1)) == ["relay"]
    finally:
        stop.set()
        thread.join(5)
    assert not thread.is_alive()


def test_a_relay_that_runs_heals_by_itself(mailroom: Mailroom, tmp_path: Path) -> None:
    blocked = tmp_path / "log.profiles.db"
    blocked.mkdir()
    mailroom.end_ties(1)
    relay, stop = mailroom.relay(), Flag()
    thread = Thread(target=relay.run, args=(stop,))
    thread.start()
    try:
        eventually(lambda: silent(mailroom.profiles, ["relay"], NOON) == [])
        blocked.rmdir()
        eventually(lambda: waiting(mailroom) == 0)
    finally:
        stop.set()
        thread.join(5)


def test_each_relay_has_a_lease_of_its_own_service(mailroom: Mailroom) -> None:
    other = Relay("referrals", mailroom.profiles, mailroom.profiles_log, mailroom.clock)
    mailroom.relay().step()
    mailroom.end_ties(1)

    with pytest.raises(ValueError, match="does not own"):
        other.step()
    other.close()
