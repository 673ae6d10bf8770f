"""A worker process works, stops when asked, says when it cannot, and is succeeded when killed."""

from __future__ import annotations

import signal
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

import pytest

from shared.clock import SystemClock
from shared.messaging.heartbeats import silent
from shared.messaging.progress import TopicLag, progress
from tests.support.children import running
from tests.support.eventually import eventually
from tests.support.mailroom import GROUP, Mailroom
from tests.support.messages import TIES

WORKER = "tests.support.small_worker"


@pytest.fixture
def mailroom(tmp_path: Path) -> Iterator[Mailroom]:
    with ExitStack() as closing:
        yield Mailroom(tmp_path, closing, SystemClock())


def left(mailroom: Mailroom) -> Sequence[TopicLag]:
    """What the worker says that it has left to read."""
    [group] = progress(mailroom.referrals, [mailroom.group()], mailroom.clock.now()).groups
    return group.topics


@pytest.mark.parametrize("asked", [signal.SIGTERM, signal.SIGINT])
def test_a_worker_takes_in_events_until_it_is_asked_to_stop(
    mailroom: Mailroom, tmp_path: Path, asked: signal.Signals
) -> None:
    with running(WORKER, str(tmp_path)) as worker:
        mailroom.end_ties(1, 2)
        mailroom.relay().step()
        eventually(lambda: len(mailroom.effects()) == 2, within=30)
        eventually(lambda: not silent(mailroom.referrals, [GROUP, "relay"], mailroom.clock.now()))
        eventually(lambda: left(mailroom) == [TopicLag(TIES, 0)], within=10)

        worker.send_signal(asked)

        assert worker.wait(10) == 0


def test_a_worker_one_of_whose_threads_dies_ends_as_failed(
    mailroom: Mailroom, tmp_path: Path
) -> None:
    with running(WORKER, str(tmp_path), "breaks") as worker:
        assert worker.wait(30) == 1


def test_a_killed_worker_is_succeeded_by_the_one_standing_by(
    mailroom: Mailroom, tmp_path: Path
) -> None:
    mailroom.end_ties(1)
    relay = mailroom.relay()
    relay.step()
    with running(WORKER, str(tmp_path)) as first:
        eventually(mailroom.effects, within=30)
        with running(WORKER, str(tmp_path)):
            first.kill()
            mailroom.end_ties(2)
            relay.step()

            eventually(lambda: len(mailroom.effects()) == 2, within=15)

    assert set(mailroom.effects().values()) == {1}
