"""`warmpath up --real`: Kafka, Neo4j and Postgres of the home's own, which end with it."""

from __future__ import annotations

import signal
from collections.abc import Iterator

import pytest

from shared.cli.client import Services, at
from shared.cli.mailbox import Mailbox
from shared.cli.ports import PORTS_WITH_SERVERS, free_ports
from shared.cli.sign_in import SignedIn, from_folder, sign_in
from tests.support.eventually import eventually
from tests.support.servers import require_local
from tests.support.up import Up, refused

pytestmark = pytest.mark.real_servers
WITHIN = 90.0  # seconds
NEW = {"name": "Ada Oyelaran", "findable": True}
ADA = "ada@mail.example"


@pytest.fixture(scope="module")
def up(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Up]:
    require_local()
    home, port = tmp_path_factory.mktemp("real") / "home", free_ports(PORTS_WITH_SERVERS)
    started = Up(home, port, "--real")
    yield started
    started.close()


@pytest.fixture(scope="module")
def services(up: Up) -> Iterator[Services]:
    services = at(up.port, patience=60)
    yield services
    services.close()


@pytest.fixture(scope="module")
def ada(up: Up, services: Services) -> SignedIn:
    return sign_in(services, ADA, from_folder(Mailbox(up.home.mail)), NEW)


def test_it_keeps_what_it_has_in_its_servers(up: Up, ada: SignedIn) -> None:
    backends = up.home.backends

    assert backends.own_servers
    assert str(up.home.event_log_url).startswith("kafka://127.0.0.1:")
    assert up.home.graph_url.startswith("bolt://127.0.0.1:")
    assert not list((up.home.root / "log").iterdir())


def test_nothing_outlives_it_and_a_second_start_finds_everything(
    up: Up, services: Services, ada: SignedIn
) -> None:
    up.stop(signal.SIGKILL)
    eventually(lambda: not up.pids(), WITHIN)
    said = refused("--home", str(up.home.root), "--port", str(up.port))
    assert "start it with --real" in said

    again = Up(up.home.root, up.port, "--real")
    try:
        found = sign_in(services, ADA, from_folder(Mailbox(up.home.mail)))
        assert found.person_id == ada.person_id
    finally:
        again.stop()
    assert not again.pids()
