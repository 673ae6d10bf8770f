"""Which process is the active one. A row update decides, and `epoch` counts the take-overs.

A holder that slept past its time may still believe that it holds the lease. Whatever it does must
therefore check the epoch where the effect happens: in the same transaction with `renew`, or at
the event log, which refuses an older epoch.
"""

from __future__ import annotations

import os
import secrets
import socket
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, update

from shared.contracts.envelope import NEVER
from shared.storage.tables import leases
from shared.storage.upsert import upsert


@dataclass(frozen=True)
class Lease:
    """Held by `holder` until it runs out; `epoch` is higher than that of any earlier holder."""

    name: str
    holder: str
    epoch: int


def new_holder() -> str:
    """A name for whoever wants leases: host, process, and a number of its own."""
    return f"{socket.gethostname()[:60]}:{os.getpid()}:{secrets.token_hex(8)}"


def acquire(
    connection: Connection, name: str, holder: str, ttl: timedelta, now: datetime
) -> Lease | None:
    """The lease, if nobody holds it at `now`; None if somebody does, even the same holder."""
    first = upsert(leases).values(name=name, holder=holder, epoch=1, expires_at=now + ttl)
    taken = first.on_conflict_do_update(
        index_elements=["name"],
        set_={"holder": holder, "epoch": leases.c.epoch + 1, "expires_at": now + ttl},
        where=leases.c.expires_at <= now,
    )
    row = connection.execute(taken.returning(leases.c.epoch)).first()
    return None if row is None else Lease(name, holder, row.epoch)


def renew(connection: Connection, lease: Lease, ttl: timedelta, now: datetime) -> bool:
    """Hold it until `now + ttl`; False if somebody took it over.

    One that ran out and was taken by nobody is renewed: its epoch is still the newest.
    """
    kept = update(leases).where(leases.c.name == lease.name, leases.c.epoch == lease.epoch)
    return connection.execute(kept.values(expires_at=now + ttl)).rowcount == 1


def release(connection: Connection, lease: Lease) -> None:
    """Let go, so that anybody may take it at once. The row stays: epochs go on counting."""
    mine = update(leases).where(leases.c.name == lease.name, leases.c.epoch == lease.epoch)
    connection.execute(mine.values(expires_at=NEVER))


def touch(connection: Connection, name: str, until: datetime) -> None:
    """Say that somebody is there until then. Excludes nobody."""
    first = upsert(leases).values(name=name, holder="", epoch=1, expires_at=until)
    connection.execute(
        first.on_conflict_do_update(index_elements=["name"], set_={"expires_at": until})
    )
