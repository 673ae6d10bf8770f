"""What the keeper promises about real processes: what dies comes back, and nothing outlives it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.eventually import eventually

KEEP = """
import sys
from pathlib import Path
from shared.cli.home import Home
from shared.cli.keeper import Keeper
from shared.cli.processes import Running

folder = Path(sys.argv[1])
keeper = Keeper(Home(folder))
for name in ("one", "two"):
    keeper.add(Running(name, (sys.executable, "-c", sys.argv[2], str(folder / (name + ".pid")))))
keeper.loop()
"""
NOTE_PID_AND_SLEEP = """
import os, sys, time, pathlib
path = pathlib.Path(sys.argv[1])
path.with_suffix(".part").write_text(f"{os.getpid()} {os.getppid()}")
path.with_suffix(".part").replace(path)
print("began", flush=True)
time.sleep(600)
"""
WITHIN = 10.0


def pids(folder: Path, name: str) -> tuple[int, int]:
    """The process of that name and its runner; zeros before it has begun."""
    path = folder / f"{name}.pid"
    if not path.exists():
        return 0, 0
    own, runner = path.read_text().split()
    return int(own), int(runner)


def lives(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


@pytest.fixture(autouse=True)
def logs(tmp_path: Path) -> None:
    (tmp_path / "logs").mkdir()


@pytest.fixture
def keeper(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen([sys.executable, "-c", KEEP, str(tmp_path), NOTE_PID_AND_SLEEP])
    try:
        eventually(lambda: all(pids(tmp_path, name)[0] for name in ("one", "two")))
        yield process
    finally:
        process.kill()
        process.wait()


def everybody(folder: Path) -> list[int]:
    return [pid for name in ("one", "two") for pid in pids(folder, name)]


def test_a_killed_process_comes_back_and_the_other_stays(
    keeper: subprocess.Popen[bytes], tmp_path: Path
) -> None:
    killed, other = pids(tmp_path, "one")[0], pids(tmp_path, "two")[0]

    os.kill(killed, signal.SIGKILL)

    eventually(lambda: pids(tmp_path, "one")[0] not in (killed, 0))
    assert lives(pids(tmp_path, "one")[0])
    assert pids(tmp_path, "two")[0] == other
    assert lives(other)


def test_a_process_that_somebody_stops_by_hand_comes_back_too(
    keeper: subprocess.Popen[bytes], tmp_path: Path
) -> None:
    stopped = pids(tmp_path, "two")[0]

    os.kill(stopped, signal.SIGTERM)

    eventually(lambda: pids(tmp_path, "two")[0] != stopped)


def test_a_killed_runner_is_replaced_and_its_process_with_it(
    keeper: subprocess.Popen[bytes], tmp_path: Path
) -> None:
    process, runner = pids(tmp_path, "one")

    os.kill(runner, signal.SIGKILL)

    eventually(lambda: pids(tmp_path, "one")[1] != runner)
    assert not lives(process)


@pytest.mark.parametrize("signum", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_nothing_outlives_the_keeper(
    keeper: subprocess.Popen[bytes], tmp_path: Path, signum: signal.Signals
) -> None:
    started = everybody(tmp_path)

    keeper.send_signal(signum)
    keeper.wait(WITHIN)

    eventually(lambda: not any(map(lives, started)))


def test_what_a_process_prints_stands_in_its_own_file(
    keeper: subprocess.Popen[bytes], tmp_path: Path
) -> None:
    eventually(lambda: (tmp_path / "logs" / "one.log").read_text() == "began\n")


def test_a_process_that_dies_at_once_is_started_ever_more_slowly(tmp_path: Path) -> None:
    dying = "import os, sys; os.write(1, b'x'); sys.exit(3)"
    keeper = subprocess.Popen(
        [sys.executable, "-c", KEEP, str(tmp_path), dying], stdout=subprocess.DEVNULL
    )
    log = tmp_path / "logs" / "one.log"
    try:
        eventually(lambda: log.exists() and len(log.read_bytes()) >= 3)
        began = time.monotonic()
        eventually(lambda: len(log.read_bytes()) >= 5)
    finally:
        keeper.terminate()
        keeper.wait(WITHIN)

    # The fourth and fifth start come after pauses of 0.8 and 1.6 seconds.
    assert time.monotonic() - began > 1.5
