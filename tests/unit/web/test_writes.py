"""A view's unit of work: all of it or nothing, and once however often it is asked for."""

from __future__ import annotations

from flask import Flask

from shared.ids import new_id
from tests.support.web import as_person

BEA = new_id()


def test_a_write_is_answered_with_its_version_and_a_token_for_reading_it(app: Flask) -> None:
    answer = as_person(app, BEA).post("/v1/wishes", {"text": "a job"})

    assert answer.status_code == 201, answer.text
    assert answer.json is not None
    assert answer.json["text"] == "a job"
    assert answer.headers["ETag"] == '"1"'
    assert answer.headers["Warmpath-Token"]
