"""A delivery counts if it is signed with a secret that holds, about now, and not otherwise."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from services.referrals.domain.ats_hook import (
    Delivery,
    Hook,
    secret_of,
    signature,
    signed_with,
)
from tests.support.introductions import DAY, NOON, refusal

SECRET, OTHER = secret_of(b"a" * 32), secret_of(b"b" * 32)
MAKER, NEXT = UUID(int=3), UUID(int=4)
HOOK = Hook(id=UUID(int=1), opening_id=UUID(int=2), made_by=MAKER, made_at=NOON, secret=SECRET)
REFUSED = "signature_refused"
EXAMPLE = Delivery(
    "msg_p5jXN8AQM9LWM0D4loKWxJek",
    "1614265330",
    "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    b'{"test": 2432232314}',
)
"""The example of the Standard Webhooks specification, with its secret below."""
EXAMPLES_SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


def signed(secret: str = SECRET, at: datetime = NOON, number: str = "one") -> Delivery:
    time, body = str(int(at.timestamp())), b'{"stages": []}'
    made = b64encode(signature(secret, number, time, body)).decode()
    return Delivery(number, time, f"v1,{made}", body)


def judged(delivery: Delivery, *secrets: str, at: datetime = NOON) -> str:
    return refusal(lambda: signed_with(delivery, secrets or (SECRET,), at))


def test_the_specifications_own_example_holds_at_its_time() -> None:
    then = datetime.fromtimestamp(1614265330, UTC)

    assert judged(EXAMPLE, EXAMPLES_SECRET, at=then) == "done"
    assert judged(EXAMPLE, SECRET, at=then) == REFUSED


@pytest.mark.parametrize(
    "said",
    [
        {"id": "two"},
        {"timestamp": str(int(NOON.timestamp()) + 1)},
        {"body": b'{"stages": [] }'},
        {"signatures": ""},
        {"signatures": "v1,"},
        {"signatures": "v1,\u00e9"},
        {"signatures": "v1,not base64"},
        {"timestamp": ""},
        {"timestamp": "9" * 400},
        {"timestamp": "-1"},
        {"timestamp": "\u0661"},
    ],
)
def test_what_was_changed_on_the_way_is_refused(said: dict[str, str]) -> None:
    assert judged(replace(signed(), **said)) == REFUSED  # type: ignore[arg-type]


def test_another_version_of_the_right_signature_is_none() -> None:
    right = signed()

    assert judged(replace(right, signatures=right.signatures.replace("v1,", "v2,"))) == REFUSED
    assert judged(replace(right, signatures=right.signatures.removeprefix("v1,"))) == REFUSED


def test_one_of_several_signatures_is_enough_but_not_the_hundredth() -> None:
    wrong, right = signed(OTHER), signed()

    both = replace(right, signatures=f"{wrong.signatures} {right.signatures}")
    many = replace(right, signatures=" ".join([wrong.signatures] * 99 + [right.signatures]))
    assert (judged(both), judged(many)) == ("done", REFUSED)


@pytest.mark.parametrize(
    ("minutes", "code"), [(5, "done"), (-5, "done"), (6, REFUSED), (-6, REFUSED)]
)
def test_it_holds_for_five_minutes_to_either_side(minutes: int, code: str) -> None:
    assert judged(signed(), at=NOON + timedelta(minutes=minutes)) == code


def test_a_former_secret_holds_for_a_day_after_the_next_was_made() -> None:
    rotated = HOOK.rotated(NEXT, OTHER, NOON + DAY)

    assert HOOK.secrets(NOON + 99 * DAY) == {SECRET: MAKER}
    assert rotated.secrets(NOON + 2 * DAY - timedelta(seconds=1)) == {OTHER: NEXT, SECRET: MAKER}
    assert rotated.secrets(NOON + 2 * DAY) == {OTHER: NEXT}
    assert (rotated.made_by, rotated.former_until) == (NEXT, NOON + 2 * DAY)
    again = rotated.rotated(MAKER, SECRET, NOON + DAY)
    assert again.secrets(NOON + DAY) == {SECRET: MAKER, OTHER: NEXT}


def test_of_two_secrets_that_a_delivery_is_signed_with_the_newer_counts() -> None:
    old, new = signed(), signed(OTHER)
    both = replace(old, signatures=f"{old.signatures} {new.signatures}")

    assert signed_with(old, (OTHER, SECRET), NOON) == SECRET
    assert signed_with(both, (OTHER, SECRET), NOON) == OTHER


@pytest.mark.parametrize("number", ["", "a b", "x" * 201, "a\nb"])
def test_an_id_that_cannot_be_kept_is_said_to_be_so(number: str) -> None:
    assert judged(signed(number=number)) == "delivery_id_invalid"
    assert judged(replace(signed(OTHER), id=number)) == REFUSED
