"""One message to its reaction, in the sink's transaction: the same for a first try and a replay."""

from __future__ import annotations

from typing import Any

from shared.contracts.codec import decode
from shared.contracts.envelope import Message
from shared.messaging.inbox import Turn
from shared.messaging.sinks import Group
from shared.tracing import continuing


class TooSoon(Exception):
    """History whose predecessor this sink has not taken in."""


def apply(group: Group, target: Any, message: Message) -> Turn:
    """Decode the message and let the group's reaction write to the target, if it is its turn.

    A type without a reaction is passed over, but has had its turn. Raises InvalidMessage,
    TooSoon, and whatever the reaction raises; the sink's transaction must then not commit.
    """
    event = decode(message)
    with continuing(event.traceparent):
        turn = group.sink.turn(target, event)
        if turn == "early":
            raise TooSoon(f"{event.TYPE} is number {event.sequence}; an earlier one is missing")
        reaction = group.reactions.get(type(event))
        if turn == "now" and reaction is not None:
            reaction(event, target)
    return turn
