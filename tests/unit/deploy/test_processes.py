"""Servers as processes of ours: ready when they say so, never left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from deploy.local.processes import DidNotStart, Process
from tests.support.eventually import eventually

UP = ["sh", "-c", "echo up; exec sleep 1000"]
STARTER = """
from pathlib import Path
from deploy.local.processes import Process
process = Process(Path({log!r}), "up")
process.start(["sh", "-c", "echo up; exec sleep 1000"])
print(process.pid, flush=True)
input()
"""


def lives(pid: int) -> bool:
    """Whether the process runs; one that is dead and waits to be buried does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


@pytest.fixture
def process(tmp_path: Path) -> Process:
    return Process(tmp_path / "log", "up")


def test_it_is_started_when_its_log_says_that_it_is_ready(process: Process) -> None:
    process.start(UP)
    pid = process.pid

    assert pid is not None
    assert lives(pid)
    process.end()
    assert not lives(pid)


def test_it_can_be_started_again_after_a_crash(process: Process) -> None:
    process.start(UP)
    process.kill()

    process.start(UP)

    assert process.pid is not None
    process.kill()


def test_one_that_ends_before_it_is_ready_tells_what_it_said(process: Process) -> None:
    with pytest.raises(DidNotStart, match="no space left"):
        process.start(["sh", "-c", "echo no space left; exit 3"])

    assert process.pid is None


def test_one_that_is_never_ready_is_given_up_and_ended(process: Process, tmp_path: Path) -> None:
    with pytest.raises(DidNotStart):
        process.start(["sh", "-c", f"echo $$ > {tmp_path}/pid; exec sleep 1000"], within=0.5)

    assert not lives(int((tmp_path / "pid").read_text()))


def test_one_that_will_not_stop_is_killed(process: Process) -> None:
    process.start(["sh", "-c", "trap '' TERM; echo up; while :; do sleep 0.1; done"])
    pid = process.pid

    process.end(within=0.2)

    assert pid is not None
    assert not lives(pid)


def test_ending_what_never_started_is_nothing(process: Process) -> None:
    process.end()
    process.kill()

    assert process.pid is None


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's tie to a parent is Linux's")
def test_nothing_is_left_behind_when_the_starter_is_killed(tmp_path: Path) -> None:
    program = STARTER.format(log=str(tmp_path / "log"))
    starter = subprocess.Popen(
        [sys.executable, "-c", program],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[3],
    )
    assert starter.stdout is not None
    server = int(starter.stdout.readline())
    assert lives(server)

    os.kill(starter.pid, signal.SIGKILL)
    starter.communicate()

    assert eventually(lambda: not lives(server))
