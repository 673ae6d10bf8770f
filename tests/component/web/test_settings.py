"""Settings are read once, at start, and a bad one is one clear sentence."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from shared.settings import BadSettings, ServiceSettings, reading, service_settings

NEEDED = {"STORE_URL": "sqlite:///a.db", "EVENT_LOG_URL": "sqlite:///log.db"}
NAMES = [*NEEDED, "JWKS_URLS", "METRICS_PORT", "LOG_LEVEL", "STORE_URL_FILE", "CLOCK_URL"]


@dataclass(frozen=True, kw_only=True)
class Settings(ServiceSettings):
    """What one service needs besides."""

    colour: str


@pytest.fixture(autouse=True)
def an_empty_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)


def read(monkeypatch: pytest.MonkeyPatch, **environment: str) -> Settings:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    with reading() as env:
        return Settings(**service_settings(env, "profiles"), colour=env.str("COLOUR", "blue"))


def test_a_service_reads_its_own_settings_beside_those_of_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    urls = "profiles=http://a/jwks,referrals=https://b/jwks"
    settings = read(monkeypatch, **NEEDED, JWKS_URLS=urls, METRICS_PORT="9100", COLOUR="red")

    assert settings == Settings(
        service="profiles",
        store_url="sqlite:///a.db",
        event_log_url="sqlite:///log.db",
        jwks_urls={"profiles": "http://a/jwks", "referrals": "https://b/jwks"},
        metrics_port=9100,
        log_level="INFO",
        colour="red",
    )


def test_without_a_port_nothing_is_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read(monkeypatch, **NEEDED).metrics_port is None


@pytest.mark.parametrize("name", NEEDED)
def test_a_missing_setting_is_named(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    rest = {each: value for each, value in NEEDED.items() if each != name}

    with pytest.raises(BadSettings, match=f"^Settings: .*{name}") as refused:
        read(monkeypatch, **rest)

    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("METRICS_PORT", "many"),
        ("METRICS_PORT", "0"),
        ("METRICS_PORT", "65536"),
        ("LOG_LEVEL", "LOUD"),
        ("JWKS_URLS", "profiles"),
        ("JWKS_URLS", "profiles=file:///etc/passwd"),
    ],
)
def test_a_value_that_cannot_be_is_named(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    with pytest.raises(BadSettings, match=name) as refused:
        read(monkeypatch, **NEEDED, **{name: value})

    assert "\n" not in str(refused.value)


def test_a_setting_may_stand_in_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "store-url"
    file.write_text("sqlite:///from-a-file.db\n")

    rest = {"EVENT_LOG_URL": "sqlite:///log.db", "STORE_URL_FILE": str(file)}
    settings = read(monkeypatch, **rest)

    assert settings.store_url == "sqlite:///from-a-file.db"


def test_an_unknown_clock_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read(monkeypatch, **NEEDED).clock_url == ""
    with pytest.raises(BadSettings, match="CLOCK_URL"):
        read(monkeypatch, **NEEDED, CLOCK_URL="sundial:")
