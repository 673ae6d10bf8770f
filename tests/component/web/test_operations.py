"""What an operation declares beside its view: bodies it takes, how often it may be called."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask, request
from marshmallow import Schema, fields

from shared.clock import SetClock
from shared.errors import Conflict
from shared.ids import new_id
from shared.storage.rate_limits import Limit
from shared.web.app_factory import create_app
from shared.web.blueprint import Blueprint
from shared.web.docs import spec_of
from shared.web.limits import limited, remote_address
from shared.web.operations import Access, accepts, allow
from shared.web.writes import reading, transactional
from tests.support.web import as_person, nobody
from tests.support.wishes import Container, WishesUnit, wishes_web

BEA = new_id()
TWICE = Limit("questions", 2, timedelta(minutes=1))


class Code(Schema):
    code = fields.String(required=True)


@pytest.fixture
def app(container: Container) -> Flask:
    return create_app(wishes_web(container, special()))


def special() -> Blueprint:
    blueprint = Blueprint("special", __name__)

    @blueprint.post("/v1/files")
    @allow(Access.ANYONE)
    @accepts("text/csv", "multipart/form-data", max_bytes=2_000_000)
    @transactional
    @blueprint.response(201)
    def take(*, uow: WishesUnit) -> int:
        file = request.files.get("file")
        return len(file.read() if file else request.get_data())

    @blueprint.get("/v1/questions")
    @allow(Access.MEMBER)
    @limited(TWICE)
    @reading
    @blueprint.response(200)
    def answer(*, uow: WishesUnit) -> int:
        return uow.count()

    @blueprint.post("/v1/codes")
    @allow(Access.ANYONE)
    @blueprint.arguments(Code)
    @limited(TWICE, who=lambda given: str(given["code"]))
    @transactional
    @blueprint.response(202)
    def refuse(given: dict[str, Any], *, uow: WishesUnit) -> None:
        raise Conflict("code_wrong", "Wrong.")

    @blueprint.get("/v1/addresses")
    @allow(Access.ANYONE)
    @limited(TWICE, who=remote_address)
    @reading
    @blueprint.response(200)
    def from_somewhere(*, uow: WishesUnit) -> int:
        return 1

    return blueprint


def test_other_bodies_than_json_are_taken_where_declared(app: Flask) -> None:
    raw = nobody(app).post("/v1/files", data=b"a,b\n", content_type="text/csv; charset=utf-8")
    form = nobody(app).post("/v1/files", data={"file": (io.BytesIO(b"a,b"), "a.csv")})

    assert (raw.status_code, raw.json) == (201, 4)
    assert (form.status_code, form.json) == (201, 3)
    assert nobody(app).post("/v1/files", {}).status_code == 415


@pytest.mark.parametrize(("size", "status"), [(2_000_000, 201), (2_000_001, 413)])
def test_a_body_may_be_as_large_as_declared(app: Flask, size: int, status: int) -> None:
    answer = nobody(app).post("/v1/files", data=b"x" * size, content_type="text/csv")

    assert answer.status_code == status


def test_a_body_of_unannounced_length_is_cut_off_too(app: Flask) -> None:
    endless = io.BytesIO(b"x" * 2_000_001)

    answer = app.test_client().post(
        "/v1/files",
        input_stream=endless,
        content_type="text/csv",
        headers={"Transfer-Encoding": "chunked"},
        environ_overrides={"wsgi.input_terminated": True},
    )

    assert answer.status_code == 413


def test_the_bodies_that_are_taken_stand_in_the_description(app: Flask) -> None:
    operation = spec_of(app)["paths"]["/v1/files"]["post"]

    assert set(operation["requestBody"]["content"]) == {"text/csv", "multipart/form-data"}
    assert operation["x-max-bytes"] == 2_000_000


def test_the_third_call_within_the_window_is_refused_and_told_when(
    app: Flask, clock: SetClock
) -> None:
    bea = as_person(app, BEA)
    statuses = [bea.get("/v1/questions").status_code for _ in range(3)]
    clock.advance(timedelta(seconds=20))

    refused = bea.get("/v1/questions")

    assert statuses == [200, 200, 429]
    assert refused.headers["Retry-After"] == "40"
    assert as_person(app, new_id()).get("/v1/questions").status_code == 200


def test_in_the_next_window_one_may_call_again(app: Flask, clock: SetClock) -> None:
    bea = as_person(app, BEA)
    for _ in range(3):
        bea.get("/v1/questions")

    clock.advance(timedelta(minutes=1))

    assert bea.get("/v1/questions").status_code == 200


def test_refused_calls_count_too(app: Flask) -> None:
    tries = [nobody(app).post("/v1/codes", {"code": "bea"}).status_code for _ in range(3)]

    assert tries == [409, 409, 429]
    assert nobody(app).post("/v1/codes", {"code": "cai"}).status_code == 409


def test_calls_are_counted_by_address_where_nobody_is_known(app: Flask) -> None:
    def call(address: str) -> int:
        there = {"REMOTE_ADDR": address}
        return nobody(app).get("/v1/addresses", environ_overrides=there).status_code

    assert [call("192.0.2.1") for _ in range(3)] == [200, 200, 429]
    assert call("192.0.2.2") == 200
