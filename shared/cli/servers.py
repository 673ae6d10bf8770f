"""Kafka, Neo4j and Postgres of an installation that was started with `--real`.

They run in its home, without Docker, on the four ports after its own: Kafka takes two.
"""

from __future__ import annotations

import click

from deploy.local.jars import CannotRun, jars, java
from deploy.local.kafka_server import KafkaServer
from deploy.local.neo4j_server import Neo4jServer
from deploy.local.postgres_server import PostgresServer, as_store_url, program
from deploy.local.processes import DidNotStart, LocalServer
from shared.cli.backends import Backends
from shared.cli.home import Home
from shared.cli.ports import PORTAL, PORTS, PORTS_WITH_SERVERS, SERVICES
from shared.cli.processes import Running


class NoServers(click.ClickException):
    """This machine cannot run one of them."""

    exit_code = 2


class OtherBackends(click.ClickException):
    """The home keeps what it has in other backends."""

    exit_code = 2


class Servers:
    """The servers of a home on its ports, whether they run or not."""

    def __init__(self, home: Home, port: int) -> None:
        kafka, controller, neo4j, postgres = range(port + PORTS, port + PORTS_WITH_SERVERS)
        self._root = home.root
        self._kafka = KafkaServer(home.root / "kafka", kafka, controller)
        self._neo4j = Neo4jServer(home.root / "neo4j", neo4j)
        self._postgres = PostgresServer(home.root / "postgres", postgres)
        self.by_name: dict[str, LocalServer] = {
            "kafka": self._kafka,
            "neo4j": self._neo4j,
            "postgres": self._postgres,
        }

    def prepare(self) -> None:
        """Make their folders. Raises NoServers."""
        try:
            for name, server in self.by_name.items():
                (self._root / name).mkdir(mode=0o700, exist_ok=True)
                server.prepare()
        except (CannotRun, DidNotStart) as reason:
            raise NoServers(f"{reason} Without --real Warmpath needs no servers.") from None

    def backends(self) -> Backends:
        """Where services find what they keep in them."""
        stores = as_store_url(self._postgres.url_of("{service}"))
        return Backends(stores, self._kafka.url, self._neo4j.url, own_servers=True)

    def silent(self) -> list[str]:
        """Those that do not answer yet."""
        return [name for name, server in self.by_name.items() if not server.answers()]

    def make_databases(self) -> None:
        """One for each service and the portal, once Postgres runs."""
        self._postgres.make_databases((*SERVICES, PORTAL))


def settle(home: Home, port: int, real: bool) -> None:
    """Have the home note its backends, and make its servers ready to run; both may be repeated.

    Raises OtherBackends, NoServers; then nothing is noted.
    """
    if home.has_begun and home.backends.own_servers != real:
        raise OtherBackends(_otherwise(home))
    if real:
        servers = Servers(home, port)
        servers.prepare()
        home.note(servers.backends())
    elif not home.has_begun:
        home.note(Backends())


def server_processes(home: Home, port: int) -> list[Running]:
    """What the keeper of the servers runs."""
    servers = Servers(home, port).by_name
    return [Running(name, tuple(server.command())) for name, server in servers.items()]


def cannot_run() -> str:
    """What this machine lacks to run them, in one sentence; empty if nothing."""
    try:
        java()
        jars("kafka")
        jars("neo4j")
        program("postgres")
    except CannotRun as reason:
        return str(reason)
    return ""


def _otherwise(home: Home) -> str:
    if home.backends.own_servers:
        return (
            f"{home.root} keeps everything in Kafka, Neo4j and Postgres of its own; "
            "start it with --real, or choose another --home."
        )
    return (
        f"{home.root} keeps everything without servers; start it without --real, choose another "
        "--home, or move what it keeps with `warmpath migrate`."
    )
