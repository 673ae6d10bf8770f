"""What every adapter promises to those who consume."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Timer

import pytest

from shared.eventlog.port import EventLog, Fenced, Record, Subscription
from tests.support.children import next_line, running
from tests.support.event_logs import EventLogs
from tests.support.messages import OPENINGS, PEOPLE, TIES, ids, message, messages


def publish(log: EventLog, count: int, topic: str = TIES) -> list[str]:
    sent = messages(count, topic)
    log.publisher(topic.partition(".")[0], 1).publish(sent)
    return ids(sent)


def poll(subscription: Subscription, most: int = 100) -> list[Record]:
    return subscription.poll(most, 0.0)


def read(records: list[Record]) -> list[str]:
    return ids([record.message for record in records])


def commit(subscription: Subscription, record: Record) -> None:
    subscription.commit({(record.topic, record.partition): record.offset + 1})


class TestSubscription:
    def test_a_new_group_begins_at_the_beginning(self, logs: EventLogs) -> None:
        log = logs.open()
        sent = publish(log, 5)

        assert read(poll(log.subscribe("g", [TIES]))) == sent

    def test_each_poll_goes_on_after_the_last_and_is_no_longer_than_asked(
        self, logs: EventLogs
    ) -> None:
        log = logs.open()
        sent = publish(log, 5)
        subscription = log.subscribe("g", [TIES])

        polls = [read(poll(subscription, 2)) for _ in range(4)]

        assert polls == [sent[:2], sent[2:4], sent[4:], []]

    def test_a_restarted_worker_goes_on_after_what_was_committed(self, logs: EventLogs) -> None:
        first = logs.open()
        sent = publish(first, 5)
        subscription = first.subscribe("g", [TIES])
        records = poll(subscription)
        commit(subscription, records[2])
        subscription.close()

        assert read(poll(logs.open().subscribe("g", [TIES]))) == sent[3:]

    def test_what_was_polled_and_not_committed_can_be_polled_again(self, logs: EventLogs) -> None:
        log = logs.open()
        sent = publish(log, 4)
        subscription = log.subscribe("g", [TIES])
        commit(subscription, poll(subscription)[1])

        subscription.back_to_committed()

        assert read(poll(subscription)) == sent[2:]

    def test_groups_do_not_share_positions(self, logs: EventLogs) -> None:
        log = logs.open()
        sent = publish(log, 3)
        one, other = log.subscribe("one", [TIES]), log.subscribe("other", [TIES])
        commit(one, poll(one)[-1])

        assert read(poll(other)) == sent
        assert poll(one) == []

    def test_topics_keep_positions_of_their_own(self, logs: EventLogs) -> None:
        log = logs.open()
        ties = publish(log, 3)
        openings = publish(log, 3, OPENINGS)
        people = publish(log, 3, PEOPLE)
        subscription = log.subscribe("g", [TIES, OPENINGS, PEOPLE])

        found: dict[str, list[str]] = {TIES: [], OPENINGS: [], PEOPLE: []}
        while records := poll(subscription, 4):
            assert len(records) <= 4
            for record in records:
                found[record.topic] += read([record])
                commit(subscription, record)

        assert found == {TIES: ties, OPENINGS: openings, PEOPLE: people}

    def test_no_topic_starves_behind_a_long_one(self, logs: EventLogs) -> None:
        log = logs.open()
        publish(log, 1000, PEOPLE)
        publish(log, 1, OPENINGS)
        subscription = log.subscribe("g", [PEOPLE, OPENINGS])

        topics: list[str] = []
        while OPENINGS not in topics and (found := poll(subscription, 50)):
            topics += [record.topic for record in found]

        assert OPENINGS in topics
        assert len(topics) < 500

    def test_rewinding_reads_everything_again_after_a_restart_too(self, logs: EventLogs) -> None:
        log = logs.open()
        sent = publish(log, 3)
        subscription = log.subscribe("g", [TIES])
        commit(subscription, poll(subscription)[-1])

        subscription.rewind()
        subscription.close()

        assert read(poll(log.subscribe("g", [TIES]))) == sent

    def test_positions_reach_the_ends_when_everything_was_polled(self, logs: EventLogs) -> None:
        log = logs.open()
        publish(log, 3)
        publish(log, 2, PEOPLE)
        subscription = log.subscribe("g", [TIES, PEOPLE, OPENINGS])
        while poll(subscription):
            pass

        assert dict(subscription.positions()) == dict(subscription.ends())

    def test_a_waiting_poll_hears_of_a_publication_long_before_its_time_is_up(
        self, logs: EventLogs
    ) -> None:
        subscription = logs.open().subscribe("g", [TIES])
        publisher = logs.open("profiles").publisher("profiles", 1)
        later = Timer(0.3, publisher.publish, [[message()]])
        started = time.monotonic()
        later.start()

        assert len(subscription.poll(10, 20.0)) == 1
        assert time.monotonic() - started < 10
        later.join()


class TestTakeOver:
    def test_two_workers_of_a_group_never_get_the_same_record(self, logs: EventLogs) -> None:
        one, other = (logs.open().subscribe("g", [TIES]) for _ in range(2))
        sent = publish(logs.open(), 4)

        found = read(poll(one) + poll(other))

        assert sorted(found) == sorted(sent)

    def test_leaving_hands_the_work_over_at_once(self, logs: EventLogs) -> None:
        one, other = (logs.open().subscribe("g", [TIES]) for _ in range(2))
        sent = publish(logs.open(), 4)
        commit(one, poll(one)[1])

        one.close()

        assert read(poll(other)) == sent[2:]

    def test_a_worker_that_slept_through_a_take_over_commits_nothing(self, logs: EventLogs) -> None:
        sent = publish(logs.open(), 4)
        sleeper = logs.open().subscribe("g", [TIES])
        slept_on = poll(sleeper)
        logs.outlast_workers()
        heir = logs.open().subscribe("g", [TIES])
        commit(heir, poll(heir)[0])

        with pytest.raises(Fenced):
            commit(sleeper, slept_on[-1])

        heir.close()
        assert read(poll(sleeper)) == sent[1:]

    def test_a_worker_that_slept_without_being_missed_goes_on(self, logs: EventLogs) -> None:
        publish(logs.open(), 2)
        subscription = logs.open().subscribe("g", [TIES])
        records = poll(subscription)
        logs.outlast_workers()

        commit(subscription, records[-1])

        assert poll(subscription) == []

    def test_the_group_outlives_a_killed_worker(self, logs: EventLogs) -> None:
        log = logs.open()
        sent = publish(log, 3)
        with running("tests.support.polling_child", logs.url, logs.store_url()) as child:
            assert next_line(child) == "3"
            child.kill()
        logs.outlast_workers()

        assert read(poll(log.subscribe("g", [TIES]))) == sent

    def test_of_racing_workers_exactly_one_gets_the_work(self, logs: EventLogs) -> None:
        publish(logs.open(), 1)
        workers = [logs.open().subscribe("g", [TIES]) for _ in range(6)]

        with ThreadPoolExecutor(6) as pool:
            found = list(pool.map(poll, workers))

        assert sorted(map(len, found)) == [0, 0, 0, 0, 0, 1]

    def test_a_message_published_by_an_heir_keeps_its_place(self, logs: EventLogs) -> None:
        log = logs.open()
        log.publisher("profiles", 1).publish([message(1, 1)])
        log.publisher("profiles", 2).publish([message(1, 2)])

        records = poll(log.subscribe("g", [TIES]))

        assert [record.message.headers["ce_sequence"] for record in records] == ["1", "2"]
