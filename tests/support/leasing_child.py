"""Tries to take leases, prints those it got, and keeps them until it is killed.

python -m tests.support.leasing_child STORE_URL NAME…
"""

from __future__ import annotations

import signal
import sys
from datetime import timedelta

from shared.clock import SystemClock
from shared.storage import leases
from shared.storage.database import Database

TTL = timedelta(seconds=30)


def main(store_url: str, *names: str) -> None:
    store, holder = Database(store_url), leases.new_holder()
    got = []
    for name in names:
        with store.write() as connection:
            lease = leases.acquire(connection, name, holder, TTL, SystemClock().now())
        got += [name] if lease else []
    print(" ".join(["got", *got]), flush=True)  # noqa: T201 - the parent reads it
    signal.pause()


if __name__ == "__main__":
    main(*sys.argv[1:])
