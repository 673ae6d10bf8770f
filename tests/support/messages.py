"""Messages as the outbox would leave them, numbered by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from shared.contracts.codec import encode
from shared.contracts.envelope import Message
from shared.contracts.profiles import TieEnded
from shared.ids import new_id

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
PEOPLE = "profiles.people"
TIES = "profiles.ties"
OPENINGS = "postings.openings"


def ended(subject: int = 1, sequence: int = 1) -> TieEnded:
    """The end of tie number `subject`, as its event number `sequence`."""
    return TieEnded(
        subject=UUID(int=subject),
        id=new_id(),
        sequence=sequence,
        time=NOON,
        first=UUID(int=1),
        second=UUID(int=2),
    )


def message(subject: int = 1, sequence: int = 1, topic: str = TIES) -> Message:
    return replace(encode(ended(subject, sequence)), topic=topic)


def messages(count: int, topic: str = TIES) -> list[Message]:
    """So many messages about as many subjects."""
    return [message(number, topic=topic) for number in range(1, count + 1)]


def poison(subject: int = 1, sequence: int = 1) -> Message:
    """One whose body breaks its schema."""
    return replace(message(subject, sequence), body=b'{"first": 7}')


def ids(found: list[Message]) -> list[str]:
    return [one.headers["ce_id"] for one in found]
