"""Acting on a referral from where it stands to whoever acts, so that trying tells them nothing.

What they may not see yet is judged as if it had not happened, and then counts all the same:

- The candidate's word during a held rejection is noted, and the rejection stands; a withdrawal
  ends it, as the end of the opening does, and the rejection is never shown.
- Once a referral is in review it is the candidate's. A referrer who has not seen that yet may
  withdraw: to them it has ended, and it goes on without their vouch.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from services.referrals.domain.referral import Referral
from services.referrals.domain.referral_moves import Move, Reason
from services.referrals.domain.referral_refused import ReferralOver
from services.referrals.domain.referral_seen import state_of, to_candidate, to_referrer
from services.referrals.domain.referral_states import (
    TAKEN_BACK,
    TRANSITIONS,
    By,
    Happening,
    ReferralState,
)


def acted(
    referral: Referral,
    happening: Happening,
    by: By,
    person: UUID | None,
    at: datetime,
    reason: Reason = Reason.NONE_GIVEN,
    hold: int = 0,
) -> Referral:
    """Somebody takes it on, or ends it, as far as they can see. Raises what `moved` raises."""
    seen = as_seen(referral, by, at)
    after = seen.moved(happening, by, person, at, reason, hold)
    if seen == referral:
        return after
    move, state = _counting(referral, after.moves[-1], at)
    return replace(referral, state=state, moves=(*referral.moves, move))


def opening_ended(referral: Referral, at: datetime) -> Referral:
    """The opening is over, and the referral with it if it goes on as far as the candidate sees."""
    seen = as_seen(referral, By.CANDIDATE, at)
    if (seen.state, Happening.OPENING_CLOSED) not in TRANSITIONS:
        return referral
    after = seen.moved(Happening.OPENING_CLOSED, By.TIME, None, at)
    return replace(referral, state=after.state, moves=(*referral.moves, after.moves[-1]))


def told_of_no_news(referral: Referral, at: datetime) -> Referral:
    """Candidate and referrer have been told that there is no news, as far as the candidate sees: if
    it were not said while a rejection is held, that would tell of it. Raises NotDueYet.
    """
    seen = as_seen(referral, By.CANDIDATE, at).told_of_no_news(at)
    return replace(referral, no_news_told_at=seen.no_news_told_at)


def hire_told(referral: Referral, by: UUID, at: datetime) -> Referral:
    """The candidate releases that they were hired. Raises NotYoursToMove, ReferralOver."""
    as_seen(referral, By.CANDIDATE, at).hire_to_tell(by)
    return replace(referral, hire_released=True)


def reworded(referral: Referral, by: UUID, relation: str, vouch: str, at: datetime) -> Referral:
    """The referrer vouches in other words: until the candidate agreed to them, or, of somebody who
    came by their link and so agreed before, until they see it go on.

    Raises NotYoursToMove, ReferralOver.
    """
    if not referral.by_link or by != referral.referrer:
        return referral.reworded(by, relation, vouch, at)
    if as_seen(referral, By.REFERRER, at).state is not ReferralState.CONSENTED:
        raise ReferralOver
    return replace(referral, relation=relation, vouch=vouch, wordings=referral.wordings + 1)


def as_seen(referral: Referral, by: By, at: datetime) -> Referral:
    """The referral without what whoever acts may not see yet; the employer sees all."""
    if by not in (By.CANDIDATE, By.REFERRER):
        return referral
    shown = to_candidate(referral, at) if by is By.CANDIDATE else to_referrer(referral, at)
    return replace(referral, state=state_of(referral, shown, at), moves=tuple(shown))


def _counting(referral: Referral, move: Move, at: datetime) -> tuple[Move, ReferralState]:
    """The move as it goes into the history, and where the referral stands after it."""
    if move.by is By.CANDIDATE:
        over = move.happening is Happening.WITHDRAWN
        return move, move.state if over else referral.state
    if as_seen(referral, By.CANDIDATE, at).state in TAKEN_BACK:
        return move, move.state
    return replace(move, state=referral.state), referral.state
