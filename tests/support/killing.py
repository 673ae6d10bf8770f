"""Kills the processes of an installation, one after the other, while something else goes on."""

from __future__ import annotations

import os
import random
import signal
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread

from shared.cli.home import HOME_SETTING, Home

ROLES = tuple(
    f"{service}.{role}"
    for service in ("profiles", "postings", "referrals")
    for role in ("web", "worker")
)
SERVERS = ("kafka", "neo4j", "postgres")
TIMES = 2
"""How often each is killed: on a slow machine more would only take longer, and show the same."""


def pid_of(home: Home, name: str) -> int:
    """The process of that name which its keeper started last; it leads a group of its own.

    Raises ProcessLookupError if it is gone.
    """
    told = (home.logs / "keeper.log").read_text()
    pid = int(told.rpartition(f" {name} started (pid=")[2].partition(")")[0])
    mark = f"{HOME_SETTING}={home.root}\0"
    try:
        ours = mark.encode() in Path(f"/proc/{pid}/environ").read_bytes()
    except OSError:
        ours = False
    if not ours:
        raise ProcessLookupError(name)
    return pid


class Killer:
    """Sends SIGKILL to each of the processes in turn, in a random order."""

    def __init__(self, home: Home, names: Sequence[str], chance: random.Random) -> None:
        self._home = home
        self._names = names
        self._chance = chance
        self._waiting: list[str] = []
        self._stop = Event()
        self.killed: Counter[str] = Counter()

    def kill_next(self) -> None:
        """Kill the next that runs; who is on the way up has their turn later."""
        if not self._waiting:
            self._waiting = self._chance.sample(self._names, len(self._names))
        for name in self._waiting:
            with suppress(ProcessLookupError):
                os.killpg(pid_of(self._home, name), signal.SIGKILL)
                self._waiting.remove(name)
                self.killed[name] += 1
                return

    def run(self, healed: Callable[[], bool]) -> None:
        """Kill one, and the next when all are well again, until told to stop or all died twice."""
        while not self._stop.wait(self._chance.uniform(0.5, 1.5)):
            if all(self.killed[name] >= TIMES for name in self._names):
                return
            if healed():
                self.kill_next()

    def stop(self) -> None:
        self._stop.set()


@contextmanager
def killing(
    home: Home, names: Sequence[str], seed: int, healed: Callable[[], bool]
) -> Iterator[Killer]:
    """Kill inside the block; afterwards nobody is killed any more."""
    killer = Killer(home, names, random.Random(seed))
    thread = Thread(target=killer.run, args=[healed])
    thread.start()
    try:
        yield killer
    finally:
        killer.stop()
        thread.join()
