"""Three Kafka nodes on one machine, for what only a cluster can do: lose a leader."""

from __future__ import annotations

import subprocess
from pathlib import Path

from deploy.local.jars import jars, java
from deploy.local.kafka_server import SETTINGS
from deploy.local.ports import free_port
from deploy.local.processes import Process
from shared.eventlog.kafka_client import admin
from shared.eventlog.kafka_settings import KafkaSettings, kafka_settings
from tests.support.eventually import eventually

NODES = (1, 2, 3)
REPLICATED = """\
node.id={node}
controller.quorum.voters={voters}
offsets.topic.replication.factor=3
transaction.state.log.replication.factor=3
transaction.state.log.min.isr=2
"""


class KafkaCluster:
    """Each node is broker and controller; everything has three replicas, two confirm a write."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._ports = {node: free_port() for node in NODES}
        self._controllers = {node: free_port() for node in NODES}
        self._nodes = {
            node: Process(folder / f"{node}.log", "Kafka Server started") for node in NODES
        }
        self.url = f"kafka://{','.join(f'127.0.0.1:{port}' for port in self._ports.values())}"

    def start(self) -> None:
        """Start all nodes, which become ready together. Raises CannotRun, DidNotStart."""
        program = [java(), "-Xmx256m", "-cp", f"{jars('kafka')}/*"]
        tool = [*program, "kafka.tools.StorageTool", "format", "-t", "AAAAAAAAAAAAAAAAAAAAAQ"]
        formatting = [
            subprocess.Popen([*tool, "-c", str(self._settings(node))], stdout=subprocess.DEVNULL)
            for node in NODES
        ]
        assert [each.wait() for each in formatting] == [0, 0, 0]
        for node, process in self._nodes.items():
            process.launch([*program, "kafka.Kafka", str(self._settings(node))])
        for process in self._nodes.values():
            process.wait_until_ready()
        eventually(lambda: self._known() == set(NODES), within=60)

    def stop(self) -> None:
        for process in self._nodes.values():
            process.kill()

    def kill_leader(self, settings: KafkaSettings, topic: str) -> None:
        """SIGKILL of the node that leads the topic's first partition."""
        client = admin(settings)
        try:
            (found,) = client.describe_topics([settings.prefix + topic])
        finally:
            client.close()
        self._nodes[found["partitions"][0]["leader_id"]].kill()

    def _known(self) -> set[int]:
        """The nodes that whoever asks hears of: each is ready a moment before the others know."""
        client = admin(kafka_settings(self.url))
        try:
            found = client.describe_cluster()["brokers"]
            return {each["broker_id"] for each in found if not each["is_fenced"]}
        finally:
            client.close()

    def _settings(self, node: int) -> Path:
        path = self._folder / f"{node}.properties"
        voters = ",".join(f"{each}@127.0.0.1:{port}" for each, port in self._controllers.items())
        alone = SETTINGS.format(
            port=self._ports[node],
            controller_port=self._controllers[node],
            advertised_port=self._ports[node],
            folder=self._folder / str(node),
        )
        # Of a setting that is given twice the later counts.
        path.write_text(alone + REPLICATED.format(node=node, voters=voters))
        return path
