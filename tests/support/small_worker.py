"""A worker of referrals with one group, on the machine's clock: what tests start and kill.

python -m tests.support.small_worker FOLDER [breaks]   (breaks: with a job that fails)
"""

from __future__ import annotations

import sys
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

from shared.clock import SystemClock
from shared.messaging.scheduler import Job
from shared.messaging.worker import run_worker
from tests.support.mailroom import Mailroom


def main(folder: str, *how: str) -> int:
    jobs = [Job("break", timedelta(hours=1), lambda: 1 // 0)] if "breaks" in how else []
    with ExitStack() as closing:
        room = Mailroom(Path(folder), closing, SystemClock())
        group = room.group()
        return run_worker(
            "referrals", room.referrals, room.referrals_log, room.clock, [group], jobs
        )


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
