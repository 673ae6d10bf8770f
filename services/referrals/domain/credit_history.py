"""What happened to a referral as far as credit goes: a history that is only ever added to.

Each entry holds what was true when it was made and could not be found out later.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from shared.contracts.postings import ReferralPolicy


@dataclass(frozen=True, kw_only=True)
class Agreed:
    """The candidate agreed, and so it was decided whose referral it is, on which terms.

    `known_for_days` is the age of the tie between the two, None if there was none; no policy asks
    for it yet, and it could not be found out later.
    """

    at: datetime
    referrer: UUID
    policy: ReferralPolicy | None
    roles: frozenset[str] = frozenset()
    known_for_days: int | None = None


@dataclass(frozen=True, kw_only=True)
class Hired:
    """The employer confirmed the hire. `roles` are the referrer's on that day."""

    at: datetime
    started: date
    roles: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Stayed:
    """The candidate has been employed for so many months."""

    at: datetime
    months: int


@dataclass(frozen=True, kw_only=True)
class Left:
    """The employment ended; what had not been reached by then never is."""

    at: datetime
    ended: date


@dataclass(frozen=True, kw_only=True)
class Reversed:
    """Somebody entitled takes the payout of one milestone back."""

    at: datetime
    months: int
    by: UUID
    why: str


@dataclass(frozen=True, kw_only=True)
class Corrected:
    """Somebody entitled adds or takes an amount, and says why."""

    at: datetime
    amount: int
    by: UUID
    why: str


Entry = Agreed | Hired | Stayed | Left | Reversed | Corrected
