"""The worker process: relay, consumer and jobs."""

from __future__ import annotations

import sys

from services.profiles.bootstrap import jobs, wire
from services.profiles.settings import read_settings
from shared import logs
from shared.messaging.worker import run_worker


def main() -> int:
    """Work until told to stop; the exit code."""
    settings = read_settings()
    logs.configure(settings.service, "worker", settings.log_level)
    it = wire(settings)
    return run_worker(
        "profiles", it.database, it.event_log, it.clock, it.groups, jobs(it), settings.metrics_port
    )


if __name__ == "__main__":
    sys.exit(main())
