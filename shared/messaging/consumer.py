"""Reads a group's topics and lets its reactions take effect, once each.

The sink commits first, the position after: what died in between is delivered again and passed
over by `seen`. A batch is one transaction; if it fails, its events are tried one by one, so that
one poisonous event costs nobody else more than a delay.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from threading import Event as Flag

from shared import metrics
from shared.clock import Clock
from shared.contracts.envelope import InvalidMessage
from shared.errors import Unavailable
from shared.eventlog.port import EventLog, Fenced, Positions, Record
from shared.logs import log, warn
from shared.messaging import dead_letters
from shared.messaging.applying import TooSoon, apply
from shared.messaging.back_off import AWAY, BackOff
from shared.messaging.crash_points import crash_point
from shared.messaging.heartbeats import Heartbeat, Lag
from shared.messaging.sinks import Group
from shared.pokes import POLL_EVERY
from shared.storage.contention import until_alone
from shared.storage.database import Database

TRIES = 5
FIRST_RETRY = timedelta(milliseconds=50)


class Consumer:
    """One worker of a group. `store` keeps what it sets aside, whatever the group's sink is."""

    def __init__(
        self,
        group: Group,
        event_log: EventLog,
        store: Database,
        clock: Clock,
        first_retry: timedelta = FIRST_RETRY,
    ) -> None:
        self._group = group
        self._store = store
        self._clock = clock
        self._retry = first_retry.total_seconds()
        self._heartbeat = Heartbeat(group.name, store, clock, self._measured)
        self._subscription = event_log.subscribe(group.name, group.topics)

    def run(self, stop: Flag) -> None:
        """Consume until told to stop; whatever is away is waited for.

        The heart beats only while log and sink answer: a group that cannot go on falls silent.
        """
        back_off = BackOff()
        while not stop.is_set():
            try:
                self.step(POLL_EVERY, stop)
                self._heartbeat.beat()
                back_off.reset()
            except AWAY as error:
                warn("sink_away", group=self._group.name, seconds=back_off.seconds, why=str(error))
                back_off.wait(stop)

    def step(self, timeout: float = 0.0, stop: Flag | None = None) -> int:
        """Take in one batch; how many records it had. Raises Unavailable, having lost nothing."""
        records = self._subscription.poll(self._group.batch, timeout)
        if not records:
            return 0
        try:
            self._take_in(records, stop or Flag())
            crash_point("after_apply_before_offset")
            self._subscription.commit(_after(records))
        except Fenced:
            log("lease_lost", lease=self._group.name)
        except AWAY:
            self._subscription.back_to_committed()
            raise
        self._report(len(records))
        return len(records)

    def lag(self) -> Lag:
        """How far this worker is behind the ends of what it reads; nothing while it stands by.

        Raises Unavailable.
        """
        here = self._subscription.positions()
        ends = self._subscription.ends() if here else {}
        return {place: max(0, ends.get(place, 0) - offset) for place, offset in here.items()}

    def close(self) -> None:
        """Leave the group."""
        self._subscription.close()

    def _take_in(self, records: Sequence[Record], stop: Flag) -> None:
        try:
            self._together(records)
        except Unavailable:
            raise
        except Exception:  # noqa: BLE001 - the edge of the loop: whatever it was, find out whose
            for record in records:
                self._alone(record, stop)

    def _together(self, records: Sequence[Record]) -> None:
        until_alone(lambda: self._one_try(records))

    def _one_try(self, records: Sequence[Record]) -> None:
        with self._group.sink.transaction() as target:
            for record in records:
                apply(self._group, target, record.message)
                crash_point("mid_batch")

    def _alone(self, record: Record, stop: Flag) -> None:
        back_off = BackOff(self._retry)
        for _ in range(TRIES):
            try:
                return self._together([record])
            except (InvalidMessage, TooSoon) as error:
                return self._set_aside(record, str(error))
            except Unavailable:
                raise
            except Exception as error:  # any failure of a reaction counts
                self._group.sink.ping()
                reason = dead_letters.reason_of(error)
                back_off.wait(stop)
                if stop.is_set():  # the next worker gives it its five tries
                    raise Unavailable("worker_stops", "The worker was told to stop.") from error
        return self._set_aside(record, f"failed {TRIES} times: {reason}")

    def _set_aside(self, record: Record, reason: str) -> None:
        with self._store.write() as connection:
            dead_letters.put(connection, self._group.name, record, reason, self._clock.now())
        metrics.count("dead_letters_total", group=self._group.name)
        event_id = record.message.headers.get("ce_id", "")
        warn("dead_letter", topic=record.topic, event_id=event_id, reason=reason)

    def _measured(self) -> Lag:
        lag = self.lag()
        metrics.gauge("consumer_lag", sum(lag.values()), group=self._group.name)
        return lag

    def _report(self, count: int) -> None:
        metrics.count("events_applied_total", count, group=self._group.name)
        log("applied", group=self._group.name, count=count)


def _after(records: Sequence[Record]) -> Positions:
    return {(record.topic, record.partition): record.offset + 1 for record in records}
