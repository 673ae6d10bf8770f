"""What the portal must be told, and what it refuses to start with."""

from __future__ import annotations

import pytest

from services.portal.session import cookie_name
from services.portal.settings import read_settings
from shared.settings import BadSettings

TOLD = {
    "STORE_URL": "sqlite:////tmp/portal.db",
    "PROFILES_URL": "http://profiles:8080/",
    "POSTINGS_URL": "http://postings:8080",
    "REFERRALS_URL": "http://referrals:8080",
    "PUBLIC_URL": "https://warm.example/",
}


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name, value in TOLD.items():
        monkeypatch.setenv(name, value)
    return monkeypatch


def test_what_is_needed_is_enough(told: pytest.MonkeyPatch) -> None:
    settings = read_settings()

    assert settings.service == "portal"
    assert settings.service_urls["profiles"] == "http://profiles:8080"
    assert settings.public_url == "https://warm.example"
    assert settings.is_secure
    assert not settings.is_local


@pytest.mark.parametrize("name", TOLD)
def test_what_is_missing_is_named(told: pytest.MonkeyPatch, name: str) -> None:
    told.delenv(name)

    with pytest.raises(BadSettings, match=name):
        read_settings()


@pytest.mark.parametrize(
    "address",
    ["warm.example", "ftp://warm.example", "http://warm.example", "http://10.0.0.7:8080", ""],
)
def test_without_tls_it_serves_this_machine_only(told: pytest.MonkeyPatch, address: str) -> None:
    told.setenv("PUBLIC_URL", address)

    with pytest.raises(BadSettings, match="PUBLIC_URL"):
        read_settings()


@pytest.mark.parametrize("host", ["127.0.0.1:8080", "localhost:8080", "[::1]:8080"])
def test_on_this_machine_it_needs_no_tls(told: pytest.MonkeyPatch, host: str) -> None:
    told.setenv("PUBLIC_URL", f"http://{host}")

    assert not read_settings().is_secure


def test_prepared_people_need_both_their_list_and_the_mail(told: pytest.MonkeyPatch) -> None:
    told.setenv("LOCAL_MAIL", "/home/mail")
    assert not read_settings().is_local
    told.setenv("LOCAL_PEOPLE", "/home/people.json")

    assert read_settings().is_local


@pytest.mark.parametrize("value", ["-1", "6", "many"])
def test_a_number_of_proxies_is_a_small_number(told: pytest.MonkeyPatch, value: str) -> None:
    told.setenv("TRUSTED_PROXIES", value)

    with pytest.raises(BadSettings, match="TRUSTED_PROXIES"):
        read_settings()


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://warm.example", "__Host-warmpath"),
        ("http://127.0.0.1:8080", "warmpath-8080"),
        ("http://localhost", "warmpath-80"),
    ],
)
def test_two_installations_on_one_machine_have_two_cookies(address: str, name: str) -> None:
    assert cookie_name(address) == name
