"""What profiles proves of addresses holds for whom it was given to, and for a while."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from services.referrals.bootstrap import service_web
from shared.ids import new_id
from shared.web.addresses import (
    INVITED,
    OWN_ADDRESSES,
    InvitedAddress,
    read_addresses,
    read_invited,
    sign_addresses,
    sign_invited,
)
from shared.web.grants import sign_grant
from shared.web.keys import Keys
from shared.web.tokens import sign
from tests.support.introductions import refusal
from tests.support.referrals import Referrals, open_referrals
from tests.support.web import StandIn, trust_stand_in

ANA, BEA = UUID(int=1), UUID(int=2)
ADDRESS = InvitedAddress(UUID(int=3), "ab" * 32)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Referrals]:
    opened = open_referrals(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def profiles(house: Referrals) -> StandIn:
    return trust_stand_in(service_web(house.container), "profiles")


@pytest.fixture
def keys(house: Referrals) -> Keys:
    return house.container.keys


def test_an_invitation_is_read_as_it_was_signed(
    house: Referrals, profiles: StandIn, keys: Keys
) -> None:
    now = house.clock.now()

    assert read_invited(keys, sign_invited(profiles, ANA, ADDRESS, now), ANA, now) == ADDRESS


def test_addresses_are_read_as_they_were_signed(
    house: Referrals, profiles: StandIn, keys: Keys
) -> None:
    now = house.clock.now()
    proof = sign_addresses(profiles, ANA, ["b", "a"], now)

    assert read_addresses(keys, proof, ANA, now) == {"a", "b"}
    assert read_addresses(keys, sign_addresses(profiles, ANA, [], now), ANA, now) == frozenset()


def test_each_holds_for_its_own_time(house: Referrals, profiles: StandIn, keys: Keys) -> None:
    now = house.clock.now()
    invited, proof = (
        sign_invited(profiles, ANA, ADDRESS, now),
        sign_addresses(profiles, ANA, ["a"], now),
    )
    for minutes, both in ((4, ("done", "done")), (6, ("done", "proof_refused"))):
        later = now + timedelta(minutes=minutes)
        said = (
            refusal(lambda: read_invited(keys, invited, ANA, later)),  # noqa: B023
            refusal(lambda: read_addresses(keys, proof, ANA, later)),  # noqa: B023
        )
        assert said == both
    late = now + timedelta(minutes=62)
    assert refusal(lambda: read_invited(keys, invited, ANA, late)) == "proof_refused"


def test_nobody_uses_anothers(house: Referrals, profiles: StandIn, keys: Keys) -> None:
    now = house.clock.now()
    invited = sign_invited(profiles, ANA, ADDRESS, now)
    proof = sign_addresses(profiles, ANA, ["a"], now)

    assert refusal(lambda: read_invited(keys, invited, BEA, now)) == "proof_refused"
    assert refusal(lambda: read_addresses(keys, proof, BEA, now)) == "proof_refused"


def test_nothing_else_is_a_proof(house: Referrals, profiles: StandIn, keys: Keys) -> None:
    now, own = house.clock.now(), house.container.keys.own
    pretended = [
        "rubbish",
        "a.b.c",
        "x" * 9000,
        sign_grant(own, ANA, [BEA], now),
        sign_invited(own, ANA, ADDRESS, now),
        sign_addresses(own, ANA, ["a"], now),
        sign(profiles, INVITED, ["postings"], {"sub": str(ANA), "invitation": "x"}, now),
        sign(profiles, INVITED, ["referrals"], {"sub": str(ANA), "invitation": "x"}, now),
        sign(profiles, INVITED, ["referrals"], {"sub": str(ANA)}, now),
        sign(profiles, OWN_ADDRESSES, ["referrals"], {"sub": str(ANA)}, now),
        sign(profiles, OWN_ADDRESSES, ["referrals"], {"sub": str(ANA), "addresses": 7}, now),
    ]

    for each in pretended:
        readers: list[Callable[[], object]] = [
            lambda: read_invited(keys, each, ANA, now),  # noqa: B023
            lambda: read_addresses(keys, each, ANA, now),  # noqa: B023
        ]
        assert {refusal(reader) for reader in readers} == {"proof_refused"}, each


def test_a_proof_tells_no_address_and_no_other_person(house: Referrals, profiles: StandIn) -> None:
    token = sign_invited(profiles, ANA, InvitedAddress(new_id(), "ab" * 32), house.clock.now())

    assert "@" not in token
