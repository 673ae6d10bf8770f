"""Five wrong tries and no more, also for who tries many at once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import g

from services.profiles.api import people, sign_in
from services.profiles.api.guards import counting_tries
from services.profiles.domain.sign_in import CodeRefused
from shared.web.caller import Caller
from tests.support.profiles import Member, ProfilesHome, code_of

SESSIONS = "/v1/sign-in/sessions"


def wrong_for(right: str, by: int = 1) -> str:
    return f"{(int(right) + by) % 1_000_000:06d}"


def test_a_wrong_code_counts_before_anything_is_done_with_it(
    home: ProfilesHome, ana: Member
) -> None:
    """What comes after the guard may run side by side with other calls; it sees no wrong code."""
    home.nobody.post("/v1/sign-in/codes", {"mail": ana.mail})
    right = home.code_for(ana.mail)
    reached: list[str] = []
    guarded: Callable[[dict[str, Any]], None] = counting_tries(sign_in._is_right)(
        lambda body: reached.append(body["code"])
    )

    with home.app.test_request_context():
        for by in range(1, 5):
            with pytest.raises(CodeRefused):
                guarded({"mail": ana.mail, "code": wrong_for(right, by)})
        guarded({"mail": ana.mail, "code": right})

    assert reached == [right]
    last = home.nobody.post(SESSIONS, {"mail": ana.mail, "code": wrong_for(right)})
    assert code_of(last) == (401, "code_refused")
    tried = home.nobody.post(SESSIONS, {"mail": ana.mail, "code": right})
    assert code_of(tried) == (401, "code_refused")


def test_the_same_holds_for_an_address_that_is_added(home: ProfilesHome, ana: Member) -> None:
    ana.visitor.post("/v1/people/me/mail-addresses", {"mail": "ana@work.example"})
    right = home.code_for("ana@work.example")
    reached: list[str] = []
    guarded: Callable[[dict[str, Any]], None] = counting_tries(people._is_right)(
        lambda body: reached.append(body["code"])
    )

    with home.app.test_request_context():
        g.caller = Caller(ana.id, ana.id)
        for by in range(1, 6):
            with pytest.raises(CodeRefused):
                guarded({"mail": "ana@work.example", "code": wrong_for(right, by)})

    assert reached == []
    body = {"mail": "ana@work.example", "code": right}
    tried = ana.visitor.post("/v1/people/me/mail-addresses/verify", body)
    assert code_of(tried) == (401, "code_refused")


def test_many_wrong_tries_at_once_use_the_code_up(home: ProfilesHome, ana: Member) -> None:
    home.nobody.post("/v1/sign-in/codes", {"mail": ana.mail})
    right = home.code_for(ana.mail)

    def guess(by: int) -> int:
        body = {"mail": ana.mail, "code": wrong_for(right, by)}
        return home.nobody.post(SESSIONS, body).status_code

    with ThreadPoolExecutor(12) as together:
        assert set(together.map(guess, range(1, 25))) == {401}

    tried = home.nobody.post(SESSIONS, {"mail": ana.mail, "code": right})
    assert code_of(tried) == (401, "code_refused")


def test_an_answered_verification_is_answered_again_for_its_key(
    home: ProfilesHome, ana: Member
) -> None:
    ana.visitor.post("/v1/people/me/mail-addresses", {"mail": "ana@work.example"})
    body = {"mail": "ana@work.example", "code": home.code_for("ana@work.example")}

    first, again = (
        ana.visitor.post("/v1/people/me/mail-addresses/verify", body, idempotency_key="k")
        for _ in range(2)
    )

    assert (first.status_code, again.status_code) == (200, 200)
    assert first.data == again.data
