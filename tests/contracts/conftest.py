"""Each port's adapters, one fixture for each port."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.support.event_logs import EventLogs, SqliteLogs


@pytest.fixture(params=["sqlite"])
def logs(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[EventLogs]:
    """One empty event log for each adapter."""
    with ExitStack() as closing:
        yield {"sqlite": SqliteLogs}[request.param](tmp_path, closing)
