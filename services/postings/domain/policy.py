"""Referral policies: versions that are published once and never edited."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from services.postings.domain.codes import currency_fault
from services.postings.domain.texts import first_fault, refuse_faults
from shared.contracts.postings import Milestone, ReferralPolicy

_ROLE = re.compile(r"[a-z][a-z_]{0,39}")
_MOST_MILESTONES = 12
LARGEST_BONUS = 1_000_000_000
LONGEST_OWNERSHIP = 3650  # days
LONGEST_TENURE = 120  # months


def refuse_unusable(policy: ReferralPolicy) -> None:
    """Raises Invalid(policy_invalid) unless it says who gets how much, when, for how long."""
    refuse_faults(
        "policy_invalid",
        "The policy cannot be used as it is.",
        {
            "bonus": _between(policy.bonus, 0, LARGEST_BONUS),
            "currency": currency_fault(policy.currency),
            "ownership_days": _between(policy.ownership_days, 1, LONGEST_OWNERSHIP),
            "milestones": _milestones_fault(policy.milestones),
            "not_eligible": _roles_fault(policy.not_eligible),
        },
    )


def _between(number: int, least: int, most: int) -> str | None:
    return None if least <= number <= most else f"It must be {least} to {most}."


def _milestones_fault(milestones: Sequence[Milestone]) -> str | None:
    months = [milestone.months for milestone in milestones]
    shares = [milestone.share for milestone in milestones]
    return first_fault(
        (
            "There may be 12 at most." if len(milestones) > _MOST_MILESTONES else None,
            *(_between(month, 0, LONGEST_TENURE) for month in months),
            *(_between(share, 1, 100) for share in shares),
            "Months must rise." if any(a >= b for a, b in pairwise(months)) else None,
            "The shares must add up to 100." if shares and sum(shares) != 100 else None,
        )
    )


def _roles_fault(roles: Sequence[str]) -> str | None:
    if len(set(roles)) != len(roles) or len(roles) > 20:
        return "Name each role once, 20 at most."
    good = all(_ROLE.fullmatch(role) for role in roles)
    return None if good else "A role is a code of small letters and underscores."
