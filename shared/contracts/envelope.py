"""What every event carries besides its own fields, and how it travels.

An event travels as CloudEvents 1.0 in binary mode: the envelope in `ce_*` headers, the event's
own fields as a JSON body. `subject` is what the event is about and the key that orders it;
`sequence` counts that subject's events without a gap, from 1.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import ClassVar, Literal
from uuid import UUID

Kind = Literal["fact", "history"]
NOT_YET = UUID(int=0)
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happened. The outbox gives `id`, `sequence`, `time` and `traceparent`.

    A *fact* carries the whole public state of its subject: only the newest counts.
    *History* is applied once each, in order.
    """

    TYPE: ClassVar[str]
    TOPIC: ClassVar[str]
    KIND: ClassVar[Kind] = "fact"

    subject: UUID
    id: UUID = NOT_YET
    sequence: int = 0
    time: datetime = NEVER
    traceparent: str = ""

    @property
    def source(self) -> str:
        """The service that owns the event: `warmpath.<owner>.<Name>.v<major>`."""
        return self.TYPE.split(".")[1]


ENVELOPE_FIELDS = ("subject", "id", "sequence", "time", "traceparent")


@dataclass(frozen=True)
class Message:
    """An event as bytes, the way the log keeps it."""

    topic: str
    key: str
    headers: Mapping[str, str]
    body: bytes


class InvalidMessage(Exception):
    """A message that no version of the contract can read; `reason` never quotes its content."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
