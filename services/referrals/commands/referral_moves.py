"""How a referral goes on and ends, and what is paid for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from services.referrals.commands.referral_keeping import kept, opening_of, record, taken_as, write
from services.referrals.domain.credit import Line, balance, credit
from services.referrals.domain.credit_history import Corrected, Hired, Left, Reversed
from services.referrals.domain.credit_seen import refuse_unusable_why
from services.referrals.domain.referral import Referral
from services.referrals.domain.referral_acting import acted, hire_told
from services.referrals.domain.referral_moves import Reason
from services.referrals.domain.referral_refused import NotYoursToMove, ReferralOver
from services.referrals.domain.referral_seen import given_up
from services.referrals.domain.referral_states import By, Happening
from services.referrals.domain.referral_told import Letter
from services.referrals.domain.step import NOBODY
from services.referrals.ports import UnitOfWork
from shared.clock import Clock
from shared.contracts.referrals import CandidateHired
from shared.errors import Conflict, Invalid

STARTS_WITHIN = timedelta(days=730)


@dataclass(frozen=True, kw_only=True)
class MoveReferral:
    """`hold` are working days that a rejection waits; `started` the first day of work."""

    by: UUID
    referral_id: UUID
    what: Happening
    reason: Reason = Reason.NONE_GIVEN
    hold: int = 0
    started: date | None = None


def move_referral(command: MoveReferral, uow: UnitOfWork, clock: Clock) -> Referral:
    """A recruiter, the candidate or the referrer takes it on or ends it.

    Raises ReferralNotFound, NotYoursToMove, ReferralOver, ReasonNeeded, HoldTooLong, HireConfirmed,
    Invalid(start_needed).
    """
    before, role = taken_as(command.referral_id, command.by, uow)
    now = clock.now()
    after = acted(before, command.what, role, command.by, now, command.reason, command.hold)
    return moved_on(before, after, command.started, uow)


def moved_on(before: Referral, after: Referral, started: date | None, uow: UnitOfWork) -> Referral:
    """Keep a move; a hire that the employer confirms by it has a first day, and brings credit.

    Raises Invalid(start_needed).
    """
    now = uow.clock.now()
    day = first_day(before, after, started, now.date())
    saved = kept(before, after, uow)
    if day is None:
        return saved
    if given_up(saved) is None:
        roles = opening_of(saved, uow).roles_of(saved.referrer)
        record(saved.id, Hired(at=now, started=day, roles=roles), uow)
    if saved.candidate is not None:
        hired = CandidateHired(
            subject=saved.id,
            opening_id=saved.opening_id,
            candidate_id=saved.candidate,
            started=day,
        )
        uow.emit(hired)
    return saved


def first_day(before: Referral, after: Referral, started: date | None, today: date) -> date | None:
    """On which day somebody starts, if the employer confirms their hire by this move.

    Raises Invalid(start_needed).
    """
    if not after.hire_confirmed or before.hire_confirmed:
        return None
    if started is None or abs(started - today) > STARTS_WITHIN:
        raise Invalid(
            "start_needed",
            "Say on which day they start, within two years of today.",
            {"started": ["is needed"]},
        )
    return started


def release_hire(by: UUID, referral_id: UUID, uow: UnitOfWork) -> Referral:
    """The candidate lets those who introduced them know that they were hired.

    Raises ReferralNotFound, NotYoursToMove, ReferralOver.
    """
    before, _ = taken_as(referral_id, by, uow)
    after = hire_told(before, by, uow.clock.now())
    if before.hire_released:
        return before
    saved = kept(before, after, uow)
    found = uow.introductions.find(saved.introduction_id) if saved.introduction_id else None
    helped = found.helpers - {NOBODY} if found else frozenset()
    letters = (Letter(each, "referral_hired", frozenset({by})) for each in sorted(helped))
    write(saved, letters, uow)
    return saved


def end_employment(
    by: UUID, referral_id: UUID, ended: date, uow: UnitOfWork, clock: Clock
) -> Referral:
    """A recruiter says that the employment ended: what had not been reached is not paid.

    Raises ReferralNotFound, NotYoursToMove, ReferralOver, Invalid(end_invalid).
    """
    found = _hired(by, referral_id, uow)
    history = uow.credits.history(found.id)
    started = next((each.started for each in history if isinstance(each, Hired)), None)
    if any(isinstance(each, Left) for each in history):
        raise ReferralOver
    if started is None or not started <= ended <= clock.now().date():
        raise Invalid("end_invalid", "An employment ends after it began, and not in the future.")
    record(found.id, Left(at=clock.now(), ended=ended), uow)
    return found


def reverse_credit(
    by: UUID, referral_id: UUID, months: int, why: str, uow: UnitOfWork, clock: Clock
) -> Referral:
    """Take the payout of one milestone back, and say why.

    Raises ReferralNotFound, NotYoursToMove, ReferralOver, Conflict(credit_not_paid |
    credit_below_nothing), Invalid(why_invalid).
    """
    found = _hired(by, referral_id, uow)
    refuse_unusable_why(why)
    entry = Reversed(at=clock.now(), months=months, by=by, why=why)
    history = uow.credits.history(found.id)
    lines = credit([*history, entry])
    if len(lines) == len(credit(history)):
        raise Conflict("credit_not_paid", "Nothing was paid for that, or it was taken back.")
    _refuse_below_nothing(lines)
    record(found.id, entry, uow)
    return found


def correct_credit(
    by: UUID, referral_id: UUID, amount: int, why: str, uow: UnitOfWork, clock: Clock
) -> Referral:
    """Add an amount or take it, and say why.

    Raises ReferralNotFound, NotYoursToMove, ReferralOver, Conflict(credit_without_policy |
    credit_below_nothing), Invalid(why_invalid | amount_needed).
    """
    found = _hired(by, referral_id, uow)
    refuse_unusable_why(why)
    if amount == 0:
        raise Invalid("amount_needed", "A correction adds or takes something.")
    entry = Corrected(at=clock.now(), amount=amount, by=by, why=why)
    lines = credit([*uow.credits.history(found.id), entry])
    if lines[-1].currency is None:
        raise Conflict("credit_without_policy", "The opening had no policy, so nothing is paid.")
    _refuse_below_nothing(lines)
    record(found.id, entry, uow)
    return found


def _refuse_below_nothing(lines: Sequence[Line]) -> None:
    if balance(lines) < 0:
        raise Conflict("credit_below_nothing", "Nobody owes for having referred somebody.")


def _hired(by: UUID, referral_id: UUID, uow: UnitOfWork) -> Referral:
    found, role = taken_as(referral_id, by, uow)
    if role is not By.RECRUITER:
        raise NotYoursToMove
    if not found.hire_confirmed:
        raise ReferralOver
    return found
