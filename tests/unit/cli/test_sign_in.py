"""Signing in by code, and staying signed in."""

from __future__ import annotations

import stat
import time
from collections.abc import Callable

import pytest

from shared.cli.client import Refused, Services
from shared.cli.home import Home
from shared.cli.sign_in import SignedIn, forget, sign_in, signed_in
from tests.unit.cli.conftest import Reply, Script

ADA = "ada@a.example"
CODES, SESSIONS, REFRESH = "/v1/sign-in/codes", "/v1/sign-in/sessions", "/v1/sign-in/refresh"


def tokens(access: str, expires_in: int = 900) -> dict[str, object]:
    return {
        "access_token": access,
        "refresh_token": f"refresh-{access}",
        "expires_in": expires_in,
        "person_id": "p",
    }


def by_hand(address: str) -> Callable[[], str]:
    return lambda: "123456"


@pytest.fixture
def asked(script: Script) -> Script:
    script.on("POST", CODES, Reply(202, {}))
    script.on("POST", SESSIONS, Reply(201, tokens("first")), Reply(201, tokens("second")))
    script.on("POST", REFRESH, Reply(200, tokens("renewed")))
    return script


def paths(script: Script) -> list[str]:
    return [heard.path for heard in script.heard]


def test_a_code_is_asked_for_and_exchanged(asked: Script, services: Services) -> None:
    session = sign_in(services, ADA, by_hand, {"name": "Ada", "findable": True})

    assert session.access_token == "first"
    assert asked.heard[0].json == {"mail": ADA}
    assert asked.heard[1].json == {
        "mail": ADA,
        "code": "123456",
        "sign_up": {"name": "Ada", "findable": True},
    }


def test_the_mailbox_is_looked_at_before_the_code_is_asked_for(
    asked: Script, services: Services
) -> None:
    order: list[str] = []

    def codes(address: str) -> Callable[[], str]:
        order.append(f"looked after {len(asked.heard)} requests")
        return lambda: "1"

    sign_in(services, ADA, codes)

    assert order == ["looked after 0 requests"]


def test_whoever_is_signed_in_is_not_asked_again(
    asked: Script, services: Services, home: Home
) -> None:
    first = signed_in(services, home, ADA, by_hand)

    assert signed_in(services, home, ADA, by_hand) == first
    assert paths(asked) == [CODES, SESSIONS]


def test_a_session_is_kept_where_only_the_owner_reads_it(
    asked: Script, services: Services, home: Home
) -> None:
    signed_in(services, home, ADA, by_hand)

    (kept,) = home.sessions.iterdir()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert "ada" not in kept.name


def test_a_session_near_its_end_is_renewed_without_a_code(
    script: Script, services: Services, home: Home, asked: Script
) -> None:
    script.on("POST", SESSIONS, Reply(201, tokens("first", expires_in=10)))
    signed_in(services, home, ADA, by_hand)

    renewed = signed_in(services, home, ADA, by_hand)

    assert renewed.access_token == "renewed"
    assert asked.heard[-1].json == {"refresh_token": "refresh-first"}


def test_a_session_that_is_over_starts_anew(
    script: Script, services: Services, home: Home, asked: Script
) -> None:
    script.on("POST", SESSIONS, Reply(201, tokens("old", -1)), Reply(201, tokens("new")))
    script.on("POST", REFRESH, Reply(401, {"code": "session_refused", "detail": "over"}))
    signed_in(services, home, ADA, by_hand)

    assert signed_in(services, home, ADA, by_hand).access_token == "new"


def test_a_damaged_session_file_is_as_good_as_none(
    asked: Script, services: Services, home: Home
) -> None:
    signed_in(services, home, ADA, by_hand)
    (kept,) = home.sessions.iterdir()
    kept.write_text("{")

    assert signed_in(services, home, ADA, by_hand).access_token == "second"


def test_members_do_not_share_a_session(asked: Script, services: Services, home: Home) -> None:
    ada = signed_in(services, home, ADA, by_hand)
    bea = signed_in(services, home, "bea@b.example", by_hand)

    assert ada.access_token != bea.access_token


def test_a_forgotten_session_is_gone(asked: Script, services: Services, home: Home) -> None:
    signed_in(services, home, ADA, by_hand)

    forget(home, ADA)

    assert list(home.sessions.iterdir()) == []


def test_an_unknown_address_without_sign_up_is_told_so(
    script: Script, services: Services, asked: Script
) -> None:
    needed = {"code": "sign_up_needed", "detail": "Nobody has this address yet."}
    script.on("POST", SESSIONS, Reply(422, needed))

    with pytest.raises(Refused, match="sign_up_needed"):
        sign_in(services, ADA, by_hand)


def test_the_end_of_a_session_is_a_moment_not_a_span(asked: Script, services: Services) -> None:
    session: SignedIn = sign_in(services, ADA, by_hand)

    assert 880 < session.expires_at - time.time() <= 900
