"""Crash points do nothing unless a test asks for one."""

from __future__ import annotations

import signal
import subprocess
import sys

import pytest

from shared.messaging.crash_points import crash_point

PASSES = "from shared.messaging.crash_points import crash_point\nfor n in (1, 2, 3):\n"
CODE = PASSES + "    print(n, flush=True)\n    crash_point('mid_batch')\n"


def test_without_being_asked_nobody_dies(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WARMPATH_CRASH_AT", raising=False)

    crash_point("mid_batch")


def test_asked_for_one_point_nobody_dies_at_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WARMPATH_CRASH_AT", "mid_batch")

    crash_point("after_publish_before_mark")


@pytest.mark.parametrize(("asked", "passes"), [("mid_batch", "1"), ("mid_batch:3", "1\n2\n3")])
def test_a_process_dies_at_the_pass_that_was_asked_for(asked: str, passes: str) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", CODE],
        env={"WARMPATH_CRASH_AT": asked},
        capture_output=True,
        text=True,
        check=False,
    )

    assert ended.returncode == -signal.SIGKILL
    assert ended.stdout.strip() == passes
