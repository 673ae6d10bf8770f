"""A worker's part in a consumer group of Kafka, which splits partitions between workers."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from typing import Any

from shared.errors import Unavailable
from shared.eventlog.kafka_client import (
    ANSWERS_WITHIN,
    Lost,
    NoneCommitted,
    OffsetAndMetadata,
    TopicPartition,
    answering,
    hang_up,
    member,
    missing,
    topic_id,
)
from shared.eventlog.kafka_joining import keep_joining
from shared.eventlog.kafka_reading import as_record, partitions_of
from shared.eventlog.kafka_settings import KafkaSettings
from shared.eventlog.port import Positions, Record
from shared.logs import warn

ASKS_EVERY = 2.0  # seconds without records after which the brokers are asked for a sign of life
JOINS_WITHIN = 10.0  # seconds


class KafkaSubscription:
    """See shared.eventlog.port.Subscription.

    With each position the topic's identity is committed: a topic that was made anew is read from
    its beginning, whatever position an earlier one of that name had.
    """

    def __init__(self, settings: KafkaSettings, group: str, topics: Sequence[str]) -> None:
        self._settings = settings
        self._group = group
        self._topics = topics
        self._member: Any = None
        self._checked: dict[Any, str] = {}
        self._committed: set[Any] = set()
        self._told: dict[Any, str] = {}
        self._heard = time.monotonic()

    def poll(self, max_records: int, timeout: float) -> list[Record]:
        consumer = self._consumer()
        try:
            with answering():
                batches = consumer.poll(timeout_ms=int(timeout * 1000), max_records=max_records)
                keep_joining(consumer)
                if self._made_anew(consumer):
                    return []
        except NoneCommitted as error:
            self._begin(consumer, missing(error))
            return []
        except Lost as error:
            self._start_over(consumer, missing(error), str(error))
            return []
        if batches:
            self._heard = time.monotonic()
        else:
            self._make_sure_it_answers(consumer)
        return [as_record(self._settings, one) for batch in batches.values() for one in batch]

    def commit(self, positions: Positions) -> None:
        consumer = self._consumer()
        told = {
            self._place(topic, partition): offset
            for (topic, partition), offset in positions.items()
        }
        with answering():
            consumer.commit(
                {
                    place: OffsetAndMetadata(offset, topic_id(consumer, place.topic), -1)
                    for place, offset in told.items()
                },
                timeout_ms=ANSWERS_WITHIN,
            )
        self._committed |= told.keys()

    def back_to_committed(self) -> None:
        consumer = self._consumer()
        with answering():
            for place in consumer.assignment():
                committed = consumer.committed(place, timeout_ms=ANSWERS_WITHIN)
                if committed is None:
                    consumer.seek_to_beginning(place)
                else:
                    consumer.seek(place, committed)

    def rewind(self) -> None:
        consumer = self._consumer()
        deadline = time.monotonic() + JOINS_WITHIN
        while not consumer.assignment() and time.monotonic() < deadline:
            self.poll(1, 0.1)
        with answering():
            places = partitions_of(consumer, self._settings, self._topics)
            starts = consumer.beginning_offsets(places, timeout_ms=ANSWERS_WITHIN)
        self.commit({self._name(place): offset for place, offset in starts.items()})
        for place in consumer.assignment():
            consumer.seek(place, starts[place])

    def positions(self) -> Positions:
        consumer = self._consumer()
        with answering():
            return {
                self._name(place): self._position(consumer, place)
                for place in consumer.assignment()
            }

    def ends(self) -> Positions:
        consumer = self._consumer()
        with answering():
            places = partitions_of(consumer, self._settings, self._topics)
            ends = consumer.end_offsets(places, timeout_ms=ANSWERS_WITHIN)
        return {self._name(place): offset for place, offset in ends.items()}

    def close(self) -> None:
        if self._member is not None:
            gone, self._member = self._member, None
            hang_up(gone)

    def _consumer(self) -> Any:
        if self._member is None:
            with answering():
                self._member = member(self._settings, self._settings.prefix + self._group)
                self._member.subscribe([self._settings.prefix + topic for topic in self._topics])
        return self._member

    def _position(self, consumer: Any, place: Any) -> int:
        """A group without a position begins at the beginning, as in `poll`."""
        try:
            position: int | None = consumer.position(place, timeout_ms=ANSWERS_WITHIN)
        except NoneCommitted as error:
            self._begin(consumer, missing(error))
            position = consumer.position(place, timeout_ms=ANSWERS_WITHIN)
        return position or 0

    def _made_anew(self, consumer: Any) -> bool:
        """Whether one of the topics is not the one that our positions are about."""
        assigned = consumer.assignment()
        self._checked = {place: was for place, was in self._checked.items() if place in assigned}
        for place in (each for each in assigned if not self._checked.get(each)):
            committed = consumer.committed(place, metadata=True, timeout_ms=ANSWERS_WITHIN)
            known = committed.metadata if committed is not None else ""
            self._checked[place] = known or topic_id(consumer, place.topic)
        now = {place: topic_id(consumer, place.topic) for place in assigned}
        anew = {
            place: identity
            for place, identity in now.items()
            if identity and self._checked[place] not in ("", identity)
        }
        if anew:
            # Until something is committed, each new share of the work begins like this.
            told = anew.items() <= self._told.items()
            self._told |= anew
            self._start_over(consumer, anew, "" if told else "the topic was made anew")
        return bool(anew)

    def _begin(self, consumer: Any, places: list[Any]) -> None:
        """A group without a position begins at the beginning; if it had one, that is told."""
        lost = self._committed.intersection(places)
        self._committed -= lost
        self._start_over(consumer, places, "the position is gone" if lost else "")

    def _start_over(self, consumer: Any, places: Iterable[Any], why: str) -> None:
        """Read from the beginning: what was seen is passed over, what was not is not skipped."""
        for place in places:
            consumer.seek_to_beginning(place)
            self._checked[place] = topic_id(consumer, place.topic)
        if why:
            warn("log_rewound", group=self._group, why=why)

    def _make_sure_it_answers(self, consumer: Any) -> None:
        """The library waits in silence for brokers that are away. Raises Unavailable."""
        if time.monotonic() - self._heard < ASKS_EVERY:
            return
        places = [TopicPartition(self._settings.prefix + self._topics[0], 0)]
        with answering():
            if not consumer.end_offsets(places, timeout_ms=ANSWERS_WITHIN):
                raise Unavailable("log_away", "Kafka does not answer.")
        self._heard = time.monotonic()

    def _place(self, topic: str, partition: int) -> Any:
        return TopicPartition(self._settings.prefix + topic, partition)

    def _name(self, place: Any) -> tuple[str, int]:
        return place.topic.removeprefix(self._settings.prefix), place.partition
