"""Starts an installation, waits until it is ready, and stops it without a trace."""

from __future__ import annotations

import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType

import click
import requests

from shared.cli import keeper
from shared.cli.home import Home
from shared.cli.ports import HOST, SERVICES, require_free, url_of
from shared.storage import migrations
from shared.storage.database import Database

READY_WITHIN = 60.0  # seconds from the start of the processes
STOPPED_WITHIN = 20.0
LOOK_AGAIN = 0.1


class NotReady(click.ClickException):
    """The processes were started, but did not become ready."""

    exit_code = 3


@dataclass
class Installation:
    """A home whose processes run."""

    home: Home
    port: int
    lock: int
    _keeper: subprocess.Popen[bytes]

    @property
    def url(self) -> str:
        """The front page."""
        return f"http://{HOST}:{self.port}"

    def keep(self, timeout: float | None = None) -> None:
        """Wait; should the keeper itself be killed, start another."""
        try:
            self._keeper.wait(timeout)
        except subprocess.TimeoutExpired:
            return
        self._keeper = keeper.start(self.home, self.port, self.lock)

    def stop(self) -> None:
        """Stop every process and wait until they are gone."""
        self._keeper.terminate()
        try:
            self._keeper.wait(STOPPED_WITHIN)
        except subprocess.TimeoutExpired:
            self._keeper.kill()
            self._keeper.wait()


@contextmanager
def installation(
    home: Home, port: int, tell: Callable[[str], None] = lambda step: None
) -> Iterator[Installation]:
    """An installation that runs, and is ready, inside the block; `tell` hears of each step.

    Raises PortInUse, HomeUnusable, HomeInUse or NotReady.
    """
    require_free(port)
    home.make()
    with home.lock(port) as lock:
        tell("preparing the stores")
        migrate(home)
        with stopped_by_sigterm():
            started = Installation(home, port, lock, keeper.start(home, port, lock))
            try:
                wait_until_ready(started, tell)
                yield started
            finally:
                tell("stopping")
                started.stop()


def migrate(home: Home) -> None:
    """Bring each service's store to its newest shape. The services are named, not imported."""
    for service in SERVICES:
        database = Database(home.store_url(service))
        try:
            migrations.upgrade(database, migrations.versions_of(f"services.{service}"))
        finally:
            database.close()


def wait_until_ready(started: Installation, tell: Callable[[str], None]) -> None:
    """Ask every process over HTTP until all say yes. Raises NotReady after a minute."""
    waiting = {service: url_of(service, started.port) for service in SERVICES}
    waiting["front"] = started.url
    deadline = time.monotonic() + READY_WITHIN
    while waiting:
        tell("waiting for " + ", ".join(waiting))
        waiting = {name: url for name, url in waiting.items() if not says_ready(url)}
        if time.monotonic() > deadline:
            raise NotReady(f"{', '.join(waiting)} did not become ready; see {started.home.logs}.")
        if waiting:
            started.keep(LOOK_AGAIN)


def says_ready(url: str) -> bool:
    """Whether a service says that it can serve."""
    try:
        return requests.get(f"{url}/readyz", timeout=2).ok
    except requests.RequestException:
        return False


@contextmanager
def stopped_by_sigterm() -> Iterator[None]:
    """Inside the block SIGTERM ends it as Ctrl-C does."""

    def interrupt(signum: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
