"""Answers kept beside their effect: the unique key decides, and 24 hours later all is forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection

from shared.errors import Conflict, Invalid
from shared.storage.database import Database
from shared.storage.idempotency import Answer, Call, claim, forget_caller, keep, prune
from shared.storage.tables import metadata

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
CALL = Call("bea", "k", "0" * 64)
ANSWER = Answer(201, {"ETag": '"1"'}, b'{"id": 1}')
A_DAY = timedelta(hours=24)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    made = Database(f"sqlite:///{tmp_path / 'store'}.db")
    with made.write() as connection:
        metadata.create_all(connection)
    yield made
    made.close()


@pytest.fixture
def connection(database: Database) -> Iterator[Connection]:
    with database.write() as open_connection:
        yield open_connection


def test_the_first_call_is_to_be_carried_out_and_the_second_answered(
    connection: Connection,
) -> None:
    assert claim(connection, CALL, NOON) is None
    keep(connection, CALL, ANSWER)

    assert claim(connection, CALL, NOON) == ANSWER


def test_a_key_belongs_to_one_request(connection: Connection) -> None:
    claim(connection, CALL, NOON)
    keep(connection, CALL, ANSWER)

    with pytest.raises(Invalid) as refused:
        claim(connection, replace(CALL, request_hash="1" * 64), NOON)
    assert refused.value.code == "idempotency_key_reused"


@pytest.mark.parametrize("other", [{"caller": "cai"}, {"key": "other"}])
def test_callers_and_keys_are_apart(connection: Connection, other: dict[str, str]) -> None:
    claim(connection, CALL, NOON)
    keep(connection, CALL, ANSWER)

    assert claim(connection, replace(CALL, **other), NOON) is None


def test_a_claim_that_is_visible_without_an_answer_is_still_running(
    connection: Connection,
) -> None:
    claim(connection, CALL, NOON)

    with pytest.raises(Conflict) as refused:
        claim(connection, CALL, NOON)
    assert refused.value.code == "idempotency_key_running"


def test_an_effect_that_is_rolled_back_takes_its_claim_along(database: Database) -> None:
    def fail_half_way() -> None:
        with database.write() as connection:
            claim(connection, CALL, NOON)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_half_way()

    with database.write() as connection:
        assert claim(connection, CALL, NOON) is None


@pytest.mark.parametrize(("age", "kept"), [(A_DAY - timedelta(seconds=1), ANSWER), (A_DAY, None)])
def test_an_answer_is_kept_for_a_day(
    connection: Connection, age: timedelta, kept: Answer | None
) -> None:
    claim(connection, CALL, NOON)
    keep(connection, CALL, ANSWER)

    assert claim(connection, CALL, NOON + age) == kept


def test_purging_forgets_the_old_ones_only(connection: Connection) -> None:
    for key, age in (("old", A_DAY), ("new", timedelta(hours=1))):
        claim(connection, replace(CALL, key=key), NOON - age)
        keep(connection, replace(CALL, key=key), ANSWER)

    assert prune(connection, NOON) == 1
    assert claim(connection, replace(CALL, key="new"), NOON) == ANSWER


def test_one_caller_can_be_forgotten(connection: Connection) -> None:
    for caller in ("bea", "cai"):
        claim(connection, replace(CALL, caller=caller), NOON)
        keep(connection, replace(CALL, caller=caller), ANSWER)

    assert forget_caller(connection, "bea") == 1
    assert claim(connection, CALL, NOON) is None
    assert claim(connection, replace(CALL, caller="cai"), NOON) == ANSWER
