"""A stopped installation that people have used, and somewhere to move it to.

Its profiles and postings were wired as they run; the files that they left make up the home.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner, Result

from shared.cli.home import Home
from shared.cli.migrate import migrate as migrate_command
from shared.cli.running import migrate
from shared.clock import SystemClock
from shared.contracts.profiles import TieChanged
from shared.eventlog.opening import open_event_log
from shared.eventlog.port import EventLog
from shared.messaging import dead_letters
from shared.messaging.relay import Relay
from shared.storage.database import Database
from tests.support.messages import poison
from tests.support.postings import ADA, House, open_house
from tests.support.profiles import NOON, ProfilesHome


def grow(folder: Path) -> Home:
    """Members with ties, employers with a parent each, events published and waiting."""
    home = Home(folder / "home")
    home.make()
    home.secret("profiles")
    with ExitStack() as stack:
        _profiles(folder / "profiles", home, stack)
        _postings(folder / "postings", home, stack)
    _collect(folder, home)
    migrate(home)
    return home


def _profiles(folder: Path, home: Home, stack: ExitStack) -> None:
    folder.mkdir()
    profiles = ProfilesHome(folder, stack)
    ana, bea, cai = (profiles.sign_up(name) for name in ("Ana Reyes", "Bea Holm", "Cai Lund"))
    profiles.know_each_other(ana, bea)
    profiles.know_each_other(bea, cai, lend=False)
    assert len(profiles.told(TieChanged)) >= 2
    profiles.know_each_other(ana, cai)  # its events wait in the outbox


def _postings(folder: Path, home: Home, stack: ExitStack) -> None:
    folder.mkdir()
    house = open_house(folder)
    stack.callback(house.container.close)
    # The parent's id is greater than the child's: its row comes later.
    child, parent = house.employer(ADA, "Acme Solar"), house.employer(ADA, "Acme")
    house.vouch(child, parent_id=parent)
    _relay(house)
    house.works(ADA, child)
    house.opening(ADA, child, publish=True)
    _set_aside(house)


def _relay(house: House) -> None:
    container = house.container
    with closing(
        Relay("postings", container.units.database, container.event_log, house.clock)
    ) as relay:
        while relay.step():
            pass


def _set_aside(house: House) -> None:
    """What nobody could read lies in the dead letters, where the old log had it."""
    log, store = house.container.event_log, house.container.units.database
    with closing(log.publisher("profiles", 1)) as publisher:
        publisher.publish([poison()])
    *_, record = log.replay(["profiles.ties"])
    with store.write() as connection:
        dead_letters.put(connection, "postings.store", record, "unreadable", NOON)


def _collect(folder: Path, home: Home) -> None:
    for service in ("profiles", "postings"):
        for path in (folder / service).glob(f"{service}.db*"):
            shutil.copy(path, home.root / "stores")
        for path in (folder / service).glob(f"log.{service}.db*"):
            shutil.copy(path, home.root / "log")


@dataclass(frozen=True)
class Elsewhere:
    """A place to move to, of files: what it promises of servers is shown with servers."""

    folder: Path

    @property
    def urls(self) -> dict[str, str]:
        stores = {
            service: f"sqlite:///{self.folder}/{service}.db"
            for service in ("profiles", "postings", "referrals")
        }
        log, graph = f"sqlite:///{self.folder}/log.db", f"embedded:///{self.folder}/graph"
        return stores | {"log": log, "graph": graph}

    def store(self, service: str) -> Database:
        return Database(self.urls[service])

    @contextmanager
    def log(self, url: str = "") -> Iterator[EventLog]:
        """The log here, or another one."""
        with (
            closing(self.store("profiles")) as store,
            closing(open_event_log(url or self.urls["log"], store, SystemClock())) as log,
        ):
            yield log


def move(home: Home, urls: dict[str, str]) -> Result:
    """`warmpath migrate`."""
    to = [word for name, url in urls.items() for word in ("--to", f"{name}={url}")]
    return CliRunner().invoke(migrate_command, ["--from", str(home.root), *to])
