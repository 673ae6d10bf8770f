"""Attacks on tokens. Each is refused, and for the caller all refusals read alike."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st
from joserfc import jwt
from joserfc.jwk import OKPKey, RSAKey

from shared.clock import SetClock
from shared.ids import new_id
from shared.web.app_factory import create_app
from shared.web.auth import ACCESS_TOKEN, issue, verify
from shared.web.caller import Caller
from shared.web.tokens import BadToken, Kind, read, sign
from tests.support.web import StandIn, access_token, stand_in_key, trust_stand_in, with_token
from tests.support.wishes import Container, make_container, wishes_settings, wishes_web

BEA = Caller(new_id(), new_id())
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
ADDRESS = f"/v1/wishes/{new_id()}"
Parts = tuple[dict[str, Any], dict[str, Any]]


@pytest.fixture(scope="module")
def clock() -> SetClock:
    return SetClock(NOON)


@pytest.fixture(scope="module")
def container(clock: SetClock, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Container]:
    made = make_container(wishes_settings(tmp_path_factory.mktemp("store")), clock)
    yield made
    made.units.database.close()


@pytest.fixture(scope="module")
def app(container: Container) -> Flask:
    return create_app(wishes_web(container))


@pytest.fixture(scope="module")
def profiles(app: Flask) -> StandIn:
    return trust_stand_in(app.extensions["service_web"], "profiles")


def good(now: datetime) -> Parts:
    """A header and claims that are right in every way."""
    at = int(now.timestamp())
    header = {"alg": "Ed25519", "typ": "at+jwt", "kid": "profiles-1"}
    claims = {
        "iss": "profiles",
        "aud": ["postings"],
        "sub": str(BEA.person_id),
        "sid": str(BEA.session_id),
        "roles": [],
        "iat": at,
        "nbf": at,
        "exp": at + 900,
    }
    return header, claims


def forge(header: Mapping[str, Any], claims: Mapping[str, Any], key: Any = None) -> str:
    """Any token at all, signed with the key of profiles unless told otherwise."""
    signer = key or stand_in_key()
    algorithms = [header["alg"]]
    return jwt.encode(dict(header), dict(claims), signer, algorithms, default_type=None)


def refused(app: Flask, token: str) -> bool:
    answer = with_token(app, token).get(ADDRESS)
    if answer.status_code == 401:
        assert answer.json is not None
        assert answer.json["code"] == "token_refused"
        assert answer.headers["WWW-Authenticate"] == "Bearer"
    else:
        assert answer.status_code == 404, "it got through to the question"
    return answer.status_code == 401


def test_a_token_that_is_right_in_every_way_is_believed(
    app: Flask, profiles: StandIn, clock: SetClock
) -> None:
    assert not refused(app, forge(*good(clock.now())))
    assert not refused(app, access_token(app, BEA))


@pytest.mark.parametrize(
    "wrong",
    [
        {"iss": "postings"},
        {"iss": None},
        {"iss": ["profiles"]},
        {"aud": ["referrals"]},
        {"aud": []},
        {"aud": None},
        {"aud": ["post", "ings"]},
        {"sub": None},
        {"sub": "bea"},
        {"sub": 7},
        {"sid": None},
        {"sid": {}},
        {"roles": None},
        {"roles": 5},
        {"roles": [{}]},
        {"exp": None},
        {"exp": "tomorrow"},
        {"nbf": None},
        {"iat": None},
    ],
    ids=str,
)
def test_a_wrong_or_missing_claim_is_refused(
    app: Flask, profiles: StandIn, clock: SetClock, wrong: dict[str, Any]
) -> None:
    header, claims = good(clock.now())
    changed = {name: value for name, value in (claims | wrong).items() if value is not None}

    assert refused(app, forge(header, changed))


@pytest.mark.parametrize(
    "wrong",
    [
        {"typ": None},
        {"typ": "JWT"},
        {"typ": "grant+jwt"},
        {"typ": "write+jwt"},
        {"kid": None},
        {"kid": "profiles-2"},
        {"kid": "postings-1"},
        {"kid": "../../etc/passwd"},
        {"kid": "profiles-1/../profiles-1"},
        {"kid": "profiles-1' OR '1'='1"},
        {"kid": "profiles-\x00"},
        {"kid": ""},
    ],
    ids=str,
)
def test_a_wrong_or_missing_header_is_refused(
    app: Flask, profiles: StandIn, clock: SetClock, wrong: dict[str, Any]
) -> None:
    header, claims = good(clock.now())
    changed = {name: value for name, value in (header | wrong).items() if value is not None}

    assert refused(app, forge(changed, claims))


@pytest.mark.parametrize("kid", [7, ["profiles-1"], {"a": 1}, True], ids=str)
def test_a_key_id_that_is_no_text_is_refused(
    app: Flask, profiles: StandIn, clock: SetClock, kid: Any
) -> None:
    header, claims = good(clock.now())
    assert refused(app, f"{part(header | {'kid': kid})}.{part(claims)}.c2ln")


@pytest.mark.parametrize("alg", ["none", "None", "NONE", "", "HS256", "EdDSA", "Ed448", "RS256"])
def test_an_unsigned_token_is_refused_whatever_it_says(
    app: Flask, profiles: StandIn, clock: SetClock, alg: str
) -> None:
    header, claims = good(clock.now())
    stated = f"{part(header | {'alg': alg})}.{part(claims)}"

    assert refused(app, f"{stated}.")
    assert refused(app, stated)


def test_our_public_key_is_not_taken_for_a_shared_secret(
    app: Flask, profiles: StandIn, clock: SetClock
) -> None:
    header, claims = good(clock.now())
    stated = f"{part(header | {'alg': 'HS256'})}.{part(claims)}"
    public = stand_in_key().as_dict(private=False)["x"]
    for secret in (str(public).encode(), base64.urlsafe_b64decode(f"{public}=")):
        signature = hmac.digest(secret, stated.encode(), hashlib.sha256)

        assert refused(app, f"{stated}.{encoded(signature)}")


def test_a_key_that_the_token_brings_along_is_not_believed(
    app: Flask, profiles: StandIn, clock: SetClock
) -> None:
    header, claims = good(clock.now())
    own = OKPKey.generate_key("Ed25519")
    rsa = RSAKey.generate_key(2048)

    brought = {"jwk": own.as_dict(private=False)}
    assert refused(app, forge(header | brought, claims, own))
    assert refused(app, forge(header, claims, own))
    assert refused(app, forge(header | {"alg": "RS256"}, claims, rsa))


def test_a_critical_extension_that_we_do_not_know_is_refused(
    app: Flask, profiles: StandIn, clock: SetClock
) -> None:
    header, claims = good(clock.now())
    assert refused(app, f"{part(header | {'crit': ['b64'], 'b64': False})}.{part(claims)}.c2ln")


@pytest.mark.parametrize(("minutes", "believed"), [(0, True), (14, True), (16, False)])
def test_a_token_holds_for_fifteen_minutes(
    app: Flask, profiles: StandIn, clock: SetClock, minutes: int, believed: bool
) -> None:
    token = issue(profiles, BEA, clock.now() - timedelta(minutes=minutes))

    assert refused(app, token) is not believed


@pytest.mark.parametrize("claim", ["nbf", "iat"])
def test_a_token_of_the_future_is_refused(
    app: Flask, profiles: StandIn, clock: SetClock, claim: str
) -> None:
    header, claims = good(clock.now())
    assert refused(app, forge(header, claims | {claim: claims[claim] + 60}))


def test_two_clocks_may_differ_by_seconds(app: Flask, profiles: StandIn, clock: SetClock) -> None:
    header, claims = good(clock.now())
    assert not refused(app, forge(header, claims | {"nbf": claims["nbf"] + 5}))


def test_a_changed_letter_breaks_a_token(app: Flask, profiles: StandIn, clock: SetClock) -> None:
    token = access_token(app, BEA)
    head, body, signature = token.split(".")
    claims = json.loads(base64.urlsafe_b64decode(f"{body}=="))
    operator = part(claims | {"roles": ["operator"]})

    assert refused(app, f"{head}.{operator}.{signature}")
    assert refused(app, f"{token}x")
    assert refused(app, f"{head}.{body}.{signature[:-8]}AAAAAAAA")


@pytest.mark.parametrize(
    "header",
    ["Basic YTpi", "Bearer", "Bearer ", "", "Bearer a b", "Bearer é", "Bearer " + "x" * 9000],
)
def test_any_other_authorization_is_refused(app: Flask, header: str) -> None:
    answer = app.test_client().get(ADDRESS, headers={"Authorization": header.encode("latin-1")})

    assert answer.status_code == 401


def test_a_token_made_for_one_service_is_refused_by_another(
    container: Container, profiles: StandIn, clock: SetClock
) -> None:
    narrow = sign(profiles, ACCESS_TOKEN, ["referrals"], {"sub": str(BEA.person_id)}, clock.now())

    with pytest.raises(BadToken):
        verify(container.keys, narrow, "postings", clock.now())


def test_another_service_cannot_sign_people_in(container: Container, clock: SetClock) -> None:
    referrals = trust_stand_in(wishes_web(container), "referrals")
    ours = container.keys.own
    ours.prepare()

    for impostor in (referrals, ours):
        with pytest.raises(BadToken):
            verify(container.keys, issue(impostor, BEA, clock.now()), "postings", clock.now())


def test_one_kind_of_token_never_passes_for_another(container: Container, clock: SetClock) -> None:
    keys = container.keys
    keys.own.prepare()
    one, other = (Kind(typ, ["postings"], timedelta(minutes=1)) for typ in ("a+jwt", "b+jwt"))
    token = sign(keys.own, one, ["postings"], {"sub": "x"}, clock.now())

    assert read(keys, one, token, "postings", clock.now())["sub"] == "x"
    with pytest.raises(BadToken):
        read(keys, other, token, "postings", clock.now())


values = st.none() | st.integers() | st.text() | st.lists(st.text())
objects = st.dictionaries(st.sampled_from(["alg", "kid", "typ", "crit", "b64", "zip"]), values)
made_up = st.tuples(objects, values).map(lambda parts: f"{part(parts[0])}.{part(parts[1])}.AA")


class NoKeys:
    def find(self, issuer: str, kid: str) -> None: ...
    def doubt(self, issuer: str) -> None: ...


@given(token=st.text() | made_up)
@settings(max_examples=60)
def test_no_text_whatever_is_taken_for_a_token(token: str) -> None:
    with pytest.raises(BadToken):
        read(NoKeys(), ACCESS_TOKEN, token, "postings", NOON)  # type: ignore[arg-type]


def part(value: object) -> str:
    return encoded(json.dumps(value).encode())


def encoded(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).decode().rstrip("=")
