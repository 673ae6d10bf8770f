"""The worker process of postings: `python -m services.postings.worker`."""

from __future__ import annotations

import sys

from services.postings.bootstrap import jobs, wire
from services.postings.settings import read_settings
from shared import logs
from shared.messaging.worker import run_worker
from shared.starting import starting


def main() -> int:
    """Relay what postings says, take in what profiles said, end what is over, until stopped."""
    with starting():
        settings = read_settings()
        logs.configure(settings.service, "worker", settings.log_level)
        container = wire(settings)
    return run_worker(container, jobs(container))


if __name__ == "__main__":
    sys.exit(main())
