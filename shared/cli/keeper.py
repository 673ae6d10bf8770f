"""Keeps the processes of one home running: honcho starts them, what dies is started again.

python -m shared.cli.keeper HOME PORT servers|services

Honcho itself stops everything when one process ends; here a process ends only when the keeper is
told to stop. Nothing outlives it: the kernel tells the children when their parent is gone, so that
even SIGKILL of the keeper, or of whoever started it, leaves no orphan (on Linux).
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, Literal

from honcho.manager import Manager
from honcho.process import Popen, Process

from shared.cli.home import HOME_SETTING, Home
from shared.cli.kernel import die_with_parent, end_group
from shared.cli.processes import Running, environment, processes
from shared.cli.servers import server_processes

Part = Literal["servers", "services"]
FIRST_PAUSE, LONGEST_PAUSE = 0.2, 10.0  # seconds between two starts of a process that keeps dying
STEADY = 5.0  # seconds after which a process counts as having run well


class KeptAlive(Process):  # type: ignore[misc]
    """A process of honcho's that writes to `log` and is started again until `stopping` is set."""

    log: Path
    stopping: Any

    def run(self, events: Any = None, ignore_signals: bool = False) -> None:
        """Called by honcho in a process of its own."""
        die_with_parent(signal.SIGKILL, os.getppid())
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        self._events = events
        pause = FIRST_PAUSE
        while True:
            started = time.monotonic()
            code = self._run_once()
            if self.stopping.wait(pause):
                break
            steady = time.monotonic() - started > STEADY
            pause = FIRST_PAUSE if steady else min(pause * 2, LONGEST_PAUSE)
            self._send_message(f"ended with {code}, starting it again")
        self._send_message({"returncode": code}, type="stop")

    def _run_once(self) -> int:
        runner = os.getpid()
        with self.log.open("ab") as log:
            child = Popen(
                self.cmd,
                env=self.env,
                stdin=subprocess.DEVNULL,
                stdout=log,
                preexec_fn=lambda: _begin(runner),
            )
        self._send_message({"pid": child.pid}, type="start")
        if self.stopping.is_set():
            child.terminate()
        code = int(child.wait())
        end_group(child.pid)
        return code


class Keeper(Manager):  # type: ignore[misc]
    """Honcho's manager over processes that are kept alive."""

    def __init__(self, home: Home) -> None:
        super().__init__()
        self._terminating: bool = False
        self._home = home
        self._process_ctor = KeptAlive
        self._stopping = multiprocessing.Event()

    def add(self, running: Running) -> None:
        """Have this process started by `loop()`."""
        # In a list of processes the home tells whose they are.
        settings = running.settings | {HOME_SETTING: str(self._home.root)}
        process = self.add_process(running.name, running.command, env=environment(settings))
        process.log = self._home.logs / f"{running.name}.log"
        process.stopping = self._stopping

    def terminate(self) -> None:
        """Stop all; none is started again. A process still being started is stopped by `run`."""
        self._stopping.set()
        if not self._terminating:
            self._terminating = True
            for entry in self._processes.values():
                if "pid" in entry:
                    self._procmgr.terminate(entry["pid"])

    def _all_stopped(self) -> bool:
        # Honcho's loop asks this several times a second: the place to notice a killed runner.
        for name, entry in self._processes.items():
            if "returncode" not in entry and entry["process"].exitcode not in (None, 0):
                self._replace_runner(name, entry)
        return bool(super()._all_stopped())

    def _replace_runner(self, name: str, entry: dict[str, Any]) -> None:
        end_group(entry["pid"])
        if self._stopping.is_set():
            entry["returncode"] = -signal.SIGKILL
            return
        run = multiprocessing.Process(name=name, target=entry["obj"].run, args=(self.events, True))
        run.start()
        entry["process"] = run


def _begin(runner: int) -> None:
    # What the runner ignores would stay ignored in the process it starts.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    die_with_parent(signal.SIGTERM, runner)


def start(home: Home, port: int, lock: int, part: Part) -> subprocess.Popen[bytes]:
    """Start the keeper of a part as a process of its own, which ends when the caller does.

    It inherits `lock`, so that the home stays held until the last process is gone.
    """
    caller = os.getpid()
    with (home.logs / "keeper.log").open("ab") as log:
        return subprocess.Popen(  # noqa: S603 - our own module
            [sys.executable, "-m", "shared.cli.keeper", str(home.root), str(port), part],
            start_new_session=True,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            pass_fds=[lock],
            preexec_fn=lambda: die_with_parent(signal.SIGTERM, caller),  # noqa: PLW1509
        )


def main(home: Home, port: int, part: str) -> None:
    """Keep that part running until SIGTERM or SIGINT."""
    keeper = Keeper(home)
    for running in (server_processes if part == "servers" else processes)(home, port):
        keeper.add(running)
    keeper.loop()


if __name__ == "__main__":
    main(Home(Path(sys.argv[1])), int(sys.argv[2]), sys.argv[3])
