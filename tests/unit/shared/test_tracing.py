"""One trace id leads from a request to everything it causes."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor

import pytest

from shared.tracing import continuing, current_traceparent, trace_id

GIVEN = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
FORM = re.compile(r"00-[0-9a-f]{32}-[0-9a-f]{16}-01")


def test_a_child_keeps_the_trace_and_is_its_own_span() -> None:
    with continuing(GIVEN) as child:
        assert trace_id(child) == "4bf92f3577b34da6a3ce929d0e0e4736"
        assert FORM.fullmatch(child)
        assert child != GIVEN
        assert current_traceparent() == child


@pytest.mark.parametrize(
    "malformed",
    [
        "",
        "nonsense",
        "00-" + "0" * 32 + "-00f067aa0ba902b7-01",
        GIVEN.upper(),
        GIVEN + "\n",
        GIVEN[:36] + "0" * 16 + "-01",
        "ff" + GIVEN[2:],
    ],
)
def test_a_malformed_trace_begins_a_new_one(malformed: str) -> None:
    assert trace_id(malformed) == ""
    with continuing(malformed) as started:
        assert FORM.fullmatch(started)
        assert trace_id(started) != trace_id(GIVEN)


def test_nested_work_returns_to_the_outer_trace() -> None:
    with continuing("") as outer:
        with continuing(GIVEN):
            pass
        assert current_traceparent() == outer


def test_an_error_ends_the_trace_too() -> None:
    with pytest.raises(ZeroDivisionError), continuing(GIVEN):
        raise ZeroDivisionError

    assert trace_id(current_traceparent()) != trace_id(GIVEN)


def test_threads_do_not_share_a_trace() -> None:
    with continuing(GIVEN), ThreadPoolExecutor(1) as pool:
        elsewhere = pool.submit(current_traceparent).result()

    assert trace_id(elsewhere) != trace_id(GIVEN)
