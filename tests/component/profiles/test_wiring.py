"""The processes start from their environment, and a wrong setting is one clear sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from services.profiles import bootstrap, settings
from services.profiles.adapters.tables import metadata
from services.profiles.web import create_app
from shared.eventlog.port import UnknownLog
from shared.settings import BadSettings
from shared.storage import migrations
from shared.storage.database import Database, UnknownStore
from tests.support.profiles import ProfilesHome
from tests.support.stores import made_store, store_url


@pytest.fixture
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    told = {
        "STORE_URL": store_url(tmp_path, "profiles"),
        "EVENT_LOG_URL": f"sqlite:///{tmp_path}/log.db",
        "MAIL_URL": f"folder://{tmp_path}/mail",
        "SECRET_KEY": "k" * 32,
        "OPERATORS": "Op@Warmpath.Example, second@warmpath.example",
    }
    for name, value in told.items():
        monkeypatch.setenv(name, value)
    return told


def test_the_migrations_make_the_tables_of_the_code(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/store.db")
    migrations.upgrade(database, bootstrap.VERSIONS)

    assert migrations.differences(database, metadata) == []
    migrations.check(database, bootstrap.VERSIONS)
    database.close()


def test_operators_are_compared_as_addresses_are_kept(environment: dict[str, str]) -> None:
    operators = settings.read_settings().operators

    assert operators == {"op@warmpath.example", "second@warmpath.example"}


def test_the_web_process_answers_from_its_environment(
    environment: dict[str, str], home: ProfilesHome
) -> None:
    database = Database(environment["STORE_URL"])
    migrations.upgrade(database, bootstrap.VERSIONS)
    database.close()

    app = create_app()
    answer = app.test_client().get("/openapi.json")

    assert answer.status_code == 200
    assert answer.json is not None
    assert answer.json["openapi"] == "3.1.0"
    assert "/v1/sign-in/sessions" in answer.json["paths"]
    app.extensions["service_web"].container.close()


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("SECRET_KEY", "short", "SECRET_KEY"),
        ("LOG_LEVEL", "LOUD", "LOG_LEVEL"),
        ("MAIL_URL", "", "MAIL_URL"),
    ],
)
def test_a_wrong_setting_stops_the_start_with_one_sentence(
    environment: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    value: str,
    said: str,
) -> None:
    monkeypatch.setenv(name, value)

    with pytest.raises(BadSettings, match=said) as refused:
        bootstrap.wire(settings.read_settings())

    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("missing", ["STORE_URL", "EVENT_LOG_URL", "MAIL_URL", "SECRET_KEY"])
def test_a_missing_setting_stops_the_start(
    environment: dict[str, str], monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    monkeypatch.delenv(missing)

    with pytest.raises(BadSettings, match=missing):
        settings.read_settings()


@pytest.mark.parametrize(
    ("name", "url", "error"),
    [
        ("MAIL_URL", "smtp://mail.example", BadSettings),
        ("MAIL_URL", "folder://relative", BadSettings),
        ("STORE_URL", "mysql://x/y", UnknownStore),
        ("EVENT_LOG_URL", "carrier-pigeon://roof", UnknownLog),
    ],
)
def test_an_unknown_url_stops_the_start(
    environment: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    name: str,
    url: str,
    error: type[Exception],
) -> None:
    made_store(tmp_path, "profiles", bootstrap.VERSIONS)
    monkeypatch.setenv(name, url)

    with pytest.raises(error):
        bootstrap.wire(settings.read_settings())
