"""Credit is a pure function of a history that is only added to, and says why in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.referrals.domain.credit import (
    NEVER_ELIGIBLE,
    Line,
    LineKind,
    amount_at,
    balance,
    credit,
    milestones,
)
from services.referrals.domain.credit_history import (
    Corrected,
    Entry,
    Left,
    Reversed,
    Stayed,
)
from shared.contracts.postings import Milestone, ReferralPolicy
from tests.support.referring import DAY, MONDAY, POLICY, REC, agreed_entry, hired_entry

AGREED, HIRED = agreed_entry(), hired_entry()
STAYED_6, STAYED_12 = (
    Stayed(at=MONDAY + days * DAY, months=m) for days, m in ((210, 6), (400, 12))
)
LEFT = Left(at=MONDAY + 300 * DAY, ended=date(2027, 8, 1))
TAKEN_BACK = Reversed(at=MONDAY + 500 * DAY, months=6, by=REC, why="Paid by mistake.")
WHOLE: list[Entry] = [AGREED, HIRED, STAYED_6, STAYED_12]


def kinds(lines: tuple[Line, ...]) -> list[tuple[LineKind, int]]:
    return [(line.kind, line.amount) for line in lines]


def test_the_bonus_is_paid_at_each_milestone_and_exactly_once() -> None:
    paid = credit([*WHOLE, STAYED_6, STAYED_12])

    assert kinds(paid) == [(LineKind.AWARD, 330), (LineKind.AWARD, 330), (LineKind.AWARD, 340)]
    assert balance(paid) == POLICY.bonus


def test_a_line_says_why_in_words_with_the_policys_version() -> None:
    assert [line.why for line in credit(WHOLE)] == [
        "The candidate was hired: 33 % of the bonus of 1000 EUR, by version 3 of the policy.",
        "Employed for 6 months: 33 % of the bonus of 1000 EUR, by version 3 of the policy.",
        "Employed for 12 months: 34 % of the bonus of 1000 EUR, by version 3 of the policy.",
    ]


def test_a_policy_without_milestones_pays_on_the_first_day() -> None:
    policy = replace(POLICY, milestones=[])

    assert kinds(credit([agreed_entry(policy=policy), HIRED])) == [(LineKind.AWARD, 1000)]


def test_nothing_is_paid_before_a_hire() -> None:
    assert credit([AGREED, STAYED_6]) == ()


def test_an_opening_without_a_policy_pays_nothing_and_says_so() -> None:
    lines = credit([agreed_entry(policy=None), HIRED, STAYED_6])

    assert [(line.kind, line.why) for line in lines] == [
        (LineKind.EXCLUDED, "The opening had no referral policy.")
    ]


@pytest.mark.parametrize("role", [*NEVER_ELIGIBLE, "executive"])
def test_some_are_never_eligible_and_some_by_the_policy(role: str) -> None:
    then = credit([agreed_entry(roles=frozenset({role, "engineer"})), HIRED, STAYED_6])
    later = credit([AGREED, hired_entry(roles=frozenset({role})), STAYED_6])

    for lines in (then, later):
        assert kinds(lines) == [(LineKind.EXCLUDED, 0)]
        assert role in lines[0].why


def test_a_role_that_the_referrer_has_by_now_changes_nothing_that_was_decided() -> None:
    assert kinds(credit([agreed_entry(roles=frozenset({"engineer"})), HIRED]))[0][1] == 330


def test_what_had_not_been_reached_when_the_employment_ended_never_is() -> None:
    lines = credit([AGREED, HIRED, STAYED_6, LEFT, STAYED_12])

    assert kinds(lines) == [(LineKind.AWARD, 330), (LineKind.AWARD, 330), (LineKind.LAPSED, 0)]
    assert lines[-1].why == "The employment ended on 2027-08-01 before 12 months."


def test_a_clawback_is_a_line_with_an_author_and_edits_nothing() -> None:
    before, after = credit(WHOLE), credit([*WHOLE, TAKEN_BACK])

    assert after[:-1] == before
    assert (after[-1].kind, after[-1].amount, after[-1].by) == (LineKind.CLAWBACK, -330, REC)
    assert after[-1].why == "Paid by mistake."


@pytest.mark.parametrize("history", [[AGREED, HIRED, TAKEN_BACK], [*WHOLE, TAKEN_BACK, TAKEN_BACK]])
def test_only_what_was_paid_is_taken_back_and_once(history: list[Entry]) -> None:
    taken = [line for line in credit(history) if line.kind is LineKind.CLAWBACK]

    assert sum(line.amount for line in taken) == -330 * (STAYED_6 in history)


def test_a_correction_has_an_author_and_a_reason() -> None:
    entry = Corrected(at=MONDAY, amount=-50, by=REC, why="A tax that was forgotten.")
    line = credit([*WHOLE, entry])[-1]

    assert (line.kind, line.amount, line.by, line.why) == (
        LineKind.CORRECTION,
        -50,
        REC,
        "A tax that was forgotten.",
    )


def test_a_newer_policy_changes_nothing_for_whom_the_older_was_copied() -> None:
    newer = replace(POLICY, version=4, bonus=9)

    assert credit([*WHOLE, agreed_entry(policy=newer)]) == credit(WHOLE)


def policies() -> st.SearchStrategy[ReferralPolicy]:
    cuts = st.sets(st.integers(1, 99), max_size=5).map(sorted)

    def made(bonus: int, ends: list[int]) -> ReferralPolicy:
        shares = [b - a for a, b in zip([0, *ends], [*ends, 100], strict=True)]
        steps = [Milestone(6 * at, share) for at, share in enumerate(shares)]
        return replace(POLICY, bonus=bonus, milestones=steps)

    return st.builds(made, st.integers(0, 10**9), cuts)


@given(policies())
def test_the_milestones_together_are_exactly_the_bonus_however_it_divides(
    policy: ReferralPolicy,
) -> None:
    amounts = [amount_at(policy, each.months) for each in milestones(policy)]

    assert sum(amounts) == policy.bonus
    assert min(amounts) >= 0


ENTRIES: list[Entry] = [
    *WHOLE,
    LEFT,
    TAKEN_BACK,
    agreed_entry(policy=None),
    agreed_entry(roles=frozenset({"hr"})),
    Corrected(at=MONDAY, amount=7, by=REC, why="Seven."),
]


@given(st.lists(st.sampled_from(ENTRIES), max_size=12), st.integers(0, 12))
def test_replaying_gives_the_same_and_what_is_added_edits_no_line(
    history: list[Entry], so_far: int
) -> None:
    whole, before = credit(history), credit(history[:so_far])

    assert credit(list(history)) == whole
    assert whole[: len(before)] == before
    assert all(line.why for line in whole)
