"""The only publisher of a service's events: outbox rows, in order, to the event log.

One relay per service is active, by lease. It publishes, then marks: what died in between is
published again, which readers do not mind. A relay that slept through a take-over is fenced by
the log and joins again.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from threading import Event as Flag

from shared import metrics
from shared.clock import Clock
from shared.eventlog.port import TAKE_OVER, EventLog, Fenced, Publisher
from shared.logs import log, warn
from shared.messaging import outbox
from shared.messaging.back_off import AWAY, BackOff
from shared.messaging.crash_points import crash_point
from shared.messaging.heartbeats import Heartbeat, outbox_age
from shared.pokes import POLL_EVERY
from shared.storage import leases
from shared.storage.database import Database

TTL = timedelta(seconds=TAKE_OVER)


class Relay:
    """One of the service's relays; active while it holds the lease."""

    def __init__(
        self, service: str, store: Database, event_log: EventLog, clock: Clock, batch: int = 200
    ) -> None:
        self._service = service
        self._store = store
        self._event_log = event_log
        self._clock = clock
        self._batch = batch
        self._holder = leases.new_holder()
        self._lease: leases.Lease | None = None
        self._publisher: Publisher | None = None
        self._renew_at = clock.now()
        self._heartbeat = Heartbeat("relay", store, clock)
        self._pokes = store.listen()

    def run(self, stop: Flag) -> None:
        """Relay until told to stop; whatever is away is waited for."""
        back_off = BackOff()
        while not stop.is_set():
            try:
                self._heartbeat.beat()
                if self.step() == 0:
                    self._report_age()
                    self._pokes.wait(POLL_EVERY)
                back_off.reset()
            except AWAY as error:
                warn("log_away", seconds=back_off.seconds, why=str(error))
                back_off.wait(stop)

    def step(self) -> int:
        """Publish one batch; how many events. 0 while another relay is active or nothing waits."""
        publisher = self._active()
        if publisher is None:
            return 0
        with self._store.read() as connection:
            waiting = outbox.waiting(connection, self._batch)
        if not waiting:
            return 0
        crash_point("after_commit_before_publish")
        try:
            publisher.publish([row.message for row in waiting])
        except Fenced:
            self._stand_down()
            return 0
        crash_point("after_publish_before_mark")
        with self._store.write() as connection:
            positions = [row.position for row in waiting]
            outbox.mark_published(connection, positions, self._clock.now())
        metrics.count("events_published_total", len(waiting))
        log("published", count=len(waiting))
        return len(waiting)

    def close(self) -> None:
        """Let another relay take over at once."""
        self._pokes.close()
        if self._publisher is not None:
            self._publisher.close()
        if self._lease is not None:
            with self._store.write() as connection:
                leases.release(connection, self._lease)

    def _active(self) -> Publisher | None:
        """The publisher, if the lease is this relay's now."""
        now = self._clock.now()
        if self._lease is not None and now >= self._renew_at:
            with self._store.write() as connection:
                kept = leases.renew(connection, self._lease, TTL, now)
            self._renew_at = now + TTL / 3
            if not kept:
                self._stand_down()
        if self._lease is None:
            self._join(now)
        if self._lease is not None and self._publisher is None:
            self._open(self._lease)
        return self._publisher

    def _join(self, now: datetime) -> None:
        name = f"relay:{self._service}"
        with self._store.write() as connection:
            self._lease = leases.acquire(connection, name, self._holder, TTL, now)
        if self._lease is not None:
            self._renew_at = now + TTL / 3
            log("lease_taken", lease=name, epoch=self._lease.epoch)

    def _open(self, lease: leases.Lease) -> None:
        try:
            self._publisher = self._event_log.publisher(self._service, lease.epoch)
        except Fenced:
            self._stand_down()

    def _stand_down(self) -> None:
        warn("relay_fenced")
        if self._publisher is not None:
            self._publisher.close()
        self._lease = self._publisher = None

    def _report_age(self) -> None:
        age = outbox_age(self._store, self._clock.now())
        metrics.gauge("outbox_age_seconds", age.total_seconds())
