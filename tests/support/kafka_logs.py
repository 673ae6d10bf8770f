"""What the Kafka adapter supplies to its contract suite: a broker, and patience with it."""

from __future__ import annotations

import time
import warnings
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from uuid import uuid4

from deploy.local.processes import Server
from shared.eventlog.kafka_client import admin
from shared.eventlog.kafka_log import KafkaLog
from shared.eventlog.kafka_settings import kafka_settings
from shared.eventlog.kafka_topics import Topic, create_topics, topics_wanted
from shared.eventlog.port import EventLog, Positions, Publisher, Record, Subscription
from tests.support.stores import new_store

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)
    from kafka.admin import MemberToRemove  # type: ignore[import-untyped]

LACKS = {
    "test_a_worker_that_slept_without_being_missed_goes_on": (
        "Kafka throws out a silent worker even if nobody replaces it; it reads the batch again"
    ),
    "test_compaction_keeps_one_record_of_each_subject": "Kafka compacts by itself, in its time",
    "test_whoever_had_read_everything_misses_nothing_after_compaction": (
        "Kafka compacts by itself, in its time"
    ),
}
"""Contract tests that this adapter fails, and why that is right."""
STANDS_BY_AFTER = 6.0  # seconds without any partition, the broker being busy
ANSWERS_WITHIN = 20.0  # seconds


class KafkaLogs:
    """Topics of its own on a shared broker; of one partition, so that all order can be compared."""

    def __init__(
        self, server: Server, folder: Path, closing: ExitStack, partitions: int = 1
    ) -> None:
        self.url = f"{server.url}&prefix=t{uuid4().hex[:12]}."
        self.settings = kafka_settings(self.url)
        wanted = {name: Topic(partitions, how.keeps) for name, how in topics_wanted().items()}
        create_topics(self.settings, wanted)
        self._folder = folder
        self._closing = closing

    def open(self, reader: str = "referrals") -> EventLog:
        return PatientLog(self.open_impatient())

    def open_now(self, reader: str = "referrals") -> EventLog:
        return self.open_impatient()

    def open_impatient(self) -> KafkaLog:
        """The log as the product opens it."""
        log = KafkaLog(self.settings)
        self._closing.callback(log.close)
        return log

    def store_url(self, reader: str = "referrals") -> str:
        store = new_store(self._folder, reader)
        store.close()
        return store.url

    def outlast_workers(self) -> None:
        """Has the broker drop every worker, as it does with those it does not hear from."""
        client = admin(self.settings)
        try:
            for group in self._groups(client):
                found = client.describe_groups([group])[group]["members"]
                client.remove_group_members(
                    group, [MemberToRemove(member_id=one["member_id"]) for one in found]
                )
        finally:
            client.close()

    def _groups(self, client: object) -> list[str]:
        found = client.list_groups()  # type: ignore[attr-defined]
        return [
            one["group_id"] for one in found if one["group_id"].startswith(self.settings.prefix)
        ]


class PatientLog:
    """A log whose subscriptions answer a poll of no time as soon as the group has settled."""

    def __init__(self, log: KafkaLog) -> None:
        self.capabilities = log.capabilities
        self._log = log

    def publisher(self, service: str, epoch: int) -> Publisher:
        return self._log.publisher(service, epoch)

    def subscribe(self, group: str, topics: Sequence[str]) -> Subscription:
        return PatientSubscription(self._log.subscribe(group, topics))

    def replay(self, topics: Sequence[str]) -> Iterator[Record]:
        return self._log.replay(topics)

    def compact(self, topic: str) -> int:
        return self._log.compact(topic)

    def ping(self) -> None:
        self._log.ping()

    def close(self) -> None:
        self._log.close()


class PatientSubscription:
    """Polls until there is a record, or nothing left to read, or another worker has the work."""

    def __init__(self, subscription: Subscription) -> None:
        self._inner = subscription

    def poll(self, max_records: int, timeout: float) -> list[Record]:
        deadline = time.monotonic() + max(timeout, ANSWERS_WITHIN)
        idle_until = time.monotonic() + STANDS_BY_AFTER
        while not (found := self._inner.poll(max_records, 0.1)):
            here = self._inner.positions()
            if here and timeout == 0 and all(self._inner.ends()[p] == o for p, o in here.items()):
                break
            if not here and timeout == 0 and time.monotonic() > idle_until:
                break
            assert time.monotonic() < deadline, "the group does not settle"
        return found

    def commit(self, positions: Positions) -> None:
        self._inner.commit(positions)

    def back_to_committed(self) -> None:
        self._inner.back_to_committed()

    def rewind(self) -> None:
        self._inner.rewind()

    def positions(self) -> Positions:
        return self._inner.positions()

    def ends(self) -> Positions:
        return self._inner.ends()

    def close(self) -> None:
        self._inner.close()
