"""What an employer's own system (ATS) says of referrals: a stage for each row, and what it does.

A row goes through the very rules of any other move, as `ats`. It is matched to a referral that the
candidate agreed to, of the opening that it was sent for, and to nothing else: a row about anybody
else reads like a row about nobody, so that sending rows asks nothing about who was referred.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from services.referrals.domain.referral import Referral
from services.referrals.domain.referral_moves import Reason
from services.referrals.domain.referral_refused import NotYoursToMove
from services.referrals.domain.referral_states import By, Happening, ReferralState
from shared.errors import Invalid, NotFound, WarmpathError

MOST_STAGES = 500
"""In one file: each takes some five milliseconds of the store, which others wait for."""
SAID = (
    *(Happening.TAKEN_UP, Happening.INTERVIEW, Happening.OFFER, Happening.HIRE),
    *(Happening.HIRE_CONFIRMED, Happening.REJECTED),
)
"""What can be said to have happened; consent and withdrawal have operations of their own."""
BY_EMPLOYER = frozenset({By.RECRUITER, By.ATS})
HIRES = frozenset({Happening.HIRE, Happening.HIRE_CONFIRMED})
Outcome = Literal["moved", "unchanged", "refused"]


@dataclass(frozen=True, kw_only=True)
class Stage:
    """One row. Whom it is about is a referral's id, or what stands for an address of theirs."""

    line: int
    what: Happening
    referral_id: UUID | None = None
    address_hash: str | None = None
    reason: Reason = Reason.NONE_GIVEN
    hold: int = 0
    started: date | None = None


@dataclass(frozen=True)
class Unreadable:
    """A row that says nothing that can be understood."""

    line: int
    fault: WarmpathError


@dataclass(frozen=True, kw_only=True)
class Told:
    """What became of one row. `code` and `detail` say why it was refused."""

    line: int
    outcome: Outcome
    referral_id: UUID | None = None
    state: ReferralState | None = None
    code: str | None = None
    detail: str | None = None


def refused(line: int, why: WarmpathError, referral_id: UUID | None = None) -> Told:
    """The row changes nothing, for this reason."""
    return Told(
        line=line, outcome="refused", referral_id=referral_id, code=why.code, detail=why.detail
    )


def not_matched() -> NotFound:
    """Nobody, or nobody of whom this may be known: the same for all of them."""
    return NotFound("row_not_matched", "It is about no referral that you have received for this.")


def unreadable(column: str, why: str) -> Invalid:
    """A row of which one column cannot be used."""
    return Invalid("row_unreadable", f"{column}: {why}", {column: [why]})


def staged(referral: Referral, stage: Stage, authority: UUID, at: datetime) -> Referral:
    """The referral after this row; itself, if the employer has said so before.

    `authority` is whose right to run the opening the row rests on: nobody moves on what they
    referred somebody for, or are the candidate of. Raises what `Referral.moved` raises.
    """
    if authority in (referral.referrer, referral.candidate):
        raise NotYoursToMove
    if _said_before(referral, stage.what):
        return referral
    return referral.moved(_meant(referral, stage.what), By.ATS, None, at, stage.reason, stage.hold)


def _said_before(referral: Referral, what: Happening) -> bool:
    if what in HIRES and referral.hire_confirmed:
        return True
    return any(move.happening is what and move.by in BY_EMPLOYER for move in referral.moves)


def _meant(referral: Referral, what: Happening) -> Happening:
    """A hire that the candidate has told of already is confirmed by it."""
    known = referral.state is ReferralState.HIRED and what is Happening.HIRE
    return Happening.HIRE_CONFIRMED if known else what
