"""A log line is one JSON object with its service, its trace and when it was."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
import structlog

from shared.logs import configure, log, warn
from shared.tracing import continuing, trace_id


@pytest.fixture(autouse=True)
def unconfigured() -> Iterator[None]:
    yield
    structlog.reset_defaults()
    structlog.contextvars.clear_contextvars()


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().err.splitlines()]


def test_a_line_says_what_happened_where_and_in_which_trace(
    capsys: pytest.CaptureFixture[str],
) -> None:
    configure("profiles", "worker")
    with continuing("") as traceparent:
        log("published", count=3)

    [line] = lines(capsys)
    assert line.pop("timestamp")
    assert line == {
        "event": "published",
        "count": 3,
        "level": "info",
        "service": "profiles",
        "role": "worker",
        "trace": trace_id(traceparent),
    }


def test_a_warning_is_told_from_the_rest(capsys: pytest.CaptureFixture[str]) -> None:
    configure("profiles", "worker", "WARNING")

    log("published", count=1)
    warn("relay_fenced")

    assert [(line["event"], line["level"]) for line in lines(capsys)] == [
        ("relay_fenced", "warning")
    ]


def test_line_breaks_in_a_value_make_no_second_line(capsys: pytest.CaptureFixture[str]) -> None:
    configure("profiles", "web")

    warn("dead_letter", reason='two\nlines, "quoted"')

    [line] = lines(capsys)
    assert line["reason"] == 'two\nlines, "quoted"'
