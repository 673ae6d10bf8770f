"""What the operating system does for us when processes die."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from contextlib import suppress

PR_SET_PDEATHSIG = 1


def die_with_parent(signum: int, parent: int) -> None:
    """Have the kernel send this process a signal when `parent`, its parent, is gone. Linux only."""
    if sys.platform != "linux":
        return
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signum)
    if os.getppid() != parent:  # it went while we asked
        os.kill(os.getpid(), signum)


def end_group(pid: int) -> None:
    """End what a dead process left behind; it would hold the port against its successor."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)
