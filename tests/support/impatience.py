"""A short wait for one's own write, where events arrive only when a test has them carried."""

from __future__ import annotations

from functools import partial

import pytest

from shared.messaging import waiting
from shared.web import own_writes

MOST = 0.1  # seconds


def wait_shortly(patching: pytest.MonkeyPatch) -> None:
    """Whoever waits for a write that nobody carries is put off after a tenth of a second."""
    wait = partial(waiting.wait_until_seen, timeout=MOST)
    patching.setattr(own_writes, "wait_until_seen", wait)
