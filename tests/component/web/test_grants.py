"""The names grant: whom may this person know the names of, for five minutes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.clock import SetClock
from shared.errors import Forbidden
from shared.ids import new_id
from shared.web.grants import NAMES_GRANT, Grant, read_grant, sign_grant
from shared.web.keys import Keys
from shared.web.tokens import sign
from tests.support.web import StandIn, trust_stand_in
from tests.support.wishes import make_container, wishes_settings, wishes_web

ASKER = new_id()
PEOPLE = frozenset({new_id(), new_id()})


@pytest.fixture
def referrals(profiles: Keys) -> StandIn:
    return StandIn("referrals")


@pytest.fixture
def profiles(tmp_path: Path, clock: SetClock) -> Iterator[Keys]:
    container = make_container(wishes_settings(tmp_path, "profiles"), clock)
    trust_stand_in(wishes_web(container), "referrals")
    container.keys.own.prepare()
    yield container.keys
    container.units.database.close()


def test_what_referrals_grants_profiles_reads(
    profiles: Keys, referrals: StandIn, clock: SetClock
) -> None:
    token = sign_grant(referrals, ASKER, PEOPLE, clock.now())

    assert read_grant(profiles, token, ASKER, clock.now()) == Grant(ASKER, PEOPLE)


def test_a_grant_is_of_no_use_to_somebody_else(
    profiles: Keys, referrals: StandIn, clock: SetClock
) -> None:
    token = sign_grant(referrals, ASKER, PEOPLE, clock.now())

    assert is_refused(profiles, token, new_id(), clock.now())


def test_a_grant_holds_for_five_minutes(
    profiles: Keys, referrals: StandIn, clock: SetClock
) -> None:
    token = sign_grant(referrals, ASKER, PEOPLE, clock.now())

    assert not is_refused(profiles, token, ASKER, clock.now() + timedelta(minutes=5))
    assert is_refused(profiles, token, ASKER, clock.now() + timedelta(minutes=5, seconds=11))


def test_only_referrals_can_grant_names(profiles: Keys, clock: SetClock) -> None:
    token = sign_grant(profiles.own, ASKER, PEOPLE, clock.now())

    assert is_refused(profiles, token, ASKER, clock.now())


@pytest.mark.parametrize("people", [None, 7, ["not an id"], [7], [None]], ids=str)
def test_a_grant_without_proper_ids_is_refused(
    profiles: Keys, referrals: StandIn, clock: SetClock, people: object
) -> None:
    claims = {"sub": str(ASKER), "people": people}
    token = sign(referrals, NAMES_GRANT, ["profiles"], claims, clock.now())

    assert is_refused(profiles, token, ASKER, clock.now())


def test_nobody_needs_the_names_of_a_hundred_and_one_people(
    referrals: StandIn, clock: SetClock
) -> None:
    with pytest.raises(ValueError, match="at most 100"):
        sign_grant(referrals, ASKER, [new_id() for _ in range(101)], clock.now())


@given(people=st.frozensets(st.uuids(), max_size=100))
def test_every_set_of_people_survives_the_journey(people: frozenset[UUID]) -> None:
    now = datetime.fromisoformat("2026-11-23T12:00:00+00:00")
    token = sign_grant(StandIn("referrals"), ASKER, people, now)

    assert len(token) < 8000
    assert read_grant(knowing_referrals(), token, ASKER, now).people == people


def knowing_referrals() -> Keys:
    signer = StandIn("referrals")

    class Known:
        def find(self, issuer: str, kid: str) -> object:
            return signer.newest() if issuer == "referrals" else None

    return Known()  # type: ignore[return-value]


def is_refused(keys: Keys, token: str, asker: UUID, now: datetime) -> bool:
    try:
        read_grant(keys, token, asker, now)
    except Forbidden as error:
        return error.code == "grant_refused"
    return False
