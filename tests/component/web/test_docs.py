"""What a service says about itself, for machines and for people."""

from __future__ import annotations

import json
import re

from flask import Flask

from shared.web.docs import spec_of
from tests.support.web import nobody


def test_the_description_is_openapi_3_1_and_says_who_may_do_what(app: Flask) -> None:
    spec = nobody(app).get("/openapi.json").json

    assert spec is not None
    assert spec["openapi"] == "3.1.0"
    assert spec["paths"]["/v1/wishes"]["post"]["x-who"] == "member"
    assert spec["paths"]["/v1/wishes"]["post"]["security"] == [{"bearer": []}]
    assert spec["paths"]["/v1/dead-letters"]["get"]["x-who"] == "operator"


def test_every_operation_promises_its_errors_as_problems(app: Flask) -> None:
    spec = spec_of(app)
    errors = spec["components"]["responses"]

    assert set(errors["DEFAULT_ERROR"]["content"]) == {"application/problem+json"}
    for methods in spec["paths"].values():
        for operation in (methods[name] for name in methods if name != "parameters"):
            assert "default" in operation["responses"]


def test_headers_that_an_operation_understands_are_described(app: Flask) -> None:
    paths = spec_of(app)["paths"]
    one = paths["/v1/wishes/{wish_id}"]

    assert names(paths["/v1/wishes"]["post"]) == ["Idempotency-Key"]
    assert names(one["patch"]) == ["If-Match"]
    assert names(one["get"]) == ["Warmpath-Token"]


def test_the_page_shows_every_operation_and_every_field(app: Flask) -> None:
    page = nobody(app).get("/docs").text

    for path, methods in spec_of(app)["paths"].items():
        for method in set(methods) - {"parameters"}:
            assert f'id="{method}{path}"' in page
    for schema in spec_of(app)["components"]["schemas"].values():
        for name in schema.get("properties", {}):
            assert f"<code>{name}</code>" in page


def test_the_pages_need_nothing_from_elsewhere_and_hold_no_script(app: Flask) -> None:
    for address in ("/docs", "/problems/not_found"):
        answer = nobody(app).get(address)

        assert re.findall(r"(?:src|href)=\"(?!/|#)", answer.text) == []
        assert "<script" not in answer.text
        assert "style=" not in answer.text
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert "style-src 'self'" in answer.headers["Content-Security-Policy"]


def test_the_style_of_the_pages_is_served_beside_them(app: Flask) -> None:
    assert nobody(app).get("/docs.css").mimetype == "text/css"


def test_a_problem_type_leads_to_a_page_that_quotes_it_harmlessly(app: Flask) -> None:
    page = nobody(app).get("/problems/%3Cscript%3Ealert(1)").text

    assert "&lt;script&gt;" in page


def test_the_description_is_plain_json_without_references_that_lead_nowhere(app: Flask) -> None:
    spec = spec_of(app)

    for pointer in re.findall(r'"\$ref": "#/([^"]+)"', json.dumps(spec)):
        place = spec
        for step in pointer.split("/"):
            place = place[step]
        assert place


def names(operation: dict[str, list[dict[str, str]]]) -> list[str]:
    return [parameter["name"] for parameter in operation["parameters"]]
