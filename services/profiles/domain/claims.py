"""Counts of messages and meetings that a side gave, if it chose to; never their content.

A count takes part only when both ends gave theirs, and then the smaller of the two claims.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from shared.errors import Invalid

MOST = 1_000_000


@dataclass(frozen=True)
class MessageClaim:
    """How many messages a side says it sent and received, and when the last one was."""

    sent: int
    received: int
    last_on: date

    def checked(self, on: date) -> MessageClaim:
        """Itself. Raises Invalid: count_out_of_range, date_in_future."""
        _check_count("sent", self.sent)
        _check_count("received", self.received)
        _check_past(self.last_on, on)
        return self


@dataclass(frozen=True)
class MeetingClaim:
    """How many meetings of at most 8 people a side says there were, and when the last one was."""

    count: int
    last_on: date

    def checked(self, on: date) -> MeetingClaim:
        """Itself. Raises Invalid: count_out_of_range, date_in_future."""
        _check_count("count", self.count)
        _check_past(self.last_on, on)
        return self


@dataclass(frozen=True)
class Exchange:
    """What both claims of messages bear out: each way, and the older of the two last days."""

    one_way: int
    other_way: int
    last_on: date


def agreed_messages(one: MessageClaim | None, other: MessageClaim | None) -> Exchange | None:
    """What one sent counts as far as the other received it. None unless both gave counts."""
    if one is None or other is None:
        return None
    return Exchange(
        one_way=min(one.sent, other.received),
        other_way=min(one.received, other.sent),
        last_on=min(one.last_on, other.last_on),
    )


def agreed_meetings(one: MeetingClaim | None, other: MeetingClaim | None) -> MeetingClaim | None:
    """The smaller count and the older day. None unless both gave counts."""
    if one is None or other is None:
        return None
    return MeetingClaim(min(one.count, other.count), min(one.last_on, other.last_on))


def _check_count(field: str, count: int) -> None:
    if not 0 <= count <= MOST:
        raise Invalid(
            "count_out_of_range",
            f"{field} must be between 0 and {MOST}.",
            {field: [f"must be between 0 and {MOST}"]},
        )


def _check_past(last_on: date, on: date) -> None:
    if last_on > on:
        raise Invalid(
            "date_in_future",
            "last_on must not be in the future.",
            {"last_on": ["is in the future"]},
        )
