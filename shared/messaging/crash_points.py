"""Moments at which a test lets a process die, as SIGKILL or a power cut would.

`WARMPATH_CRASH_AT=mid_batch` kills at the first pass, `mid_batch:3` at the third. Without the
variable nothing happens.
"""

from __future__ import annotations

import os
import signal
from collections import Counter
from typing import Literal

CrashPoint = Literal[
    "after_commit_before_publish",  # relay: the outbox holds rows that the log does not
    "after_publish_before_mark",  # relay: the log holds events that count as waiting
    "after_apply_before_offset",  # consumer: a batch took effect, its position is not kept
    "mid_batch",  # consumer: between two events of one transaction
]
_passes: Counter[str] = Counter()


def crash_point(name: CrashPoint) -> None:
    """Die here if the environment says so."""
    wanted, _, nth = os.environ.get("WARMPATH_CRASH_AT", "").partition(":")
    if wanted != name:
        return
    _passes[name] += 1
    if _passes[name] == int(nth or 1):
        os.kill(os.getpid(), signal.SIGKILL)
