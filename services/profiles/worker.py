"""The worker process of profiles: `python -m services.profiles.worker`."""

from __future__ import annotations

import sys

from services.profiles.bootstrap import jobs, wire
from services.profiles.settings import read_settings
from shared import logs
from shared.messaging.worker import run_worker
from shared.starting import starting


def main() -> int:
    """Relay what profiles says, take in what postings said, do what is due, until told to stop."""
    with starting():
        settings = read_settings()
        logs.configure(settings.service, "worker", settings.log_level)
        container = wire(settings)
    return run_worker(container, jobs(container))


if __name__ == "__main__":
    sys.exit(main())
