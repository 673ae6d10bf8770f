"""A service's own keys, and those of the others."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
import requests
from flask import Flask
from joserfc.jwk import OKPKey

from shared.clock import SetClock
from shared.errors import Unavailable
from shared.storage.database import Database
from shared.web.answer_links import ANSWER_LINK
from shared.web.foreign_keys import ForeignKeys, fetch_key_set
from shared.web.keys import VERIFIES_FOR, SigningKeys
from tests.support.web import nobody
from tests.support.wishes import Container

URLS = {"profiles": "http://profiles/jwks"}


class Network:
    """The other service, which answers, or is away; it remembers how often it was asked."""

    def __init__(self, *keys: SigningKeys) -> None:
        self.keys: tuple[SigningKeys, ...] = keys
        self.asked = 0
        self.away = False
        self.answer: Any = None

    def __call__(self, url: str) -> Mapping[str, Any]:
        self.asked += 1
        if self.away:
            raise requests.ConnectionError
        found: Mapping[str, Any] = self.answer or self.keys[0].public()
        return found


@pytest.fixture
def store(container: Container) -> Database:
    return container.units.database


@pytest.fixture
def profiles(store: Database, clock: SetClock) -> SigningKeys:
    keys = SigningKeys("profiles", store, clock)
    keys.prepare()
    return keys


@pytest.fixture
def network(profiles: SigningKeys) -> Network:
    return Network(profiles)


@pytest.fixture
def foreign(store: Database, clock: SetClock, network: Network) -> ForeignKeys:
    return ForeignKeys(store, clock, URLS, network)


def test_the_first_key_is_made_once_and_kept(store: Database, clock: SetClock) -> None:
    first = SigningKeys("profiles", store, clock)
    first.prepare()
    second = SigningKeys("profiles", store, clock)
    second.prepare()

    assert first.newest().as_dict() == second.newest().as_dict()
    assert first.newest().kid == "profiles-1"


def test_processes_that_start_at_once_agree_on_one_key(store: Database, clock: SetClock) -> None:
    start = Barrier(8)

    def begin(_: int) -> object:
        keys = SigningKeys("profiles", store, clock)
        start.wait()
        keys.prepare()
        return keys.newest().as_dict()["x"]

    with ThreadPoolExecutor(8) as threads:
        assert len(set(threads.map(begin, range(8)))) == 1


def test_the_key_set_tells_nothing_private(app: Flask) -> None:
    answer = nobody(app).get("/.well-known/jwks.json")

    assert answer.json is not None
    assert [set(key) for key in answer.json["keys"]] == [{"kty", "crv", "x", "kid", "alg", "use"}]
    assert answer.json["keys"][0]["alg"] == "Ed25519"
    assert answer.mimetype == "application/jwk-set+json"


def test_after_rotation_the_new_key_signs_and_the_old_verifies_as_long_as_a_link_in_a_mail_lives(
    profiles: SigningKeys, clock: SetClock
) -> None:
    old = profiles.newest().kid
    assert profiles.rotate() == profiles.newest().kid == "profiles-2"
    assert old is not None
    assert profiles.find(old) is not None

    clock.advance(ANSWER_LINK.lifetime)
    assert profiles.find(old) is not None
    clock.advance(VERIFIES_FOR - ANSWER_LINK.lifetime)

    assert profiles.find(old) is None
    assert [key["kid"] for key in profiles.public()["keys"]] == ["profiles-2"]


def test_a_key_that_signed_for_a_month_is_due(profiles: SigningKeys, clock: SetClock) -> None:
    clock.advance(timedelta(days=29))
    assert profiles.rotate_if_due() == 0
    assert profiles.newest().kid == "profiles-1"

    clock.advance(timedelta(days=2))
    assert profiles.rotate_if_due() == 1
    assert profiles.newest().kid == "profiles-2"


def test_the_job_rotates_once_and_then_waits_for_the_next_month(
    profiles: SigningKeys, clock: SetClock
) -> None:
    clock.advance(timedelta(days=31))

    assert [profiles.rotate_if_due() for _ in range(3)] == [1, 0, 0]


def test_the_newest_key_is_the_one_of_the_highest_number(profiles: SigningKeys) -> None:
    for _ in range(10):
        profiles.rotate()

    assert profiles.newest().kid == "profiles-11"


def test_a_rotation_elsewhere_is_noticed(
    profiles: SigningKeys, store: Database, clock: SetClock
) -> None:
    sibling = SigningKeys("profiles", store, clock)
    sibling.rotate()

    assert profiles.find("profiles-2") is not None
    clock.advance(timedelta(seconds=31))
    assert profiles.newest().kid == "profiles-2"


def test_a_foreign_key_is_asked_for_once(foreign: ForeignKeys, network: Network) -> None:
    assert foreign.find("profiles", "profiles-1") is not None
    assert foreign.find("profiles", "profiles-1") is not None

    assert network.asked == 1


def test_a_foreign_key_found_is_public_only(foreign: ForeignKeys) -> None:
    found = foreign.find("profiles", "profiles-1")

    assert found is not None
    assert not found.is_private


def test_unknown_ids_ask_again_at_most_every_thirty_seconds(
    foreign: ForeignKeys, network: Network, clock: SetClock, profiles: SigningKeys
) -> None:
    foreign.find("profiles", "profiles-1")
    profiles.rotate()
    for number in range(100):
        assert foreign.find("profiles", f"profiles-{number + 2}") is None
    assert network.asked == 1

    clock.advance(timedelta(seconds=30))

    assert foreign.find("profiles", "profiles-2") is not None
    assert network.asked == 2


def test_while_the_network_is_away_the_kept_keys_count_even_after_a_restart(
    foreign: ForeignKeys, network: Network, clock: SetClock, store: Database
) -> None:
    foreign.find("profiles", "profiles-1")
    network.away = True
    clock.advance(timedelta(hours=5))

    restarted = ForeignKeys(store, clock, URLS, network)

    assert foreign.find("profiles", "profiles-1") is not None
    assert restarted.find("profiles", "profiles-1") is not None


def test_a_withdrawn_key_stops_counting_within_minutes(
    foreign: ForeignKeys, profiles: SigningKeys, clock: SetClock
) -> None:
    foreign.find("profiles", "profiles-1")
    profiles.rotate()
    clock.advance(VERIFIES_FOR)

    assert foreign.find("profiles", "profiles-1") is None


def test_a_service_nobody_told_us_of_has_no_keys(foreign: ForeignKeys, network: Network) -> None:
    assert foreign.find("mallory", "mallory-1") is None
    assert network.asked == 0


@pytest.mark.parametrize(
    "answer",
    [
        {"nothing": []},
        {"keys": 7},
        {"keys": ["text"]},
        {"keys": [{"kty": "OKP", "crv": "Ed25519", "kid": "profiles-1"}]},
        {"keys": [{"kty": "OKP", "crv": "Ed25519", "kid": "profiles-1", "x": "short"}]},
        {"keys": [{"kty": "oct", "k": "c2VjcmV0", "kid": "profiles-1"}]},
        {"keys": [{"kty": "OKP", "crv": "X25519", "kid": "profiles-1", "x": "A" * 43}]},
    ],
    ids=str,
)
def test_a_key_set_that_is_none_gives_no_key(
    foreign: ForeignKeys, network: Network, answer: dict[str, Any]
) -> None:
    network.answer = answer
    found = None

    with suppress(Unavailable):
        found = foreign.find("profiles", "profiles-1")

    assert found is None


def test_whose_key_cannot_be_had_is_told_so_and_not_that_the_token_is_bad(
    foreign: ForeignKeys, network: Network, clock: SetClock
) -> None:
    network.away = True
    for _ in range(3):
        with pytest.raises(Unavailable, match="profiles does not answer"):
            foreign.find("profiles", "profiles-1")
    assert network.asked == 1

    network.away = False
    clock.advance(timedelta(seconds=2))

    assert foreign.find("profiles", "profiles-1") is not None
    assert foreign.find("profiles", "profiles-2") is None


def test_requests_that_come_together_all_get_the_key_from_one_question(
    foreign: ForeignKeys, network: Network
) -> None:
    start = Barrier(16)

    def find(_: int) -> bool:
        start.wait()
        return foreign.find("profiles", "profiles-1") is not None

    with ThreadPoolExecutor(16) as threads:
        assert all(threads.map(find, range(16)))
    assert network.asked == 1


def test_keys_made_anew_under_the_same_id_are_fetched_when_in_doubt(
    foreign: ForeignKeys, network: Network, clock: SetClock
) -> None:
    before = foreign.find("profiles", "profiles-1")
    anew = OKPKey.generate_key("Ed25519", {"kid": "profiles-1"})
    network.answer = {"keys": [anew.as_dict(private=False)]}
    clock.advance(timedelta(seconds=31))

    foreign.refresh("profiles")

    after = foreign.find("profiles", "profiles-1")
    assert before is not None
    assert after is not None
    assert before.as_dict() != after.as_dict()


def test_a_key_set_that_cannot_be_fetched_is_a_request_error() -> None:
    with pytest.raises(requests.RequestException):
        fetch_key_set("http://127.0.0.1:9/.well-known/jwks.json")
