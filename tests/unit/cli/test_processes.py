"""Which processes an installation has, what each is told."""

from __future__ import annotations

import os
import shlex
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from shared.cli.home import Home
from shared.cli.processes import (
    Running,
    environment,
    portal_settings,
    processes,
    settings_of,
)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path / "home")
    home.make()
    return home


def test_each_service_has_a_web_process_and_a_worker(home: Home) -> None:
    names = [running.name for running in processes(home, 8080)]

    assert names[0] == "portal.web"
    assert sorted(names[1:]) == sorted(
        f"{service}.{role}"
        for service in ("profiles", "postings", "referrals")
        for role in ("web", "worker")
    )


def test_web_and_worker_of_a_service_are_told_the_same(home: Home) -> None:
    told = {running.name: running.settings for running in processes(home, 8080)}

    assert told["profiles.web"] == told["profiles.worker"]


@pytest.mark.parametrize("service", ["profiles", "postings", "referrals"])
def test_what_a_service_is_told_is_all_it_needs_to_know(
    service: str, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in settings_of(service, home, 8080).items():
        monkeypatch.setenv(name, value)

    settings: Any = import_module(f"services.{service}.settings").read_settings()

    assert settings.service == service
    assert str(home.root) in settings.store_url
    assert set(settings.jwks_urls) == {"profiles", "postings", "referrals"} - {service}


def test_secrets_stay_the_same_from_start_to_start(home: Home) -> None:
    first, second = (settings_of("profiles", home, 8080)["SECRET_KEY"] for _ in range(2))

    assert first == second


def test_nobody_but_profiles_is_told_its_secret(home: Home) -> None:
    assert "SECRET_KEY" not in settings_of("postings", home, 8080)
    assert "SECRET_KEY" not in settings_of("referrals", home, 8080)


def test_a_command_replaces_its_shell_and_survives_odd_names() -> None:
    running = Running("one", (sys.executable, "-c", "print('a b')", "it's"))

    assert running.command.startswith("exec ")
    assert tuple(shlex.split(running.command)[1:]) == running.arguments


def test_settings_come_on_top_of_the_environment() -> None:
    told = environment({"PORT": "1"})

    assert told["PORT"] == "1"
    assert told["PATH"] == os.environ["PATH"]


def test_the_portal_is_told_all_it_needs_and_no_secret(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = portal_settings(home, 8080)
    for name, value in told.items():
        monkeypatch.setenv(name, value)

    settings: Any = import_module("services.portal.settings").read_settings()

    assert settings.public_url == "http://127.0.0.1:8080"
    assert settings.service_urls["referrals"] == "http://127.0.0.1:8083"
    assert settings.is_local
    assert home.secret("profiles") not in told.values()


def test_links_in_mails_lead_to_this_machine(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in settings_of("profiles", home, 8080).items():
        monkeypatch.setenv(name, value)

    assert import_module("services.profiles.settings").read_settings().public_urls == {
        "portal": "http://127.0.0.1:8080",
        "profiles": "http://127.0.0.1:8081",
        "referrals": "http://127.0.0.1:8083",
    }
