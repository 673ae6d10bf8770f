"""The folder that one installation on one machine lives in, and nothing outside it.

    stores/   one database file per service      log/    the event log, one file per owner
    graph/    the graph of referrals             mail/   what would have been sent
    logs/     one file per process               session/  who is signed in at the command line
    secrets/  made at the first start            lock    held while it runs, names the ports
    moved     there once it was moved to other backends, by `warmpath migrate`
    clock     by how much a demo is ahead of the machine's clock; no other home has it
    people.json     the sample's prepared people, once it is loaded
    backends.json   where stores, log and graph are, if not in these folders
    kafka/ neo4j/ postgres/   what its own servers keep, if it has some

Only the owner may read it (0700, files 0600).
"""

from __future__ import annotations

import fcntl
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import click

from shared.cli.backends import Backends, read_backends

HOME_SETTING = "WARMPATH_HOME"
FOLDERS = ("stores", "log", "graph", "mail", "logs", "session", "secrets")


class HomeUnusable(click.ClickException):
    """The folder cannot be made or written to."""

    exit_code = 2


class HomeMoved(click.ClickException):
    """The installation was moved elsewhere; two that go on would drift apart."""

    exit_code = 2


class HomeInUse(click.ClickException):
    """Another `warmpath up` runs on this home."""

    exit_code = 2


def default_home() -> Path:
    """`$WARMPATH_HOME`, or `~/.warmpath`."""
    return Path(os.environ.get(HOME_SETTING) or "~/.warmpath").expanduser()


@dataclass(frozen=True)
class Home:
    """The paths of one installation. Nothing exists before `make()`."""

    root: Path

    @property
    def mail(self) -> Path:
        """Where local mode writes the mails."""
        return self.root / "mail"

    @property
    def logs(self) -> Path:
        """One log file per process."""
        return self.root / "logs"

    @property
    def sessions(self) -> Path:
        """One file per member signed in at the command line."""
        return self.root / "session"

    @property
    def backends(self) -> Backends:
        """Where stores, event log and graph are; all embedded if nothing else was noted."""
        try:
            return read_backends(self._backends.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return Backends()

    @property
    def has_begun(self) -> bool:
        """Whether it was decided where stores, event log and graph are."""
        return self._backends.exists() or any((self.root / "stores").glob("*.db"))

    def note(self, backends: Backends) -> None:
        """Have stores, event log and graph there from now on."""
        write_private(self._backends, backends.noted())

    @property
    def _backends(self) -> Path:
        return self.root / "backends.json"

    def store_url(self, service: str) -> str:
        """The store of one service."""
        if self.backends.stores is not None:
            return self.backends.stores.replace("{service}", service)
        return f"sqlite:///{self.root / 'stores' / service}.db"

    @property
    def event_log_url(self) -> str:
        """The event log, shared by all services."""
        return self.backends.event_log or f"sqlite:///{self.root / 'log' / 'log.db'}"

    @property
    def graph_url(self) -> str:
        """The graph of referrals."""
        return self.backends.graph or f"embedded:///{self.root / 'graph'}"

    @property
    def secrets(self) -> Path:
        """What was made at the first start, one file each."""
        return self.root / "secrets"

    @property
    def clock(self) -> Path:
        """By how much the clock is ahead; there only in a home that will be thrown away."""
        return self.root / "clock"

    @property
    def people(self) -> Path:
        """Whom the portal offers to be with one click: the sample's prepared people."""
        return self.root / "people.json"

    @property
    def moved(self) -> Path:
        """There once the installation was moved elsewhere."""
        return self.root / "moved"

    def make(self) -> None:
        """Make the folders, readable by the owner only; keeps what is there.

        Raises HomeUnusable, HomeMoved.
        """
        if self.moved.exists():
            raise HomeMoved(
                f"{self.root} was moved to other backends; start it there. "
                f"To go back to what it was before the move, remove {self.moved}."
            )
        try:
            for folder in (self.root, *(self.root / name for name in FOLDERS)):
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                folder.chmod(0o700)
        except OSError as error:
            raise HomeUnusable(
                f"{self.root} cannot be the home: {error.strerror}; choose another --home."
            ) from None

    def secret(self, name: str) -> str:
        """The secret of that name: made at the first call, the same ever after."""
        path = self.secrets / name
        if not path.exists():
            write_private(path, secrets.token_urlsafe(32))
        return path.read_text(encoding="utf-8")

    @contextmanager
    def lock(self, port: int) -> Iterator[int]:
        """Hold the home while the block runs, and note the port for the other commands.

        Yields the lock's descriptor: a process that inherits it holds the home as well.
        Raises HomeInUse if another process holds it.
        """
        descriptor = os.open(self.root / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _take(descriptor, self.root)
            os.ftruncate(descriptor, 0)
            os.pwrite(descriptor, json.dumps({"port": port}).encode(), 0)
            yield descriptor
        finally:
            os.close(descriptor)

    def port(self) -> int | None:
        """The port this home was last started on; None if it never was."""
        try:
            noted = json.loads((self.root / "lock").read_bytes())
        except (OSError, ValueError):
            return None
        return int(noted["port"])

    def is_locked(self) -> bool:
        """Whether a process holds this home right now."""
        try:
            descriptor = os.open(self.root / "lock", os.O_RDWR)
        except OSError:
            return False
        try:
            _take(descriptor, self.root)
        except HomeInUse:
            return True
        finally:
            os.close(descriptor)
        return False


def _take(descriptor: int, root: Path) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise HomeInUse(
            f"Warmpath already runs on {root}; stop that one first, or choose another --home."
        ) from None


def write_private(path: Path, text: str) -> None:
    """Replace a file at once by one that only the owner may read."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
