"""What the doctor sees, and what it advises."""

from __future__ import annotations

import json
import os
import socket
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import requests
from click.testing import CliRunner

from deploy.local.ports import HOST
from shared.cli import checks
from shared.cli.backends import Backends
from shared.cli.checks import Finding
from shared.cli.doctor import doctor
from shared.cli.home import Home
from shared.cli.ports import PORTS_WITH_SERVERS, free_ports

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path / "home")
    home.make()
    return home


def test_an_old_python_is_named_with_what_to_install() -> None:
    assert checks.python((3, 11, 0)).verdict == "ok"

    found = checks.python((3, 10, 9))

    assert found.verdict == "wrong"
    assert "3.11" in found.remedy


def test_a_sqlite_that_can_lose_data_is_refused() -> None:
    assert checks.sqlite((3, 51, 3)).verdict == "ok"
    assert checks.sqlite((3, 51, 2)).verdict == "wrong"


def test_a_home_that_others_can_read_is_wrong(home: Home) -> None:
    assert checks.permissions(home).verdict == "ok"

    home.mail.chmod(0o750)

    found = checks.permissions(home)
    assert found.verdict == "wrong"
    assert str(home.mail) in found.said
    assert "chmod" in found.remedy


def test_a_secret_that_others_can_read_is_wrong(home: Home) -> None:
    home.secret("profiles")
    (home.root / "secrets" / "profiles").chmod(0o644)

    assert checks.permissions(home).verdict == "wrong"


def test_a_home_that_is_not_there_yet_is_no_illness(tmp_path: Path) -> None:
    assert checks.permissions(Home(tmp_path / "none")).verdict == "note"
    assert checks.mail(Home(tmp_path / "none")).verdict == "note"


def test_a_clock_that_went_back_is_noticed(home: Home) -> None:
    store = home.root / "stores" / "profiles.db"
    store.touch()
    written = (NOW + timedelta(hours=1)).timestamp()
    os.utime(store, (written, written))

    assert checks.clock(home, NOW).verdict == "wrong"
    assert checks.clock(home, NOW + timedelta(hours=1)).verdict == "ok"


def test_mails_are_counted(home: Home) -> None:
    (home.mail / "a.eml").touch()

    assert checks.mail(home).said.startswith("1 in ")


def test_free_ports_are_well() -> None:
    assert checks.ports(free_ports()).verdict == "ok"


def test_eight_free_ports_are_asked_for_where_there_are_servers() -> None:
    first = free_ports(PORTS_WITH_SERVERS)
    with socket.socket() as server:
        server.bind((HOST, first + 7))
        server.listen()

        assert checks.ports(first).verdict == "ok"
        assert checks.ports(first, PORTS_WITH_SERVERS).verdict == "wrong"


def test_where_everything_is_kept_is_told_without_passwords(home: Home) -> None:
    home.note(Backends("postgresql+psycopg://me:secret@db/{service}", "kafka://log", None))

    assert checks.backends(home) == Finding(
        "backends", "ok", "stores: postgresql+psycopg, event log: kafka, graph: embedded"
    )


def test_a_home_with_servers_on_a_machine_without_them_is_wrong(
    home: Home, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    home.note(Backends(own_servers=True))
    monkeypatch.setenv("PATH", str(tmp_path))

    found = checks.backends(home)

    assert found.verdict == "wrong"
    assert "install OpenJDK" in found.remedy


READY = {"status": "ready", "checks": {"store": "ok", "worker": "ok"}}
LATE = {"status": "ready", "checks": {"store": "ok", "outbox": "events wait since 90 s"}}
ILL = {"status": "not ready", "checks": {"store": "ok", "worker": "nothing heard of relay"}}


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (READY, [("profiles", "ok")]),
        (LATE, [("profiles outbox", "note")]),
        (ILL, [("profiles worker", "wrong")]),
    ],
)
def test_a_service_speaks_for_itself(told: dict[str, object], expected: list[object]) -> None:
    found = list(checks.readiness("profiles", "http://x", lambda url: told))

    assert [(each.about, each.verdict) for each in found] == expected


def test_a_service_that_does_not_answer_is_wrong() -> None:
    def nobody(url: str) -> dict[str, object]:
        raise requests.ConnectionError

    found = list(checks.readiness("postings", "http://x", nobody))

    assert [each.verdict for each in found] == ["wrong"]
    assert "http://x" in found[0].said


def test_the_doctor_speaks_json_and_is_content_with_a_home_that_does_not_run(home: Home) -> None:
    with home.lock(free_ports()):
        pass

    result = CliRunner().invoke(doctor, ["--home", str(home.root), "--json"])

    said = json.loads(result.output)
    assert result.exit_code == 0
    assert said["healthy"] is True
    assert {"python", "sqlite", "home", "backends", "clock", "mail", "running", "ports"} == {
        found["about"] for found in said["findings"]
    }


def test_the_doctor_ends_with_1_when_something_is_wrong(home: Home) -> None:
    with home.lock(free_ports()):
        home.mail.chmod(0o777)

        result = CliRunner().invoke(doctor, ["--home", str(home.root)])

    assert result.exit_code == 1
    assert "others can read" in result.output
    assert "no answer" in result.output


def test_every_finding_that_is_wrong_says_what_to_do(home: Home) -> None:
    home.mail.chmod(0o777)
    found: list[Finding] = list(checks.findings(home, NOW))

    assert [each for each in found if each.verdict == "wrong" and not each.remedy] == []
