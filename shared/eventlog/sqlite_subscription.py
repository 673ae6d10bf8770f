"""A worker's part in a consumer group of the SQLite log: one works, the others stand by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta

from sqlalchemy import Connection, select
from sqlalchemy.exc import OperationalError

from shared.clock import Clock
from shared.errors import Unavailable
from shared.eventlog.port import TAKE_OVER, Fenced, Positions, Record, TopicPartition
from shared.eventlog.sqlite_file import PARTITION, LogFile
from shared.pokes import Listener
from shared.storage import leases
from shared.storage.database import Database
from shared.storage.tables import offsets
from shared.storage.upsert import upsert

TTL = timedelta(seconds=TAKE_OVER)

_FIRST = upsert(offsets)
_KEEP = _FIRST.on_conflict_do_update(
    index_elements=["group", "topic", "partition"],
    set_={"next_offset": _FIRST.excluded.next_offset},
)


class SqliteSubscription:
    """See shared.eventlog.port.Subscription. The lease lies beside the positions it guards."""

    def __init__(
        self,
        group: str,
        files: Mapping[str, LogFile],
        store: Database,
        clock: Clock,
        pokes: Listener,
    ) -> None:
        self._group = group
        self._files = files
        self._store = store
        self._clock = clock
        self._pokes = pokes
        self._holder = leases.new_holder()
        self._lease: leases.Lease | None = None
        self._renew_at = clock.now()
        self._next: dict[str, int] = {}

    def poll(self, max_records: int, timeout: float) -> list[Record]:
        found = self._read(max_records) if self._holds() else []
        if not found:
            self._pokes.wait(timeout)
            found = self._read(max_records) if self._holds() else []
        return found

    def commit(self, positions: Positions) -> None:
        with _or_unavailable(), self._store.write() as connection:
            self._confirm(connection)
            connection.execute(_KEEP, [self._kept(*each) for each in positions.items()])

    def back_to_committed(self) -> None:
        with _or_unavailable(), self._store.read() as connection:
            self._next = self._committed(connection)

    def rewind(self) -> None:
        self._holds()
        self.commit({(topic, PARTITION): 0 for topic in self._files})
        self._next = dict.fromkeys(self._files, 0)

    def positions(self) -> Positions:
        return {(topic, PARTITION): offset for topic, offset in self._next.items()}

    def ends(self) -> Positions:
        return {(topic, PARTITION): file.end(topic) for topic, file in self._files.items()}

    def close(self) -> None:
        self._pokes.close()
        if self._lease is not None:
            with _or_unavailable(), self._store.write() as connection:
                leases.release(connection, self._lease)
            self._lose()

    def _read(self, max_records: int) -> list[Record]:
        """No topic waits behind a long one; what the others leave free goes to those with more."""
        share = max(1, max_records // len(self._files))
        found = self._read_each(share, max_records)
        return found + self._read_each(max_records, max_records - len(found)) if found else found

    def _read_each(self, share: int, max_records: int) -> list[Record]:
        found: list[Record] = []
        for topic, file in self._files.items():
            some = file.read(topic, self._next[topic], min(share, max_records - len(found)))
            if some:
                self._next[topic] = some[-1].offset + 1
            found += some
        return found

    def _holds(self) -> bool:
        """Whether the work is this worker's, now."""
        now = self._clock.now()
        if self._lease is None:
            self._join(now)
        elif now >= self._renew_at:
            self._renew(now)
        return self._lease is not None

    def _join(self, now: datetime) -> None:
        name = f"consumer:{self._group}"
        with _or_unavailable(), self._store.write() as connection:
            lease = leases.acquire(connection, name, self._holder, TTL, now)
            if lease is not None:
                self._next = self._committed(connection)
        self._lease = lease
        self._renew_at = now + TTL / 3

    def _renew(self, now: datetime) -> None:
        try:
            with _or_unavailable(), self._store.write() as connection:
                self._confirm(connection)
        except Fenced:
            self._join(now)

    def _confirm(self, connection: Connection) -> None:
        now = self._clock.now()
        if self._lease is None or not leases.renew(connection, self._lease, TTL, now):
            self._lose()
            raise Fenced(f"another worker of {self._group} took over")
        self._renew_at = now + TTL / 3

    def _lose(self) -> None:
        self._lease = None
        self._next = {}

    def _kept(self, place: TopicPartition, offset: int) -> dict[str, object]:
        topic, partition = place
        return {
            "group": self._group,
            "topic": topic,
            "partition": partition,
            "next_offset": offset,
        }

    def _committed(self, connection: Connection) -> dict[str, int]:
        kept = select(offsets.c.topic, offsets.c.next_offset)
        rows = connection.execute(kept.where(offsets.c.group == self._group))
        known = {row.topic: row.next_offset for row in rows}
        return {topic: known.get(topic, 0) for topic in self._files}


@contextmanager
def _or_unavailable() -> Iterator[None]:
    try:
        yield
    except OperationalError as error:
        raise Unavailable("store_away", "The store does not answer; try again soon.") from error
