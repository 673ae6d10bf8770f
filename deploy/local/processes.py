"""A server as a process of ours: started, waited for, stopped, killed, started again."""

from __future__ import annotations

import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Protocol

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


class Process:
    """Runs one command whose log says when it is ready. It dies with the process that started it.

    The kernel ties it to the *thread* that calls `start`, which must therefore outlive it.
    """

    def __init__(self, log: Path, ready: str, *, orphan_signal: str = "KILL") -> None:
        self._log = log
        self._ready = ready
        self._orphan_signal = orphan_signal
        self._running: subprocess.Popen[bytes] | None = None

    def start(self, command: Sequence[str], within: float = 180.0) -> None:
        """Run `command`; returns when it is ready. Raises DidNotStart."""
        with self._log.open("wb") as output:
            self._running = subprocess.Popen(  # noqa: S603 - programs of this machine
                [*self._guard(), *command],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # a Ctrl-C is for us to pass on
            )
        deadline = time.monotonic() + within
        while self._ready not in self._said():
            if self._running.poll() is not None or time.monotonic() > deadline:
                self.kill()
                raise DidNotStart(f"{command[0]} did not start; it said: {self._said()[-2000:]}")
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

    def _guard(self) -> list[str]:
        setpriv = shutil.which("setpriv")
        return [setpriv, "--pdeathsig", self._orphan_signal, "--"] if setpriv else []

    def _said(self) -> str:
        return self._log.read_text(errors="replace")


def free_port() -> int:
    """A port of the loopback address that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port
