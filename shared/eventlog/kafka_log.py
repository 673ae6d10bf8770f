"""The event log on Kafka."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from threading import Lock
from typing import Any

from shared.contracts.registry import EVENTS
from shared.eventlog.kafka_client import admin, answering
from shared.eventlog.kafka_publisher import KafkaPublisher
from shared.eventlog.kafka_reading import read_all
from shared.eventlog.kafka_settings import KafkaSettings
from shared.eventlog.kafka_subscription import KafkaSubscription
from shared.eventlog.port import Capabilities, Record


class KafkaLog:
    """See shared.eventlog.port.EventLog. Groups keep their positions in Kafka."""

    capabilities = Capabilities(splits_partitions=True)

    def __init__(self, settings: KafkaSettings) -> None:
        self._settings = settings
        self._admin: Any = None
        self._asking = Lock()
        self._opened: list[KafkaPublisher | KafkaSubscription] = []

    def publisher(self, service: str, epoch: int) -> KafkaPublisher:
        publisher = KafkaPublisher(self._settings, service, epoch)
        self._opened.append(publisher)
        return publisher

    def subscribe(self, group: str, topics: Sequence[str]) -> KafkaSubscription:
        subscription = KafkaSubscription(self._settings, group, topics)
        self._opened.append(subscription)
        return subscription

    def replay(self, topics: Sequence[str]) -> Iterator[Record]:
        return read_all(self._settings, topics)

    def compact(self, topic: str) -> int:
        kinds = {event.KIND for event in EVENTS.values() if topic == event.TOPIC}
        if kinds != {"fact"}:
            raise ValueError(f"{topic} holds more than facts; history is kept for ever")
        return 0

    def ping(self) -> None:
        with self._asking:
            try:
                with answering():
                    self._admin = self._admin or admin(self._settings)
                    self._admin.list_topics()
            except BaseException:
                self._hang_up()
                raise

    def close(self) -> None:
        for one in self._opened:
            one.close()
        with self._asking:
            self._hang_up()

    def _hang_up(self) -> None:
        if self._admin is not None:
            self._admin.close()
            self._admin = None
