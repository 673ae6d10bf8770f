"""Every event type, found through the registry, against every schema ever stored."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.contracts.codec import SCHEMAS, decode, encode
from shared.contracts.envelope import Event, InvalidMessage, Message
from shared.contracts.registry import EVENTS, UPCASTERS
from shared.contracts.write_schemas import json_schema
from tests.support.messages import ended
from tests.support.schema_samples import as_body, samples

STORED = sorted(path.stem for path in SCHEMAS.glob("*.json"))
MOMENTS = st.datetimes(timezones=st.just(UTC))
HEADERS = encode(ended()).headers


def stored(event_type: str) -> dict[str, Any]:
    schema: dict[str, Any] = json.loads((SCHEMAS / f"{event_type}.json").read_text())
    return schema


def as_message(event_type: str, body: object) -> Message:
    return Message("topic", "key", {**HEADERS, "ce_type": event_type}, as_body(body))


def events(event_type: str) -> st.SearchStrategy[Any]:
    return st.builds(EVENTS[event_type], time=MOMENTS, sequence=st.integers(1, 2**40))


@pytest.mark.parametrize("event_type", sorted(EVENTS))
@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_any_event_is_read_as_it_was_written(event_type: str, data: st.DataObject) -> None:
    event: Event = data.draw(events(event_type))

    assert decode(encode(event)) == event


@pytest.mark.parametrize("event_type", STORED)
@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_whatever_a_stored_schema_allows_can_be_read(event_type: str, data: st.DataObject) -> None:
    body = data.draw(samples(stored(event_type)))

    event = decode(as_message(event_type, body))

    assert encode(event).headers["ce_type"] in EVENTS


@pytest.mark.parametrize("event_type", STORED)
@settings(max_examples=5, deadline=None)
@given(data=st.data())
def test_fields_that_a_newer_producer_added_are_passed_over(
    event_type: str, data: st.DataObject
) -> None:
    body = data.draw(samples(stored(event_type)))
    newer = body | {"added_later": {"deep": [1, None]}}

    assert decode(as_message(event_type, newer)) == decode(as_message(event_type, body))


@pytest.mark.parametrize(
    ("event_type", "field"),
    [(event_type, field) for event_type in STORED for field in stored(event_type)["required"]],
)
@settings(max_examples=3, deadline=None)
@given(data=st.data())
def test_a_message_that_lacks_a_required_field_is_invalid(
    event_type: str, field: str, data: st.DataObject
) -> None:
    body = data.draw(samples(stored(event_type)))
    del body[field]

    with pytest.raises(InvalidMessage):
        decode(as_message(event_type, body))


@pytest.mark.parametrize("event_type", sorted(EVENTS))
def test_every_event_type_has_a_stored_schema_that_it_still_keeps(event_type: str) -> None:
    old, new = stored(event_type), json_schema(EVENTS[event_type])
    properties = new["properties"]
    assert isinstance(properties, dict)

    assert old["required"] == new["required"]
    assert {name: properties.get(name) for name in old["properties"]} == old["properties"]


@pytest.mark.parametrize("event_type", STORED)
def test_every_schema_ever_stored_is_of_a_type_that_can_be_read(event_type: str) -> None:
    while event_type in UPCASTERS:
        event_type, _ = UPCASTERS[event_type]

    assert event_type in EVENTS


@pytest.mark.parametrize("event_type", sorted(EVENTS))
def test_a_type_is_named_for_its_owner_its_class_and_its_version(event_type: str) -> None:
    event = EVENTS[event_type]
    owner = event.TOPIC.partition(".")[0]

    assert event_type.rpartition(".v")[0] == f"warmpath.{owner}.{event.__name__}"


@pytest.mark.parametrize("event_type", sorted(EVENTS))
@settings(max_examples=5, deadline=None)
@given(data=st.data())
def test_an_event_travels_as_a_cloud_event(event_type: str, data: st.DataObject) -> None:
    event = data.draw(events(event_type))

    message = encode(event)

    assert message.headers == {
        "ce_specversion": "1.0",
        "ce_type": event_type,
        "ce_source": event_type.split(".")[1],
        "ce_id": str(event.id),
        "ce_subject": str(event.subject),
        "ce_sequence": str(event.sequence),
        "ce_time": message.headers["ce_time"],
        "content-type": "application/json",
        "traceparent": event.traceparent,
    }
    assert (message.topic, message.key) == (event.TOPIC, str(event.subject))
    assert not {"subject", "id", "sequence", "time"} & set(json.loads(message.body))


HONEST = encode(ended())


@pytest.mark.parametrize(
    "broken",
    [
        replace(HONEST, body=b""),
        replace(HONEST, body=b"\xff\xfe"),
        replace(HONEST, body=b"[]"),
        replace(HONEST, body=b"null"),
        replace(HONEST, body=b"[" * 100_000),
        replace(HONEST, headers={}),
        *(
            replace(HONEST, headers={k: v for k, v in HONEST.headers.items() if k != missing})
            for missing in ("ce_type", "ce_id", "ce_subject", "ce_sequence", "ce_time")
        ),
        *(
            replace(HONEST, headers={**HONEST.headers, header: "nonsense"})
            for header in ("ce_type", "ce_id", "ce_subject", "ce_sequence", "ce_time")
        ),
    ],
)
def test_a_broken_message_is_invalid_and_nothing_else(broken: Message) -> None:
    with pytest.raises(InvalidMessage):
        decode(broken)


def test_the_reason_never_quotes_what_was_sent() -> None:
    secret = replace(HONEST, body=b'{"first": "ana@example.org", "second": "x"}')

    with pytest.raises(InvalidMessage) as refusal:
        decode(secret)

    assert "ana" not in refusal.value.reason
