"""Postgres from the machine's own packages, in a folder of its own, on loopback."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

import psycopg
from psycopg.sql import SQL, Identifier

from deploy.local.jars import CannotRun
from deploy.local.ports import free_port
from deploy.local.processes import DidNotStart, Process, ended_with_starter

DEBIAN = Path("/usr/lib/postgresql")
USER = "warmpath"  # the superuser inside it
STILL_THERE = "shared memory block"
"""What a server says where the processes of one that was killed have not noticed it yet."""
LAST_ARE_GONE_WITHIN = 30.0  # seconds


def as_store_url(url: str) -> str:
    """What STORE_URL calls the database that `url` names in Postgres's own words."""
    return url.replace("postgresql:", "postgresql+psycopg:", 1)


class PostgresServer:
    """See deploy.local.processes.LocalServer. `url` is of database `postgres`, without a driver.

    Postgres refuses to run as root; started by root it runs as Debian's `postgres`.
    """

    def __init__(self, folder: Path, port: int | None = None) -> None:
        self.port = port or free_port()
        self.url = self.url_of("postgres")
        self._data = folder / "data"
        self._process = Process(
            folder / "postgres.log", "database system is ready to accept connections"
        )

    def prepare(self) -> None:
        self._data.mkdir(mode=0o700, parents=True, exist_ok=True)
        if os.geteuid() == 0:
            shutil.chown(self._data, _unprivileged().pw_uid, _unprivileged().pw_gid)
        if not (self._data / "PG_VERSION").exists():
            self._make()

    def command(self) -> list[str]:
        listening = ["-h", "127.0.0.1", "-p", str(self.port), "-k", ""]
        return self._in_data("postgres", *listening)

    def answers(self) -> bool:
        # It takes connections before it can serve them.
        try:
            psycopg.connect(self.url, connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True

    def start(self) -> None:
        self.prepare()
        deadline = time.monotonic() + LAST_ARE_GONE_WITHIN
        while True:
            try:
                return self._process.start(self.command())
            except DidNotStart as error:
                if STILL_THERE not in str(error) or time.monotonic() > deadline:
                    raise

    def stop(self) -> None:
        self._process.end(signal.SIGINT)

    def kill(self) -> None:
        self._process.kill()

    @property
    def pid(self) -> int | None:
        """Its process id while it runs."""
        return self._process.pid

    def url_of(self, database: str) -> str:
        """As `url`, of another database."""
        return f"postgresql://{USER}@127.0.0.1:{self.port}/{database}"

    def make_databases(self, names: Sequence[str]) -> None:
        """Make those of the databases that are not there; it must be running."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            there = {name for (name,) in connection.execute("SELECT datname FROM pg_database")}
            for name in names:
                if name not in there:
                    connection.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))

    def _make(self) -> None:
        wanted = ["-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C"]
        command = self._in_data("initdb", *wanted)
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - programs of this machine
        if done.returncode != 0:
            raise DidNotStart(f"initdb failed: {done.stderr[-2000:]}")

    def _in_data(self, name: str, *arguments: str) -> list[str]:
        """The command of a program of Postgres's on the data folder. Raises CannotRun."""
        # QUIT: its children go with it.
        guard = ended_with_starter("QUIT")
        if os.geteuid() != 0:
            return [*guard, program(name), "-D", str(self._data), *arguments]
        if not guard:
            raise CannotRun(
                "Postgres does not run as root, and there is no setpriv to change user."
            )
        user = _unprivileged()
        owner = ["--reuid", str(user.pw_uid), "--regid", str(user.pw_gid), "--clear-groups"]
        run = [*guard[:-1], *owner, "--", program(name), "-D", "/proc/self/fd/9", *arguments]
        # The folder is handed over open: its path may lead through folders that only root enters.
        return ["sh", "-c", 'exec "$@" 9<"$0"', str(self._data), *run]


def program(name: str) -> str:
    """The newest Postgres's `name` on this machine. Raises CannotRun."""
    installed = sorted(DEBIAN.glob(f"*/bin/{name}"), key=lambda path: float(path.parts[-3]))
    found = str(installed[-1]) if installed else shutil.which(name)
    if found is None:
        raise CannotRun("There is no Postgres server here; install the package postgresql.")
    return found


def _unprivileged() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam("postgres")  # whom Debian's package makes
    except KeyError:
        raise CannotRun("Postgres does not run as root; there is no user postgres.") from None
