"""Every operation × everybody, taken from what each service says of itself at /openapi.json."""

from __future__ import annotations

import re

import pytest
from werkzeug.test import TestResponse

from tests.support.operations import Operation, operations_of
from tests.support.stages import MARK, Stage, said

ROLES = ("nobody", "member", "other", "operator")
LEAVING = ("delete", "/v1/people/me")
SEEN_BY_ALL = {"employer_id", "person_id"}


def operations(stage: Stage) -> list[Operation]:
    return [each for each in operations_of(stage.app) if (each.method, each.path) != LEAVING]


def is_in_order(answer: TestResponse) -> bool:
    """No fault of ours; and a refusal is a problem with a code that its type repeats."""
    if answer.status_code < 400:
        return True
    problem = answer.get_json()
    return (
        answer.status_code < 500
        and answer.content_type == "application/problem+json"
        and re.fullmatch("[a-z][a-z_]+", problem["code"]) is not None
        and problem["type"] == f"/problems/{problem['code']}"
        and problem["status"] == answer.status_code
    )


def test_nobody_gets_401_on_what_is_not_for_anyone(stage: Stage) -> None:
    tried = 0
    for operation in operations_of(stage.app):
        if operation.who != "anyone":
            refused = operation.call(stage.visitors["nobody"], stage.hidden)
            assert refused.status_code == 401, (operation.method, operation.path)
            assert refused.get_json()["code"] == "sign_in_needed"
            tried += 1
    assert tried >= 6


def test_members_are_refused_what_is_for_the_operator(stage: Stage) -> None:
    kept_for_operator = [each for each in operations(stage) if each.who == "operator"]
    assert len(kept_for_operator) == 3
    for operation in kept_for_operator:
        refused = operation.call(stage.visitors["member"], {})
        assert refused.status_code == 403
        assert refused.get_json()["code"] == "operator_needed"


@pytest.mark.parametrize("role", ROLES)
def test_all_answers_are_in_order_and_hold_nothing_of_others(stage: Stage, role: str) -> None:
    stage.forget_limits()
    for operation in operations(stage):
        for ids in (stage.hidden, {}):
            answer = operation.call(stage.visitors[role], ids)
            assert is_in_order(answer), (operation.method, operation.path, answer.text)
            assert MARK not in said(answer), (operation.method, operation.path)


@pytest.mark.parametrize("role", ROLES)
def test_a_refused_call_leaves_the_store_as_it_was(stage: Stage, role: str) -> None:
    stage.forget_limits()
    refusals = 0
    for operation in operations(stage):
        before = stage.rows()
        if operation.call(stage.visitors[role], stage.hidden).status_code >= 400:
            assert stage.rows() == before, (operation.method, operation.path)
            refusals += 1
    assert refusals >= 2


@pytest.mark.parametrize("role", ["member", "operator"])
def test_what_is_not_ones_own_reads_like_what_does_not_exist(stage: Stage, role: str) -> None:
    stage.forget_limits()
    tried = 0
    for operation in operations(stage):
        if set(operation.ids) & stage.hidden.keys() - SEEN_BY_ALL:
            foreign = operation.call(stage.visitors[role], stage.hidden)
            nowhere = operation.call(stage.visitors[role], {})
            assert foreign.status_code == 404, (operation.method, operation.path, foreign.text)
            assert foreign.data == nowhere.data
            assert told(foreign) == told(nowhere)
            tried += 1
    assert tried >= 2


def told(answer: TestResponse) -> dict[str, str]:
    """The headers, but for the trace, which is another each time."""
    return {name: value for name, value in answer.headers.items() if name != "traceparent"}


def test_ones_own_is_there(stage: Stage) -> None:
    """Otherwise the tests above would find nothing because there is nothing."""
    stage.forget_limits()
    for operation in operations(stage):
        if operation.method == "get" and set(operation.ids) & stage.own.keys():
            answer = operation.call(stage.visitors["member"], stage.own)
            assert answer.status_code == 200, (operation.path, answer.text)


def test_a_fraction_is_no_whole_number(stage: Stage) -> None:
    stage.forget_limits()
    tried = 0
    for operation in operations(stage):
        for place in operation.whole_numbers():
            refused = operation.call(stage.visitors["member"], {}, changed={place: 1.9})
            assert refused.status_code == 422, (operation.method, operation.path, refused.text)
            said_of = refused.get_json()["errors"][".".join(place)]
            assert said_of == ["Not a valid integer."], (operation.path, place)
            tried += 1
    assert tried >= 3
