"""Who runs the installation sees what was set aside, and nobody else does."""

from __future__ import annotations

import pytest
from flask import Flask

from shared.clock import SetClock
from shared.contracts.envelope import Message
from shared.eventlog.port import Record
from shared.ids import new_id
from shared.messaging import dead_letters
from tests.support.web import as_operator, as_person, nobody
from tests.support.wishes import Container


@pytest.fixture
def letters(container: Container, clock: SetClock) -> None:
    with container.units.database.write() as connection:
        for number in range(3):
            headers = {"ce_type": "warmpath.profiles.TieEnded.v1"}
            message = Message("profiles.ties", str(new_id()), headers, b'{"secret": "hunter2"}')
            record = Record("profiles.ties", 0, number, message)
            dead_letters.put(connection, "postings.store", record, "no such tie", clock.now())


def test_they_are_listed_page_by_page_without_their_content(app: Flask, letters: None) -> None:
    operator = as_operator(app)
    first = operator.get("/v1/dead-letters?limit=2").json
    assert first is not None
    second = operator.get(f"/v1/dead-letters?limit=2&after={first['next']}").json
    assert second is not None

    listed = first["items"] + second["items"]
    assert len({letter["id"] for letter in listed}) == 3
    assert second["next"] is None
    assert {letter["event_type"] for letter in listed} == {"warmpath.profiles.TieEnded.v1"}
    assert {letter["reason"] for letter in listed} == {"no such tie"}
    assert "hunter2" not in str(listed)


def test_one_whose_group_is_gone_cannot_be_replayed(app: Flask, letters: None) -> None:
    listed = as_operator(app).get("/v1/dead-letters").json
    assert listed is not None

    refused = as_operator(app).post(f"/v1/dead-letters/{listed['items'][0]['id']}/replay")

    assert refused.status_code == 409
    assert refused.json is not None
    assert refused.json["code"] == "dead_letter_group_gone"


def test_one_that_does_not_exist_is_not_found(app: Flask) -> None:
    assert as_operator(app).post(f"/v1/dead-letters/{new_id()}/replay").status_code == 404


@pytest.mark.parametrize(
    ("query", "field"), [("after=rubbish", "after"), ("limit=0", "limit"), ("limit=101", "limit")]
)
def test_a_page_that_cannot_be_is_refused(app: Flask, query: str, field: str) -> None:
    refused = as_operator(app).get(f"/v1/dead-letters?{query}")

    assert refused.status_code == 422
    assert refused.json is not None
    assert set(refused.json["errors"]) == {field}


def test_nobody_else_may_see_or_replay_them(app: Flask, letters: None) -> None:
    for visitor, status in ((nobody(app), 401), (as_person(app, new_id()), 403)):
        assert visitor.get("/v1/dead-letters").status_code == status
        assert visitor.post(f"/v1/dead-letters/{new_id()}/replay").status_code == status
