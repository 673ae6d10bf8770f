"""Whether a process lives, and whether it can do its work."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from shared.clock import SetClock
from shared.errors import Unavailable
from shared.ids import new_id
from shared.messaging.heartbeats import Heartbeat
from shared.messaging.sinks import Group, StoreSink
from shared.web.app_factory import create_app
from shared.web.service import Check
from tests.support.web import nobody
from tests.support.wishes import AddWish, Container, add_wish, wishes_web


@pytest.fixture(autouse=True)
def a_worker_that_goes_round(container: Container, clock: SetClock) -> None:
    Heartbeat("relay", container.units.database, clock).beat()


def test_a_process_that_answers_is_alive(app: Flask) -> None:
    answer = nobody(app).get("/healthz")

    assert (answer.status_code, answer.json) == (200, {"status": "ok"})


def test_a_service_whose_checks_are_well_is_ready(app: Flask) -> None:
    answer = nobody(app).get("/readyz")

    assert answer.status_code == 200
    assert answer.json == {
        "status": "ready",
        "checks": {"store": "ok", "migrations": "ok", "worker": "ok"},
    }


def test_a_store_at_another_migration_is_not_ready(app: Flask, container: Container) -> None:
    with container.units.database.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'older'"))

    answer = nobody(app).get("/readyz")

    assert answer.status_code == 503
    assert answer.json is not None
    assert answer.json["checks"]["migrations"] == "the store is not at the newest migration"


def test_a_store_that_does_not_answer_is_not_ready(app: Flask, container: Container) -> None:
    container.units.database.close()
    path = Path(container.settings.store_url.removeprefix("sqlite:///"))
    path.rename(path.with_suffix(".gone"))
    path.mkdir()

    answer = nobody(app).get("/readyz")

    assert answer.status_code == 503
    assert answer.json is not None
    assert answer.json["checks"]["store"] == "The store does not answer; try again soon."
    assert answer.json["checks"]["migrations"] == "does not answer"
    assert nobody(app).get("/healthz").status_code == 200


def test_what_a_service_checks_by_itself_decides_too(container: Container) -> None:
    answer = ready(container, checks={"graph": lambda: "is being rebuilt", "mail": lambda: ""})

    assert answer == (503, {"worker": "ok", "graph": "is being rebuilt", "mail": "ok"})


def test_a_check_that_is_refused_says_why(container: Container) -> None:
    def away() -> str:
        raise Unavailable("graph_away", "The graph does not answer.")

    assert ready(container, checks={"graph": away}) == (
        503,
        {"worker": "ok", "graph": "The graph does not answer."},
    )


def test_a_worker_that_is_silent_is_noticed(container: Container, clock: SetClock) -> None:
    group = Group("postings.store", {}, StoreSink("postings.store", container.units))
    consuming = replace(container, groups=(group,))
    assert ready(consuming) == (503, {"worker": "nothing heard of postings.store"})

    Heartbeat(group.name, container.units.database, clock).beat()
    assert ready(consuming) == (200, {"worker": "ok"})

    clock.advance(timedelta(seconds=16))
    assert ready(consuming) == (503, {"worker": "nothing heard of relay, postings.store"})


def test_events_that_wait_for_the_relay_are_told_and_nobody_is_refused(
    container: Container, clock: SetClock
) -> None:
    with container.units.write() as uow:
        add_wish(AddWish(new_id(), "a job"), uow, clock)
    assert ready(container) == (200, {"worker": "ok"})

    clock.advance(timedelta(seconds=90))
    Heartbeat("relay", container.units.database, clock).beat()

    told = {"worker": "ok", "outbox": "events wait since 90 s"}
    assert ready(container) == (200, told)


def ready(
    container: Container, checks: dict[str, Check] | None = None
) -> tuple[int, dict[str, str]]:
    """The status, and what was told beside the checks that every service has."""
    web = wishes_web(container, checks=checks or {})
    answer = nobody(create_app(web)).get("/readyz")
    assert answer.json is not None
    told: dict[str, str] = answer.json["checks"]
    return answer.status_code, {
        name: each for name, each in told.items() if name not in ("store", "migrations")
    }
