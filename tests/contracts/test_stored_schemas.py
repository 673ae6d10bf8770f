"""Stored schemas are for ever: `make schemas` writes what is missing and touches nothing else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from shared.contracts import write_schemas
from shared.contracts.codec import SCHEMAS
from shared.contracts.registry import EVENTS
from shared.contracts.write_schemas import json_schema


@pytest.mark.parametrize("event_type", EVENTS)
def test_every_event_type_has_a_stored_schema_that_says_the_same(event_type: str) -> None:
    stored = json.loads((SCHEMAS / f"{event_type}.json").read_text())

    assert stored == json_schema(EVENTS[event_type])


@pytest.mark.parametrize("event_type", EVENTS)
def test_no_schema_forbids_what_a_newer_producer_adds(event_type: str) -> None:
    assert "additionalProperties" not in (SCHEMAS / f"{event_type}.json").read_text()


@pytest.mark.parametrize("event_type", EVENTS)
def test_no_event_has_a_field_for_a_name_or_an_address_of_a_person(event_type: str) -> None:
    fields = set(json_schema(EVENTS[event_type])["properties"])  # type: ignore[call-overload]

    assert not fields & {"mail", "mails", "headline", "first_name", "last_name", "phone", "text"}


def test_what_is_missing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(write_schemas, "SCHEMAS", tmp_path / "schemas")

    write_schemas.main()

    written = {path.name for path in (tmp_path / "schemas").iterdir()}
    assert written == {f"{event_type}.json" for event_type in EVENTS}


def test_what_is_there_is_never_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(write_schemas, "SCHEMAS", tmp_path)
    kept = tmp_path / f"{next(iter(EVENTS))}.json"
    kept.write_text("as released")

    write_schemas.main()

    assert kept.read_text() == "as released"
