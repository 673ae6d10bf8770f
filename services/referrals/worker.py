"""The worker process of referrals: `python -m services.referrals.worker`."""

from __future__ import annotations

import sys

from services.referrals.bootstrap import jobs, wire
from services.referrals.settings import read_settings
from shared import logs
from shared.messaging.worker import run_worker
from shared.starting import starting


def main() -> int:
    """Relay what referrals says and take in what the others said, until told to stop."""
    with starting():
        settings = read_settings()
        logs.configure(settings.service, "worker", settings.log_level)
        container = wire(settings)
    return run_worker(container, jobs(container))


if __name__ == "__main__":
    sys.exit(main())
