"""Each port's adapters, one fixture for each port."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.support.event_logs import EventLogs, SqliteLogs
from tests.support.kafka_logs import LACKS, KafkaLogs


@pytest.fixture(params=["sqlite", pytest.param("kafka", marks=pytest.mark.real_servers)])
def logs(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[EventLogs]:
    """One empty event log for each adapter."""
    with ExitStack() as closing:
        if request.param == "kafka":
            if reason := LACKS.get(request.node.originalname):
                request.applymarker(pytest.mark.xfail(strict=True, reason=reason))
            yield KafkaLogs(request.getfixturevalue("kafka_server"), tmp_path, closing)
        else:
            yield SqliteLogs(tmp_path, closing)
