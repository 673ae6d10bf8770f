"""Who runs the installation sees how far a service has come, and nobody else does."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from shared.clock import SetClock
from shared.contracts.profiles import TieEnded
from shared.ids import new_id
from shared.messaging.builds import Building, building
from shared.messaging.heartbeats import Heartbeat
from shared.messaging.sinks import Group, ProjectionSink, Reactions, StoreSink
from shared.web.app_factory import create_app
from tests.support.boards import Board
from tests.support.web import as_operator, as_person, nobody
from tests.support.wishes import AddWish, Container, add_wish, wishes_web

NOON = "2026-11-23T12:00:00+00:00"


@pytest.fixture
def told(container: Container, clock: SetClock) -> Flask:
    """The app of a service that reads ties into its store and into a projection."""
    store = container.units.database
    reactions: Reactions = {TieEnded: lambda event, target: None}
    groups = (
        Group("postings.store", reactions, StoreSink("postings.store", container.units)),
        Group("postings.board", reactions, ProjectionSink(Board())),
    )
    Heartbeat("postings.board", store, clock, lambda: {("profiles.ties", 0): 12}).beat()
    with building("postings.board", store, clock) as building_it:
        list(building_it.counted(iter(range(30))))
    Building("postings.board", store, clock).tell()
    with container.units.write() as uow:
        add_wish(AddWish(new_id(), "a secret"), uow, clock)
    clock.advance(timedelta(seconds=5))
    return create_app(wishes_web(replace(container, groups=groups)))


def test_it_tells_what_is_left_to_read_what_was_built_and_what_waits(told: Flask) -> None:
    answer = as_operator(told).get("/v1/progress")

    assert answer.status_code == 200
    assert answer.json == {
        "groups": [
            {
                "name": "postings.store",
                "heard_at": None,
                "silent": True,
                "topics": [],
                "told_again": [],
                "projection": None,
            },
            {
                "name": "postings.board",
                "heard_at": NOON,
                "silent": False,
                "topics": [{"topic": "profiles.ties", "behind": 12}],
                "told_again": [],
                "projection": {
                    "generation": 3,
                    "built_at": NOON,
                    "built_from": 30,
                    "next": {"begun_at": NOON, "events": 0, "told_at": NOON, "silent": False},
                },
            },
        ],
        "outbox": {"waiting": 1, "oldest_at": NOON},
        "set_aside": 0,
    }


def test_nobody_else_may_see_it(told: Flask) -> None:
    for visitor, status in ((nobody(told), 401), (as_person(told, new_id()), 403)):
        assert visitor.get("/v1/progress").status_code == status
