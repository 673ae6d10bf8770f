"""What referrals tells the others: introductions, referrals, credit, and whom to write to.

All of it is history: kept for ever, applied once each, in order. Ids and codes only; nothing here
tells a pass from silence, or a target who declined from a path that came to nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from shared.contracts.envelope import Event, Kind


@dataclass(frozen=True, kw_only=True)
class IntroductionAsked(Event):
    """Somebody is asked along an introduction's path. `step` counts from 1.

    `kind` is `referral`, `advice` or `open_ask`; `role` is `introducer`, `target` or
    `acquaintance`.
    """

    TYPE: ClassVar[str] = "warmpath.referrals.IntroductionAsked.v1"
    TOPIC: ClassVar[str] = "referrals.introductions"
    KIND: ClassVar[Kind] = "history"

    kind: str
    candidate_id: UUID
    step: int
    person_id: UUID
    role: str
    opening_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class IntroductionStepAnswered(Event):
    """A step has an answer: a yes of some kind, or `none` at its deadline, for whatever reason."""

    TYPE: ClassVar[str] = "warmpath.referrals.IntroductionStepAnswered.v1"
    TOPIC: ClassVar[str] = "referrals.introductions"
    KIND: ClassVar[Kind] = "history"

    step: int
    person_id: UUID
    answer: str


@dataclass(frozen=True, kw_only=True)
class IntroductionRerouted(Event):
    """The ask goes another way; `new_contact`: once the candidate has agreed to a first contact."""

    TYPE: ClassVar[str] = "warmpath.referrals.IntroductionRerouted.v1"
    TOPIC: ClassVar[str] = "referrals.introductions"
    KIND: ClassVar[Kind] = "history"

    new_contact: bool


@dataclass(frozen=True)
class Introduced:
    """Two neighbours on a path that led to a meeting. `first` is the smaller id."""

    first: UUID
    second: UUID


@dataclass(frozen=True, kw_only=True)
class IntroductionEnded(Event):
    """An introduction is over: `met`, `exhausted`, `withdrawn` or `opening_closed`.

    `along` are the ties that it went along, where they met; else there are none.
    """

    TYPE: ClassVar[str] = "warmpath.referrals.IntroductionEnded.v1"
    TOPIC: ClassVar[str] = "referrals.introductions"
    KIND: ClassVar[Kind] = "history"

    outcome: str
    along: list[Introduced] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class ReferralSubmitted(Event):
    """An employee refers somebody; `candidate_id` is None while they are no member."""

    TYPE: ClassVar[str] = "warmpath.referrals.ReferralSubmitted.v1"
    TOPIC: ClassVar[str] = "referrals.referrals"
    KIND: ClassVar[Kind] = "history"

    opening_id: UUID
    referrer_id: UUID
    candidate_id: UUID | None = None
    introduction_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class ReferralMoved(Event):
    """A referral is in another state; `by` whose doing, `reason` of which class."""

    TYPE: ClassVar[str] = "warmpath.referrals.ReferralMoved.v1"
    TOPIC: ClassVar[str] = "referrals.referrals"
    KIND: ClassVar[Kind] = "history"

    state: str
    by: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class CandidateHired(Event):
    """The employer confirmed a hire: its opening is filled, the referral itself goes on."""

    TYPE: ClassVar[str] = "warmpath.referrals.CandidateHired.v1"
    TOPIC: ClassVar[str] = "referrals.referrals"
    KIND: ClassVar[Kind] = "history"

    opening_id: UUID
    candidate_id: UUID
    started: date


@dataclass(frozen=True, kw_only=True)
class CreditAwarded(Event):
    """A line of credit that adds. `amount` is in whole units; `months` None for a correction."""

    TYPE: ClassVar[str] = "warmpath.referrals.CreditAwarded.v1"
    TOPIC: ClassVar[str] = "referrals.referrals"
    KIND: ClassVar[Kind] = "history"

    referrer_id: UUID
    amount: int
    currency: str
    policy_version: int
    months: int | None = None


@dataclass(frozen=True, kw_only=True)
class CreditReversed(Event):
    """A line of credit that takes. `amount` is what is taken, in whole units, and positive."""

    TYPE: ClassVar[str] = "warmpath.referrals.CreditReversed.v1"
    TOPIC: ClassVar[str] = "referrals.referrals"
    KIND: ClassVar[Kind] = "history"

    referrer_id: UUID
    amount: int
    currency: str
    policy_version: int
    months: int | None = None


@dataclass(frozen=True, kw_only=True)
class NoticeRequested(Event):
    """Somebody is to be written to. The subject is the notice's own id, so each stands alone.

    `template` is a code, `about_id` what it tells of, `people` whom it may name. `answers` are
    those that the recipient can give, until `answer_by`.
    """

    TYPE: ClassVar[str] = "warmpath.referrals.NoticeRequested.v1"
    TOPIC: ClassVar[str] = "referrals.notices"
    KIND: ClassVar[Kind] = "history"

    recipient_id: UUID
    template: str
    about_id: UUID
    people: list[UUID] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    answer_by: datetime | None = None
