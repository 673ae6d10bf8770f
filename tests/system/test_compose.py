"""Every process of docker-compose.yml runs as the file says, and together they do the main job.

No Docker engine is needed: the commands are started by hand, on servers of this machine.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg
import pytest
import requests

from deploy.local.ports import free_port
from deploy.local.processes import Server
from deploy.make_secrets import make_secrets
from deploy.start import SERVICES
from shared.cli.client import Services
from shared.cli.home import Home
from tests.support.compose import OURS, Here, own_services
from tests.support.eventually import eventually
from tests.support.town import Town

pytestmark = pytest.mark.real_servers


@pytest.fixture
def here(
    kafka_server: Server, neo4j_server: Server, postgres_server: Server, tmp_path: Path
) -> Here:
    """Fresh databases with the users that the secrets name, and an own part of the log."""
    made = tmp_path / "made"
    make_secrets(made)
    name = f"c{uuid4().hex[:10]}"
    for service in OURS:
        _make_database(
            postgres_server, f"{name}{service}", (made / f"{service}_password").read_text()
        )
    kafka, neo4j, postgres = (
        urlsplit(server.url).netloc.rpartition("@")[2]
        for server in (kafka_server, neo4j_server, postgres_server)
    )
    ports = {each: free_port() for each in own_services()}
    places = {
        "kafka:9092?replicas=1": f"{kafka}?replicas=1&prefix={name}.",
        "neo4j:7687/warmpath": f"{neo4j}/{name}",
        "neo4j://": "bolt://",
        **{f"//{service}:": f"//{name}{service}:" for service in OURS},
        **{f"postgres:5432/{service}": f"{postgres}/{name}{service}" for service in OURS},
        **{f"{each}:8080": f"127.0.0.1:{port}" for each, port in ports.items()},
    }
    here = Here(tmp_path, places, ports, {each: free_port() for each in own_services()})
    here.keep_secrets(made)
    return here


def _make_database(server: Server, name: str, password: str) -> None:
    assert re.fullmatch(r"[\w-]+", password)
    with psycopg.connect(server.url, autocommit=True) as connection:
        connection.execute(f"CREATE USER {name} PASSWORD '{password}'".encode())
        connection.execute(f"CREATE DATABASE {name} OWNER {name}".encode())


@pytest.fixture
def started(here: Here) -> Iterator[Here]:
    """Migrated, then every web and worker, as `depends_on` has it."""
    with ExitStack() as stack:
        migrating = [here.start(each) for each in own_services("migrate")]
        assert [each.wait(120) for each in migrating] == [0] * len(OURS), log_of(here, "migrate")
        for name in own_services("web", "worker"):
            process = here.start(name)
            stack.callback(process.wait, 40)
            stack.callback(process.terminate)
        yield here


def log_of(here: Here, role: str) -> str:
    return "\n".join(path.read_text()[-1000:] for path in here.folder.glob(f"*-{role}.log"))


def test_each_is_healthy_by_its_own_check_and_all_do_the_main_job(started: Here) -> None:
    for role in ("worker", "web"):
        for name in own_services(role):
            eventually(partial(is_healthy, started, name), within=180, every=0.5)

    town = Town(Home(started.folder), _services(started))
    ada, bea, dita = (town.join(name) for name in ("Ada Oyelaran", "Bea Santos", "Dita Kovac"))
    dita.edit("/v1/people/me/settings", {"open_to_intros": True})
    ada.knows(bea)
    bea.knows(dita)
    town.settle(ada)
    found = ada.get("referrals", "/v1/introduction-paths", to=dita.id)
    assert [row["contact"]["person_id"] for row in found["paths"]] == [bea.id]

    portal = f"http://127.0.0.1:{started.ports['portal-web']}"
    assert "Who can refer me" in requests.get(portal, timeout=5).text

    figures = requests.get(
        f"http://127.0.0.1:{started.metrics['profiles-worker']}/metrics", timeout=5
    )
    assert "warmpath_events_published_total" in figures.text
    town.services.close()


def is_healthy(here: Here, name: str) -> bool:
    return here.health(name) == 0


def _services(here: Here) -> Services:
    urls = {each: f"http://127.0.0.1:{here.ports[f'{each}-web']}" for each in SERVICES}
    return Services(urls, patience=30)
