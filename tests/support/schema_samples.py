"""Random values that a stored JSON Schema allows: as much of JSON Schema as our schemas use."""

from __future__ import annotations

import json
from datetime import UTC
from typing import Any

from hypothesis import strategies as st

JsonSchema = dict[str, Any]

FORMATS: dict[str, st.SearchStrategy[str]] = {
    "uuid": st.uuids().map(str),
    "date-time": st.datetimes(timezones=st.just(UTC)).map(lambda at: at.isoformat()),
    "date": st.dates().map(lambda day: day.isoformat()),
}


def samples(schema: JsonSchema) -> st.SearchStrategy[Any]:
    """Values of any of the schema's types, with and without what is not required."""
    kinds = schema["type"]
    return st.one_of(
        *(_of_type(kind, schema) for kind in ([kinds] if isinstance(kinds, str) else kinds))
    )


def as_body(value: object) -> bytes:
    return json.dumps(value).encode()


def _of_type(kind: str, schema: JsonSchema) -> st.SearchStrategy[Any]:
    if kind == "object":
        return _objects(schema)
    if kind == "array":
        return st.lists(samples(schema["items"]), max_size=3)
    if kind == "string":
        return FORMATS[schema["format"]] if "format" in schema else st.text(max_size=20)
    plain: dict[str, st.SearchStrategy[Any]] = {
        "integer": st.integers(-(2**53), 2**53),
        "boolean": st.booleans(),
        "null": st.none(),
    }
    return plain[kind]


def _objects(schema: JsonSchema) -> st.SearchStrategy[dict[str, Any]]:
    fields = {name: samples(field) for name, field in schema["properties"].items()}
    required = set(schema.get("required", []))
    return st.fixed_dictionaries(
        {name: field for name, field in fields.items() if name in required},
        optional={name: field for name, field in fields.items() if name not in required},
    )
