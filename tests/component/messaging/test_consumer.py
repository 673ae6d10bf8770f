"""The consumer: each event takes effect once, and no event stops the others."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from threading import Event as Flag
from threading import Thread
from typing import Any
from uuid import UUID

import pytest
from prometheus_client import REGISTRY

from shared.clock import SetClock
from shared.contracts.profiles import TieChanged, TieEnded
from shared.errors import Unavailable
from shared.eventlog.port import TAKE_OVER
from shared.messaging.dead_letters import DeadLetter
from shared.messaging.heartbeats import silent
from shared.messaging.sinks import Group, StoreSink
from shared.storage.unit_of_work import UnitOfWork
from shared.tracing import current_traceparent, trace_id
from tests.support.eventually import eventually
from tests.support.mailroom import GROUP, NOON, Mailroom, count_subject
from tests.support.messages import PEOPLE, message, poison


def set_aside(mailroom: Mailroom) -> list[DeadLetter]:
    return mailroom.dead_letters().list()


def refuse_subject_2(event: TieEnded, uow: UnitOfWork) -> None:
    count_subject(event, uow)
    if event.subject == UUID(int=2):
        raise ZeroDivisionError


def test_an_event_takes_effect_once_however_often_it_comes(mailroom: Mailroom) -> None:
    consumer = mailroom.consumer()
    mailroom.publish(message(1, 1), message(1, 1), message(2, 1))
    mailroom.publish(message(1, 1))

    assert consumer.step() == 4
    assert mailroom.effects() == {(1, 1): 1, (2, 1): 1}


def test_what_was_delivered_before_a_restart_is_passed_over(mailroom: Mailroom) -> None:
    consumer = mailroom.consumer()
    mailroom.publish(message(1, 1), message(2, 1))
    consumer.step()
    consumer.close()
    mailroom.referrals_log.subscribe(GROUP, ["profiles.ties"]).rewind()
    mailroom.referrals_log.close()

    mailroom.consumer().step()

    assert mailroom.effects() == {(1, 1): 1, (2, 1): 1}


def test_a_late_fact_never_undoes_a_newer_one(mailroom: Mailroom) -> None:
    mailroom.publish(message(1, 2), message(1, 1))

    mailroom.consumer().step()

    assert mailroom.effects() == {(1, 2): 1}
    assert set_aside(mailroom) == []


def test_shuffled_and_repeated_facts_end_in_the_same_state(mailroom: Mailroom) -> None:
    sent = [message(subject, number) for subject in range(1, 8) for number in range(1, 4)] * 2
    random.Random(7).shuffle(sent)
    mailroom.publish(*sent)

    consumer = mailroom.consumer(batch=5)
    while consumer.step():
        pass

    assert {(subject, 3) for subject in range(1, 8)} <= set(mailroom.effects())
    assert set(mailroom.effects().values()) == {1}


def test_a_type_without_a_reaction_is_passed_over(mailroom: Mailroom) -> None:
    deaf = Group(GROUP, {TieChanged: count_subject}, StoreSink(GROUP, mailroom.reading_units))
    mailroom.publish(message(1, 1))
    consumer = mailroom.consumer(deaf)

    assert (consumer.step(), consumer.step()) == (1, 0)
    assert mailroom.effects() == {}
    assert set_aside(mailroom) == []


def test_a_poisonous_message_is_set_aside_and_the_rest_takes_effect(mailroom: Mailroom) -> None:
    mailroom.publish(message(1), poison(2), message(3))

    mailroom.consumer().step()

    [letter] = set_aside(mailroom)
    assert mailroom.effects() == {(1, 1): 1, (3, 1): 1}
    assert (letter.subject, letter.topic) == (str(UUID(int=2)), "profiles.ties")
    assert "breaks" in letter.reason


def test_an_unknown_type_is_set_aside(mailroom: Mailroom) -> None:
    strange = message(1)
    headers = dict(strange.headers) | {"ce_type": "warmpath.profiles.Strange.v9"}
    mailroom.publish(type(strange)(strange.topic, strange.key, headers, strange.body))

    mailroom.consumer().step()

    assert "Strange" in set_aside(mailroom)[0].reason


def test_an_event_whose_reaction_keeps_failing_is_set_aside_with_nothing_of_it_done(
    mailroom: Mailroom,
) -> None:
    mailroom.publish(message(1), message(2), message(3))
    consumer = mailroom.consumer(mailroom.group({TieEnded: refuse_subject_2}))

    consumer.step()

    [letter] = set_aside(mailroom)
    assert letter.reason == "failed 5 times: ZeroDivisionError in refuse_subject_2"
    assert mailroom.effects() == {(1, 1): 1, (3, 1): 1}
    assert consumer.step() == 0


def test_an_event_whose_reaction_fails_now_and_then_takes_effect_once(mailroom: Mailroom) -> None:
    failures = iter([ZeroDivisionError] * 4)

    def stumble(event: TieEnded, uow: UnitOfWork) -> None:
        count_subject(event, uow)
        for error in failures:
            raise error

    mailroom.publish(message(1))
    mailroom.consumer(mailroom.group({TieEnded: stumble})).step()

    assert mailroom.effects() == {(1, 1): 1}
    assert set_aside(mailroom) == []


def test_nothing_is_set_aside_while_the_sink_is_away(mailroom: Mailroom) -> None:
    sink = StoreSink(GROUP, mailroom.reading_units)
    away = iter([Unavailable("store_away", "away")] * 9)

    def struggle(event: TieEnded, uow: UnitOfWork) -> None:
        for error in away:
            raise error
        count_subject(event, uow)

    mailroom.publish(message(1), message(2))
    consumer = mailroom.consumer(Group(GROUP, {TieEnded: struggle}, sink))
    for _ in range(9):
        with pytest.raises(Unavailable):
            consumer.step()

    assert consumer.step() == 2
    assert mailroom.effects() == {(1, 1): 1, (2, 1): 1}
    assert set_aside(mailroom) == []


def test_a_failure_that_turns_out_to_be_the_sinks_is_not_held_against_the_event(
    mailroom: Mailroom,
) -> None:
    class Broken(StoreSink):
        def ping(self) -> None:
            raise Unavailable("store_away", "away")

    mailroom.publish(message(2))
    broken = Broken(GROUP, mailroom.reading_units)
    consumer = mailroom.consumer(Group(GROUP, {TieEnded: refuse_subject_2}, broken))

    with pytest.raises(Unavailable):
        consumer.step()

    assert set_aside(mailroom) == []
    assert mailroom.consumer().step() == 0, "the group is still the first worker's"


def test_history_is_applied_in_order_and_a_gap_waits_in_the_dead_letters(
    mailroom: Mailroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(TieEnded, "KIND", "history")
    mailroom.publish(message(1, 1), poison(1, 2), message(1, 3), message(2, 1), message(1, 1))

    mailroom.consumer().step()

    assert mailroom.effects() == {(1, 1): 1, (2, 1): 1}
    assert [letter.message.headers["ce_sequence"] for letter in set_aside(mailroom)] == ["2", "3"]


def test_a_reaction_goes_on_with_the_trace_of_the_request(mailroom: Mailroom) -> None:
    heard = []

    def listen(event: TieEnded, uow: UnitOfWork) -> None:
        heard.append(trace_id(current_traceparent()))

    [told] = mailroom.end_ties(1)
    mailroom.relay().step()
    mailroom.consumer(mailroom.group({TieEnded: listen})).step()

    assert heard == [trace_id(told.traceparent)]


def test_a_worker_replaced_between_effect_and_position_repeats_nothing(
    mailroom: Mailroom,
) -> None:
    class Overtaken(StoreSink):
        """While this worker is between its commits, another one becomes the active one."""

        @contextmanager
        def transaction(self) -> Iterator[Any]:
            with super().transaction() as target:
                yield target
            assert isinstance(mailroom.clock, SetClock)
            mailroom.clock.advance(timedelta(seconds=TAKE_OVER))
            assert heir.step() == 2

    heir = mailroom.consumer()
    mailroom.publish(message(1), message(2))
    group = mailroom.group()
    sleeper = mailroom.consumer(
        Group(GROUP, group.reactions, Overtaken(GROUP, mailroom.reading_units))
    )

    assert sleeper.step() == 2
    assert sleeper.step() == 0
    assert mailroom.effects() == {(1, 1): 1, (2, 1): 1}


def test_the_lag_is_what_is_left_to_read(mailroom: Mailroom) -> None:
    consumer = mailroom.consumer(batch=2)
    mailroom.publish(*(message(subject) for subject in range(1, 6)))
    mailroom.publish(message(1, topic=PEOPLE))

    lags = []
    while consumer.step():
        lags.append(sum(consumer.lag().values()))

    assert lags == [3, 1, 0]


def test_a_worker_that_stands_by_says_nothing_of_what_is_left(mailroom: Mailroom) -> None:
    active, standing_by = mailroom.consumer(batch=1), mailroom.consumer()
    mailroom.publish(message(1), message(2))
    active.step()

    assert standing_by.step() == 0
    assert (sum(active.lag().values()), standing_by.lag()) == (1, {})


def test_a_running_consumer_takes_in_what_comes_shows_that_it_lives_and_stops(
    mailroom: Mailroom,
) -> None:
    consumer, stop = mailroom.consumer(), Flag()
    thread = Thread(target=consumer.run, args=(stop,))
    thread.start()
    try:
        mailroom.publish(message(1))
        eventually(mailroom.effects)
        eventually(lambda: silent(mailroom.referrals, [GROUP, "x"], NOON) == ["x"])
        assert silent(mailroom.referrals, [GROUP], NOON + timedelta(minutes=1)) == [GROUP]
        assert REGISTRY.get_sample_value("warmpath_consumer_lag", {"group": GROUP}) == 0
    finally:
        stop.set()
        thread.join(5)
    assert not thread.is_alive()


def test_a_group_whose_sink_is_away_falls_silent_until_it_is_back(mailroom: Mailroom) -> None:
    asked, back = Flag(), Flag()

    def struggle(event: TieEnded, uow: UnitOfWork) -> None:
        asked.set()
        if not back.is_set():
            raise Unavailable("graph_away", "away")
        count_subject(event, uow)

    mailroom.publish(message(1))
    consumer, stop = mailroom.consumer(mailroom.group({TieEnded: struggle})), Flag()
    thread = Thread(target=consumer.run, args=(stop,))
    thread.start()
    try:
        assert asked.wait(10)
        assert silent(mailroom.referrals, [GROUP], NOON) == [GROUP]
        back.set()
        eventually(lambda: silent(mailroom.referrals, [GROUP], NOON) == [])
    finally:
        stop.set()
        thread.join(5)
    assert mailroom.effects() == {(1, 1): 1}


def test_a_worker_that_is_told_to_stop_judges_no_event_in_a_hurry(mailroom: Mailroom) -> None:
    stop = Flag()

    def fail_at_the_end(event: TieEnded, uow: UnitOfWork) -> None:
        stop.set()
        raise ZeroDivisionError

    mailroom.publish(message(1))
    consumer = mailroom.consumer(mailroom.group({TieEnded: fail_at_the_end}))
    with pytest.raises(Unavailable):
        consumer.step(stop=stop)

    consumer.close()
    assert set_aside(mailroom) == []
    mailroom.referrals_log.close()
    assert mailroom.consumer().step() == 1
