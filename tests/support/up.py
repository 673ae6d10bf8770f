"""`warmpath up` as a process of its own, as a person starts it."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import requests

from deploy.local.ports import HOST
from shared.cli.home import Home
from shared.cli.ports import SERVICES, url_of

WARMPATH = [sys.executable, "-m", "shared.cli.main"]
WITHIN = 40.0  # seconds, on a machine that does much else


class Up:
    """One `warmpath up`, ready."""

    def __init__(self, home: Path, port: int, *options: str) -> None:
        self.home, self.port = Home(home), port
        command = [*WARMPATH, "up", "--home", str(home), "--port", str(port), *options]
        # A shell has its background jobs ignore SIGINT, and so would `up`, told to by its parent.
        self.process = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            text=True,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
        )
        self.said: list[str] = []
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.said.append(line.rstrip())
            if line.startswith("ready "):
                break

    def pids(self, name: str = "") -> set[int]:
        """The processes of this home whose command line holds `name`, zombies left out."""
        return {pid for pid in _pids() if name in _read(pid, "cmdline") and self._is_ours(pid)}

    def _is_ours(self, pid: int) -> bool:
        told = _read(pid, "environ") + _read(pid, "cmdline")
        return str(self.home.root) in told and pid != self.process.pid

    def is_ready(self) -> bool:
        return all_ready(self.port)

    def stop(self, signum: signal.Signals = signal.SIGTERM) -> int:
        self.process.send_signal(signum)
        try:
            return self.process.wait(40)
        finally:
            self.close()

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        assert self.process.stdout is not None
        self.process.stdout.close()


def _pids() -> list[int]:
    return [int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit()]


def _read(pid: int, what: str) -> str:
    try:
        return Path(f"/proc/{pid}/{what}").read_bytes().replace(b"\0", b" ").decode()
    except (OSError, UnicodeDecodeError):
        return ""


def all_ready(port: int) -> bool:
    """Every service and the portal say that they can serve."""
    urls = [f"http://{HOST}:{port}", *(url_of(service, port) for service in SERVICES)]
    return all(map(_says_ready, urls))


def _says_ready(url: str) -> bool:
    try:
        return requests.get(f"{url}/readyz", timeout=5).ok
    except requests.RequestException:
        return False


def refused(*arguments: str) -> str:
    """What a start that must fail with 2 says."""
    ended = subprocess.run(
        [*WARMPATH, "up", *arguments], capture_output=True, text=True, timeout=60, check=False
    )
    assert ended.returncode == 2, ended
    return ended.stderr.strip()
