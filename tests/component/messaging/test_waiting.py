"""Whoever reads back what they wrote waits for it, but not for ever."""

from __future__ import annotations

import itertools
from uuid import UUID

import pytest

from shared.errors import TooEarly
from shared.messaging.waiting import wait_until_seen

SUBJECT = UUID(int=1)


def test_what_was_seen_is_not_waited_for() -> None:
    wait_until_seen(lambda subject: 4, SUBJECT, 4, timeout=0.0)


def test_a_read_goes_on_once_the_write_was_seen() -> None:
    sequences = itertools.count()

    wait_until_seen(lambda subject: next(sequences), SUBJECT, 3)

    assert next(sequences) == 4


def test_a_write_that_does_not_arrive_in_time_is_too_early() -> None:
    with pytest.raises(TooEarly) as refusal:
        wait_until_seen(lambda subject: 2, SUBJECT, 3, timeout=0.05)

    assert refusal.value.code == "write_not_seen_yet"


def test_only_the_write_in_question_is_asked_about() -> None:
    with pytest.raises(TooEarly):
        wait_until_seen(lambda subject: 9 * (subject != SUBJECT), SUBJECT, 1, timeout=0.0)
