"""A service's worker process: its relay, its consumer groups and its jobs, each in a thread."""

from __future__ import annotations

import signal
from collections.abc import Callable, Sequence
from threading import Event as Flag
from threading import Thread
from time import monotonic
from typing import Any, Protocol

from shared import metrics
from shared.clock import Clock
from shared.eventlog.port import EventLog
from shared.logs import log
from shared.messaging.consumer import Consumer
from shared.messaging.relay import Relay
from shared.messaging.scheduler import Job, Scheduler, housekeeping
from shared.messaging.sinks import Group
from shared.settings import ServiceSettings
from shared.storage.unit_of_work import Units

STOPS_WITHIN = 5.0  # seconds
STOP_SIGNALS = {signal.SIGTERM, signal.SIGINT}


class WorkerContainer(Protocol):
    """What the worker needs of any service's Container."""

    @property
    def settings(self) -> ServiceSettings: ...
    @property
    def clock(self) -> Clock: ...
    @property
    def units(self) -> Units[Any]: ...
    @property
    def event_log(self) -> EventLog: ...
    @property
    def groups(self) -> Sequence[Group]: ...


def run_worker(container: WorkerContainer, jobs: Sequence[Job] = ()) -> int:
    """Work until SIGTERM or SIGINT; the process's exit code.

    0 after a clean stop within five seconds; 1 if a thread died or would not stop, so that
    whatever started the process starts it again. Call it from the main thread.
    """
    # Blocked before any thread starts, so that only `_wait` ever receives them.
    signal.pthread_sigmask(signal.SIG_BLOCK, STOP_SIGNALS)
    settings = container.settings
    service, port = settings.service, settings.metrics_port
    store, clock = container.units.database, container.clock
    event_log, groups = container.event_log, container.groups
    if port is not None:
        metrics.serve(settings.metrics_host, port)
    relay = Relay(service, store, event_log, clock)
    consumers = [Consumer(group, event_log, store, clock) for group in groups]
    all_jobs = [*housekeeping(service, store, event_log, clock), *jobs]
    crew = Crew()
    crew.start("relay", relay.run, relay.close)
    for group, consumer in zip(groups, consumers, strict=True):
        crew.start(group.name, consumer.run, consumer.close)
    crew.start("scheduler", Scheduler(all_jobs, store, clock).run, lambda: None)
    log("started", groups=[group.name for group in groups])
    return crew.work()


class Crew:
    """Threads that stop together: when asked to, or when one of them dies."""

    def __init__(self) -> None:
        self._stop = Flag()
        self._failed = Flag()
        self._threads: list[Thread] = []

    def start(self, name: str, run: Callable[[Flag], None], close: Callable[[], None]) -> None:
        """Run a loop until it is told to stop, then have it give back what it holds."""
        thread = Thread(target=self._member, args=(run, close), name=name, daemon=True)
        self._threads.append(thread)
        thread.start()

    def work(self) -> int:
        """Until a signal comes or a thread dies; 0 if all ended well."""
        while not self._failed.is_set():
            received = signal.sigtimedwait(STOP_SIGNALS, 0.25)
            if received is not None:
                log("stopping", signal=signal.Signals(received.si_signo).name)
                break
        self._stop.set()
        deadline = monotonic() + STOPS_WITHIN
        for thread in self._threads:
            thread.join(max(0.0, deadline - monotonic()))
        stuck = any(thread.is_alive() for thread in self._threads)
        return 1 if stuck or self._failed.is_set() else 0

    def _member(self, run: Callable[[Flag], None], close: Callable[[], None]) -> None:
        ended_well = False
        try:
            run(self._stop)
            close()
            ended_well = True
        finally:
            if not ended_well:
                self._failed.set()
