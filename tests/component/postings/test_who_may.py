"""Every operation by everybody: who may, who may not, and what the latter learn (nothing)."""

from __future__ import annotations

import re
from typing import Any

import pytest
from werkzeug.test import TestResponse

from tests.support.postings import (
    ADA,
    BEA,
    CAI,
    DITA,
    EMIL,
    EVE,
    OPENING,
    POLICY,
    House,
    must,
)
from tests.support.web import Visitor

NOWHERE = "00000000-0000-7000-8000-000000000000"
EMPLOYER, ITS_POLICIES = "/v1/employers/{employer_id}", "/v1/employers/{employer_id}/policies"
ONE, ROLE = "/v1/openings/{opening_id}", "/v1/openings/{opening_id}/hiring-manager"
OPERATIONS: dict[tuple[str, str], Any] = {
    ("GET", "/v1/employers"): None,
    ("POST", "/v1/employers"): {"name": "Globex"},
    ("GET", EMPLOYER): None,
    ("PATCH", EMPLOYER): {"headcount": 9},
    ("POST", ITS_POLICIES): POLICY,
    ("GET", "/v1/openings"): None,
    ("GET", "/v1/openings/mine"): None,
    ("POST", "/v1/openings"): OPENING,
    ("GET", ONE): None,
    ("PATCH", ONE): {"title": "Changed"},
    ("POST", f"{ONE}/publish"): None,
    ("POST", f"{ONE}/pause"): None,
    ("POST", f"{ONE}/resume"): None,
    ("POST", f"{ONE}/close"): None,
    ("POST", f"{ONE}/fill"): None,
    ("POST", f"{ROLE}/accept"): None,
    ("POST", f"{ROLE}/decline"): None,
    ("POST", f"{ROLE}/pause"): None,
    ("POST", f"{ROLE}/resume"): None,
    ("POST", f"{ROLE}/delegate"): {"person_id": str(EMIL)},
}
EVERYWHERE = re.compile("dead-letters|progress")
"""What all services have for whoever runs them: tried in tests/component/web."""
ON_ONE = [operation for operation in OPERATIONS if "{opening_id}" in operation[1]]
EDITING = [operation for operation in ON_ONE if operation[0] != "GET" and ROLE not in operation[1]]
ANSWERING = [operation for operation in ON_ONE if ROLE in operation[1]]
STEWARDING = [("PATCH", EMPLOYER), ("POST", ITS_POLICIES)]
NEVER_SEEN = ("stranger", "employee", "steward", "operator")


def visitors(house: House) -> dict[str, Visitor]:
    return {
        "nobody": house.nobody,
        "stranger": house.by(EVE),
        "employee": house.by(EMIL),
        "poster": house.by(ADA),
        "recruiter": house.by(CAI),
        "asked": house.by(DITA),
        "steward": house.by(BEA),
        "operator": house.operator,
    }


def call(
    visitor: Visitor, operation: tuple[str, str], employer: str, opening: str, tag: str = '"2"'
) -> TestResponse:
    method, path = operation
    body = OPERATIONS[operation]
    if operation == ("POST", "/v1/openings"):
        body = body | {"employer_id": employer}
    url = path.format(employer_id=employer, opening_id=opening)
    return visitor.call(method, url, body, if_match=tag if method == "PATCH" else "")


def expected(who: str, operation: tuple[str, str]) -> int:
    """The status for a public opening that is published, and asked of Dita."""
    if who == "nobody":
        return 200 if operation in (("GET", "/v1/openings"), ("GET", ONE)) else 401
    if operation in STEWARDING:
        return {"steward": 200, "operator": 200}.get(who, 403) + (
            operation[0] == "POST" and who in ("steward", "operator")
        )
    if operation == ("POST", "/v1/openings"):
        return 201 if who in ("poster", "employee", "asked") else 403
    if operation in EDITING:
        return 200 if who in ("poster", "recruiter", "steward") else 403
    if operation in ANSWERING:
        return 200 if who == "asked" else 403
    return 201 if operation[0] == "POST" else 200


# What the state does not allow: the opening is published already, and Dita has not accepted yet.
OUT_OF_TURN = {
    ("POST", f"{ONE}/publish"): 409,
    ("POST", f"{ONE}/resume"): 409,
    ("POST", f"{ROLE}/pause"): 403,
    ("POST", f"{ROLE}/resume"): 403,
}
EVERYBODY = (
    "nobody",
    "stranger",
    "employee",
    "poster",
    "recruiter",
    "asked",
    "steward",
    "operator",
)


def test_every_operation_is_tried_here(house: House) -> None:
    document = must(house.nobody.get("/openapi.json"), 200)
    documented = {
        (method.upper(), path)
        for path, methods in document["paths"].items()
        for method in methods
        if method != "parameters" and not EVERYWHERE.search(path)
    }

    assert documented == set(OPERATIONS)


@pytest.mark.parametrize("who", EVERYBODY)
def test_each_may_do_what_is_theirs_and_nothing_else(house: House, acme: str, who: str) -> None:
    visitor = visitors(house)[who]

    def fresh() -> str:
        return house.opening(
            ADA, acme, publish=True, recruiters=[str(CAI)], hiring_manager=str(DITA)
        )

    opening = fresh()
    for operation in OPERATIONS:
        tag = house.by(BEA).get(f"/v1/employers/{acme}").headers["ETag"]
        tag = tag if operation[1] == EMPLOYER else '"2"'
        before = house.rows()
        wanted = expected(who, operation)
        answer = call(visitor, operation, acme, opening, tag)
        wanted = OUT_OF_TURN.get(operation, wanted) if wanted == 200 else wanted
        assert answer.status_code == wanted, (operation, answer.get_data(as_text=True))
        if wanted >= 400:
            assert answer.content_type == "application/problem+json"
            assert house.rows() == before, operation
        elif operation in ON_ONE and operation[0] != "GET":
            opening = fresh()


@pytest.mark.parametrize("state", ["draft", "published", "paused", "closed"])
def test_a_network_opening_looks_like_one_that_does_not_exist(
    house: House, acme: str, state: str
) -> None:
    opening = house.opening(ADA, acme, audience="network", recruiters=[str(CAI)])
    for act in {"draft": (), "paused": ("publish", "pause"), "closed": ("publish", "close")}.get(
        state, ("publish",)
    ):
        house.do(ADA, opening, act)
    before = house.rows()

    for who in NEVER_SEEN:
        visitor = visitors(house)[who]
        for operation in ON_ONE:
            hidden = call(visitor, operation, acme, opening)
            missing = call(visitor, operation, acme, NOWHERE)
            assert hidden.status_code == 404
            assert told(hidden) == told(missing)
    assert house.rows() == before


@pytest.mark.parametrize("audience", ["public", "members", "unlisted"])
def test_a_draft_looks_to_strangers_like_one_that_does_not_exist(
    house: House, acme: str, audience: str
) -> None:
    opening = house.opening(ADA, acme, audience=audience)

    for who in ("stranger", "employee", "operator"):
        visitor = visitors(house)[who]
        for operation in ON_ONE:
            hidden = call(visitor, operation, acme, opening)
            assert hidden.status_code == 404
            assert told(hidden) == told(call(visitor, operation, acme, NOWHERE))


@pytest.mark.parametrize("audience", ["members", "unlisted", "network"])
def test_who_is_not_signed_in_sees_public_openings_only(
    house: House, acme: str, audience: str
) -> None:
    opening = house.opening(ADA, acme, publish=True, audience=audience)

    hidden = house.nobody.get(f"/v1/openings/{opening}")
    assert hidden.status_code == 404
    assert told(hidden) == told(house.nobody.get(f"/v1/openings/{NOWHERE}"))
    assert house.found(house.nobody) == []


@pytest.mark.parametrize("audience", ["public", "members", "unlisted"])
def test_a_member_who_may_see_an_opening_learns_nothing_of_its_people(
    house: House, acme: str, audience: str
) -> None:
    opening = house.opening(
        ADA, acme, True, audience=audience, recruiters=[str(CAI)], hiring_manager=str(DITA)
    )
    house.do(DITA, opening, "hiring-manager/accept")

    answer = house.by(EVE).get(f"/v1/openings/{opening}")

    shown = must(answer, 200)
    assert shown["my_roles"] == []
    for person in (ADA, BEA, CAI, DITA):
        assert str(person) not in answer.get_data(as_text=True)
    assert "hiring_manager" not in shown
    assert "grant" not in shown
    assert "ETag" not in answer.headers


def told(answer: TestResponse) -> tuple[int, Any, Any]:
    """All that an answer tells but the trace of the request."""
    headers = {name: value for name, value in answer.headers if name != "traceparent"}
    return answer.status_code, answer.get_json(), headers
