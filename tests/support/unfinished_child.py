"""Writes a row in a unit that it never ends, says so, and waits to be killed.

python -m tests.support.unfinished_child STORE_URL NAME
"""

from __future__ import annotations

import signal
import sys

from shared.clock import SystemClock
from shared.storage import leases
from shared.storage.database import Database


def main(store_url: str, name: str) -> None:
    with Database(store_url).serialised() as connection:
        leases.touch(connection, name, SystemClock().now())
        print("half way", flush=True)  # noqa: T201 - the parent reads it
        signal.pause()


if __name__ == "__main__":
    main(*sys.argv[1:])
