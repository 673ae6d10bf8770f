"""Starts an installation, waits until it is ready, and stops it without a trace."""

from __future__ import annotations

import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import FrameType

import click
import requests

from deploy.local.ports import HOST
from shared.cli import keeper
from shared.cli.home import Home
from shared.cli.keeper import Part
from shared.cli.ports import PORTAL, PORTS, PORTS_WITH_SERVERS, SERVICES, require_free, url_of
from shared.cli.servers import Servers, settle
from shared.storage import migrations
from shared.storage.database import Database

READY_WITHIN = 60.0  # seconds from the start of the processes
SERVERS_READY_WITHIN = 180.0  # alone on two cores they take ten
STOPPED_WITHIN = 20.0
LOOK_AGAIN = 0.1
KEEP_LOOKING = 1.0


class NotReady(click.ClickException):
    """The processes were started, but did not become ready."""

    exit_code = 3


@dataclass
class Installation:
    """A home whose processes run."""

    home: Home
    port: int
    lock: int
    _keepers: dict[Part, subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """Where people open it."""
        return f"http://{HOST}:{self.port}"

    def start(self, part: Part) -> None:
        """Start the processes of that part and keep them running."""
        self._keepers[part] = keeper.start(self.home, self.port, self.lock, part)

    def keep(self, seconds: float = KEEP_LOOKING) -> None:
        """Wait so long; should a keeper itself have been killed, start another."""
        time.sleep(seconds)
        for part, kept in self._keepers.items():
            if kept.poll() is not None:
                self.start(part)

    def stop(self) -> None:
        """Stop every process and wait until they are gone: first those that were started last."""
        for kept in reversed(self._keepers.values()):
            kept.terminate()
            try:
                kept.wait(STOPPED_WITHIN)
            except subprocess.TimeoutExpired:
                kept.kill()
                kept.wait()


@contextmanager
def installation(
    home: Home, port: int, tell: Callable[[str], None] = lambda step: None, real: bool = False
) -> Iterator[Installation]:
    """An installation that runs, and is ready, inside the block; `tell` hears of each step.

    `real`: on Kafka, Neo4j and Postgres, which it starts in its home, instead of embedded.
    Raises PortInUse, HomeUnusable, HomeInUse, OtherBackends, NoServers or NotReady.
    """
    require_free(port, PORTS_WITH_SERVERS if real else PORTS)
    home.make()
    with home.lock(port) as lock, stopped_by_sigterm():
        tell("preparing")
        settle(home, port, real)
        started = Installation(home, port, lock)
        try:
            if real:
                start_servers(started, tell)
            tell("preparing the stores")
            migrate(home)
            started.start("services")
            wait_until_ready(started, tell)
            yield started
        finally:
            tell("stopping")
            started.stop()


def start_servers(started: Installation, tell: Callable[[str], None]) -> None:
    """Start its servers and wait until they answer. Raises NotReady after three minutes."""
    servers = Servers(started.home, started.port)
    started.start("servers")
    deadline = time.monotonic() + SERVERS_READY_WITHIN
    while silent := servers.silent():
        tell("waiting for " + ", ".join(silent))
        started.keep(LOOK_AGAIN)
        if time.monotonic() > deadline:
            raise NotReady(f"{', '.join(silent)} did not start; see {started.home.logs}.")
    servers.make_databases()


def migrate(home: Home) -> None:
    """Bring each store to its newest shape. The services are named, not imported."""
    for service in (*SERVICES, PORTAL):
        database = Database(home.store_url(service))
        try:
            migrations.upgrade(database, migrations.versions_of(f"services.{service}"))
        finally:
            database.close()


def wait_until_ready(started: Installation, tell: Callable[[str], None]) -> None:
    """Ask every process over HTTP until all say yes. Raises NotReady after a minute.

    On servers of its own it takes longer: what they answer first, they answer slowly.
    """
    waiting = {service: url_of(service, started.port) for service in SERVICES}
    waiting[PORTAL] = started.url
    own_servers = started.home.backends.own_servers
    deadline = time.monotonic() + (SERVERS_READY_WITHIN if own_servers else READY_WITHIN)
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
