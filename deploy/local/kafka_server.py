"""One Kafka node, broker and controller in one, from its Java archives."""

from __future__ import annotations

import subprocess
from base64 import urlsafe_b64encode
from pathlib import Path
from uuid import uuid4

from deploy.local.jars import jars, java
from deploy.local.ports import free_port, takes_connections
from deploy.local.processes import DidNotStart, Process

SETTINGS = """\
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:{controller_port}
listeners=PLAINTEXT://127.0.0.1:{port},CONTROLLER://127.0.0.1:{controller_port}
advertised.listeners=PLAINTEXT://127.0.0.1:{advertised_port}
controller.listener.names=CONTROLLER
inter.broker.listener.name=PLAINTEXT
log.dirs={folder}/data
auto.create.topics.enable=false
offsets.topic.num.partitions=4
offsets.topic.replication.factor=1
transaction.state.log.num.partitions=4
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
group.initial.rebalance.delay.ms=0
group.min.session.timeout.ms=1000
"""


class KafkaServer:
    """See deploy.local.processes.LocalServer. `url` says that there is one replica of all."""

    def __init__(
        self, folder: Path, port: int | None = None, controller_port: int | None = None
    ) -> None:
        self.port = port or free_port()
        self._controller_port = controller_port or free_port()
        self._folder = folder
        self._settings = folder / "server.properties"
        self._process = Process(folder / "kafka.log", "Kafka Server started")
        self.advertise(self.port)

    def advertise(self, port: int) -> None:
        """From the next start on, tell clients to come to this port: that of a proxy."""
        self._advertised_port = port
        self.url = f"kafka://127.0.0.1:{port}?replicas=1"

    def prepare(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        self._write_settings()
        if not (self._folder / "data" / "meta.properties").exists():
            self._format()

    def command(self) -> list[str]:
        return [*self._java(), "kafka.Kafka", str(self._settings)]

    def answers(self) -> bool:
        return takes_connections(self.port)

    def start(self) -> None:
        self.prepare()
        self._process.start(self.command())

    def stop(self) -> None:
        self._process.end()

    def kill(self) -> None:
        self._process.kill()

    @property
    def pid(self) -> int | None:
        """Its process id while it runs."""
        return self._process.pid

    def _write_settings(self) -> None:
        self._settings.write_text(
            SETTINGS.format(
                port=self.port,
                controller_port=self._controller_port,
                advertised_port=self._advertised_port,
                folder=self._folder,
            )
        )

    def _format(self) -> None:
        tool = [*self._java(), "kafka.tools.StorageTool"]
        arguments = ["format", f"--cluster-id={_identity()}", "-c", str(self._settings)]
        done = subprocess.run([*tool, *arguments], capture_output=True, text=True, check=False)  # noqa: S603 - programs of this machine
        if done.returncode != 0:
            raise DidNotStart(f"Kafka could not format its folder: {done.stderr[-2000:]}")

    def _java(self) -> list[str]:
        return [java(), "-Xmx512m", "-cp", f"{jars('kafka')}/*"]


def _identity() -> str:
    """A UUID as Kafka writes it; its own tool for that is another Java that starts."""
    return urlsafe_b64encode(uuid4().bytes).decode().rstrip("=")
