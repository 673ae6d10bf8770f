"""`warmpath up` with real processes: ready, healing, alone on its home, gone without a trace."""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from deploy.local.ports import HOST
from shared.cli.client import at
from shared.cli.mailbox import Mailbox
from shared.cli.ports import SERVICES, free_ports, url_of
from shared.cli.sign_in import from_folder, sign_in
from tests.support.eventually import eventually
from tests.support.up import WITHIN, Up, refused

NEW = {"name": "Ada Oyelaran", "findable": True}
ADA = "ada@mail.example"


@pytest.fixture(scope="module")
def up(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Up]:
    started = Up(tmp_path_factory.mktemp("up") / "home", free_ports())
    yield started
    started.close()


def test_it_says_where_it_is_ready(up: Up) -> None:
    assert up.said[-1] == f"ready http://127.0.0.1:{up.port}"
    assert up.is_ready()


def test_the_portal_stands_in_front_and_leads_to_the_docs_of_the_services(up: Up) -> None:
    front = requests.get(f"http://{HOST}:{up.port}", timeout=5).text
    page = requests.get(f"http://{HOST}:{up.port}/services", timeout=5).text

    assert "Who can refer me, and whom do I ask first?" in front

    for service in SERVICES:
        assert f"{url_of(service, up.port)}/docs" in page
        assert requests.get(f"{url_of(service, up.port)}/docs", timeout=5).ok


def test_a_second_start_on_the_same_home_is_refused_in_one_sentence(up: Up) -> None:
    said = refused("--home", str(up.home.root), "--port", str(free_ports()))

    assert "already runs on" in said
    assert said.count("\n") == 0


def test_a_port_in_use_is_one_sentence(tmp_path: Path) -> None:
    port = free_ports()
    with socket.socket() as taken:
        taken.bind((HOST, port + 3))
        taken.listen()
        said = refused("--home", str(tmp_path / "home"), "--port", str(port))

    assert str(port + 3) in said
    assert said.count("\n") == 0


@pytest.mark.parametrize(
    "name",
    ["services.profiles.web", "services.profiles.worker", "services.referrals.worker"],
)
def test_a_killed_process_is_back_by_itself(up: Up, name: str) -> None:
    killed = up.pids(name)

    for pid in killed:
        os.kill(pid, signal.SIGKILL)

    assert killed
    eventually(lambda: up.pids(name) - killed, WITHIN)
    eventually(up.is_ready, WITHIN)


def test_everything_goes_on_after_the_keeper_was_killed(up: Up) -> None:
    (keeper,) = {pid for pid in up.pids("shared.cli.keeper") if os.getpgid(pid) == pid}

    os.kill(keeper, signal.SIGKILL)

    eventually(lambda: up.pids("shared.cli.keeper") and keeper not in up.pids("keeper"), WITHIN)
    eventually(up.is_ready, WITHIN)


def test_a_second_start_finds_what_the_first_kept_and_nothing_outlives_either(
    tmp_path: Path,
) -> None:
    port = free_ports()
    first = Up(tmp_path / "home", port)
    services, codes = at(port), from_folder(Mailbox(first.home.mail))
    person = sign_in(services, ADA, codes, NEW).person_id
    services.close()
    assert first.stop(signal.SIGINT) == 0
    eventually(lambda: not first.pids(), WITHIN)

    second = Up(tmp_path / "home", port)
    services = at(port)
    again = sign_in(services, ADA, codes)
    services.close()
    second.stop(signal.SIGKILL)

    assert again.person_id == person
    eventually(lambda: not second.pids(), WITHIN)
