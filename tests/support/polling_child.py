"""Polls as a worker of group `g` until it gets records, prints how many, and goes on polling.

python -m tests.support.polling_child LOG_URL STORE_URL
"""

from __future__ import annotations

import sys

from shared.clock import SystemClock
from shared.eventlog.opening import open_event_log
from shared.storage.database import Database
from tests.support.messages import TIES


def main(log_url: str, store_url: str) -> None:
    log = open_event_log(log_url, Database(store_url), SystemClock())
    subscription = log.subscribe("g", [TIES])
    while True:
        if records := subscription.poll(10, 0.25):
            print(len(records), flush=True)  # noqa: T201 - the parent reads it


if __name__ == "__main__":
    main(*sys.argv[1:])
