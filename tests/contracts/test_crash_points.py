"""Whenever a process is killed, every event takes effect exactly once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import get_args

import pytest

from shared.messaging.crash_points import CrashPoint
from tests.support.mailroom import Mailroom

SUBJECTS = (1, 2, 3, 1, 2, 4, 1, 5, 6, 7)
ONCE_EACH = {
    **{(subject, 1): 1 for subject in range(1, 8)},
    (1, 2): 1,
    (2, 2): 1,
    (1, 3): 1,
}


def run(folder: Path, minutes: int, crash_at: str = "") -> int:
    """Minutes pass between two starts, so that leases of the dead have run out."""
    command = [sys.executable, "-m", "tests.support.dying_mailroom", str(folder), str(minutes)]
    environment = os.environ | {"WARMPATH_CRASH_AT": crash_at}
    return subprocess.run(command, env=environment, capture_output=True, check=False).returncode


@pytest.mark.parametrize("point", get_args(CrashPoint))
def test_a_kill_at_a_crash_point_loses_and_repeats_nothing(
    tmp_path: Path, point: CrashPoint
) -> None:
    with ExitStack() as closing:
        mailroom = Mailroom(tmp_path, closing)
        mailroom.end_ties(*SUBJECTS)

        killed = run(tmp_path, 1, f"{point}:2")
        killed_again = run(tmp_path, 2, point)
        healed = run(tmp_path, 3)

        assert (killed, healed) == (-signal.SIGKILL, 0)
        assert killed_again in (-signal.SIGKILL, 0)
        assert mailroom.effects() == ONCE_EACH
