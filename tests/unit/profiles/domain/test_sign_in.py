"""A code is good once, for ten minutes and five tries; a refresh token is good once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.profiles.domain.sign_in import (
    CODE_LASTS,
    MOST_TRIES,
    SESSION_RESTS,
    OneTimeCode,
    Purpose,
    Session,
    SessionRefused,
    end,
    refresh,
    send_code,
    session_of,
    try_code,
    use_code,
)

KEY, OTHER_KEY = b"k" * 32, b"o" * 32
NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)
ANA, HERE = UUID(int=1), UUID(int=9)
MAIL = "ana@mill.example"


def sent(number: int = 4711) -> tuple[OneTimeCode, str]:
    return send_code(MAIL, "sign_in", NOON, KEY, lambda _: number)


def is_right(kept: OneTimeCode, code: str, at: datetime = NOON, key: bytes = KEY) -> bool:
    return try_code(kept, code, at, key)[1]


def session() -> Session:
    return Session(HERE, ANA, NOON)


@given(st.integers(0, 999_999))
def test_a_code_is_six_digits_and_the_right_one(number: int) -> None:
    kept, code = sent(number)

    assert len(code) == 6
    assert code.isdecimal()
    assert is_right(kept, code)


def test_codes_are_drawn_from_all_of_a_million() -> None:
    _, highest = send_code(MAIL, "sign_in", NOON, KEY, lambda below: below - 1)

    assert highest == "999999"


def test_the_code_itself_is_not_kept() -> None:
    kept, code = sent()

    assert code not in repr(kept)
    assert not is_right(kept, code, key=OTHER_KEY)


def test_a_code_is_good_for_ten_minutes() -> None:
    kept, code = sent()

    assert is_right(kept, code, NOON + CODE_LASTS - timedelta(seconds=1))
    assert not is_right(kept, code, NOON + CODE_LASTS)
    assert timedelta(minutes=10) == CODE_LASTS


def test_a_code_is_good_once() -> None:
    kept, code = sent()

    assert not is_right(use_code(kept), code)


def test_a_right_code_stays_good_until_it_did_its_work() -> None:
    kept, code = sent()
    kept, _ = try_code(kept, code, NOON, KEY)

    assert is_right(kept, code)


def test_after_five_wrong_tries_the_right_code_is_refused() -> None:
    kept, code = sent()
    for _ in range(MOST_TRIES - 1):
        kept, right = try_code(kept, "000000", NOON, KEY)
        assert not right
    assert is_right(kept, code)

    kept, _ = try_code(kept, "000000", NOON, KEY)
    assert not is_right(kept, code)
    assert kept.wrong_tries == MOST_TRIES == 5


def test_blanks_around_a_code_do_no_harm_and_nonsense_is_only_wrong() -> None:
    kept, code = sent()

    assert is_right(kept, f" {code}\n")
    for nonsense in ("", "4711", "٠٠٤٧١١", "\ud800", "0" * 10_000):
        assert not is_right(kept, nonsense)


@pytest.mark.parametrize(
    "other",
    [
        ("eve@mill.example", "sign_in", None),
        (MAIL, "add_mail", None),
        (MAIL, "sign_in", ANA),
    ],
)
def test_a_code_is_good_only_for_what_it_was_sent_for(
    other: tuple[str, Purpose, UUID | None],
) -> None:
    kept, code = sent()
    mail, purpose, person = other
    elsewhere = OneTimeCode(mail, purpose, kept.digest, NOON, person)

    assert not is_right(elsewhere, code)


def test_a_token_names_its_session_and_generation() -> None:
    assert session_of(session().token(KEY), KEY) == (HERE, 1)


@pytest.mark.parametrize(
    "token",
    ["", "a.b.c", f"{HERE}.1", f"{HERE}.1.", f"{HERE}.x.y", f"{HERE}.1.ü", f"{HERE}.1.\ud800"],
)
def test_a_token_we_did_not_give_is_refused(token: str) -> None:
    with pytest.raises(SessionRefused):
        session_of(token, KEY)


def test_a_token_cannot_be_changed_into_another() -> None:
    seal = session().token(KEY).rpartition(".")[2]

    for forged in (f"{HERE}.2.{seal}", f"{ANA}.1.{seal}", session().token(OTHER_KEY)):
        with pytest.raises(SessionRefused):
            session_of(forged, KEY)


def test_refreshing_rotates_the_token() -> None:
    later = NOON + timedelta(days=1)
    after = refresh(session(), 1, later)

    assert (after.generation, after.refreshed_at, after.ended) == (2, later, False)
    assert after.token(KEY) != session().token(KEY)


def test_a_rotated_token_used_again_ends_the_session_for_both_holders() -> None:
    after = refresh(session(), 1, NOON)
    stolen = refresh(after, 1, NOON)

    assert stolen.ended
    assert refresh(stolen, 2, NOON).ended


def test_a_session_that_rested_too_long_is_over() -> None:
    assert not refresh(session(), 1, NOON + SESSION_RESTS - timedelta(seconds=1)).ended
    assert refresh(session(), 1, NOON + SESSION_RESTS).ended


def test_after_sign_out_no_token_is_good() -> None:
    assert refresh(end(session()), 1, NOON).ended
