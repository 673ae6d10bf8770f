"""A service that cannot start says why in one sentence, and ends with 2: web and worker alike."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest

from shared.starting import REFUSED, starting
from tests.support.stores import made_store, store_url

ROOT = Path(__file__).parents[2]
SERVICES = ("profiles", "postings", "referrals")
BAD = [
    ("STORE_URL", None, "STORE_URL"),
    ("STORE_URL", "oracle://x", "no store for oracle://"),
    ("STORE_URL", "postgresql+psycopg://u:hush@127.0.0.1:1/x", "cannot be used: connection failed"),
    ("EVENT_LOG_URL", "rabbit://x", "rabbit://"),
    ("LOG_LEVEL", "LOUD", "LOG_LEVEL"),
]
ENTRIES = [(service, entry) for service in SERVICES for entry in ("web", "worker")]


def settings_of(home: Path) -> dict[str, str]:
    return {
        "STORE_URL": store_url(home, "store"),
        "EVENT_LOG_URL": f"sqlite:///{home}/log.db",
        "GRAPH_URL": f"embedded:///{home}/graph",
        "MAIL_URL": f"folder://{home}/mail",
        "SECRET_KEY": "a key for tests, long enough to be one",
    }


@pytest.fixture(autouse=True)
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in settings_of(tmp_path).items():
        monkeypatch.setenv(name, value)


def versions_of(service: str) -> Path:
    versions: Path = import_module(f"services.{service}.bootstrap").VERSIONS
    return versions


def entry_of(service: str, entry: str) -> Callable[[], object]:
    module = import_module(f"services.{service}.{entry}")
    found: Callable[[], object] = module.create_app if entry == "web" else module.main
    return found


@pytest.mark.parametrize(("name", "value", "said"), BAD)
@pytest.mark.parametrize(("service", "entry"), ENTRIES)
def test_a_bad_setting_is_one_sentence_and_exit_code_2(
    service: str,
    entry: str,
    name: str,
    value: str | None,
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    made_store(tmp_path, "store", versions_of(service))
    if value is None:
        monkeypatch.delenv(name)
    else:
        monkeypatch.setenv(name, value)

    with pytest.raises(SystemExit) as ended:
        entry_of(service, entry)()

    told = capsys.readouterr().err
    assert ended.value.code == REFUSED == 2
    assert told.count("\n") == 1
    assert said in told
    assert "hush" not in told


@pytest.mark.parametrize(("service", "entry"), ENTRIES)
def test_a_store_that_was_never_migrated_is_one_sentence_too(
    service: str, entry: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        entry_of(service, entry)()

    told = capsys.readouterr().err
    assert told.startswith("STORE_URL: the store is not at the newest migration;")
    assert told.count("\n") == 1


def test_a_fault_of_ours_keeps_its_traceback() -> None:
    with pytest.raises(ZeroDivisionError), starting():
        raise ZeroDivisionError


def test_gunicorn_gives_up_at_once_and_ends_with_2(tmp_path: Path) -> None:
    bad = {"LOG_LEVEL": "LOUD", "PORT": "0", "WEB_WORKERS": "4"}  # several find out at once
    environment = os.environ | settings_of(tmp_path) | bad
    command = ["-m", "gunicorn", "-c", "deploy/gunicorn.conf.py"]
    ended = subprocess.run(
        [sys.executable, *command, "services.profiles.web:create_app()"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert ended.returncode == 2
    assert "Settings: " in ended.stderr
    assert "LOG_LEVEL" in ended.stderr
    assert "Traceback" not in ended.stderr
