"""A view's unit of work: all of it or nothing."""

from __future__ import annotations

from uuid import UUID

import pytest
from flask import Flask, Response
from sqlalchemy import func, select

from shared.errors import Conflict
from shared.ids import new_id
from shared.storage.tables import idempotency_keys, outbox
from shared.web.app_factory import create_app
from shared.web.blueprint import Blueprint
from shared.web.operations import Access, allow
from shared.web.pages import PageAsked
from shared.web.writes import MisplacedDecorator, reading, transactional
from tests.support.web import as_person
from tests.support.wishes import AddWish, Container, WishesUnit, add_wish, wishes_web

BEA = new_id()
CAI = new_id()


def test_a_write_is_answered_with_its_version_and_a_token_for_reading_it(app: Flask) -> None:
    answer = as_person(app, BEA).post("/v1/wishes", {"text": "a job"})

    assert answer.status_code == 201
    assert answer.json is not None
    assert answer.json["text"] == "a job"
    assert answer.headers["ETag"] == '"1"'
    assert answer.headers["Warmpath-Token"]


def test_what_was_written_can_be_read(app: Flask) -> None:
    made = as_person(app, BEA).post("/v1/wishes", {"text": "a job"}).json
    assert made is not None

    read = as_person(app, BEA).get(f"/v1/wishes/{made['id']}")

    assert read.json == made
    assert read.headers["ETag"] == '"1"'


def test_a_write_without_events_has_no_token(app: Flask) -> None:
    made = as_person(app, BEA).post("/v1/wishes", {"text": "a job"})
    assert made.json is not None

    changed = as_person(app, BEA).patch(
        f"/v1/wishes/{made.json['id']}", {"text": "a good job"}, if_match=made.headers["ETag"]
    )

    assert changed.status_code == 200
    assert "Warmpath-Token" not in changed.headers


@pytest.mark.parametrize(
    ("if_match", "status", "code"),
    [
        ("", 428, "version_needed"),
        ('"7"', 412, "version_stale"),
        ("*", 412, "version_stale"),
        ('W/"1"', 412, "version_stale"),
        ('"1", "2"', 412, "version_stale"),
        ("1", 412, "version_stale"),
        ('"' + "9" * 30 + '"', 412, "version_stale"),
    ],
)
def test_an_edit_of_anything_but_the_present_version_is_refused(
    app: Flask, container: Container, if_match: str, status: int, code: str
) -> None:
    made = as_person(app, BEA).post("/v1/wishes", {"text": "a job"}).json
    assert made is not None

    refused = as_person(app, BEA).patch(
        f"/v1/wishes/{made['id']}", {"text": "other"}, if_match=if_match
    )

    assert (refused.status_code, refused.json and refused.json["code"]) == (status, code)
    assert text_of(container, UUID(made["id"])) == "a job"


def test_the_second_of_two_edits_of_one_version_is_refused(app: Flask) -> None:
    made = as_person(app, BEA).post("/v1/wishes", {"text": "a job"})
    assert made.json is not None
    address, version = f"/v1/wishes/{made.json['id']}", made.headers["ETag"]

    first = as_person(app, BEA).patch(address, {"text": "one"}, if_match=version)
    second = as_person(app, BEA).patch(address, {"text": "two"}, if_match=version)

    assert (first.status_code, second.status_code) == (200, 412)
    assert first.headers["ETag"] == '"2"'


def test_what_belongs_to_somebody_else_reads_as_if_it_did_not_exist(app: Flask) -> None:
    made = as_person(app, BEA).post("/v1/wishes", {"text": "a job"}).json
    assert made is not None

    of_another = as_person(app, CAI).get(f"/v1/wishes/{made['id']}")
    of_nobody = as_person(app, CAI).get(f"/v1/wishes/{new_id()}")

    assert of_another.status_code == 404
    assert of_another.data == of_nobody.data


@pytest.mark.parametrize("how", ["refuses", "breaks", "answers-409"])
def test_a_unit_that_does_not_end_well_leaves_nothing(container: Container, how: str) -> None:
    app = create_app(wishes_web(container, views_that_fail()))

    answer = as_person(app, BEA).post(f"/v1/fail/{how}", {}, idempotency_key="once")

    assert answer.status_code == (500 if how == "breaks" else 409)
    assert "Warmpath-Token" not in answer.headers
    with container.units.read() as uow:
        assert uow.count() == 0
        for table in (outbox, idempotency_keys):
            assert uow.connection.scalar(select(func.count()).select_from(table)) == 0


def test_a_question_runs_on_a_snapshot_and_cannot_write(container: Container) -> None:
    blueprint = Blueprint("questions", __name__)

    @blueprint.get("/v1/twice")
    @allow(Access.ANYONE)
    @reading
    @blueprint.response(200)
    def count_twice(*, uow: WishesUnit) -> list[int]:
        before = uow.count()
        with container.units.write() as meanwhile:
            add_wish(AddWish(BEA, "meanwhile"), meanwhile, meanwhile.clock)
        return [before, uow.count()]

    app = create_app(wishes_web(container, blueprint))

    assert app.test_client().get("/v1/twice").json == [0, 0]
    assert app.test_client().get("/v1/twice").json == [1, 1]


def test_a_unit_between_the_wrong_decorators_is_refused_at_once() -> None:
    blueprint = Blueprint("wrong", __name__)

    def view(*, uow: WishesUnit) -> None: ...

    with pytest.raises(MisplacedDecorator, match="view"):
        transactional(view)
    with pytest.raises(MisplacedDecorator, match="arguments above"):
        reading(blueprint.arguments(PageAsked, location="query")(blueprint.response(200)(view)))


def views_that_fail() -> Blueprint:
    blueprint = Blueprint("failing", __name__)

    @blueprint.post("/v1/fail/<how>")
    @allow(Access.MEMBER)
    @transactional
    @blueprint.response(201)
    def fail(*, how: str, uow: WishesUnit) -> Response:
        add_wish(AddWish(BEA, "half done"), uow, uow.clock)
        if how == "refuses":
            raise Conflict("not_now", "Not now.")
        if how == "breaks":
            raise RuntimeError("a fault")
        return Response("no", 409)

    return blueprint


def text_of(container: Container, wish_id: UUID) -> str:
    with container.units.read() as uow:
        found = uow.get(wish_id)
        assert found is not None
        return found.text
