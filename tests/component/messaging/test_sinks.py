"""A projection hears of a batch at once, and keeps for itself what it has seen."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest

from shared.contracts.postings import OpeningClosed
from shared.contracts.profiles import TieChanged, TieEnded
from shared.errors import Unavailable
from shared.messaging.sinks import Changes, Group, ProjectionSink, StoreSink
from shared.storage.database import Database
from shared.storage.unit_of_work import UnitOfWork, Units
from tests.support.boards import Board
from tests.support.failing import Failure, failing
from tests.support.mailroom import Mailroom
from tests.support.messages import ended, message


def show(event: TieEnded, board: Changes) -> None:
    board.apply(event)


@pytest.fixture
def board() -> Board:
    return Board()


@pytest.fixture
def group(board: Board) -> Group:
    return Group("referrals.graph", {TieEnded: show}, ProjectionSink(board))


def test_a_batch_reaches_a_projection_as_one(
    mailroom: Mailroom, board: Board, group: Group
) -> None:
    mailroom.publish(message(1, 1), message(2, 1), message(1, 2))

    mailroom.consumer(group).step()

    assert board.batches == [3]
    assert board.newest == {UUID(int=1): 2, UUID(int=2): 1}


def test_a_projection_that_was_away_misses_nothing(
    mailroom: Mailroom, board: Board, group: Group
) -> None:
    consumer = mailroom.consumer(group)
    mailroom.publish(message(1, 1))
    board.away = True
    with pytest.raises(Unavailable):
        consumer.step()

    board.away = False
    consumer.step()

    assert board.newest == {UUID(int=1): 1}


def test_a_batch_that_fails_leaves_a_projection_alone(board: Board) -> None:
    with failing(), ProjectionSink(board).transaction() as changes:
        changes.apply(ended())
        raise Failure

    assert board.batches == []


def test_a_group_reads_the_topics_of_what_it_reacts_to() -> None:
    reactions = {TieEnded: show, TieChanged: show, OpeningClosed: show}

    group = Group("g", reactions, ProjectionSink(Board()))

    assert group.topics == ["postings.openings", "profiles.ties"]


def test_a_store_that_cannot_be_written_to_is_away(mailroom: Mailroom, tmp_path: Path) -> None:
    StoreSink("s", mailroom.reading_units).ping()
    not_a_file = Database(f"sqlite:///{tmp_path}")
    units = Units(not_a_file, mailroom.clock, UnitOfWork)

    with pytest.raises(Unavailable):
        StoreSink("s", units).ping()
    not_a_file.close()
