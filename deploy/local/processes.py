"""A server as a process of ours: started, waited for, stopped, killed, started again."""

from __future__ import annotations

import shutil
import signal
import subprocess
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Protocol

STARTS_WITHIN = 180.0  # seconds
STOPS_WITHIN = 30.0  # seconds
LOOK_EVERY = 0.05  # seconds


class DidNotStart(Exception):
    """The server ended or did not become ready; the end of its log says why."""


class Server(Protocol):
    """One server with a port and a data folder of its own, the same at every start."""

    url: str

    def start(self) -> None:
        """Start it and return when it answers. Raises CannotRun, DidNotStart."""

    def stop(self) -> None:
        """Ask it to stop and wait for that; nothing if it does not run."""

    def kill(self) -> None:
        """End it with SIGKILL, as a crash would."""


class LocalServer(Server, Protocol):
    """A server of this machine's own, which something else may run just as well."""

    def prepare(self) -> None:
        """Make what it needs to run, keeping what is there. Raises CannotRun, DidNotStart."""

    def command(self) -> list[str]:
        """What runs it in the foreground, once it is prepared."""

    def answers(self) -> bool:
        """Whether it can be worked with."""


class Process:
    """Runs one command whose log says when it is ready. It dies with the process that started it.

    The kernel ties it to the *thread* that calls `start`, which must therefore outlive it.
    """

    def __init__(self, log: Path, ready: str) -> None:
        self._log = log
        self._ready = ready
        self._running: subprocess.Popen[bytes] | None = None

    def start(self, command: Sequence[str], within: float = STARTS_WITHIN) -> None:
        """Run `command`; returns when it is ready. Raises DidNotStart."""
        self.launch(command)
        self.wait_until_ready(within)

    def launch(self, command: Sequence[str]) -> None:
        """Run `command` and return at once."""
        with self._log.open("wb") as output:
            self._running = subprocess.Popen(  # noqa: S603 - programs of this machine
                [*ended_with_starter("KILL"), *command],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # a Ctrl-C is for us to pass on
            )

    def wait_until_ready(self, within: float = STARTS_WITHIN) -> None:
        """Return when its log says that it is ready. Raises DidNotStart."""
        deadline = time.monotonic() + within
        while self._ready not in self._said():
            ended = self._running is None or self._running.poll() is not None
            if ended or time.monotonic() > deadline:
                self.kill()
                raise DidNotStart(f"A server did not start; it said: {self._said()[-2000:]}")
            time.sleep(LOOK_EVERY)

    def end(self, signum: signal.Signals = signal.SIGTERM, within: float = STOPS_WITHIN) -> None:
        """Send the signal and wait; SIGKILL if it takes longer than `within` seconds."""
        process, self._running = self._running, None
        if process is None:
            return
        with suppress(ProcessLookupError):
            process.send_signal(signum)
        try:
            process.wait(within)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def kill(self) -> None:
        """End it as a crash would."""
        self.end(signal.SIGKILL)

    @property
    def pid(self) -> int | None:
        """Its process id while it runs."""
        return None if self._running is None else self._running.pid

    def _said(self) -> str:
        return self._log.read_text(errors="replace")


def ended_with_starter(signum: str) -> list[str]:
    """What to put before a command that shall get this signal when its starter is gone."""
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", signum, "--"] if setpriv else []
