"""Every error is a problem with a stable code, tells what to do, and gives nothing away."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from flask import Flask
from marshmallow import Schema, ValidationError, fields
from sqlalchemy.exc import OperationalError
from werkzeug.test import TestResponse

from shared import errors
from shared.ids import new_id
from shared.web.app_factory import create_app
from shared.web.blueprint import Blueprint
from shared.web.operations import Access, allow
from shared.web.problems import STATUS
from tests.support.web import as_person, nobody
from tests.support.wishes import Container, wishes_web

SECRET = "hunter2-said-somebody"


class Inner(Schema):
    number = fields.Integer(required=True)


class Outer(Schema):
    many = fields.List(fields.Nested(Inner))
    word = fields.String()


class Raised:
    """What the view under test raises."""

    error: Exception = RuntimeError()


@pytest.fixture
def app(container: Container) -> Flask:
    return create_app(wishes_web(container, raising()))


@pytest.fixture
def log(app: Flask) -> Iterator[list[Any]]:
    with structlog.testing.capture_logs() as lines:
        yield lines


def raising() -> Blueprint:
    blueprint = Blueprint("raising", __name__)

    @blueprint.get("/v1/raise/<secret>")
    @allow(Access.ANYONE)
    @blueprint.response(200)
    def fail(*, secret: str) -> None:
        raise Raised.error

    @blueprint.post("/v1/nested")
    @allow(Access.ANYONE)
    @blueprint.arguments(Outer)
    @blueprint.response(200)
    def nested(given: dict[str, Any]) -> None: ...

    return blueprint


def answer_to(app: Flask, error: Exception) -> TestResponse:
    Raised.error = error
    return nobody(app).get(f"/v1/raise/{SECRET}")


def kinds() -> list[errors.WarmpathError]:
    plain = [kind("thing_wrong", "So and so.") for kind in STATUS if kind is not errors.TooMany]
    return [*plain, errors.TooMany("thing_wrong", "So and so.", retry_after=7)]


@pytest.mark.parametrize("error", kinds(), ids=lambda error: type(error).__name__)
def test_each_kind_of_refusal_has_its_status(app: Flask, error: errors.WarmpathError) -> None:
    answer = answer_to(app, error)

    assert answer.status_code == STATUS[type(error)]
    assert answer.content_type == "application/problem+json"
    assert answer.json == {
        "type": "/problems/thing_wrong",
        "title": answer.json["title"] if answer.json else "",
        "status": STATUS[type(error)],
        "detail": "So and so.",
        "code": "thing_wrong",
    }


def test_no_kind_of_refusal_has_been_forgotten() -> None:
    assert set(STATUS) == set(errors.WarmpathError.__subclasses__())
    assert list(STATUS.values()) == [422, 401, 403, 404, 409, 412, 428, 425, 429, 503]


def test_a_kind_of_a_kind_has_the_same_status(app: Flask) -> None:
    class NotYourStep(errors.Forbidden): ...

    assert answer_to(app, NotYourStep("step_not_yours", "Not yours.")).status_code == 403


def test_the_offending_fields_are_told(app: Flask) -> None:
    answer = answer_to(app, errors.Invalid("x", "y", {"text": ["Too long."]}))

    assert answer.json is not None
    assert answer.json["errors"] == {"text": ["Too long."]}


@pytest.mark.parametrize(
    ("error", "seconds"),
    [
        (errors.TooMany("x", "y", retry_after=7), "7"),
        (errors.TooEarly("x", "y"), "1"),
        (errors.Unavailable("x", "y"), "5"),
        (errors.Conflict("x", "y"), None),
    ],
    ids=str,
)
def test_who_may_try_again_is_told_when(app: Flask, error: Exception, seconds: str | None) -> None:
    assert answer_to(app, error).headers.get("Retry-After") == seconds


def test_input_that_does_not_fit_names_each_field(app: Flask) -> None:
    bad = {"many": [{"number": 1}, {"number": "x"}, {}], "word": 5, "extra": 1}

    answer = nobody(app).post("/v1/nested", bad)

    assert answer.status_code == 422
    assert answer.json is not None
    assert answer.json["code"] == "input_invalid"
    assert set(answer.json["errors"]) == {"many.1.number", "many.2.number", "word", "extra"}


def test_input_of_another_shape_is_invalid_as_a_whole(app: Flask) -> None:
    answer = nobody(app).post("/v1/nested", [1, 2])

    assert answer.status_code == 422
    assert answer.json is not None
    assert answer.json["errors"] == {"body": ["Invalid input type."]}


def test_the_list_of_wrong_fields_ends_somewhere(app: Flask) -> None:
    bad = {f"{number}-{'x' * 500}": 1 for number in range(500)}

    answer = nobody(app).post("/v1/nested", bad)

    assert answer.json is not None
    assert len(answer.json["errors"]) == 50
    assert max(map(len, answer.json["errors"])) == 100


def test_a_validation_error_from_elsewhere_is_the_same_problem(app: Flask) -> None:
    answer = answer_to(app, ValidationError({"text": ["Wrong."]}))

    assert (answer.status_code, answer.json and answer.json["errors"]) == (
        422,
        {"text": ["Wrong."]},
    )


@pytest.mark.parametrize(
    "error",
    [RuntimeError(SECRET), KeyError(SECRET), ValueError(), errors.WarmpathError("bare", "x")],
    ids=lambda error: type(error).__name__,
)
def test_a_fault_of_ours_gives_nothing_away(app: Flask, log: list[Any], error: Exception) -> None:
    answer = answer_to(app, error)

    assert answer.status_code == 500
    assert answer.json is not None
    assert answer.json["code"] == "internal_error"
    assert SECRET not in answer.text
    assert "Error" not in answer.json["detail"]


def test_a_fault_of_ours_is_logged_with_its_place_but_without_what_was_said(
    app: Flask, log: list[Any]
) -> None:
    answer_to(app, RuntimeError(SECRET))

    failed = next(line for line in log if line["event"] == "request_failed")
    assert failed["kind"] == "RuntimeError"
    assert failed["route"] == "/v1/raise/<secret>"
    assert any("fail" in place for place in failed["places"])
    assert SECRET not in str(log)


def test_a_store_that_is_away_is_unavailable_and_not_explained(app: Flask, log: list[Any]) -> None:
    answer = answer_to(app, OperationalError(f"SELECT {SECRET}", {}, Exception("disk I/O error")))

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert answer.json is not None
    assert answer.json["code"] == "store_away"
    assert SECRET not in answer.text + str(log)


@pytest.mark.parametrize(
    ("method", "path", "options", "status", "code"),
    [
        ("GET", "/v1/nothing", {}, 404, "not_found"),
        ("GET", "/v1/wishes/", {}, 404, "not_found"),
        ("GET", "/v1/wishes/not-an-id", {}, 404, "not_found"),
        ("DELETE", "/v1/wishes", {}, 405, "method_not_allowed"),
        ("OPTIONS", "/v1/wishes", {}, 405, "method_not_allowed"),
        ("POST", "/v1/wishes", {"data": b"{"}, 400, "request_unreadable"),
        ("POST", "/v1/wishes", {"data": b'{"text": NaN}'}, 400, "request_unreadable"),
        ("POST", "/v1/wishes", {"data": b'{"text": -Infinity}'}, 400, "request_unreadable"),
        ("POST", "/v1/wishes", {"data": b'{"text": "\\ud800"}'}, 400, "request_unreadable"),
        ("POST", "/v1/wishes", {"data": b'{"\\udfff": 1}'}, 400, "request_unreadable"),
        ("POST", "/v1/wishes", {"data": b"\xff\xfe"}, 400, "request_unreadable"),
        ("POST", "/v1/wishes", {"data": b"[" * 200_000}, 400, "request_unreadable"),
        ("POST", "/v1/wishes", {"data": b"1" * 5000}, 400, "request_unreadable"),
        ("POST", "/v1/wishes", {"data": b" " * 1_000_001}, 413, "body_too_large"),
        ("POST", "/v1/wishes", {"data": b"[1" + b",1" * 30_000 + b"]"}, 413, "body_too_large"),
        ("POST", "/v1/wishes", {"data": b"[[" + b"{}," * 30_000 + b"1]]"}, 413, "body_too_large"),
        ("POST", "/v1/wishes", {"data": b"[1" + b",1" * 29_999 + b"]"}, 422, "input_invalid"),
        ("POST", "/v1/wishes", {"data": b"a", "content_type": "text/csv"}, 415, None),
        ("POST", "/v1/wishes", {"data": b"a", "content_type": ""}, 415, None),
        ("POST", "/v1/wishes", {"data": {"file": (io.BytesIO(b"a"), "a")}}, 415, None),
        ("POST", "/v1/wishes", {}, 422, "input_invalid"),
        ("POST", "/v1/wishes", {"data": b"null"}, 422, "input_invalid"),
        ("POST", "/v1/wishes", {"data": b'"text"'}, 422, "input_invalid"),
    ],
)
def test_what_is_no_proper_request_is_a_problem_too(
    app: Flask, method: str, path: str, options: dict[str, Any], status: int, code: str | None
) -> None:
    bea = as_person(app, new_id())
    usual = {} if isinstance(options.get("data"), dict) else {"content_type": "application/json"}

    answer = bea.call(method, path, **usual | options)

    assert answer.status_code == status
    assert answer.content_type == "application/problem+json"
    assert answer.json is not None
    assert answer.json["code"] == (code or "media_type_unsupported")
    assert answer.json["type"] == f"/problems/{answer.json['code']}"


def test_what_is_allowed_instead_is_told(app: Flask) -> None:
    assert nobody(app).delete("/v1/nested").headers["Allow"] == "POST"
