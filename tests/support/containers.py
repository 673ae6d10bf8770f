"""The same servers in containers, on ports that stay the same when one is killed and started."""

from __future__ import annotations

import shutil
import subprocess
from functools import cache

from testcontainers.core.container import DockerContainer
from testcontainers.core.waiting_utils import wait_for_logs

from deploy.local.ports import free_port

STARTS_WITHIN = 120  # seconds


@cache
def engine_answers() -> bool:
    """Whether there is a Docker engine to run containers with."""
    program = shutil.which("docker")
    if program is None:
        return False
    # Not the Python client: without an engine it leaves a socket open, and warnings are errors.
    return subprocess.run([program, "info"], capture_output=True, check=False).returncode == 0


class Container:
    """See deploy.local.processes.Server."""

    def __init__(self, url: str, made: DockerContainer, ready: str) -> None:
        self.url = url
        self._container = made
        self._ready = ready
        self._made = False

    def start(self) -> None:
        if self._made:
            self._container.get_wrapped_container().start()
        else:
            self._container.start()
            self._made = True
        wait_for_logs(self._container, self._ready, timeout=STARTS_WITHIN)

    def stop(self) -> None:
        if self._made:
            self._container.stop()
            self._made = False

    def kill(self) -> None:
        self._container.get_wrapped_container().kill()


def kafka() -> Container:
    """A broker and controller in one."""
    port = free_port()
    made = DockerContainer("apache/kafka:4.3.1").with_bind_ports(port, port)
    for name, value in {
        "NODE_ID": "1",
        "PROCESS_ROLES": "broker,controller",
        "CONTROLLER_QUORUM_VOTERS": "1@localhost:9093",
        "CONTROLLER_LISTENER_NAMES": "CONTROLLER",
        "LISTENERS": f"PLAINTEXT://0.0.0.0:{port},CONTROLLER://localhost:9093",
        "ADVERTISED_LISTENERS": f"PLAINTEXT://127.0.0.1:{port}",
        "AUTO_CREATE_TOPICS_ENABLE": "false",
        "OFFSETS_TOPIC_REPLICATION_FACTOR": "1",
        "TRANSACTION_STATE_LOG_REPLICATION_FACTOR": "1",
        "TRANSACTION_STATE_LOG_MIN_ISR": "1",
        "GROUP_INITIAL_REBALANCE_DELAY_MS": "0",
        "GROUP_MIN_SESSION_TIMEOUT_MS": "1000",
    }.items():
        made.with_env(f"KAFKA_{name}", value)
    return Container(f"kafka://127.0.0.1:{port}?replicas=1", made, "Kafka Server started")


def neo4j() -> Container:
    """Neo4j Community, open to whoever reaches it."""
    port = free_port()
    made = DockerContainer("neo4j:5.26.0-community").with_bind_ports(7687, port)
    made.with_env("NEO4J_AUTH", "none")
    made.with_env("NEO4J_server_bolt_advertised__address", f"127.0.0.1:{port}")
    return Container(f"bolt://127.0.0.1:{port}", made, "Started\\.")


def postgres() -> Container:
    """Postgres, open to whoever reaches it."""
    port = free_port()
    made = DockerContainer("postgres:15").with_bind_ports(5432, port)
    made.with_env("POSTGRES_USER", "warmpath").with_env("POSTGRES_DB", "postgres")
    made.with_env("POSTGRES_HOST_AUTH_METHOD", "trust")
    ready = "listening on IPv4.*\\n(.*\\n)*.*ready to accept connections"
    return Container(f"postgresql://warmpath@127.0.0.1:{port}/postgres", made, ready)
