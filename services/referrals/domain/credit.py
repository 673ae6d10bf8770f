"""Credit for a referral: a pure function of its own history, which is only ever added to.

Everything that was true only then (the policy's version, the referrer's roles, how long the two
had known each other) was copied into the history when it was decided, so the same history gives
the same lines for ever, in whatever version of the policy the employer has by now. Nothing is
edited: what was wrong is reversed or corrected by a further line, with its author.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from services.referrals.domain.credit_history import (
    Agreed,
    Corrected,
    Entry,
    Hired,
    Left,
    Reversed,
    Stayed,
)
from shared.contracts.postings import Milestone, ReferralPolicy

NEVER_ELIGIBLE: Mapping[str, str] = {
    "hiring_manager": "decides on the opening",
    "recruiter": "runs its process",
    "hr": "works in human resources",
}
"""Roles in which nobody is credited, whatever the policy says, and why."""


class LineKind(StrEnum):
    """What a line does: `excluded` and `lapsed` say why nothing is paid."""

    AWARD = "award"
    EXCLUDED = "excluded"
    LAPSED = "lapsed"
    CLAWBACK = "clawback"
    CORRECTION = "correction"


@dataclass(frozen=True, kw_only=True)
class Line:
    """`amount` is in whole units of `currency` (None: there is no policy); `by` is an author."""

    at: datetime
    kind: LineKind
    amount: int
    currency: str | None
    policy_version: int | None
    why: str
    months: int | None = None
    by: UUID | None = None


def credit(history: Iterable[Entry]) -> tuple[Line, ...]:
    """Every line that the history gives, in its order, each with its reason in words."""
    ledger = _Ledger()
    return tuple(line for entry in history for line in ledger.take(entry))


def balance(lines: Iterable[Line]) -> int:
    """What the referrer has, in whole units of the currency."""
    return sum(line.amount for line in lines)


def milestones(policy: ReferralPolicy) -> Sequence[Milestone]:
    """When which share is paid; all of it on the first day where the policy names none."""
    return policy.milestones or [Milestone(months=0, share=100)]


def amount_at(policy: ReferralPolicy, months: int) -> int:
    """What one milestone pays. Shares are rounded down on the running total, so that all of them
    together are exactly the bonus.
    """
    before = sum(each.share for each in milestones(policy) if each.months < months)
    upto = sum(each.share for each in milestones(policy) if each.months <= months)
    return policy.bonus * upto // 100 - policy.bonus * before // 100


@dataclass
class _Ledger:
    """What of the history so far matters for its next entry."""

    agreed: Agreed | None = None
    hired: bool = False
    left: bool = False
    excluded: bool = False
    paid: dict[int, int] = field(default_factory=dict)
    reversed: set[int] = field(default_factory=set)

    def take(self, entry: Entry) -> Iterator[Line]:
        match entry:
            case Agreed():
                yield from self._agree(entry)
            case Hired():
                yield from self._hire(entry)
            case Stayed():
                yield from self._pay(entry.months, entry.at)
            case Left():
                yield from self._leave(entry)
            case Reversed():
                yield from self._reverse(entry)
            case Corrected():
                yield self._line(
                    entry.at, LineKind.CORRECTION, entry.amount, entry.why, by=entry.by
                )

    @property
    def policy(self) -> ReferralPolicy | None:
        return self.agreed.policy if self.agreed else None

    def _agree(self, entry: Agreed) -> Iterator[Line]:
        if self.agreed is not None:
            return
        self.agreed = entry
        if entry.policy is None:
            self.excluded = True
            yield self._line(entry.at, LineKind.EXCLUDED, 0, "The opening had no referral policy.")
        else:
            yield from self._exclude(entry.at, entry.roles)

    def _hire(self, entry: Hired) -> Iterator[Line]:
        if self.agreed is None or self.hired:
            return
        self.hired = True
        yield from self._exclude(entry.at, entry.roles)
        yield from self._pay(0, entry.at)

    def _exclude(self, at: datetime, roles: frozenset[str]) -> Iterator[Line]:
        if self.excluded or self.policy is None:
            return
        barred = sorted(roles & (NEVER_ELIGIBLE.keys() | set(self.policy.not_eligible)))
        if barred:
            self.excluded = True
            yield self._line(at, LineKind.EXCLUDED, 0, _why_barred(barred[0], self.policy))

    def _pay(self, months: int, at: datetime) -> Iterator[Line]:
        policy = self.policy
        due = self.hired and not self.excluded and not self.left and months not in self.paid
        if policy is None or not due:
            return
        if months in {each.months for each in milestones(policy)}:
            self.paid[months] = amount_at(policy, months)
            why = _why_paid(months, policy)
            yield self._line(at, LineKind.AWARD, self.paid[months], why, months)

    def _leave(self, entry: Left) -> Iterator[Line]:
        if not self.hired or self.left:
            return
        self.left = True
        policy = None if self.excluded else self.policy
        for each in milestones(policy) if policy else ():
            if each.months not in self.paid:
                why = f"The employment ended on {entry.ended} before {_months(each.months)}."
                yield self._line(entry.at, LineKind.LAPSED, 0, why, each.months)

    def _reverse(self, entry: Reversed) -> Iterator[Line]:
        if entry.months in self.paid and entry.months not in self.reversed:
            self.reversed.add(entry.months)
            amount = -self.paid[entry.months]
            kind = LineKind.CLAWBACK
            yield self._line(entry.at, kind, amount, entry.why, entry.months, entry.by)

    def _line(
        self,
        at: datetime,
        kind: LineKind,
        amount: int,
        why: str,
        months: int | None = None,
        by: UUID | None = None,
    ) -> Line:
        policy = self.policy
        return Line(
            at=at,
            kind=kind,
            amount=amount,
            currency=policy.currency if policy else None,
            policy_version=policy.version if policy else None,
            why=why,
            months=months,
            by=by,
        )


def _why_paid(months: int, policy: ReferralPolicy) -> str:
    share = sum(each.share for each in milestones(policy) if each.months == months)
    reached = "The candidate was hired" if months == 0 else f"Employed for {_months(months)}"
    return (
        f"{reached}: {share} % of the bonus of {policy.bonus} {policy.currency}, "
        f"by version {policy.version} of the policy."
    )


def _why_barred(role: str, policy: ReferralPolicy) -> str:
    why = NEVER_ELIGIBLE.get(role, f"is left out by version {policy.version} of the policy")
    return f"Whoever {why} gets no bonus for a referral ({role})."


def _months(months: int) -> str:
    return "the first day" if months == 0 else f"{months} month{'s' if months > 1 else ''}"
