"""Counts take part only when both gave them, and then the smaller claim."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.profiles.domain.claims import (
    MOST,
    Exchange,
    MeetingClaim,
    MessageClaim,
    agreed_meetings,
    agreed_messages,
)
from shared.errors import Invalid

TODAY = date(2026, 11, 1)
counts = st.integers(0, MOST)
days = st.dates(date(1990, 1, 1), TODAY)
message_claims = st.builds(MessageClaim, counts, counts, days)


@given(message_claims, message_claims)
def test_nobody_raises_a_count_beyond_what_the_other_claims(
    one: MessageClaim, other: MessageClaim
) -> None:
    agreed = agreed_messages(one, other)

    assert agreed is not None
    assert agreed.one_way <= min(one.sent, other.received)
    assert agreed.other_way <= min(one.received, other.sent)
    assert agreed.last_on <= min(one.last_on, other.last_on)


@given(message_claims, message_claims)
def test_both_ends_agree_on_the_same_exchange(one: MessageClaim, other: MessageClaim) -> None:
    there, back = agreed_messages(one, other), agreed_messages(other, one)

    assert there is not None
    assert back == Exchange(there.other_way, there.one_way, there.last_on)


def test_a_claim_without_the_others_is_no_claim() -> None:
    assert agreed_messages(MessageClaim(1, 1, TODAY), None) is None
    assert agreed_meetings(None, MeetingClaim(1, TODAY)) is None


def test_a_count_of_today_is_taken() -> None:
    assert MeetingClaim(MOST, TODAY).checked(TODAY) == MeetingClaim(MOST, TODAY)


@pytest.mark.parametrize(
    ("claim", "code"),
    [
        (MeetingClaim(-1, TODAY), "count_out_of_range"),
        (MeetingClaim(MOST + 1, TODAY), "count_out_of_range"),
        (MeetingClaim(1, date(2026, 11, 2)), "date_in_future"),
    ],
)
def test_a_count_that_cannot_be_is_refused(claim: MeetingClaim, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        claim.checked(TODAY)

    assert refused.value.code == code
