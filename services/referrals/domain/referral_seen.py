"""What each person may see of a referral, and from when.

- The candidate sees every move, reasons too; a rejection once it is no longer held.
- The referrer sees the stage a day after the candidate, never the reason; nothing more once they
  have withdrawn.
- A recruiter sees nothing before the candidate agreed; then the candidate, and that they are
  already owned; vouch, referrer and introduction only after the screening decision, and no vouch
  that was taken back.
- Whoever has no part in it sees that there is none.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal
from uuid import UUID

from services.referrals.domain.ownership import owns
from services.referrals.domain.referral import Referral
from services.referrals.domain.referral_moves import Move, Reason
from services.referrals.domain.referral_refused import ReferralNotFound
from services.referrals.domain.referral_states import By, Happening, ReferralState
from services.referrals.domain.step import NOBODY

NEVER_TO_RECRUITERS = frozenset(
    {ReferralState.SUBMITTED, ReferralState.NOT_CONSENTED, ReferralState.DUPLICATE}
)


AGREED = frozenset({Happening.CONSENT_GIVEN, Happening.FOUND_OWNED})
ENDED_OTHERWISE = frozenset({ReferralState.WITHDRAWN, ReferralState.OPENING_CLOSED})
UNANSWERED = frozenset({Happening.CONSENT_REFUSED, Happening.CONSENT_MISSED})
Role = Literal["candidate", "referrer", "recruiter"]


@dataclass(frozen=True, kw_only=True)
class Told:
    """One move as somebody sees it. `by` labels what only the candidate said."""

    state: ReferralState
    at: datetime
    by: By
    reason: Reason | None


@dataclass(frozen=True, kw_only=True)
class SeenReferral:
    """A referral as somebody sees it; what they may not see is None.

    `invited` is under which id profiles names whom the viewer referred by an address. `edition` is
    its ETag: it counts what changed for this viewer. `opening_title` and `employer_name` are what
    whoever has a part in a referral reads of its opening, also once it is over.
    """

    id: UUID
    role: Role
    submitted_at: datetime
    consent_by: datetime | None
    edition: int
    hire_released: bool
    opening_id: UUID
    state: ReferralState
    candidate: UUID | None
    invited: UUID | None
    referrer: UUID | None
    relation: str | None
    vouch: str | None
    introduction_id: UUID | None
    by_link: bool | None
    owned: bool
    history: tuple[Told, ...]
    opening_title: str | None = None
    employer_name: str | None = None

    @property
    def named(self) -> frozenset[UUID]:
        """Whose names go with it."""
        named = (self.candidate, self.invited, self.referrer)
        return frozenset(person for person in named if person and person != NOBODY)


def seen_by(
    referral: Referral, viewer: UUID, recruiters: Collection[UUID], at: datetime
) -> SeenReferral:
    """The referral as `viewer` may see it at that time; `recruiters` are those of its opening.

    Raises ReferralNotFound.
    """
    if viewer == referral.candidate:
        return _shown(referral, to_candidate(referral, at), at, "candidate")
    if viewer == referral.referrer:
        return _without_member(
            referral, _shown(referral, to_referrer(referral, at), at, "referrer")
        )
    if viewer in recruiters and referral.consented_at is not None:
        return _to_recruiter(referral, at)
    raise ReferralNotFound


def to_candidate(referral: Referral, at: datetime) -> list[Move]:
    """The moves that the candidate sees by then."""
    return [move for move in _in_order(referral) if move.candidate_sees_at <= at]


def to_referrer(referral: Referral, at: datetime) -> list[Move]:
    """The moves that the referrer sees by then; a refusal that something else followed never, nor
    what came to light after they withdrew.
    """
    mine = given_up(referral)
    if mine is not None:
        before = referral.moves[: referral.moves.index(mine)]
        known = [move for move in before if move.referrer_sees_at <= mine.at]
        return [*known, replace(mine, state=ReferralState.WITHDRAWN)]
    overtaken = [m for m in referral.moves[:-1] if m.happening in UNANSWERED]
    return [m for m in _in_order(referral) if m.referrer_sees_at <= at and m not in overtaken]


def given_up(referral: Referral) -> Move | None:
    """The referrer's own withdrawal, if they withdrew."""
    own = (m for m in referral.moves if (m.happening, m.by) == (Happening.WITHDRAWN, By.REFERRER))
    return next(own, None)


def _in_order(referral: Referral) -> list[Move]:
    """The moves as they come to light: what the candidate said while a rejection was held comes
    before it, and one that something ended before never does.
    """

    def rejected(move: Move) -> bool:
        return move.happening is Happening.REJECTED

    gone = any(move.state in ENDED_OTHERWISE for move in referral.moves)
    known = [move for move in referral.moves if not (gone and rejected(move))]
    return sorted(known, key=lambda move: move.candidate_sees_at if rejected(move) else move.at)


def known_to_referrer(referral: Referral) -> bool:
    """That an address is a member's, and whose, the referrer learns by the candidate's yes."""
    agreed = any(move.happening in AGREED for move in referral.moves)
    return referral.invitation_id is None or agreed


def _without_member(referral: Referral, seen: SeenReferral) -> SeenReferral:
    return replace(seen, candidate=seen.candidate if known_to_referrer(referral) else None)


def _shown(referral: Referral, moves: list[Move], at: datetime, role: Role) -> SeenReferral:
    state, mine = state_of(referral, moves, at), role == "referrer"
    return SeenReferral(
        id=referral.id,
        role=role,
        submitted_at=referral.submitted_at,
        consent_by=referral.consent_by,
        edition=referral.wordings + len(moves) + (referral.hire_released and not mine),
        hire_released=referral.hire_released and not mine,
        opening_id=referral.opening_id,
        state=state,
        candidate=referral.candidate,
        invited=referral.invitation_id if mine else None,
        referrer=referral.referrer,
        relation=referral.relation,
        vouch=referral.vouch,
        introduction_id=referral.introduction_id,
        by_link=referral.by_link,
        owned=owns(replace(referral, state=state), at),
        history=tuple(_told(referral, move, not mine) for move in moves),
    )


def state_of(referral: Referral, moves: Sequence[Move], at: datetime) -> ReferralState:
    """Where the referral stands to whoever sees these moves."""
    if moves:
        return moves[-1].state
    # Whether the candidate refused or nobody has noticed their silence yet, it reads the same.
    late = at >= referral.consent_by
    return ReferralState.NOT_CONSENTED if late else ReferralState.SUBMITTED


def _told(referral: Referral, move: Move, reasons: bool) -> Told:
    unanswered = move.state is ReferralState.NOT_CONSENTED and not reasons
    return Told(
        state=move.state,
        at=referral.consent_by if unanswered else move.at,
        by=By.TIME if unanswered else move.by,
        reason=move.reason if reasons else None,
    )


def _to_recruiter(referral: Referral, at: datetime) -> SeenReferral:
    seen, words = referral.screened, referral.screened and given_up(referral) is None
    moves = [move for move in referral.moves if move.state not in NEVER_TO_RECRUITERS]
    return SeenReferral(
        id=referral.id,
        role="recruiter",
        submitted_at=moves[0].at,
        consent_by=None,
        edition=len(moves),
        hire_released=False,
        opening_id=referral.opening_id,
        state=referral.state,
        candidate=referral.candidate,
        invited=None,
        referrer=referral.referrer if seen else None,
        relation=referral.relation if words else None,
        vouch=referral.vouch if words else None,
        introduction_id=referral.introduction_id if seen else None,
        by_link=referral.by_link if seen else None,
        owned=owns(referral, at),
        history=tuple(_told(referral, move, reasons=True) for move in moves),
    )
