from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.clock import SetClock
from shared.errors import Invalid
from shared.storage.database import Database
from shared.web.keys import VERIFIES_FOR, SigningKeys
from shared.web.sealing import seal, unseal
from tests.support.messages import NOON
from tests.support.stores import new_store


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    store = new_store(tmp_path)
    yield store
    store.close()


@pytest.fixture
def clock() -> SetClock:
    return SetClock(NOON)


@pytest.fixture
def keys(database: Database, clock: SetClock) -> SigningKeys:
    own = SigningKeys("referrals", database, clock)
    own.prepare()
    return own


@pytest.mark.parametrize("text", ["", "Bea", "[93, [1, 2], 7]", "zażółć", "x" * 2000])
def test_what_was_sealed_here_opens_here(keys: SigningKeys, text: str) -> None:
    assert unseal(keys, seal(keys, text)) == text


def test_a_seal_shows_nothing_of_its_text(keys: SigningKeys) -> None:
    parts = seal(keys, "bea-santos").split(".")

    opened = b"".join(base64.urlsafe_b64decode(part + "==") for part in parts if part)
    assert b"bea-santos" not in opened


def test_the_same_text_is_sealed_differently_each_time(keys: SigningKeys) -> None:
    assert seal(keys, "bea") != seal(keys, "bea")


@pytest.mark.parametrize("position", [5, 60, 70, -3])
def test_a_changed_seal_is_refused(keys: SigningKeys, position: int) -> None:
    sealed = seal(keys, "bea")
    other = "A" if sealed[position] != "A" else "B"
    changed = sealed[:position] + other + sealed[position:][1:]

    with pytest.raises(Invalid, match="none of ours"):
        unseal(keys, changed)


def test_a_seal_under_a_key_of_ones_own_is_refused(keys: SigningKeys) -> None:
    header = base64.urlsafe_b64encode(
        json.dumps({"alg": "dir", "enc": "A256GCM", "kid": "nobody-1"}).encode()
    )
    rest = seal(keys, "bea").partition(".")[2]

    with pytest.raises(Invalid):
        unseal(keys, f"{header.decode().rstrip('=')}.{rest}")


def test_a_seal_opens_for_days_after_the_key_was_retired(
    keys: SigningKeys, clock: SetClock
) -> None:
    sealed = seal(keys, "bea")
    keys.rotate()

    clock.advance(VERIFIES_FOR - timedelta(minutes=1))
    assert unseal(keys, sealed) == "bea"
    clock.advance(timedelta(minutes=2))
    with pytest.raises(Invalid):
        unseal(keys, sealed)


@given(st.text(max_size=300))
def test_what_is_none_of_ours_is_refused_and_never_fails_otherwise(text: str) -> None:
    with pytest.raises(Invalid):
        unseal(_NoKeys(), text)


class _NoKeys(SigningKeys):
    """A service that has no key at all."""

    def __init__(self) -> None:
        self.service = "referrals"

    def find(self, kid: str) -> None:
        return None
