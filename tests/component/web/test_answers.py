"""What every answer carries: its trace, safe headers; and what is noted of it."""

from __future__ import annotations

import pytest
import structlog
from flask import Flask
from prometheus_client import REGISTRY
from sqlalchemy import select

from shared.ids import new_id
from shared.storage.tables import outbox
from shared.tracing import current_traceparent, trace_id
from tests.support.web import as_person, nobody
from tests.support.wishes import Container

TRACE = "0af7651916cd43dd8448eb211c80319c"
GIVEN = f"00-{TRACE}-b7ad6b7169203331-01"


def test_a_request_continues_its_trace_down_to_the_events_it_causes(
    app: Flask, container: Container
) -> None:
    answer = as_person(app, new_id()).post(
        "/v1/wishes", {"text": "a job"}, headers={"traceparent": GIVEN}
    )

    with container.units.read() as uow:
        headers = uow.connection.scalars(select(outbox.c.headers)).one()
    assert trace_id(answer.headers["traceparent"]) == TRACE
    assert answer.headers["traceparent"] != GIVEN
    assert trace_id(headers["traceparent"]) == TRACE


@pytest.mark.parametrize("given", ["", "rubbish", f"00-{'0' * 32}-{'0' * 16}-00"])
def test_without_a_proper_trace_a_new_one_begins(app: Flask, given: str) -> None:
    answer = nobody(app).get("/healthz", headers={"traceparent": given})

    assert trace_id(answer.headers["traceparent"]) not in ("", TRACE)


def test_one_request_leaves_no_trace_in_the_next(app: Flask) -> None:
    nobody(app).get("/healthz", headers={"traceparent": GIVEN})

    assert trace_id(current_traceparent()) != TRACE
    assert trace_id(nobody(app).get("/healthz").headers["traceparent"]) != TRACE


@pytest.mark.parametrize("path", ["/healthz", "/openapi.json", "/docs", "/v1/nothing"])
def test_every_answer_has_safe_headers(app: Flask, path: str) -> None:
    headers = nobody(app).get(path).headers

    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "no-referrer"


def test_a_request_is_noted_by_its_route_and_without_what_it_was_about(app: Flask) -> None:
    wish = new_id()
    with structlog.testing.capture_logs() as lines:
        as_person(app, new_id()).get(f"/v1/wishes/{wish}?secret=hunter2")

    (line,) = [line for line in lines if line["event"] == "request"]
    assert (line["method"], line["route"], line["status"]) == (
        "GET",
        "/v1/wishes/<uuid:wish_id>",
        404,
    )
    assert line["milliseconds"] >= 0
    assert str(wish) not in str(lines)
    assert "hunter2" not in str(lines)


def test_requests_are_counted_by_route_and_status(app: Flask) -> None:
    where = {"method": "GET", "route": "none", "status": "404"}
    before = REGISTRY.get_sample_value("warmpath_http_requests_total", where) or 0

    nobody(app).get("/v1/made-up-address")

    assert REGISTRY.get_sample_value("warmpath_http_requests_total", where) == before + 1
