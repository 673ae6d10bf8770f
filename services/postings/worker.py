"""The worker process of postings: `python -m services.postings.worker`."""

import sys

from services.postings.bootstrap import jobs, wire
from services.postings.settings import read_settings
from shared import logs
from shared.messaging.worker import run_worker


def main() -> int:
    """Relay what postings says, take in what profiles said, end what is past its last day."""
    settings = read_settings()
    logs.configure(settings.service, "worker", settings.log_level)
    c = wire(settings)
    store, port = c.units.database, settings.metrics_port
    return run_worker(settings.service, store, c.event_log, c.clock, c.groups, jobs(c), port)


if __name__ == "__main__":
    sys.exit(main())
