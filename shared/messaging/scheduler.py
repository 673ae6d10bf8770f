"""Runs what has to be done now and then, by one of a service's workers.

The lease of a job lasts as long as its period and is kept, so the row is the timetable: it
survives restarts, and a job that died waits for its next period.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from threading import Event as Flag

from shared.clock import Clock
from shared.contracts.registry import EVENTS
from shared.eventlog.port import EventLog, owner_of
from shared.logs import log, warn
from shared.messaging import dead_letters, outbox
from shared.messaging.back_off import AWAY
from shared.storage import idempotency, leases, rate_limits
from shared.storage.database import Database

LOOK_EVERY = 1.0  # seconds
PUBLISHED_KEPT = timedelta(days=3)


@dataclass(frozen=True)
class Job:
    """Something to do once `every` so often; the function says how much it did."""

    name: str
    every: timedelta
    function: Callable[[], int]


class Scheduler:
    """Runs jobs as they become due, one after the other."""

    def __init__(self, jobs: Sequence[Job], store: Database, clock: Clock) -> None:
        self._jobs = jobs
        self._store = store
        self._clock = clock
        self._holder = leases.new_holder()

    def run(self, stop: Flag) -> None:
        """Look every second until told to stop; while the store is away nothing is due."""
        while not stop.wait(LOOK_EVERY):
            try:
                self.step()
            except AWAY as error:
                warn("job_waits", why=str(error))

    def step(self) -> list[str]:
        """Run what is due; the names of the jobs that ran."""
        return [job.name for job in self._jobs if self._runs(job)]

    def _runs(self, job: Job) -> bool:
        lease = self._take(job)
        if lease is None:
            return False
        try:
            count = job.function()
        except AWAY:
            self._give_back(lease)
            raise
        log("scheduled", job=job.name, count=count)
        return True

    def _take(self, job: Job) -> leases.Lease | None:
        name, now = f"job:{job.name}", self._clock.now()
        with self._store.write() as connection:
            return leases.acquire(connection, name, self._holder, job.every, now)

    def _give_back(self, lease: leases.Lease) -> None:
        with self._store.write() as connection:
            leases.release(connection, lease)


def housekeeping(service: str, store: Database, event_log: EventLog, clock: Clock) -> list[Job]:
    """What every service's worker does: forget what is past keeping, compact its own facts."""
    return [
        Job("prune_store", timedelta(hours=1), lambda: _prune(store, clock)),
        Job("compact_facts", timedelta(days=1), lambda: _compact(service, event_log)),
    ]


def _prune(store: Database, clock: Clock) -> int:
    now = clock.now()
    with store.write() as connection:
        gone = outbox.prune(connection, now - PUBLISHED_KEPT)
        gone += dead_letters.prune(connection, now - PUBLISHED_KEPT)
        gone += idempotency.prune(connection, now)
        return gone + rate_limits.prune(connection, now)


def _compact(service: str, event_log: EventLog) -> int:
    kinds: dict[str, set[str]] = {}
    for event in EVENTS.values():
        kinds.setdefault(event.TOPIC, set()).add(event.KIND)
    facts = [topic for topic, found in kinds.items() if found == {"fact"}]
    return sum(event_log.compact(topic) for topic in facts if owner_of(topic) == service)
