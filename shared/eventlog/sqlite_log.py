"""The event log on SQLite: one file per owning service, so that services never wait for another.

Positions of a group live in the reading service's store, as does the lease that says which worker
of the group has the work. An append pokes whoever waits; polling is the backstop.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Lock

from shared.clock import Clock
from shared.contracts.envelope import Message
from shared.contracts.registry import EVENTS
from shared.errors import Unavailable
from shared.eventlog.port import Capabilities, Record, owner_of
from shared.eventlog.sqlite_file import LogFile
from shared.eventlog.sqlite_subscription import SqliteSubscription
from shared.pokes import Channel
from shared.storage.database import Database

READ_AT_ONCE = 500


class SqlitePublisher:
    """See shared.eventlog.port.Publisher."""

    def __init__(self, file: LogFile, service: str, epoch: int, channel: Channel) -> None:
        self._file = file
        self._service = service
        self._epoch = epoch
        self._channel = channel
        file.append(service, epoch, [])

    def publish(self, messages: Sequence[Message]) -> None:
        foreign = {
            message.topic for message in messages if owner_of(message.topic) != self._service
        }
        if foreign:
            raise ValueError(f"{self._service} does not own {sorted(foreign)}")
        self._file.append(self._service, self._epoch, messages)
        self._channel.poke()

    def close(self) -> None:
        """Nothing is held: the log owns the file."""


class SqliteLog:
    """See shared.eventlog.port.EventLog. `store` keeps the positions of this service's groups."""

    capabilities = Capabilities(splits_partitions=False)

    def __init__(self, url: str, store: Database, clock: Clock) -> None:
        self._path = Path(url.removeprefix("sqlite:///"))
        self._store = store
        self._clock = clock
        self._channel = Channel(url)
        self._files: dict[str, LogFile] = {}
        self._subscriptions: list[SqliteSubscription] = []
        self._opening = Lock()

    def publisher(self, service: str, epoch: int) -> SqlitePublisher:
        return SqlitePublisher(self._file(service), service, epoch, self._channel)

    def subscribe(self, group: str, topics: Sequence[str]) -> SqliteSubscription:
        files = {topic: self._file(owner_of(topic)) for topic in topics}
        pokes = self._channel.listen()
        subscription = SqliteSubscription(group, files, self._store, self._clock, pokes)
        self._subscriptions.append(subscription)
        return subscription

    def replay(self, topics: Sequence[str]) -> Iterator[Record]:
        spans = [(topic, file, file.end(topic)) for topic, file in self._files_of(topics)]
        return (record for span in spans for record in _until(*span))

    def compact(self, topic: str) -> int:
        kinds = {event.KIND for event in EVENTS.values() if topic == event.TOPIC}
        if kinds != {"fact"}:
            raise ValueError(f"{topic} holds more than facts; history is kept for ever")
        return self._file(owner_of(topic)).compact(topic)

    def ping(self) -> None:
        if not self._path.parent.is_dir():
            raise Unavailable("log_away", "The event log's folder is not there.")
        for file in list(self._files.values()):
            file.ping()

    def close(self) -> None:
        for subscription in self._subscriptions:
            subscription.close()
        for file in self._files.values():
            file.close()

    def _files_of(self, topics: Sequence[str]) -> list[tuple[str, LogFile]]:
        return [(topic, self._file(owner_of(topic))) for topic in topics]

    def _file(self, owner: str) -> LogFile:
        with self._opening:
            if owner not in self._files:
                name = f"{self._path.stem}.{owner}{self._path.suffix}"
                self._files[owner] = LogFile(f"sqlite:///{self._path.with_name(name)}")
            return self._files[owner]


def _until(topic: str, file: LogFile, end: int) -> Iterator[Record]:
    start = 0
    while found := file.read(topic, start, READ_AT_ONCE):
        for record in found:
            if record.offset >= end:
                return
            yield record
        start = found[-1].offset + 1
