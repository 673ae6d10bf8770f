"""What the benchmarks of one run share: how big everything is, a folder, servers, the network."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from bench.network import Links, network
from deploy.local.kafka_server import KafkaServer
from deploy.local.neo4j_server import Neo4jServer
from deploy.local.postgres_server import PostgresServer
from deploy.local.processes import Server
from shared.eventlog.kafka_settings import kafka_settings
from shared.eventlog.kafka_topics import create_topics

S = TypeVar("S", bound=Server)


@dataclass(frozen=True)
class Scale:
    """How big the network is, and how often each thing is done. `pages`: Neo4j's cache for it;
    `page_views`: how often each page of the portal is opened.
    """

    name: str
    people: int
    mean_degree: float
    questions: int
    events: int
    commits: int
    openings: int
    pages: str
    page_views: int = 40


FULL = Scale("full", 1_000_000, 41.5, 500, 60_000, 500, 30_000, "5g")
QUICK = Scale("quick", 100_000, 41.5, 200, 20_000, 100, 10_000, "1g")


class Ground:
    """Everything is made at first use and gone with `closing`.

    `stores` is the URL of a service's store, with `{service}` in it; files, if there is none.
    """

    def __init__(
        self, scale: Scale, folder: Path, closing: ExitStack, stores: str | None = None
    ) -> None:
        self.scale = scale
        self.folder = folder
        self.closing = closing
        self.stores = stores

    @cached_property
    def links(self) -> Links:
        """The network: the same for the same scale."""
        return network(self.scale.people, self.scale.mean_degree)

    @cached_property
    def kafka(self) -> Server:
        """A broker with all topics."""
        server = self._started(KafkaServer(self._room("kafka")))
        create_topics(kafka_settings(server.url))
        return server

    @cached_property
    def neo4j(self) -> Server:
        """An empty graph database."""
        return self._started(Neo4jServer(self._room("neo4j"), heap="1g", pages="512m"))

    @cached_property
    def postgres(self) -> PostgresServer:
        """An empty database server."""
        return self._started(PostgresServer(self._room("postgres")))

    def _started(self, server: S) -> S:
        self.closing.callback(server.stop)
        server.start()
        return server

    def _room(self, name: str) -> Path:
        room = self.folder / name
        room.mkdir(parents=True, exist_ok=True)
        return room
