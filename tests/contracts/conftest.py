"""Each port's adapters, one fixture for each port."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from shared.storage.database import Database
from shared.storage.migrations import SHARED_VERSIONS
from tests.support.event_logs import EventLogs, SqliteLogs
from tests.support.kafka_logs import LACKS, KafkaLogs
from tests.support.stores import SqliteStores, Stores, choose


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


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.real_servers)])
def stores(request: pytest.FixtureRequest) -> Stores:
    """Each kind of store."""
    if request.param == "sqlite":
        return SqliteStores()
    made: Stores = request.getfixturevalue("postgres_stores")
    return made


@pytest.fixture
def store(stores: Stores, tmp_path: Path) -> Iterator[Database]:
    """One empty store of each kind, with the shared tables."""
    stores.make(tmp_path, "store", (SHARED_VERSIONS, None))
    database = Database(stores.url(tmp_path, "store"))
    yield database
    database.close()
    stores.drop(tmp_path)


@pytest.fixture
def chosen_stores(stores: Stores) -> Iterator[Stores]:
    """Whatever the test opens has its store there, for each kind."""
    before = choose(stores)
    yield stores
    choose(before)
