"""Publishes batches of seven for ever, and prints how many events were acknowledged.

python -m tests.support.publishing_child LOG_URL STORE_URL EPOCH
"""

from __future__ import annotations

import sys

from shared.clock import SystemClock
from shared.eventlog.opening import open_event_log
from shared.storage.database import Database
from tests.support.messages import messages

BATCH = 7


def main(log_url: str, store_url: str, epoch: str) -> None:
    log = open_event_log(log_url, Database(store_url), SystemClock())
    publisher = log.publisher("profiles", int(epoch))
    acknowledged = 0
    while True:
        publisher.publish(messages(BATCH))
        acknowledged += BATCH
        print(acknowledged, flush=True)  # noqa: T201 - the parent reads it


if __name__ == "__main__":
    main(*sys.argv[1:])
