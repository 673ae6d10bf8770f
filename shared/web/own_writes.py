"""Reading one's own write: a write answers with a token, a read that sends it waits for the event.

The token names the last event of the write. It is a courtesy: a forged or expired one is ignored,
and the read answers with what is known.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from flask import request

from shared.contracts.envelope import Event
from shared.messaging.sinks import Group
from shared.messaging.waiting import wait_until_seen
from shared.web.keys import Keys, SigningKeys
from shared.web.service import ServiceWeb, service_web
from shared.web.tokens import BadToken, Kind, read, sign

HEADER = "Warmpath-Token"
SERVICES = ("profiles", "postings", "referrals")
OWN_WRITE = Kind("write+jwt", issuers=SERVICES, lifetime=timedelta(minutes=10))


@dataclass(frozen=True)
class OwnWrite:
    """The last event that a write emitted."""

    event_type: str
    subject: UUID
    sequence: int


def sign_own_write(keys: SigningKeys, event: Event, now: datetime) -> str:
    """The token for a write whose last event this is."""
    claims = {"sub": str(event.subject), "seq": event.sequence, "event": event.TYPE}
    return sign(keys, OWN_WRITE, SERVICES, claims, now)


def read_own_write(keys: Keys, token: str, service: str, now: datetime) -> OwnWrite:
    """The event that a token names. Raises BadToken."""
    claims = read(keys, OWN_WRITE, token, service, now)
    try:
        return OwnWrite(str(claims["event"]), UUID(claims["sub"]), int(claims["seq"]))
    except (ValueError, KeyError, TypeError, AttributeError):
        raise BadToken("names no event") from None


def wait_for_own_write() -> None:
    """Wait until this service has seen the caller's own write. Raises TooEarly after 2 seconds."""
    web = service_web()
    write = _named_by_request(web)
    group = web.answers_from
    if write is not None and group is not None and _follows(group, write.event_type):
        wait_until_seen(group.sink.seen, write.subject, write.sequence)


def _named_by_request(web: ServiceWeb) -> OwnWrite | None:
    token = request.headers.get(HEADER)
    if not token:
        return None
    try:
        now = web.container.clock.now()
        return read_own_write(web.container.keys, token, web.name, now)
    except BadToken:
        return None


def _follows(group: Group, event_type: str) -> bool:
    # Of a write that this service never hears of there is nothing to wait for.
    return any(event_type == followed.TYPE for followed in group.reactions)
