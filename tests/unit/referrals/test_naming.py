"""Whoever helped is named by their own word, as it stood when the chain was first shown."""

from __future__ import annotations

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.referrals.domain.introduction import Introduction
from services.referrals.domain.introduction_losses import without_person
from services.referrals.domain.naming import chain_shown, named_in, naming_said
from services.referrals.domain.step import NOBODY, Answer
from tests.support.introductions import (
    ADA,
    BEA,
    CAI,
    DAN,
    DAY,
    LONG_WAY,
    NOON,
    STRANGER,
    TOM,
    agreed,
    asked,
    deadline,
    refusal,
    yes,
)

NOT_FOUND = "introduction_not_found"


def met() -> Introduction:
    return agreed(yes(yes(asked(*LONG_WAY), BEA), CAI), TOM)


@given(
    st.lists(st.tuples(st.sampled_from([BEA, CAI]), st.booleans())),
    st.lists(st.tuples(st.sampled_from([BEA, CAI]), st.booleans())),
)
def test_what_was_said_last_before_the_first_showing_holds_for_ever(
    before: list[tuple[UUID, bool]], after: list[tuple[UUID, bool]]
) -> None:
    one = met()
    for by, agrees in before:
        one = naming_said(one, by, agrees)
    assert named_in(one) == set()
    one = chain_shown(one)
    for by, agrees in after:
        one = chain_shown(naming_said(one, by, agrees))

    assert named_in(one) == {by for by, agrees in dict(before).items() if agrees}


def test_nobody_is_named_who_said_nothing() -> None:
    assert named_in(chain_shown(met())) == set()


@pytest.mark.parametrize("by", [ADA, DAN, STRANGER, NOBODY])
def test_to_who_was_not_asked_there_is_none(by: UUID) -> None:
    assert refusal(lambda: naming_said(met(), by, True)) == NOT_FOUND


def test_who_is_asked_or_has_agreed_to_meet_has_not_helped() -> None:
    assert refusal(lambda: naming_said(asked(*LONG_WAY), BEA, True)) == "naming_needs_help"
    assert refusal(lambda: naming_said(met(), TOM, True)) == "naming_needs_help"


def test_who_let_it_pass_reads_that_there_is_none() -> None:
    one = asked(*LONG_WAY)
    lapsed = one.lapsed(deadline(one), [])

    assert refusal(lambda: naming_said(lapsed, BEA, True)) == NOT_FOUND


def test_who_handed_on_what_reached_them_has_helped() -> None:
    reached = asked(ADA, TOM)
    handed = reached.answered(TOM, Answer.SOMEONE_BETTER, NOON + DAY, onward=(DAN,))

    assert named_in(chain_shown(naming_said(handed, TOM, True))) == {TOM}


def test_who_left_is_not_named() -> None:
    shown = chain_shown(naming_said(met(), BEA, True))

    assert BEA not in named_in(without_person(shown, BEA, NOON + DAY, []))
