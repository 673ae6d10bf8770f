"""Writes the JSON Schema of each event type that has none yet: `make schemas`.

A stored schema is never overwritten: what was once released is decoded for ever. Within a version
fields may only be added, so no schema forbids additional ones.
"""

from __future__ import annotations

import json

from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin
from marshmallow_dataclass import class_schema

from shared.contracts.codec import SCHEMAS
from shared.contracts.envelope import ENVELOPE_FIELDS, Event
from shared.contracts.registry import EVENTS, Fields


def json_schema(event: type[Event]) -> Fields:
    """The JSON Schema (2020-12) of an event type's body."""
    plugin = MarshmallowPlugin(schema_name_resolver=_inline)
    APISpec(title=event.TYPE, version="1", openapi_version="3.1.0", plugins=[plugin])
    assert plugin.converter is not None
    whole = plugin.converter.schema2jsonschema(class_schema(event))  # type: ignore[no-untyped-call]
    properties = {
        name: _open(field)
        for name, field in whole["properties"].items()
        if name not in ENVELOPE_FIELDS
    }
    required = sorted(set(whole.get("required", [])) - set(ENVELOPE_FIELDS))
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": event.TYPE,
        "description": (event.__doc__ or "").strip().splitlines()[0],
        "type": "object",
        "properties": properties,
        "required": required,
    }


def _inline(schema: object) -> str:
    """No name: nested schemas are written where they are used."""
    return ""


def _open(field: object) -> object:
    """The same field, accepting additional properties at every depth."""
    if isinstance(field, dict):
        return {
            k: _open(v) for k, v in field.items() if k not in ("additionalProperties", "default")
        }
    return field


def main() -> None:
    SCHEMAS.mkdir(exist_ok=True)
    for event in EVENTS.values():
        path = SCHEMAS / f"{event.TYPE}.json"
        if not path.exists():
            path.write_text(json.dumps(json_schema(event), indent=2) + "\n")


if __name__ == "__main__":
    main()
