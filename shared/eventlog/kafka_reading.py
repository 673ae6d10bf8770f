"""Reads Kafka's topics from the beginning to their end, outside any group."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from typing import Any

from shared.contracts.envelope import Message
from shared.errors import Unavailable
from shared.eventlog.kafka_client import (
    ANSWERS_WITHIN,
    TopicPartition,
    answering,
    hang_up,
    reader,
)
from shared.eventlog.kafka_settings import KafkaSettings
from shared.eventlog.port import Record

READ_AT_ONCE = 500
PATIENCE = 2 * ANSWERS_WITHIN / 1000  # seconds without a record before the log counts as away


def read_all(settings: KafkaSettings, topics: Sequence[str]) -> Iterator[Record]:
    """Every record up to the ends as they are now. Raises Unavailable."""
    with answering():
        consumer = reader(settings)
        try:
            left = _begun(consumer, partitions_of(consumer, settings, topics))
        except BaseException:
            hang_up(consumer)
            raise
    return _read(consumer, settings, left)


def partitions_of(consumer: Any, settings: KafkaSettings, topics: Sequence[str]) -> list[Any]:
    """All partitions of the topics. Raises Unavailable if there is no such topic."""
    return [
        TopicPartition(settings.prefix + topic, partition)
        for topic in topics
        for partition in sorted(_known(consumer, settings.prefix + topic))
    ]


def as_record(settings: KafkaSettings, found: Any) -> Record:
    """What a consumer found, in the port's words."""
    topic = found.topic.removeprefix(settings.prefix)
    headers = {name: value.decode() for name, value in found.headers}
    message = Message(topic, found.key.decode(), headers, found.value)
    return Record(topic, found.partition, found.offset, message)


def _begun(consumer: Any, places: list[Any]) -> dict[Any, int]:
    """Put the consumer to the beginning of what is not empty; where each partition ends."""
    ends = consumer.end_offsets(places, timeout_ms=ANSWERS_WITHIN)
    starts = consumer.beginning_offsets(places, timeout_ms=ANSWERS_WITHIN)
    left = {place: end for place, end in ends.items() if end > starts[place]}
    consumer.assign(list(left))
    for place in left:
        consumer.seek(place, starts[place])
    return left


def _known(consumer: Any, topic: str) -> set[int]:
    partitions: set[int] | None = consumer.partitions_for_topic(topic)
    if not partitions:
        raise Unavailable("log_topic", f"Kafka lacks the topic {topic}.")
    return partitions


def _read(consumer: Any, settings: KafkaSettings, left: dict[Any, int]) -> Iterator[Record]:
    """The last offsets before an end may be a transaction's marks: the position tells."""
    try:
        heard = time.monotonic()
        while left:
            with answering():
                batches = consumer.poll(timeout_ms=ANSWERS_WITHIN, max_records=READ_AT_ONCE)
            for place, batch in batches.items():
                yield from (as_record(settings, one) for one in batch if one.offset < left[place])
            with answering():
                left = {p: end for p, end in left.items() if consumer.position(p) < end}
            consumer.assign(list(left))
            heard = time.monotonic() if batches else heard
            if time.monotonic() - heard > PATIENCE:
                raise Unavailable("log_away", "Kafka stopped answering in the middle of a replay.")
    finally:
        hang_up(consumer)
