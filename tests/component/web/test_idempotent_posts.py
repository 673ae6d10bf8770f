"""`Idempotency-Key`: the same call again does nothing again and is answered the same."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import func, select

from shared.clock import SetClock
from shared.ids import new_id
from shared.storage import database, idempotency
from shared.storage.tables import idempotency_keys, outbox
from shared.web.app_factory import create_app
from shared.web.blueprint import Blueprint
from shared.web.operations import Access, allow
from shared.web.writes import transactional_with_secret_answer
from tests.support.web import Visitor, as_person, nobody
from tests.support.wishes import (
    AddWish,
    Container,
    WishesUnit,
    add_wish,
    make_container,
    wishes_web,
)

BEA = new_id()
CAI = new_id()
JOB = {"text": "a job"}


@pytest.fixture
def bea(app: Flask) -> Visitor:
    return as_person(app, BEA)


def wishes_in(container: Container) -> int:
    with container.units.read() as uow:
        return uow.count()


def test_the_same_call_again_gets_the_same_answer_and_has_no_effect(
    bea: Visitor, container: Container
) -> None:
    first = bea.post("/v1/wishes", JOB, idempotency_key="k")
    again = bea.post("/v1/wishes", JOB, idempotency_key="k")

    assert wishes_in(container) == 1
    assert (again.status_code, again.data) == (first.status_code, first.data)
    for header in ("Content-Type", "ETag", "Warmpath-Token"):
        assert again.headers[header] == first.headers[header]
    assert "Idempotency-Replayed" not in first.headers
    assert again.headers["Idempotency-Replayed"] == "true"


def test_without_a_key_the_same_call_is_another_call(bea: Visitor, container: Container) -> None:
    bea.post("/v1/wishes", JOB)
    bea.post("/v1/wishes", JOB)

    assert wishes_in(container) == 2


def test_a_key_used_for_something_else_is_refused(bea: Visitor, container: Container) -> None:
    bea.post("/v1/wishes", JOB, idempotency_key="k")

    refused = bea.post("/v1/wishes", {"text": "another"}, idempotency_key="k")

    assert refused.status_code == 422
    assert refused.json is not None
    assert refused.json["code"] == "idempotency_key_reused"
    assert wishes_in(container) == 1


def test_two_people_may_choose_the_same_key(app: Flask, container: Container) -> None:
    for person in (BEA, CAI):
        assert (
            as_person(app, person).post("/v1/wishes", JOB, idempotency_key="k").status_code == 201
        )

    assert wishes_in(container) == 2


def test_a_refused_call_does_not_use_up_its_key(bea: Visitor, container: Container) -> None:
    refused = bea.post("/v1/wishes", {"text": ""}, idempotency_key="k")
    accepted = bea.post("/v1/wishes", JOB, idempotency_key="k")

    assert (refused.status_code, accepted.status_code) == (422, 201)


def test_after_a_day_a_key_is_new_again(
    bea: Visitor, container: Container, clock: SetClock, app: Flask
) -> None:
    bea.post("/v1/wishes", JOB, idempotency_key="k")
    clock.advance(timedelta(hours=24))

    again = as_person(app, BEA).post("/v1/wishes", JOB, idempotency_key="k")

    assert "Idempotency-Replayed" not in again.headers
    assert wishes_in(container) == 2


@pytest.mark.parametrize("key", ["x" * 201, "two words", "clé"])
def test_a_key_that_cannot_be_kept_is_refused(bea: Visitor, key: str) -> None:
    refused = bea.post("/v1/wishes", JOB, headers={"Idempotency-Key": key})

    assert refused.json is not None
    assert refused.json["code"] == "idempotency_key_unreadable"


def test_a_secret_answer_is_never_kept(container: Container) -> None:
    app = create_app(wishes_web(container, secret_views()))

    answer = nobody(app).post("/v1/secret", {}, idempotency_key="k")

    assert answer.json == {"token": "secret"}
    with container.units.read() as uow:
        assert uow.connection.scalar(select(func.count()).select_from(idempotency_keys)) == 0


def test_erasing_a_person_forgets_what_they_were_answered(
    bea: Visitor, container: Container
) -> None:
    bea.post("/v1/wishes", JOB, idempotency_key="k")
    with container.units.write() as uow:
        assert idempotency.forget_caller(uow.connection, str(BEA)) == 1

    assert "Idempotency-Replayed" not in bea.post("/v1/wishes", JOB, idempotency_key="k").headers


def only_where_writers_queue(container: Container) -> None:
    if not container.settings.store_url.startswith("sqlite"):
        pytest.skip("in Postgres a writer holds up its twin only, not every other")


def test_while_the_first_call_may_still_run_the_second_is_told_to_wait(
    container: Container, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_where_writers_queue(container)
    monkeypatch.setattr(database, "BUSY_TIMEOUT", 0.05)
    impatient = make_container(container.settings, clock)
    bea = as_person(create_app(wishes_web(impatient)), BEA)

    with container.units.database.write():
        waits = bea.post("/v1/wishes", JOB, idempotency_key="k")
        without_key = bea.post("/v1/wishes", JOB)
    impatient.units.database.close()

    assert waits.json is not None
    assert (waits.status_code, waits.json["code"]) == (409, "idempotency_key_running")
    assert waits.headers["Retry-After"] == "1"
    assert without_key.status_code == 503
    assert wishes_in(container) == 0


def test_fifty_identical_posts_at_once_have_one_effect_and_one_answer(
    bea: Visitor, container: Container
) -> None:
    start = Barrier(50)

    def post(_: int) -> tuple[int, bytes, str]:
        start.wait()
        answer = bea.post("/v1/wishes", JOB, idempotency_key="race")
        return answer.status_code, answer.data, answer.headers["Warmpath-Token"]

    with ThreadPoolExecutor(50) as threads:
        answers = list(threads.map(post, range(50)))

    assert len(set(answers)) == 1
    assert answers[0][0] == 201
    assert wishes_in(container) == 1
    with container.units.read() as uow:
        assert uow.connection.scalar(select(func.count()).select_from(outbox)) == 1


def test_two_processes_share_the_keys(container: Container, clock: SetClock, bea: Visitor) -> None:
    other = make_container(container.settings, clock)
    first = bea.post("/v1/wishes", JOB, idempotency_key="k")

    again = as_person(create_app(wishes_web(other)), BEA).post(
        "/v1/wishes", JOB, idempotency_key="k"
    )
    other.units.database.close()

    assert again.data == first.data


def secret_views() -> Blueprint:
    blueprint = Blueprint("secret", __name__)

    @blueprint.post("/v1/secret")
    @allow(Access.ANYONE)
    @transactional_with_secret_answer
    @blueprint.response(201)
    def tell(*, uow: WishesUnit) -> dict[str, str]:
        add_wish(AddWish(BEA, "once"), uow, uow.clock)
        return {"token": "secret"}

    return blueprint


def test_a_call_that_waits_behind_another_of_its_own_process_is_told_the_same(
    bea: Visitor, container: Container, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_where_writers_queue(container)
    monkeypatch.setattr(database, "BUSY_TIMEOUT", 0.05)

    with container.units.database.write():
        waits = bea.post("/v1/wishes", JOB, idempotency_key="k")
        without_key = bea.post("/v1/wishes", JOB)

    assert waits.json is not None
    assert (waits.status_code, waits.json["code"]) == (409, "idempotency_key_running")
    assert without_key.status_code == 503
    assert wishes_in(container) == 0
