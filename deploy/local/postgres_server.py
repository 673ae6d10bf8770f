"""Postgres from the machine's own packages, in a folder of its own, on loopback."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
from pathlib import Path

from deploy.local.jars import CannotRun
from deploy.local.processes import DidNotStart, Process, free_port

DEBIAN = Path("/usr/lib/postgresql")
UNPRIVILEGED = "postgres"  # the user that Debian's package makes


class PostgresServer:
    """See deploy.local.processes.Server. `url` is of database `postgres`, without a driver's name.

    Postgres refuses to run as root; started by root it runs as Debian's `postgres`, who must be
    able to reach the folder.
    """

    def __init__(self, folder: Path, port: int | None = None) -> None:
        self.port = port or free_port()
        self.url = f"postgresql://warmpath@127.0.0.1:{self.port}/postgres"
        self._folder = folder
        self._process = Process(
            folder / "postgres.log",
            "database system is ready to accept connections",
            orphan_signal="QUIT",  # its children go with it
        )

    def start(self) -> None:
        data = self._folder / "data"
        self._folder.mkdir(parents=True, exist_ok=True)
        if not (data / "PG_VERSION").exists():
            self._make(data)
        listening = ["-h", "127.0.0.1", "-p", str(self.port), "-k", ""]
        self._process.start([*as_unprivileged(), program("postgres"), "-D", str(data), *listening])

    def stop(self) -> None:
        self._process.end(signal.SIGINT)

    def kill(self) -> None:
        self._process.kill()

    @property
    def pid(self) -> int | None:
        """Its process id while it runs."""
        return self._process.pid

    def _make(self, data: Path) -> None:
        if os.geteuid() == 0:
            data.mkdir(exist_ok=True)
            shutil.chown(data, UNPRIVILEGED)
        wanted = ["-D", str(data), "-U", "warmpath", "-A", "trust", "-E", "UTF8", "--locale=C"]
        command = [*as_unprivileged(), program("initdb"), *wanted]
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - programs of this machine
        if done.returncode != 0:
            raise DidNotStart(f"initdb failed: {done.stderr[-2000:]}")


def program(name: str) -> str:
    """The newest Postgres's `name` on this machine. Raises CannotRun."""
    installed = sorted(DEBIAN.glob(f"*/bin/{name}"), key=lambda path: float(path.parts[-3]))
    found = str(installed[-1]) if installed else shutil.which(name)
    if found is None:
        raise CannotRun("There is no Postgres server here; install the package postgresql.")
    return found


def as_unprivileged() -> list[str]:
    """What to put before a command that root may not run. Raises CannotRun."""
    if os.geteuid() != 0:
        return []
    if shutil.which("setpriv") is None:
        raise CannotRun("Postgres does not run as root, and there is no setpriv to change user.")
    try:
        user = pwd.getpwnam(UNPRIVILEGED)
    except KeyError:
        raise CannotRun(
            f"Postgres does not run as root; there is no user {UNPRIVILEGED}."
        ) from None
    owner = ["--reuid", str(user.pw_uid), "--regid", str(user.pw_gid), "--clear-groups"]
    # Changing user drops the tie to our process, so it is made anew.
    return [str(shutil.which("setpriv")), *owner, "--pdeathsig", "QUIT", "--"]
