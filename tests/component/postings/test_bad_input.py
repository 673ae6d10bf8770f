"""Bad input on every operation: a problem with a stable code, and nothing half-written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from werkzeug.test import TestResponse

from tests.support.postings import ADA, BEA, DITA, EMIL, OPENING, POLICY, House, must, refused

WRONG_TYPES: tuple[Any, ...] = ({"a": 1}, [["x"]], 1.5, True, "\x00", "x" * 30_000, -(2**70))
NEW_OPENING = OPENING | {"recruiters": [], "hiring_manager": None}
BODIES: dict[tuple[str, str], dict[str, Any]] = {
    ("POST", "/v1/employers"): {"name": "Globex"},
    ("PATCH", "/v1/employers/{employer}"): {"headcount": 3},
    ("POST", "/v1/employers/{employer}/policies"): POLICY,
    ("POST", "/v1/openings"): NEW_OPENING,
    ("PATCH", "/v1/openings/{opening}"): {"title": "X"},
    ("POST", "/v1/openings/{opening}/hiring-manager/delegate"): {"person_id": str(EMIL)},
}
QUERIES = {
    "/v1/employers": ("limit=0", "limit=101", "limit=x", "after=!", "after=WzFd"),
    "/v1/openings": (
        "limit=-1",
        "after=%00",
        "after=WyJ4Il0",
        "employer=acme",
        "country=Portugal",
        "remote=perhaps",
        "salary_from=-1",
        "salary_from=99999999999999999999999",
    ),
    "/v1/openings/mine": ("limit=0", "after=e30", "after=WyIxIl0"),
}


def visitor_for(house: House, path: str) -> Any:
    if "delegate" in path:
        return house.by(DITA)
    return house.operator if "{employer}" in path else house.by(ADA)


def send(
    house: House, operation: tuple[str, str], acme: str, opening: str, **options: Any
) -> TestResponse:
    method, path = operation
    tag = house.by(BEA).get(path.format(employer=acme, opening=opening)).headers.get("ETag", "")
    answer: TestResponse = visitor_for(house, path).call(
        method,
        path.format(employer=acme, opening=opening),
        if_match=tag if method == "PATCH" else "",
        **options,
    )
    return answer


def bad_bodies(house: House, operation: tuple[str, str], acme: str) -> Iterator[Any]:
    """The good body with one field wrong in every way, and no object at all."""
    good = dict(BODIES[operation])
    if operation == ("POST", "/v1/openings"):
        good["employer_id"] = acme
    yield from ([], "text", 7, [good], good | {"unknown": 1})
    for name in fields_of(house, operation):
        for wrong in WRONG_TYPES:
            if not harmless(name, wrong):
                yield good | {name: wrong}


def harmless(name: str, value: Any) -> bool:
    return name in ("remote", "use_policy") and value is True


def fields_of(house: House, operation: tuple[str, str]) -> list[str]:
    method, path = operation
    document = must(house.nobody.get("/openapi.json"), 200)
    documented = path.replace("{employer}", "{employer_id}").replace("{opening}", "{opening_id}")
    body = document["paths"][documented][method.lower()]["requestBody"]
    name = body["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
    return list(document["components"]["schemas"][name]["properties"])


@pytest.mark.parametrize("operation", BODIES, ids=str)
def test_a_body_that_is_wrong_anywhere_changes_nothing(
    house: House, acme: str, draft: str, operation: tuple[str, str]
) -> None:
    house.told()
    before = house.rows()

    for body in bad_bodies(house, operation, acme):
        answer = send(house, operation, acme, draft, body=body)
        assert answer.content_type == "application/problem+json", body
        assert answer.status_code == 422, (body, answer.get_json())
        assert answer.get_json()["code"] in {
            "input_invalid",
            "employer_invalid",
            "opening_invalid",
            "policy_invalid",
        }
    assert house.rows() == before
    assert house.told() == []


@pytest.mark.parametrize("operation", BODIES, ids=str)
def test_a_body_that_is_no_json_changes_nothing(
    house: House, acme: str, draft: str, operation: tuple[str, str]
) -> None:
    before = house.rows()
    json, text = "application/json", "text/plain"

    for data, media_type, status, code in (
        ("{", json, 400, "request_unreadable"),
        ('{"name": NaN}', json, 400, "request_unreadable"),
        ('{"name": "\\ud800"}', json, 400, "request_unreadable"),
        ("name=x", text, 415, "media_type_unsupported"),
        ('{"name": "' + "x" * 1_000_001 + '"}', json, 413, "body_too_large"),
    ):
        answer = send(house, operation, acme, draft, data=data, content_type=media_type)
        refused(answer, status, code)
    assert house.rows() == before


@pytest.mark.parametrize("path", QUERIES)
def test_a_query_that_cannot_be_meant_is_refused(shared_house: House, path: str) -> None:
    for query in QUERIES[path]:
        answer = shared_house.by(ADA).get(f"{path}?{query}")
        assert answer.content_type == "application/problem+json"
        assert answer.status_code == 422, query
        assert answer.get_json()["code"] in ("input_invalid", "cursor_unreadable")


@pytest.mark.parametrize(
    "path", ["/v1/openings/{}", "/v1/openings/{}/publish", "/v1/employers/{}", "/v1/openings/{}/x"]
)
@pytest.mark.parametrize("segment", ["x", "1", "%00", "..%2f", "' OR 1=1 --"])
def test_an_id_that_is_none_is_not_found(shared_house: House, path: str, segment: str) -> None:
    for method in ("GET", "POST", "PATCH"):
        answer = shared_house.by(ADA).call(method, path.format(segment))
        assert answer.status_code in (404, 405)
        assert answer.content_type == "application/problem+json"


def test_a_version_that_is_none_of_ours_is_stale(house: House, draft: str) -> None:
    for tag in ("1", 'W/"1"', '"x"', "*", '"1", "2"', '"99999999999999999999"', '"0"'):
        answer = house.by(ADA).patch(f"/v1/openings/{draft}", {"title": "X"}, if_match=tag)
        refused(answer, 412, "version_stale")


def test_what_is_wrong_is_named_with_its_field(house: House, acme: str) -> None:
    body = OPENING | {
        "employer_id": acme,
        "place": None,
        "countries": ["XX"],
        "salary": {"low": 9, "high": 3, "currency": "EUR"},
        "valid_through": "2020-01-01",
        "apply_url": "javascript:alert(1)",
    }

    problem = refused(house.by(ADA).post("/v1/openings", body), 422, "opening_invalid")

    wrong = ["apply_url", "countries", "place", "salary", "valid_through"]
    assert sorted(problem["errors"]) == wrong


def test_an_employer_that_is_not_there_cannot_be_posted_at(shared_house: House) -> None:
    body = OPENING | {"employer_id": "00000000-0000-7000-8000-000000000000"}

    refused(shared_house.by(ADA).post("/v1/openings", body), 422, "employer_unknown")


def test_more_recruiters_than_twenty_are_refused(house: House, acme: str) -> None:
    many = [f"00000000-0000-7000-8000-0000000000{number}" for number in range(10, 31)]
    body = OPENING | {"employer_id": acme, "recruiters": many}

    refused(house.by(ADA).post("/v1/openings", body), 422, "recruiters_too_many")


def test_nobody_delegates_to_themselves(house: House, draft: str) -> None:
    path = f"/v1/openings/{draft}/hiring-manager/delegate"

    refused(house.by(DITA).post(path, {"person_id": str(DITA)}), 409, "delegate_to_oneself")
