"""A Kafka broker that speaks TLS, asks for a client's certificate, and signs users in by SCRAM."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode
from uuid import uuid4

import trustme
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from deploy.local.jars import jars, java
from deploy.local.ports import free_port
from deploy.local.processes import Process

USER, PASSWORD = "warmpath", "only for this test"
SETTINGS = """\
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:{controller}
listeners=SECURED://127.0.0.1:{port},INSIDE://127.0.0.1:{inside},CONTROLLER://127.0.0.1:{controller}
advertised.listeners=SECURED://127.0.0.1:{port},INSIDE://127.0.0.1:{inside}
listener.security.protocol.map=SECURED:SASL_SSL,INSIDE:PLAINTEXT,CONTROLLER:PLAINTEXT
controller.listener.names=CONTROLLER
inter.broker.listener.name=INSIDE
log.dirs={folder}/data
auto.create.topics.enable=false
offsets.topic.num.partitions=4
offsets.topic.replication.factor=1
transaction.state.log.num.partitions=4
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
group.initial.rebalance.delay.ms=0
connection.failed.authentication.delay.ms=0
ssl.keystore.type=PEM
ssl.keystore.location={folder}/broker.pem
ssl.truststore.type=PEM
ssl.truststore.location={folder}/authority.pem
listener.name.secured.ssl.client.auth=required
sasl.enabled.mechanisms=SCRAM-SHA-512
listener.name.secured.scram-sha-512.sasl.jaas.config=\
org.apache.kafka.common.security.scram.ScramLoginModule required;
"""


@dataclass(frozen=True)
class Authority:
    """Whom broker and clients trust, and the files they need to be trusted."""

    folder: Path

    def make(self) -> None:
        """A certificate for the broker and one for us, and the user's password."""
        authority = trustme.CA()
        authority.cert_pem.write_to_path(self.folder / "authority.pem")
        theirs = authority.issue_cert("127.0.0.1")
        chain = b"".join(each.bytes() for each in theirs.cert_chain_pems)
        (self.folder / "broker.pem").write_bytes(_pkcs8(theirs.private_key_pem.bytes()) + chain)
        ours = authority.issue_cert("warmpath.example")
        ours.private_key_pem.write_to_path(self.folder / "key.pem")
        ours.cert_chain_pems[0].write_to_path(self.folder / "certificate.pem")
        (self.folder / "password").write_text(f"{PASSWORD}\n")

    def options(self, **instead: str) -> str:
        """What an event log's URL says of all this."""
        told = {
            "tls": "true",
            "ca_file": f"{self.folder}/authority.pem",
            "certificate_file": f"{self.folder}/certificate.pem",
            "key_file": f"{self.folder}/key.pem",
            "user": USER,
            "password_file": f"{self.folder}/password",
            "mechanism": "SCRAM-SHA-512",
        }
        return urlencode({"replicas": "1", **told, **instead})


class SecuredKafka:
    """Nothing but the secured port is for us."""

    def __init__(self, folder: Path) -> None:
        self.authority = Authority(folder)
        self.port = free_port()
        self._folder = folder
        self._process = Process(folder / "kafka.log", "Kafka Server started")

    def url(self, **instead: str) -> str:
        """Where it is, and how to be let in; or how not."""
        prefix = f"t{uuid4().hex[:12]}."
        options = self.authority.options(**{"prefix": prefix, **instead})
        return f"kafka://127.0.0.1:{self.port}?{options}"

    def start(self) -> None:
        self.authority.make()
        settings = self._folder / "server.properties"
        settings.write_text(
            SETTINGS.format(
                port=self.port,
                inside=free_port(),
                controller=free_port(),
                folder=self._folder,
            )
        )
        program = [java(), "-Xmx512m", "-cp", f"{jars('kafka')}/*"]
        tool = [*program, "kafka.tools.StorageTool", "format", "-c", str(settings)]
        user = f"SCRAM-SHA-512=[name={USER},password={PASSWORD}]"
        subprocess.run(
            [*tool, "-t", "AAAAAAAAAAAAAAAAAAAAAQ", "--add-scram", user],
            check=True,
            capture_output=True,
        )
        self._process.start([*program, "kafka.Kafka", str(settings)])

    def stop(self) -> None:
        self._process.end()


def _pkcs8(key: bytes) -> bytes:
    # The only form of a key that Java reads from a PEM file.
    read = load_pem_private_key(key, password=None)
    return read.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
