"""Kills the processes of an installation, one after the other, while something else goes on."""

from __future__ import annotations

import os
import random
import signal
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

from shared.cli.home import Home

ROLES = tuple(
    f"services.{service}.{role}"
    for service in ("profiles", "postings", "referrals")
    for role in ("web", "worker")
)


class Killer:
    """Sends SIGKILL to each role in turn, in a random order, at random moments."""

    def __init__(self, home: Home, chance: random.Random) -> None:
        self._mark = f"STORE_URL=sqlite:///{home.root}/".encode()
        self._chance = chance
        self._stop = Event()
        self.killed: Counter[str] = Counter()

    def run(self) -> None:
        roles: list[str] = []
        while not self._stop.wait(self._chance.uniform(2.0, 4.0)):
            if not roles:
                roles = self._chance.sample(ROLES, len(ROLES))
            role = roles.pop()
            found = [pid for pid in _pids() if self._plays(pid, role)]
            for pid in found:
                os.kill(pid, signal.SIGKILL)
            self.killed[role] += bool(found)

    def stop(self) -> None:
        self._stop.set()

    def _plays(self, pid: int, role: str) -> bool:
        try:
            arguments = Path(f"/proc/{pid}/cmdline").read_bytes()
            environment = Path(f"/proc/{pid}/environ").read_bytes()
        except OSError:
            return False
        return role.encode() in arguments and self._mark in environment


@contextmanager
def killing(home: Home, seed: int) -> Iterator[Killer]:
    """Kill inside the block; afterwards nobody is killed any more."""
    killer = Killer(home, random.Random(seed))
    thread = Thread(target=killer.run)
    thread.start()
    try:
        yield killer
    finally:
        killer.stop()
        thread.join()


def _pids() -> list[int]:
    return [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]
