"""A browser's session: what is kept of it, what proves a form ours, how tokens are renewed."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from services.portal.adapters.sessions import RESTS, StoredSessions
from services.portal.adapters.tables import metadata
from services.portal.api_client import Api, Away, Refused, Request, Response
from services.portal.bootstrap import VERSIONS
from services.portal.session import (
    RENEWS_WITHIN,
    Kept,
    Renewal,
    SignedOut,
    Tokens,
    form_token,
    is_form_token,
    new_secret,
)
from shared.clock import SetClock
from shared.ids import new_id
from shared.storage import migrations
from shared.storage.database import Database
from tests.support.stores import made_store

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
LATER = NOON + timedelta(minutes=15)
ADA = new_id()


def tokens(expires_at: datetime = LATER, access: str = "access-1") -> Tokens:
    return Tokens(access, f"refresh of {access}", expires_at, "Ada")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database(made_store(tmp_path, "portal", VERSIONS))
    yield opened
    opened.close()


@pytest.fixture
def sessions(database: Database) -> StoredSessions:
    return StoredSessions(database)


def test_a_session_is_found_by_its_cookie_only(sessions: StoredSessions) -> None:
    secret = new_secret()
    sessions.begin(secret, ADA, tokens(), NOON)

    assert sessions.find(secret, NOON) == Kept(ADA, tokens(), None)
    assert sessions.find(new_secret(), NOON) is None
    assert sessions.find("", NOON) is None


def test_two_browsers_of_one_person_are_two_sessions(sessions: StoredSessions) -> None:
    one, other = new_secret(), new_secret()
    for secret in (one, other):
        sessions.begin(secret, ADA, tokens(access=secret), NOON)
    sessions.end(one)

    assert sessions.find(one, NOON) is None
    found = sessions.find(other, NOON)
    assert found is not None
    assert found.tokens.access_token == other
    sessions.end_all(ADA)
    assert sessions.find(other, NOON) is None


def test_ending_all_of_one_person_ends_nobody_elses(sessions: StoredSessions) -> None:
    mine, theirs = new_secret(), new_secret()
    sessions.begin(mine, ADA, tokens(), NOON)
    sessions.begin(theirs, new_id(), tokens(), NOON)
    sessions.end_all(ADA)

    assert sessions.find(theirs, NOON) is not None


def test_a_session_that_rested_is_over_and_forgotten(
    sessions: StoredSessions, database: Database
) -> None:
    secret = new_secret()
    sessions.begin(secret, ADA, tokens(), NOON)
    late = NOON + RESTS + timedelta(seconds=1)
    assert sessions.find(secret, late) is None
    sessions.begin(new_secret(), ADA, tokens(), late)

    with database.read() as connection:
        count = connection.exec_driver_sql("SELECT count(*) FROM browser_sessions").scalar_one()
    assert count == 1


def test_the_last_write_is_kept_with_it(sessions: StoredSessions) -> None:
    secret = new_secret()
    sessions.begin(secret, ADA, tokens(), NOON)
    for token in ("write-1", "write-2"):
        sessions.note_write(secret, token)
    found = sessions.find(secret, NOON)

    assert found is not None
    assert found.written == "write-2"


def test_one_renews_and_the_others_may_once_it_is_done_or_took_too_long(
    sessions: StoredSessions,
) -> None:
    secret = new_secret()
    sessions.begin(secret, ADA, tokens(), NOON)
    until = NOON + RENEWS_WITHIN

    assert sessions.claim_renewal(secret, NOON, until)
    assert not sessions.claim_renewal(secret, NOON, until)
    assert sessions.claim_renewal(secret, until + timedelta(seconds=1), until + RENEWS_WITHIN)
    sessions.renewed(secret, None, NOON)
    assert sessions.claim_renewal(secret, NOON, until)
    assert not sessions.claim_renewal(new_secret(), NOON, until)


def test_what_was_sealed_for_one_cookie_opens_with_no_other(
    sessions: StoredSessions, database: Database
) -> None:
    mine, theirs = new_secret(), new_secret()
    sessions.begin(mine, ADA, tokens(access="mine"), NOON)
    sessions.begin(theirs, ADA, tokens(access="theirs"), NOON)
    with database.write() as connection:
        connection.exec_driver_sql(
            "UPDATE browser_sessions SET sealed = (SELECT min(sealed) FROM browser_sessions)"
        )
    found = [sessions.find(secret, NOON) for secret in (mine, theirs)]

    assert [each is None for each in found].count(True) == 1


def test_a_form_is_ours_by_its_token_only() -> None:
    secret = new_secret()

    assert is_form_token(secret, form_token(secret))
    for wrong in ("", secret, form_token(new_secret()), form_token(secret)[:-2], "\ud800", "00"):
        assert not is_form_token(secret, wrong)
    assert secret not in form_token(secret)


def test_a_forms_token_looks_different_on_each_page() -> None:
    secret = new_secret()
    seen = [form_token(secret) for _ in range(50)]
    halves = [each[part] for each in seen for part in (slice(16), slice(64, 80))]

    assert len(set(halves)) == len(halves)
    assert all(is_form_token(secret, each) for each in seen)


def test_no_two_cookies_are_alike_and_none_is_short() -> None:
    assert len({new_secret() for _ in range(100)}) == 100
    assert len(new_secret()) >= 43


@pytest.mark.parametrize(
    ("claims", "is_operators"),
    [({"roles": ["operator"]}, True), ({"roles": []}, False), ({}, False), ("no json", False)],
)
def test_what_is_shown_to_operators_depends_on_the_tokens_roles(
    claims: object, is_operators: bool
) -> None:
    text = claims if isinstance(claims, str) else json.dumps(claims)
    middle = base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")

    assert tokens(access=f"head.{middle}.seal").is_operators is is_operators
    assert not tokens(access="no token").is_operators


def test_tokens_are_read_as_they_were_written_out() -> None:
    assert Tokens.read(tokens().written_out()) == tokens()


@dataclass
class Profiles:
    """The far end of a renewal, which answers as it is told."""

    status: int = 200
    asked: list[Request] = field(default_factory=list)

    def send(self, request: Request) -> Response:
        self.asked.append(request)
        fresh = {"access_token": "access-2", "refresh_token": "refresh-2", "expires_in": 900}
        problem = {"code": "session_refused", "detail": "It is over."}
        body = fresh if self.status == 200 else problem
        return Response(self.status, {}, json.dumps(body).encode())


@pytest.fixture
def far() -> Profiles:
    return Profiles()


@pytest.fixture
def clock() -> SetClock:
    return SetClock(NOON)


@pytest.fixture
def renewal(sessions: StoredSessions, far: Profiles, clock: SetClock) -> Renewal:
    return Renewal(sessions, clock, Api(far, bearer=lambda: None), pause=lambda seconds: None)


def begun(sessions: StoredSessions, person: UUID = ADA) -> tuple[str, Kept]:
    secret = new_secret()
    sessions.begin(secret, person, tokens(), NOON)
    found = sessions.find(secret, NOON)
    assert found is not None
    return secret, found


def test_a_token_that_is_good_is_used_as_it_is(
    sessions: StoredSessions, renewal: Renewal, far: Profiles
) -> None:
    secret, kept = begun(sessions)

    assert renewal.current(secret, kept) == kept.tokens
    assert far.asked == []


def test_an_old_one_is_renewed_kept_and_used_from_then_on(
    sessions: StoredSessions, renewal: Renewal, clock: SetClock
) -> None:
    secret, kept = begun(sessions)
    clock.advance(timedelta(minutes=14, seconds=30))
    fresh = renewal.current(secret, kept)

    assert (fresh.access_token, fresh.name) == ("access-2", "Ada")
    again = sessions.find(secret, clock.now())
    assert again is not None
    assert again.tokens == fresh


def test_a_refused_renewal_ends_the_session(
    sessions: StoredSessions, renewal: Renewal, far: Profiles, clock: SetClock
) -> None:
    secret, kept = begun(sessions)
    clock.advance(timedelta(minutes=20))
    far.status = 401

    with pytest.raises(SignedOut):
        renewal.current(secret, kept)
    assert sessions.find(secret, clock.now()) is None


@pytest.mark.parametrize(("status", "error"), [(503, Away), (429, Refused)])
def test_a_renewal_that_could_not_be_had_now_ends_nothing(
    sessions: StoredSessions,
    renewal: Renewal,
    far: Profiles,
    clock: SetClock,
    status: int,
    error: type[Exception],
) -> None:
    secret, kept = begun(sessions)
    clock.advance(timedelta(minutes=20))
    far.status = status
    with pytest.raises(error):
        renewal.current(secret, kept)
    far.status = 200

    assert renewal.current(secret, kept).access_token == "access-2"


def test_what_somebody_else_renewed_meanwhile_is_not_renewed_again(
    sessions: StoredSessions, renewal: Renewal, far: Profiles, clock: SetClock
) -> None:
    secret, kept = begun(sessions)
    clock.advance(timedelta(minutes=20))
    first = renewal.current(secret, kept)

    assert renewal.current(secret, kept) == first
    assert len(far.asked) == 1


def test_who_waits_in_vain_for_another_goes_on_with_what_there_is(
    sessions: StoredSessions, renewal: Renewal, far: Profiles, clock: SetClock
) -> None:
    secret, kept = begun(sessions)
    clock.advance(timedelta(minutes=20))
    assert sessions.claim_renewal(secret, clock.now(), clock.now() + RENEWS_WITHIN)

    assert renewal.current(secret, kept) == kept.tokens
    assert far.asked == []


def test_who_was_signed_out_while_waiting_is_signed_out(
    sessions: StoredSessions, renewal: Renewal, clock: SetClock
) -> None:
    secret, kept = begun(sessions)
    clock.advance(timedelta(minutes=20))
    sessions.end(secret)

    with pytest.raises(SignedOut):
        renewal.current(secret, kept)


def test_the_migrated_store_has_what_the_code_describes(database: Database) -> None:
    assert migrations.differences(database, metadata) == []
