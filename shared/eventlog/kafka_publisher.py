"""Publishes to Kafka in transactions, so that a publisher that was replaced cannot finish one.

Kafka lets the producer that began last win. Ours must be the one whose lease has the highest
epoch, so each says its epoch in a topic of its own: who finds a higher one there withdraws, and
who was thrown out by an older one comes back.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from shared.contracts.envelope import Message
from shared.errors import Unavailable
from shared.eventlog.kafka_client import (
    ANSWERS_WITHIN,
    Replaced,
    answering,
    commit,
    drop,
    producer,
)
from shared.eventlog.kafka_reading import read_all
from shared.eventlog.kafka_settings import KafkaSettings
from shared.eventlog.kafka_topics import RELAYS
from shared.eventlog.port import Fenced, owner_of

PATIENCE = ANSWERS_WITHIN / 1000
COMES_BACK = 10  # times; each older publisher can throw a newer one out once


class KafkaPublisher:
    """See shared.eventlog.port.Publisher.

    If the broker goes away in the middle of a commit, `publish` raises Unavailable although the
    batch may have become readable; publishing it again is what the relay does.
    """

    def __init__(self, settings: KafkaSettings, service: str, epoch: int) -> None:
        self._settings = settings
        self._service = service
        self._epoch = epoch
        self._fenced = False
        self._producer: Any = None
        self._sending(lambda: None)

    def publish(self, messages: Sequence[Message]) -> None:
        self._check(messages)
        if messages:
            self._sending(lambda: self._send(messages))

    def close(self) -> None:
        """Give the connections back; what was not committed is never readable."""
        if self._producer is not None:
            gone, self._producer = self._producer, None
            drop(gone)

    def _sending(self, send: Callable[[], None]) -> None:
        for _ in range(COMES_BACK):
            try:
                self._join()
                with answering():
                    send()
            except Replaced:
                self.close()
            except BaseException:
                self.close()
                raise
            else:
                return
        raise Unavailable("log_away", "Older relays keep throwing this one out.")

    def _join(self) -> None:
        """Begin as the service's producer, unless a newer one did; then say so. Raises Fenced."""
        if self._producer is not None:
            return
        self._withdraw_if_older()
        with answering():
            self._producer = producer(
                self._settings, f"{self._settings.prefix}relay-{self._service}"
            )
            self._producer.init_transactions()
        if self._withdraw_if_older() < self._epoch:
            claim = Message(RELAYS, self._service, {}, str(self._epoch).encode())
            with answering():
                self._send([claim])

    def _withdraw_if_older(self) -> int:
        if self._fenced:
            raise Fenced(f"a relay of {self._service} with an epoch above {self._epoch} is at work")
        claims = [
            int(record.message.body)
            for record in read_all(self._settings, [RELAYS])
            if record.message.key == self._service
        ]
        newest = max(claims, default=0)
        self._fenced = newest > self._epoch
        return newest if not self._fenced else self._withdraw_if_older()

    def _send(self, messages: Sequence[Message]) -> None:
        self._producer.begin_transaction()
        sent = [
            self._producer.send(
                self._settings.prefix + message.topic,
                key=message.key.encode(),
                value=message.body,
                headers=[(name, value.encode()) for name, value in message.headers.items()],
            )
            for message in messages
        ]
        self._producer.flush(timeout=PATIENCE)
        for one in sent:
            one.get(timeout=PATIENCE)
        commit(self._producer)

    def _check(self, messages: Sequence[Message]) -> None:
        foreign = {
            message.topic for message in messages if owner_of(message.topic) != self._service
        }
        if foreign:
            raise ValueError(f"{self._service} does not own {sorted(foreign)}")
        for message in messages:
            int(message.headers["ce_sequence"])
