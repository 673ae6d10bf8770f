"""Profiles and referrals as an operator runs them: on given backends, with real workers."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.ground import Ground
from services.referrals.bootstrap import Container, wire
from services.referrals.settings import Settings
from shared.clock import SystemClock
from shared.storage.database import Database
from shared.storage.migrations import upgrade, versions_of
from shared.storage.unit_of_work import UnitOfWork, Units

SERVICES = ("profiles", "referrals")


@dataclass(frozen=True)
class Deployment:
    """One choice of backends. Its stores are migrated when it is made by `deployments`."""

    name: str
    folder: Path
    stores: str
    event_log_url: str
    graph_url: str

    def store_url(self, service: str) -> str:
        return self.stores.format(service=service)

    def migrate(self) -> None:
        """Make the stores of both services."""
        for service in SERVICES:
            database = Database(self.store_url(service))
            upgrade(database, versions_of(f"services.{service}"))
            database.close()

    def referrals(self) -> Container:
        """Referrals, wired in this process. Close it."""
        return wire(
            Settings(
                service="referrals",
                store_url=self.store_url("referrals"),
                event_log_url=self.event_log_url,
                graph_url=self.graph_url,
                jwks_urls={},
                metrics_port=None,
                log_level="ERROR",
            )
        )

    def profiles(self) -> Units[UnitOfWork]:
        """Where profiles' commands write. Close its database."""
        return Units(Database(self.store_url("profiles")), SystemClock(), UnitOfWork)

    @contextmanager
    def workers(self) -> Iterator[None]:
        """The worker processes of both services, while the block runs."""
        with ExitStack() as running:
            for service in SERVICES:
                worker = self._worker(service)
                running.callback(worker.wait)
                running.callback(worker.terminate)
            yield

    def _worker(self, service: str) -> subprocess.Popen[bytes]:
        told = {
            "STORE_URL": self.store_url(service),
            "EVENT_LOG_URL": self.event_log_url,
            "GRAPH_URL": self.graph_url,
            "MAIL_URL": f"folder://{self.folder}/mail",
            "SECRET_KEY": "only for the benchmark, and for an hour",
            "LOG_LEVEL": "ERROR",
        }
        command = [sys.executable, "-m", f"services.{service}.worker"]
        with (self.folder / f"{service}.log").open("wb") as log:
            return subprocess.Popen(command, env=os.environ | told, stdout=log, stderr=log)  # noqa: S603 - programs of this house


def deployments(ground: Ground, purpose: str) -> Iterator[Deployment]:
    """Embedded throughout, then on real servers; new ones for each purpose."""
    for name in ("embedded", "servers"):
        folder = ground.folder / purpose / name
        folder.mkdir(parents=True)
        log, graph = f"sqlite:///{folder}/log.db", f"embedded:///{folder}/graph"
        if name == "servers":
            log = f"{ground.kafka.url}&prefix={purpose}."
            graph = f"{ground.neo4j.url}/{purpose}"
        stores = f"sqlite:///{folder}/{{service}}.db"
        if name == "servers" and ground.stores:
            stores = ground.stores
        deployment = Deployment(name, folder, stores, log, graph)
        deployment.migrate()
        yield deployment
