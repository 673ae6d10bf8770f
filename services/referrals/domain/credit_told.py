"""What the other services are told of a line of credit: nothing where it has no amount."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from uuid import UUID

from services.referrals.domain.credit import Line
from services.referrals.domain.credit_history import Agreed, Entry
from shared.contracts.referrals import CreditAwarded, CreditReversed


def credit_events(
    referral_id: UUID, history: Sequence[Entry], lines: Sequence[Line]
) -> Iterator[CreditAwarded | CreditReversed]:
    """One event for each new line with an amount, to the referrer whom the history names."""
    referrer = next((entry.referrer for entry in history if isinstance(entry, Agreed)), None)
    for line in lines:
        if referrer and line.amount and line.currency and line.policy_version:
            kind = CreditAwarded if line.amount > 0 else CreditReversed
            yield kind(
                subject=referral_id,
                referrer_id=referrer,
                amount=abs(line.amount),
                currency=line.currency,
                policy_version=line.policy_version,
                months=line.months,
            )
