"""Of many who want to be the active one, one is; and it can be told from all before it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta

from shared.clock import SystemClock
from shared.storage import leases
from shared.storage.database import Database
from shared.storage.leases import Lease
from tests.support.children import next_line, running
from tests.support.failing import Failure, failing

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
TTL = timedelta(seconds=5)
LATER = NOON + TTL


def acquire(store: Database, holder: str, now: datetime = NOON) -> Lease | None:
    with store.write() as connection:
        return leases.acquire(connection, "relay", holder, TTL, now)


def taken(store: Database, holder: str, now: datetime = NOON) -> Lease:
    lease = acquire(store, holder, now)
    assert lease is not None
    return lease


def renew(store: Database, lease: Lease, now: datetime) -> bool:
    with store.write() as connection:
        return leases.renew(connection, lease, TTL, now)


class TestLeases:
    def test_a_lease_that_somebody_holds_is_nobody_elses(self, store: Database) -> None:
        taken(store, "a")

        assert acquire(store, "b", LATER - timedelta(microseconds=1)) is None

    def test_the_same_holder_cannot_take_it_twice(self, store: Database) -> None:
        taken(store, "a")

        assert acquire(store, "a") is None

    def test_a_lease_that_ran_out_can_be_taken_over(self, store: Database) -> None:
        taken(store, "a")

        assert taken(store, "b", LATER).holder == "b"

    def test_every_take_over_has_a_higher_epoch(self, store: Database) -> None:
        epochs = [taken(store, "ab"[turn % 2], NOON + turn * TTL).epoch for turn in range(4)]

        assert epochs == [1, 2, 3, 4]

    def test_renewing_keeps_it(self, store: Database) -> None:
        lease = taken(store, "a")

        assert renew(store, lease, LATER - timedelta(seconds=1))
        assert acquire(store, "b", LATER) is None

    def test_what_was_taken_over_cannot_be_renewed(self, store: Database) -> None:
        lease = taken(store, "a")
        heir = taken(store, "b", LATER)

        assert not renew(store, lease, LATER)
        assert renew(store, heir, LATER)

    def test_what_ran_out_unmissed_can_be_renewed(self, store: Database) -> None:
        lease = taken(store, "a")

        assert renew(store, lease, LATER + TTL)
        assert acquire(store, "b", LATER + TTL) is None

    def test_a_released_lease_is_free_at_once_and_goes_on_counting(self, store: Database) -> None:
        lease = taken(store, "a")
        with store.write() as connection:
            leases.release(connection, lease)

        assert taken(store, "b").epoch == 2

    def test_releasing_what_was_taken_over_takes_it_from_nobody(self, store: Database) -> None:
        lease = taken(store, "a")
        taken(store, "b", LATER)
        with store.write() as connection:
            leases.release(connection, lease)

        assert acquire(store, "c", LATER) is None

    def test_a_rolled_back_acquisition_did_not_happen(self, store: Database) -> None:
        with failing(), store.write() as connection:
            leases.acquire(connection, "relay", "a", TTL, NOON)
            raise Failure

        assert taken(store, "b").epoch == 1

    def test_of_racing_threads_one_gets_it(self, store: Database) -> None:
        with ThreadPoolExecutor(8) as pool:
            found = list(pool.map(lambda number: acquire(store, f"h{number}"), range(8)))

        assert len([lease for lease in found if lease]) == 1

    def test_of_racing_processes_one_gets_each(self, store: Database) -> None:
        names = [f"job{number}" for number in range(20)]
        with ExitStack() as children:
            racing = [
                children.enter_context(running("tests.support.leasing_child", store.url, *names))
                for _ in range(3)
            ]
            got = [name for child in racing for name in next_line(child).split()[1:]]

        assert sorted(got) == sorted(names)

    def test_a_killed_holder_is_missed_only_until_its_time_is_up(self, store: Database) -> None:
        with running("tests.support.leasing_child", store.url, "relay") as child:
            assert next_line(child) == "got relay"
            child.kill()
        now = SystemClock().now()

        assert acquire(store, "heir", now) is None
        assert taken(store, "heir", now + timedelta(seconds=30)).epoch == 2

    def test_holders_of_one_process_have_different_names(self) -> None:
        assert leases.new_holder() != leases.new_holder()
