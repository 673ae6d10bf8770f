"""Events to messages and back. Both directions are checked against the stored JSON Schema."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import msgspec
from jsonschema_rs import Draft202012Validator

from shared.contracts.envelope import ENVELOPE_FIELDS, Event, InvalidMessage, Message
from shared.contracts.registry import EVENTS, UPCASTERS, Fields

SCHEMAS = Path(__file__).parent / "schemas"


def encode(event: Event) -> Message:
    """The event as the log keeps it. Raises InvalidMessage if it breaks its own schema."""
    fields: Fields = msgspec.to_builtins(event)
    envelope = {name: str(fields.pop(name)) for name in ENVELOPE_FIELDS}
    _check(event.TYPE, fields)
    headers = {
        "ce_specversion": "1.0",
        "ce_type": event.TYPE,
        "ce_source": event.source,
        "ce_id": envelope["id"],
        "ce_subject": envelope["subject"],
        "ce_sequence": envelope["sequence"],
        "ce_time": event.time.isoformat(),
        "content-type": "application/json",
        "traceparent": envelope["traceparent"],
    }
    body = json.dumps(fields, separators=(",", ":"), ensure_ascii=False).encode()
    return Message(event.TOPIC, envelope["subject"], headers, body)


def decode(message: Message) -> Event:
    """The event in a message, brought up to the newest version of its type.

    Raises InvalidMessage for an unknown type, a missing header, or a body against its schema.
    """
    event_type, fields = _upcast(*_checked(message))
    try:
        # Not strict: to JSON 1.0 is an integer too, and the schema has looked at every type.
        return msgspec.convert(fields | _envelope(message), EVENTS[event_type], strict=False)
    except msgspec.ValidationError as error:
        raise InvalidMessage(f"{event_type}: a field or header is malformed") from error


def _checked(message: Message) -> tuple[str, Fields]:
    event_type = message.headers.get("ce_type", "")
    if event_type not in EVENTS and event_type not in UPCASTERS:
        raise InvalidMessage(f"unknown event type {event_type!r}")
    try:
        fields = json.loads(message.body)
    except (ValueError, RecursionError) as error:
        raise InvalidMessage(f"{event_type}: the body is not JSON") from error
    _check(event_type, fields)
    return event_type, fields


def _upcast(event_type: str, fields: Fields) -> tuple[str, Fields]:
    while event_type in UPCASTERS:
        event_type, step = UPCASTERS[event_type]
        fields = step(fields)
    return event_type, fields


def _envelope(message: Message) -> Fields:
    try:
        values = {name: message.headers[f"ce_{name}"] for name in ("subject", "id", "time")}
        return values | {
            "sequence": int(message.headers["ce_sequence"]),
            "traceparent": message.headers.get("traceparent", ""),
        }
    except (KeyError, ValueError) as error:
        raise InvalidMessage(f"envelope: {error!s} is missing or malformed") from error


def _check(event_type: str, fields: object) -> None:
    try:
        broken = next(_validator(event_type).iter_errors(fields), None)
    except ValueError as error:
        raise InvalidMessage(f"{event_type}: the body is too deep or no JSON") from error
    if broken is not None:
        path = ".".join(map(str, ["$", *broken.instance_path]))
        raise InvalidMessage(f"{event_type}: {path} breaks {broken.kind.name!r}")


@cache
def _validator(event_type: str) -> Draft202012Validator:
    stored = json.loads((SCHEMAS / f"{event_type}.json").read_text())
    return Draft202012Validator(stored, validate_formats=True)
