"""Whether a service's worker goes round: what a container's health check asks.

python -m shared.messaging.alive relay profiles.store     (the loops, by name; STORE_URL says where)
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import closing

from shared.clock import SystemClock
from shared.messaging.heartbeats import silent
from shared.settings import read_store_url
from shared.starting import starting
from shared.storage.database import Database


def main(names: Sequence[str]) -> int:
    """0 if all of these loops went round lately; 1 if not, and which on stderr."""
    with starting(), closing(Database(read_store_url())) as store:
        quiet = silent(store, names, SystemClock().now())
    if quiet:
        sys.stderr.write(f"nothing heard of {', '.join(quiet)}\n")
    return 1 if quiet else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
