"""Real servers for tests: in containers where a Docker engine answers, else from `deploy.local`.

One of each for the whole run. A test that needs a server of its own, to stop it at its own time,
takes `own_servers`. Where none can run, tests are skipped with the reason, and fail under CI=true.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Literal

import pytest

from deploy.local.jars import CannotRun
from deploy.local.kafka_server import KafkaServer
from deploy.local.neo4j_server import Neo4jServer
from deploy.local.postgres_server import PostgresServer
from deploy.local.processes import Server
from shared.cli.servers import cannot_run
from tests.support import containers

Kind = Literal["kafka", "neo4j", "postgres"]
LOCAL: dict[Kind, Callable[[Path], Server]] = {
    "kafka": KafkaServer,
    "neo4j": Neo4jServer,
    "postgres": PostgresServer,
}
IN_CONTAINER: dict[Kind, Callable[[], Server]] = {
    "kafka": containers.kafka,
    "neo4j": containers.neo4j,
    "postgres": containers.postgres,
}


@contextmanager
def running(kind: Kind) -> Iterator[Server]:
    """A server of that kind, up; gone with its data at the end."""
    folder = Path(tempfile.mkdtemp(prefix=f"warmpath-{kind}-"))
    server = IN_CONTAINER[kind]() if containers.engine_answers() else LOCAL[kind](folder)
    try:
        server.start()
        yield server
    except CannotRun as reason:
        give_up(str(reason))
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def require_local() -> None:
    """Go on only where `warmpath up --real` can work."""
    lacking = cannot_run()
    if lacking:
        give_up(lacking)


def give_up(reason: str) -> None:
    """Skip with the reason where a server cannot run, and fail under CI=true."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def kafka_server() -> Iterator[Server]:
    """A broker; `url` is `kafka://host:port?replicas=1`."""
    with running("kafka") as server:
        yield server


@pytest.fixture(scope="session")
def neo4j_server() -> Iterator[Server]:
    """A graph database without sign-in; `url` is `bolt://host:port`."""
    with running("neo4j") as server:
        yield server


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Server]:
    """A database server; `url` is `postgresql://user@host:port/postgres`."""
    with running("postgres") as server:
        yield server


@pytest.fixture
def own_servers() -> Iterator[Callable[[Kind], Server]]:
    """Starts servers for one test alone."""
    with ExitStack() as stack:
        yield lambda kind: stack.enter_context(running(kind))
