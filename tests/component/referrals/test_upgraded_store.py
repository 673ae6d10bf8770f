"""A store of a release that kept less of what it heard: after the upgrade nothing is missing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import func, select

from services.referrals.adapters.store import ReferralsUnit
from services.referrals.adapters.tables import introductions
from services.referrals.bootstrap import VERSIONS
from services.referrals.reactions import STORE_REACTIONS, know_opening
from shared.clock import SetClock
from shared.contracts.codec import encode
from shared.contracts.envelope import Event
from shared.contracts.postings import OpeningChanged
from shared.eventlog.opening import open_event_log
from shared.messaging.consumer import Consumer
from shared.messaging.sinks import Group, StoreSink
from shared.messaging.told_again import tell_again
from shared.storage import migrations
from shared.storage.database import Database
from shared.storage.tables import dead_letters, told_again
from shared.storage.unit_of_work import UnitOfWork, Units
from tests.support.facts import NOON, erased, opening_closed, person, tie_ended, works_at
from tests.support.referrals import Referrals, open_referrals
from tests.support.referring_house import (
    BARE,
    CAM,
    JOB,
    OAK,
    RAY,
    STRANGER,
    SUE,
    agrees,
    firm,
    moves,
    on_time,
    refers,
    refused,
    sees,
)
from tests.support.stores import made_store

GROUP = "referrals.store"
AGAIN = [
    (GROUP, "postings.employers"),
    (GROUP, "postings.openings"),
    (GROUP, "profiles.people"),
]
HEARD: list[Event] = [
    *firm(),
    person(SUE, 2, employments=[works_at(OAK)], open_to_introduce=False),
    person(SUE, 3, employments=[works_at(OAK)]),
    opening_closed(BARE),
    erased(STRANGER),
    tie_ended(RAY, CAM),
]


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Referrals]:
    """The old release read every fact and kept none; now the store is at its newest migration."""
    url = made_store(tmp_path, "referrals", migrations.SHARED_VERSIONS)
    with closing(Database(url)) as store:
        _heard_by_the_old_release(store, f"sqlite:///{tmp_path}/log.db")
        migrations.upgrade(store, VERSIONS)
    opened = open_referrals(tmp_path)
    opened.hears()
    yield opened
    opened.close()


def _heard_by_the_old_release(store: Database, log_url: str) -> None:
    clock = SetClock(NOON)
    everything = {type(event): lambda event, uow: None for event in HEARD}
    group = Group(GROUP, everything, StoreSink(GROUP, Units(store, clock, UnitOfWork)))
    with closing(open_event_log(log_url, store, clock)) as log:
        for owner in ("profiles", "postings"):
            told = [encode(event) for event in HEARD if event.source == owner]
            log.publisher(owner, 1).publish(told)
        with closing(Consumer(group, log, store, clock)) as consumer:
            while consumer.step():
                pass


def waiting(house: Referrals) -> list[tuple[str, str]]:
    with house.container.units.database.read() as connection:
        rows = connection.execute(select(told_again).order_by(told_again.c.topic))
        return [(row.sink, row.topic) for row in rows]


def test_nobody_can_refer_until_the_facts_are_told_again(house: Referrals) -> None:
    assert waiting(house) == AGAIN
    assert refused(house, RAY, "/v1/referrals", {"opening_id": str(JOB)})[0] in (404, 422)

    on_time(house)

    assert waiting(house) == []
    where = refers(house)
    agrees(house, where)
    moves(house, where, "hire")
    assert sees(house, RAY, f"{where}/credit")["lines"] == []  # theirs to see from tomorrow
    assert sees(house, RAY, where)["opening_title"]
    assert sees(house, RAY, where)["employer_name"]


def test_of_each_subject_what_was_said_last_counts(house: Referrals) -> None:
    on_time(house)

    with house.container.units.read() as uow:
        assert uow.people.limits(SUE).introduces
        assert uow.people.left(STRANGER)
        assert not uow.people.left(CAM)
        assert uow.openings.find(JOB) is not None
        assert uow.openings.find(BARE) is None


def test_what_comes_meanwhile_is_newer_than_what_is_told_again(house: Referrals) -> None:
    house.hears(person(SUE, 4, employments=[works_at(OAK)], open_to_introduce=False))

    on_time(house)

    with house.container.units.read() as uow:
        assert not uow.people.limits(SUE).introduces


def test_it_may_be_cut_off_and_begun_again(house: Referrals) -> None:
    for _ in range(2):
        with house.container.units.database.write() as connection:
            connection.execute(told_again.delete())
            connection.execute(told_again.insert(), [{"sink": s, "topic": t} for s, t in AGAIN])
        on_time(house)

    with house.container.units.read() as uow:
        assert uow.openings.find(JOB) is not None
        count = select(func.count())
        assert uow.connection.scalar(count.select_from(introductions)) == 0
        assert uow.connection.scalar(count.select_from(dead_letters)) == 0


def test_a_fact_that_fails_holds_up_no_other_and_is_tried_again(house: Referrals) -> None:
    def fails_for_the_job(event: OpeningChanged, uow: ReferralsUnit) -> None:
        if event.subject == JOB:
            raise ZeroDivisionError
        know_opening(event, uow)

    units, log = house.container.units, house.container.event_log
    tell_again(GROUP, {**STORE_REACTIONS, OpeningChanged: fails_for_the_job}, units, log)
    assert waiting(house) == AGAIN
    with units.read() as uow:
        assert uow.openings.find(JOB) is None
        assert uow.people.limits(SUE).introduces

    on_time(house)

    assert waiting(house) == []
    assert refers(house)


def test_a_store_that_heard_nothing_yet_is_told_nothing_again(referrals: Referrals) -> None:
    assert waiting(referrals) == []
