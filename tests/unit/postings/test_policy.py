"""A policy says who gets how much, when, and for how long; once published it never changes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.postings.domain.employer import Employer
from services.postings.domain.policy import refuse_unusable
from shared.contracts.postings import Milestone, ReferralPolicy
from shared.errors import Conflict, Invalid

GOOD = ReferralPolicy(
    version=0,
    bonus=2000,
    currency="EUR",
    ownership_days=180,
    milestones=[Milestone(0, 50), Milestone(6, 50)],
    not_eligible=["hr", "hiring_manager"],
)


def test_a_good_policy_is_taken() -> None:
    refuse_unusable(GOOD)


def test_a_policy_may_pay_all_at_once_and_exclude_nobody() -> None:
    refuse_unusable(replace(GOOD, milestones=[], not_eligible=[], bonus=0))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("bonus", -1),
        ("bonus", 10**12),
        ("currency", "EURO"),
        ("currency", "eur"),
        ("currency", "XXX"),
        ("ownership_days", 0),
        ("ownership_days", 4000),
        ("milestones", [Milestone(0, 60)]),
        ("milestones", [Milestone(0, 60), Milestone(3, 60)]),
        ("milestones", [Milestone(6, 50), Milestone(6, 50)]),
        ("milestones", [Milestone(6, 50), Milestone(0, 50)]),
        ("milestones", [Milestone(-1, 100)]),
        ("milestones", [Milestone(0, 0), Milestone(1, 100)]),
        ("milestones", [Milestone(month, 1) for month in range(13)]),
        ("not_eligible", ["hr", "hr"]),
        ("not_eligible", ["Human Resources"]),
        ("not_eligible", [""]),
        ("not_eligible", [f"role_{'x' * n}" for n in range(21)]),
    ],
)
def test_a_policy_that_cannot_be_carried_out_is_refused(field: str, value: Any) -> None:
    with pytest.raises(Invalid) as caught:
        refuse_unusable(replace(GOOD, **{field: value}))

    assert caught.value.code == "policy_invalid"
    assert list(caught.value.errors) == [field]


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=6))
def test_versions_count_up_and_those_before_stay_as_they_were(bonuses: list[int]) -> None:
    employer = Employer(id=UUID(int=1), name="Acme")
    for bonus in bonuses:
        before = employer.policies
        employer = employer.with_policy(replace(GOOD, bonus=bonus))
        assert employer.policies[:-1] == before

    assert [policy.version for policy in employer.policies] == list(range(1, len(bonuses) + 1))
    assert [policy.bonus for policy in employer.policies] == bonuses
    assert employer.newest_policy == len(bonuses)


def test_an_employer_without_policy_has_none_to_choose() -> None:
    with pytest.raises(Conflict) as caught:
        _ = Employer(id=UUID(int=1), name="Acme").newest_policy

    assert caught.value.code == "employer_has_no_policy"
