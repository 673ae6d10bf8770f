"""A worker of referrals with one group, on the machine's clock: what tests start and kill.

python -m tests.support.small_worker FOLDER [breaks]   (breaks: with a job that fails)
"""

from __future__ import annotations

import sys
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from shared.clock import Clock, SystemClock
from shared.eventlog.port import EventLog
from shared.messaging.scheduler import Job
from shared.messaging.sinks import Group
from shared.messaging.worker import run_worker
from shared.settings import ServiceSettings
from shared.storage.unit_of_work import UnitOfWork, Units
from tests.support.mailroom import Mailroom
from tests.support.wishes import wishes_settings


@dataclass(frozen=True)
class Container:
    settings: ServiceSettings
    clock: Clock
    units: Units[UnitOfWork]
    event_log: EventLog
    groups: tuple[Group, ...]


def main(folder: str, *how: str) -> int:
    jobs = [Job("break", timedelta(hours=1), lambda: 1 // 0)] if "breaks" in how else []
    with ExitStack() as closing:
        room = Mailroom(Path(folder), closing, SystemClock())
        container = Container(
            settings=wishes_settings(Path(folder), "referrals"),
            clock=room.clock,
            units=room.reading_units,
            event_log=room.referrals_log,
            groups=(room.group(),),
        )
        return run_worker(container, jobs)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
