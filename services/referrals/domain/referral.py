"""A referral: an employee's submission of a candidate for an opening, and what became of it.

The whole life of one is the table in referral_states.py. Who sees which move when is copied onto
the move as it is made; how it looks to whom is in referral_seen.py.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from services.referrals.domain.referral_moves import Move, Reason, shown_from
from services.referrals.domain.referral_refused import (
    ConsentTooLate,
    HireConfirmed,
    HoldTooLong,
    NotDueYet,
    NotYoursToMove,
    ReasonNeeded,
    ReferralNotFound,
    ReferralOver,
)
from services.referrals.domain.referral_states import (
    MAY,
    OWN_WAY,
    SAID_AGAIN,
    TAKEN_BACK,
    TRANSITIONS,
    UNDERWAY,
    UNSCREENED,
    By,
    Happening,
    ReferralState,
)

CONSENT_WITHIN = timedelta(days=14)
LONGEST_HOLD = 3  # working days
NO_NEWS_AFTER = timedelta(days=21)


@dataclass(frozen=True, kw_only=True)
class Referral:
    """`candidate` is None while they are no member; then `address_hash` says who is meant.

    `owned_until` is when the ownership window ends, as the policy said when consent was given.
    `hire_released`: the candidate lets those who helped know that they were hired.
    `invitation_id`: they were referred by an address, and profiles keeps it under this id until
    they answer. `by_link`: they came by the referrer's own link. `wordings` counts how often the
    vouch was put into words.
    """

    id: UUID
    opening_id: UUID
    referrer: UUID
    submitted_at: datetime
    candidate: UUID | None = None
    address_hash: str | None = None
    relation: str = ""
    vouch: str = ""
    introduction_id: UUID | None = None
    invitation_id: UUID | None = None
    by_link: bool = False
    wordings: int = 1
    state: ReferralState = ReferralState.SUBMITTED
    moves: tuple[Move, ...] = ()
    owned_until: datetime | None = None
    no_news_told_at: datetime | None = None
    hire_released: bool = False
    version: int = 1

    @property
    def consent_by(self) -> datetime:
        return self.submitted_at + CONSENT_WITHIN

    @property
    def consented_at(self) -> datetime | None:
        """When the candidate agreed, if they did and it was the first for this opening."""
        given = (move.at for move in self.moves if move.happening is Happening.CONSENT_GIVEN)
        return next(given, None)

    @property
    def screened(self) -> bool:
        """The employer has decided on the candidate: the network may be seen from here on."""
        decided = {By.RECRUITER, By.ATS}
        return any(move.by in decided and move.state not in UNSCREENED for move in self.moves)

    @property
    def hire_confirmed(self) -> bool:
        """The employer says so, not the candidate alone: credit hangs on it."""
        hired = {Happening.HIRE, Happening.HIRE_CONFIRMED}
        said = (move.by for move in self.moves if move.happening in hired)
        return any(by is not By.CANDIDATE for by in said)

    def consented(
        self, by: UUID, at: datetime, owner: Referral | None, window: timedelta
    ) -> Referral:
        """The candidate agrees: the first so agreed to owns them; any other is a duplicate.

        Raises ReferralNotFound, ReferralOver, ConsentTooLate.
        """
        self._refuse_late(by, at)
        if owner is not None:
            return self._moved(Happening.FOUND_OWNED, By.CANDIDATE, by, at)
        agreed = self._moved(Happening.CONSENT_GIVEN, By.CANDIDATE, by, at)
        return replace(agreed, candidate=by, owned_until=at + window)

    def claimed(self, by: UUID) -> Referral:
        """Whoever has the address is the candidate, and may answer; it says nothing yet."""
        waits = self.state is ReferralState.SUBMITTED and self.candidate is None
        return replace(self, candidate=by) if waits and by != self.referrer else self

    def reworded(self, by: UUID, relation: str, vouch: str, at: datetime) -> Referral:
        """The referrer vouches in other words, until the candidate has agreed to the present ones.

        Raises NotYoursToMove, ReferralOver.
        """
        if by != self.referrer:
            raise NotYoursToMove
        if not self.seems_submitted(at):
            raise ReferralOver
        return replace(self, relation=relation, vouch=vouch, wordings=self.wordings + 1)

    def seems_submitted(self, at: datetime) -> bool:
        """To the referrer it waits for the candidate; a refusal is silence until the deadline."""
        unanswered = self.state in (ReferralState.SUBMITTED, ReferralState.NOT_CONSENTED)
        return unanswered and at < self.consent_by

    def refused(self, by: UUID, at: datetime) -> Referral:
        """The candidate does not agree; the referrer sees what silence would have shown them.

        Raises ReferralNotFound, ReferralOver, ConsentTooLate.
        """
        self._refuse_late(by, at)
        return self._moved(Happening.CONSENT_REFUSED, By.CANDIDATE, by, at)

    def moved(
        self,
        happening: Happening,
        by: By,
        person: UUID | None,
        at: datetime,
        reason: Reason = Reason.NONE_GIVEN,
        hold: int = 0,
    ) -> Referral:
        """Somebody takes it on, or ends it. `hold` are working days that a rejection waits.
        A referrer may take it back until it is in review.

        Raises ReferralOver, NotYoursToMove, ReasonNeeded, HoldTooLong, HireConfirmed.
        """
        self._refuse_impossible(happening, by)
        self._refuse_noticed(happening, by, at)
        taken_back = happening is Happening.WITHDRAWN and by is By.REFERRER
        if happening in OWN_WAY or (taken_back and self.state not in TAKEN_BACK):
            raise NotYoursToMove
        rejected = happening is Happening.REJECTED
        if rejected and reason is Reason.NONE_GIVEN:
            raise ReasonNeeded
        if not 0 <= hold <= (LONGEST_HOLD if rejected else 0):
            raise HoldTooLong
        self._refuse_repeated(happening, by)
        if self.state is ReferralState.HIRED:
            self._refuse_second_word(happening)
        return self._moved(happening, by, person, at, reason, hold)

    def lapsed(self, at: datetime) -> Referral:
        """Time has decided: no consent came, or the window ended before anybody screened.

        Raises NotDueYet.
        """
        if self.due_at is None or at < self.due_at:
            raise NotDueYet
        waited = self.state is ReferralState.SUBMITTED
        what = Happening.CONSENT_MISSED if waited else Happening.WINDOW_ENDED
        return self._moved(what, By.TIME, None, at)

    @property
    def due_at(self) -> datetime | None:
        """When time decides, if nobody does before."""
        if self.state is ReferralState.SUBMITTED:
            return self.consent_by
        return self.owned_until if self.state in UNSCREENED else None

    def to_tell_of_no_news(self, at: datetime) -> bool:
        """Nothing was heard for 21 days, and the two have not been told so yet."""
        if self.state not in UNDERWAY:
            return False
        last = self.moves[-1].at
        told = self.no_news_told_at is not None and self.no_news_told_at > last
        return not told and last + NO_NEWS_AFTER <= at

    def told_of_no_news(self, at: datetime) -> Referral:
        """Candidate and referrer have been told that there is no news. Raises NotDueYet."""
        if not self.to_tell_of_no_news(at):
            raise NotDueYet
        return replace(self, no_news_told_at=at)

    def hire_to_tell(self, by: UUID) -> Referral:
        """The candidate releases that they were hired. Raises NotYoursToMove, ReferralOver."""
        if by != self.candidate:
            raise NotYoursToMove
        if self.state not in (ReferralState.HIRED, ReferralState.RETAINED):
            raise ReferralOver
        return replace(self, hire_released=True)

    def _refuse_late(self, by: UUID, at: datetime) -> None:
        if self.candidate not in (None, by):
            raise ReferralNotFound
        if self.state is ReferralState.SUBMITTED and at >= self.consent_by:
            raise ConsentTooLate

    def _refuse_impossible(self, what: Happening, by: By) -> None:
        if by not in MAY[what]:
            raise NotYoursToMove
        if (self.state, what) not in TRANSITIONS:
            raise ReferralOver

    def _refuse_noticed(self, happening: Happening, by: By, at: datetime) -> None:
        """A refusal that everybody knows of is an end; the candidate knows of it at once."""
        if self.state is ReferralState.NOT_CONSENTED and (
            by is By.CANDIDATE or not self.seems_submitted(at)
        ):
            raise ReferralOver

    def _refuse_repeated(self, happening: Happening, by: By) -> None:
        """The employer may say what so far only the candidate had said, and nobody it twice."""
        said = {move.by for move in self.moves if move.happening is happening}
        if happening in SAID_AGAIN and said and (by is By.CANDIDATE or said != {By.CANDIDATE}):
            raise ReferralOver

    def _refuse_second_word(self, happening: Happening) -> None:
        once_only = happening in (Happening.REJECTED, Happening.HIRE_CONFIRMED)
        if once_only and self.hire_confirmed:
            raise HireConfirmed
        if happening is Happening.MILESTONE and not self.hire_confirmed:
            raise NotDueYet

    def _moved(
        self,
        what: Happening,
        by: By,
        person: UUID | None,
        at: datetime,
        reason: Reason = Reason.NONE_GIVEN,
        hold: int = 0,
    ) -> Referral:
        self._refuse_impossible(what, by)
        state = TRANSITIONS[self.state, what]
        candidate_sees, referrer_sees = shown_from(what, by, at, hold, self.consent_by)
        move = Move(
            happening=what,
            state=state,
            at=at,
            by=by,
            person=person,
            reason=reason,
            candidate_sees_at=candidate_sees,
            referrer_sees_at=referrer_sees,
        )
        return replace(self, state=state, moves=(*self.moves, move))
