"""What each service says of itself: /openapi.json for machines, /docs for people."""

from __future__ import annotations

import re
from typing import Any

from schemathesis.specs.openapi.definitions import OPENAPI_31_VALIDATOR

from tests.support.operations import operations_of
from tests.support.stages import Stage

NEEDS_TOKEN: dict[str, list[Any]] = {
    "anyone": [],
    "member": [{"bearer": []}],
    "operator": [{"bearer": []}],
}


def test_the_document_is_openapi_3_1(stage: Stage) -> None:
    document = stage.app.test_client().get("/openapi.json").get_json()

    assert document["openapi"].startswith("3.1.")
    assert [str(error) for error in OPENAPI_31_VALIDATOR.iter_errors(document)] == []


def test_every_operation_says_who_may_do_it_and_that_it_may_refuse(stage: Stage) -> None:
    for operation in operations_of(stage.app):
        assert operation.spec["security"] == NEEDS_TOKEN[operation.who]
        assert "default" in operation.spec["responses"]


def test_every_name_of_an_operation_stands_once(stage: Stage) -> None:
    names = [(each.method, each.path) for each in operations_of(stage.app)]
    served = {
        (method.lower(), re.sub("<(?:[a-z]+:)?([a-z_]+)>", r"{\1}", rule.rule))
        for rule in stage.app.url_map.iter_rules()
        if rule.rule.startswith("/v1/")
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert len(names) == len(set(names))
    assert set(names) == served


def test_the_docs_page_shows_every_operation_and_loads_nothing_from_elsewhere(
    stage: Stage,
) -> None:
    page = stage.app.test_client().get("/docs").get_data(as_text=True)

    for operation in operations_of(stage.app):
        assert f'id="{operation.method}{operation.path}"' in page
    loaded = re.findall(r"""(?:src|href|action)\s*=\s*["']([^"']+)""", page)
    assert loaded
    assert [each for each in loaded if not re.match("[#/](?!/)|#", each)] == []
    assert "<script" not in page
