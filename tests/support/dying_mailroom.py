"""Moves everything from profiles' outbox into referrals' store, or dies at WARMPATH_CRASH_AT.

python -m tests.support.dying_mailroom FOLDER MINUTES   (how far its clock is ahead of the test's)
"""

from __future__ import annotations

import sys
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

from shared.clock import SetClock
from tests.support.mailroom import NOON, Mailroom


def main(folder: str, minutes: str) -> None:
    clock = SetClock(NOON + timedelta(minutes=int(minutes)))
    with ExitStack() as closing:
        mailroom = Mailroom(Path(folder), closing, clock)
        mailroom.run_dry(mailroom.relay(batch=4), mailroom.consumer(batch=3))


if __name__ == "__main__":
    main(*sys.argv[1:])
