"""What every adapter promises of the log itself: replay and compaction."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shared.contracts.envelope import Message
from shared.contracts.profiles import TieEnded
from shared.eventlog.port import Record
from tests.support.event_logs import EventLogs
from tests.support.messages import OPENINGS, PEOPLE, TIES, ids, message, messages

epoch = itertools.count(1)


def newest(records: Iterable[Record]) -> dict[str, str]:
    """What a projection of facts knows in the end: the newest event of each subject."""
    known: dict[str, Message] = {}
    for one in (record.message for record in records):
        before = known.get(one.key)
        if before is None or _sequence(one) > _sequence(before):
            known[one.key] = one
    return {key: one.headers["ce_id"] for key, one in known.items()}


def _sequence(one: Message) -> int:
    return int(one.headers["ce_sequence"])


class TestEventLog:
    def test_a_replay_ends_where_the_log_ended_when_it_was_asked_for(self, logs: EventLogs) -> None:
        log = logs.open()
        publisher = log.publisher("profiles", 1)
        sent = messages(3)
        publisher.publish(sent)

        replay = log.replay([TIES])
        publisher.publish([message(9)])

        assert ids([record.message for record in replay]) == ids(sent)

    def test_a_replay_goes_through_every_topic_and_moves_no_group(self, logs: EventLogs) -> None:
        log = logs.open()
        log.publisher("profiles", 1).publish([*messages(2), *messages(2, PEOPLE)])
        log.publisher("postings", 1).publish(messages(2, OPENINGS))
        subscription = log.subscribe("g", [TIES])

        replayed = list(log.replay([TIES, PEOPLE, OPENINGS]))

        assert len(replayed) == 6
        assert len(subscription.poll(10, 0.0)) == 2

    def test_a_long_log_is_replayed_whole(self, logs: EventLogs) -> None:
        log = logs.open()
        sent = messages(1203)
        log.publisher("profiles", 1).publish(sent)

        assert ids([record.message for record in log.replay([TIES])]) == ids(sent)

    def test_history_is_never_compacted(
        self, logs: EventLogs, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(TieEnded, "KIND", "history")
        log = logs.open()
        log.publisher("profiles", 1).publish([message(1, 1), message(1, 2)])

        with pytest.raises(ValueError, match="history"):
            log.compact(TIES)

        assert len(list(log.replay([TIES]))) == 2

    @settings(
        max_examples=25,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
    @given(
        st.lists(st.integers(1, 4), min_size=1, max_size=20),
        st.integers(0, 20),
        st.booleans(),
    )
    def test_compaction_changes_no_outcome_and_no_position(
        self, logs: EventLogs, subjects: Sequence[int], read_before: int, repeat: bool
    ) -> None:
        log = logs.open()
        publisher = log.publisher("profiles", next(epoch))
        counts: dict[int, int] = dict.fromkeys(subjects, 1000 * next(epoch))
        sent = [_next(counts, subject) for subject in subjects]
        publisher.publish(sent)
        subscription = log.subscribe(f"g{next(epoch)}", [TIES])
        early = subscription.poll(read_before, 0.0) if read_before else []
        before = newest(log.replay([TIES]))

        log.compact(TIES)
        if repeat:  # a relay that died before it marked
            publisher.publish(sent)

        late = []
        while records := subscription.poll(100, 0.0):
            late += records
        assert newest(log.replay([TIES])) == before
        assert newest([*early, *late]) == before
        subscription.close()

    def test_compaction_keeps_one_record_of_each_subject(self, logs: EventLogs) -> None:
        log = logs.open()
        sent = [message(subject, number) for number in (1, 2, 3) for subject in (1, 2)]
        log.publisher("profiles", 1).publish(sent)

        dropped = log.compact(TIES)

        kept = [record.message for record in log.replay([TIES])]
        assert dropped == 4
        assert ids(kept) == ids(sent[4:])

    def test_whoever_had_read_everything_misses_nothing_after_compaction(
        self, logs: EventLogs
    ) -> None:
        log = logs.open()
        publisher = log.publisher("profiles", 1)
        publisher.publish([message(1, 2), message(1, 1)])
        subscription = log.subscribe("g", [TIES])
        assert len(subscription.poll(10, 0.0)) == 2

        assert log.compact(TIES) == 1
        later = message(2, 1)
        publisher.publish([later])

        assert ids([record.message for record in subscription.poll(10, 0.0)]) == ids([later])

    def test_compacting_a_topic_leaves_the_others_alone(self, logs: EventLogs) -> None:
        log = logs.open()
        log.publisher("profiles", 1).publish([message(1, number, PEOPLE) for number in (1, 2)])

        assert log.compact(TIES) == 0
        assert len(list(log.replay([PEOPLE]))) == 2

    def test_a_log_that_is_there_answers(self, logs: EventLogs) -> None:
        log = logs.open()
        log.publisher("profiles", 1)

        log.ping()


def _next(counts: dict[int, int], subject: int) -> Message:
    counts[subject] += 1
    return message(subject, counts[subject])
