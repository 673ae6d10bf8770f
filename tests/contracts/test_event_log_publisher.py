"""What every adapter promises to those who publish."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TypeVar

import pytest

from shared.contracts.envelope import Message
from shared.errors import Unavailable
from shared.eventlog.port import EventLog, Fenced
from tests.support.children import next_line, running
from tests.support.event_logs import EventLogs
from tests.support.messages import OPENINGS, TIES, ids, message, messages
from tests.support.publishing_child import BATCH

T = TypeVar("T")
TRIES = 10


def read(log: EventLog, topic: str = TIES) -> list[Message]:
    return [record.message for record in log.replay([topic])]


def again(publish: Callable[[], T]) -> T:
    """As the relay does: what the log could not take now is offered again."""
    for _ in range(TRIES):
        try:
            return publish()
        except Unavailable:
            continue
    return publish()


class TestPublisher:
    def test_what_was_published_is_read_as_it_was_and_in_its_order(self, logs: EventLogs) -> None:
        sent = messages(5)

        logs.open().publisher("profiles", 1).publish(sent)

        assert read(logs.open()) == sent

    def test_an_acknowledged_event_outlives_the_process_and_no_batch_is_torn(
        self, logs: EventLogs
    ) -> None:
        arguments = (logs.url, logs.store_url("profiles"), "1")
        with running("tests.support.publishing_child", *arguments) as child:
            for _ in range(4):
                acknowledged = int(next_line(child))
            child.kill()

        found = len(read(logs.open()))

        assert found >= acknowledged
        assert found % BATCH == 0

    def test_a_batch_that_cannot_be_kept_whole_is_not_kept_at_all(self, logs: EventLogs) -> None:
        log = logs.open()
        unusable = replace(message(2), headers={**message(2).headers, "ce_sequence": "x"})

        with pytest.raises(ValueError, match="x"):
            log.publisher("profiles", 1).publish([message(1), unusable, message(3)])

        assert read(log) == []

    def test_publishing_again_reorders_nothing(self, logs: EventLogs) -> None:
        publisher = logs.open().publisher("profiles", 1)
        sent = [message(1, number) for number in range(1, 6)]

        publisher.publish(sent[:3])
        publisher.publish(sent)

        assert list(dict.fromkeys(ids(read(logs.open())))) == ids(sent)

    def test_a_service_publishes_only_to_its_own_topics(self, logs: EventLogs) -> None:
        log = logs.open()

        with pytest.raises(ValueError, match="does not own"):
            log.publisher("profiles", 1).publish([message(1), message(2, topic=OPENINGS)])

        assert read(log) == read(log, OPENINGS) == []

    def test_a_publisher_that_slept_through_a_take_over_is_fenced(self, logs: EventLogs) -> None:
        sleeper = logs.open().publisher("profiles", 1)
        sleeper.publish([message(1)])
        logs.open().publisher("profiles", 2)

        with pytest.raises(Fenced):
            sleeper.publish([message(2)])

        assert len(read(logs.open())) == 1

    def test_a_fenced_publisher_stays_fenced(self, logs: EventLogs) -> None:
        sleeper = logs.open().publisher("profiles", 1)
        logs.open().publisher("profiles", 2).publish([message(1)])

        for _ in range(2):
            with pytest.raises(Fenced):
                sleeper.publish([message(2)])

    def test_nobody_begins_behind_a_newer_publisher(self, logs: EventLogs) -> None:
        logs.open().publisher("profiles", 7)

        with pytest.raises(Fenced):
            logs.open().publisher("profiles", 6)

    def test_services_do_not_fence_each_other(self, logs: EventLogs) -> None:
        publisher = logs.open().publisher("postings", 1)
        logs.open().publisher("profiles", 9)

        publisher.publish([message(1, topic=OPENINGS)])

        assert len(read(logs.open(), OPENINGS)) == 1

    def test_however_publishers_race_no_older_one_writes_after_a_newer(
        self, logs: EventLogs
    ) -> None:
        def publish_until_fenced(epoch: int) -> bool:
            log = logs.open()
            try:
                publisher = again(lambda: log.publisher("profiles", epoch))
                for number in range(1, 16):
                    sent = message(epoch, number)
                    again(lambda sent=sent: publisher.publish([sent]))  # type: ignore[misc]
            except Fenced:
                return False
            return True

        with ThreadPoolExecutor(4) as pool:
            finished = list(pool.map(publish_until_fenced, (1, 2, 3, 4)))

        epochs = [int(one.key.replace("-", ""), 16) for one in read(logs.open())]
        assert finished[-1]
        assert epochs == sorted(epochs)
