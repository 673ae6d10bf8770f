"""What postings tells the others: employers with their policies, and openings."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar
from uuid import UUID

from shared.contracts.envelope import Event


@dataclass(frozen=True)
class Milestone:
    """A payout after so many months of tenure; `share` is a percentage of the bonus."""

    months: int
    share: int


@dataclass(frozen=True)
class ReferralPolicy:
    """One version of an employer's referral policy. Versions are never edited.

    `bonus` is in whole units of `currency`; `not_eligible` holds role codes.
    """

    version: int
    bonus: int
    currency: str
    ownership_days: int
    milestones: list[Milestone] = field(default_factory=list)
    not_eligible: list[str] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class EmployerChanged(Event):
    """The public state of an employer. `hiring`: it has an opening that any member may see."""

    TYPE: ClassVar[str] = "warmpath.postings.EmployerChanged.v1"
    TOPIC: ClassVar[str] = "postings.employers"

    name: str
    aliases: list[str] = field(default_factory=list)
    domains: list[str] = field(default_factory=list)
    parent_id: UUID | None = None
    headcount: int | None = None
    industry: str | None = None
    hiring: bool = False
    policies: list[ReferralPolicy] = field(default_factory=list)


@dataclass(frozen=True)
class Salary:
    """Yearly, in whole units of `currency` (ISO 4217)."""

    low: int
    high: int
    currency: str


@dataclass(frozen=True, kw_only=True)
class OpeningChanged(Event):
    """The public state of an opening that is published or paused.

    `hiring_manager` is whoever accepted the role (or their delegate), None while nobody has.
    `max_introducers` says who sees it when the audience is `network`.
    """

    TYPE: ClassVar[str] = "warmpath.postings.OpeningChanged.v1"
    TOPIC: ClassVar[str] = "postings.openings"

    employer_id: UUID
    state: str
    audience: str
    title: str
    description: str
    employment_type: str
    posted_by: UUID
    place: str | None = None
    countries: list[str] = field(default_factory=list)
    remote: bool = False
    salary: Salary | None = None
    hiring_manager: UUID | None = None
    recruiters: list[UUID] = field(default_factory=list)
    max_introducers: int = 3
    policy_version: int | None = None
    valid_through: date | None = None
    apply_url: str | None = None


@dataclass(frozen=True, kw_only=True)
class OpeningClosed(Event):
    """An opening is over: `filled`, `closed` or `expired`."""

    TYPE: ClassVar[str] = "warmpath.postings.OpeningClosed.v1"
    TOPIC: ClassVar[str] = "postings.openings"

    reason: str
