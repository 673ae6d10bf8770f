"""Fixtures that every test may ask for, and `--store`: on which kind of store the tests run."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy.local.processes import Server
from tests.support.compiled_once import keep_rules
from tests.support.eventually import eventually
from tests.support.servers import kafka_server, neo4j_server, own_servers, postgres_server
from tests.support.stores import SERVER, PostgresStores, choose, drop_stores

__all__ = ["kafka_server", "neo4j_server", "own_servers", "postgres_server"]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--store", choices=("sqlite", "postgres"), default="sqlite")


@pytest.fixture(scope="session", autouse=True)
def _chosen_store(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--store") == "postgres":
        choose(request.getfixturevalue("postgres_stores"))
        # So that the processes that a test starts find the stores.
        os.environ[SERVER] = request.getfixturevalue("postgres_server").url


@pytest.fixture(scope="session", autouse=True)
def _java_starts_soon() -> None:
    """Kafka and Neo4j live for minutes here, in which compiling them well never pays."""
    os.environ.setdefault("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1")


@pytest.fixture(scope="session", autouse=True)
def _addresses_are_compiled_once() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patching:
        keep_rules(patching)
        yield


@pytest.fixture(scope="session")
def postgres_stores(postgres_server: Server) -> PostgresStores:
    """Makes databases on the one server of this run."""
    return PostgresStores(postgres_server.url)


@pytest.fixture(autouse=True)
def _stores_gone_with_their_folder(request: pytest.FixtureRequest) -> Iterator[None]:
    yield
    folder: Path | None = request.node.funcargs.get("tmp_path")
    if folder is not None:
        drop_stores(folder)


@pytest.fixture(autouse=True)
def _no_client_of_kafka_left_behind() -> Iterator[None]:
    """Such a client would try for ever to reach a broker that is gone, in all later tests."""
    before = _clients_of_kafka()
    yield
    eventually(lambda: _clients_of_kafka() <= before)


def _clients_of_kafka() -> set[threading.Thread]:
    return {thread for thread in threading.enumerate() if thread.name.startswith("kafka-io")}
