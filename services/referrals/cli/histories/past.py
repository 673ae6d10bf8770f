"""One history in the making: people give referrals' own commands, on days that have passed.

All of a history is one unit of work. So nobody sees it half told, and the jobs of a worker, for
whom it is today, find nothing of it that would be overdue.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from services.referrals.commands import introductions as introducing
from services.referrals.commands import referral_moves, referral_timetable, referrals
from services.referrals.commands.introductions import AnswerStep, AskIntroduction
from services.referrals.commands.referral_moves import MoveReferral
from services.referrals.commands.referrals import SubmitReferral
from services.referrals.domain.ask import Ask, Kind
from services.referrals.domain.introduction import Introduction
from services.referrals.domain.known_opening import KnownOpening
from services.referrals.domain.paths import Path, Search, WhoCanRefer
from services.referrals.domain.referral import Referral
from services.referrals.domain.referral_moves import Reason
from services.referrals.domain.referral_states import Happening
from services.referrals.domain.step import Answer, Role
from services.referrals.ports import UnitOfWork
from shared.clock import SetClock

BLURB = (
    "I have done this work for some years and like what I read about the team. "
    "Would you pass this on to somebody there?"
)
LINE = "I know them well enough to pass this on."
MOST_ENDS = 10
VOUCH = "We talked at length; they know the trade and ask good questions."


class Unfit(Exception):
    """These people cannot have had this history: others are tried."""


@dataclass
class Past:
    """What one candidate does about one opening, through one contact, days ago."""

    uow: UnitOfWork
    clock: SetClock
    today: datetime
    candidate: UUID
    contact: UUID
    opening: KnownOpening
    to: UUID | None = None

    def on(self, days_ago: float) -> None:
        """From here on it is so many days ago."""
        then = self.today - timedelta(days=days_ago)
        self.clock.advance(then - self.clock.now())

    def day(self, days_ago: float) -> date:
        """Which day that was."""
        return (self.today - timedelta(days=days_ago)).date()

    def asks(self, days_ago: float) -> Introduction:
        """The candidate asks their contact."""
        self.on(days_ago)
        ask = Ask(kind=Kind.REFERRAL, blurb=BLURB, opening_id=self.opening.id)
        command = AskIntroduction(by=self.candidate, contact=self.contact, ask=ask, to=self.to)
        return introducing.ask_introduction(command, self.uow, self.clock)

    def answers(self, one: Introduction, answer: Answer, days_ago: float) -> Introduction:
        """Whoever is asked answers."""
        self.on(days_ago)
        if one.current is None:
            raise Unfit
        by = one.current.person
        said = AnswerStep(by=by, introduction_id=one.id, answer=answer, line=LINE)
        return introducing.answer_step(said, self.uow, self.clock)

    def reaches(self, one: Introduction, days_ago: float) -> Introduction:
        """Every introducer says yes, until the target is asked."""
        while one.current is not None and one.current.role is Role.INTRODUCER:
            one = self.answers(one, Answer.INTRODUCE, days_ago)
        if one.current is None or one.current.role is not Role.TARGET:
            raise Unfit
        return one

    def lapses(self, one: Introduction, days_ago: float) -> Introduction:
        """The deadline comes."""
        self.on(days_ago)
        return introducing.lapse_due(one.id, self.uow, self.clock)

    def withdraws(self, one: Introduction, days_ago: float) -> Introduction:
        """The candidate takes it back."""
        self.on(days_ago)
        return introducing.withdraw(self.candidate, one.id, self.uow, self.clock)

    def meets(self, days_ago: float) -> Introduction:
        """Within a day everybody says yes, and the target is somebody who can refer."""
        one = self.reaches(self.asks(days_ago), days_ago - 0.5)
        target, firm = one.people[-1], self.opening.employer_id
        works_there = self.uow.people.employed(target, firm, self.clock.now().date())
        if not works_there or target in self.opening.recruiters:
            raise Unfit
        return self.answers(one, Answer.AGREE, days_ago - 1)

    def refers(self, days_ago: float) -> Referral:
        """Whom they met refers them, two days after they asked for that."""
        met = self.meets(days_ago + 2)
        self.on(days_ago)
        command = SubmitReferral(
            by=met.people[-1],
            opening_id=self.opening.id,
            introduction_id=met.id,
            relation="community",
            vouch=VOUCH,
        )
        return referrals.submit_referral(command, self.uow, self.clock)

    def agrees(self, days_ago: float) -> Referral:
        """Whom they met refers them, and the candidate agrees a day later."""
        referral = self.refers(days_ago + 1)
        self.on(days_ago)
        return referrals.consent(self.candidate, referral.id, self.uow, self.clock)

    def refuses(self, referral: Referral, days_ago: float) -> Referral:
        """The candidate does not agree."""
        self.on(days_ago)
        return referrals.refuse(self.candidate, referral.id, self.uow, self.clock)

    def moves(
        self,
        referral: Referral,
        what: Happening,
        days_ago: float,
        reason: Reason = Reason.NONE_GIVEN,
    ) -> Referral:
        """Who runs the opening says what happened; a hire starts on that day."""
        self.on(days_ago)
        by = self.candidate if what is Happening.WITHDRAWN else self.recruiter
        started = self.day(days_ago) if what is Happening.HIRE else None
        move = MoveReferral(by=by, referral_id=referral.id, what=what, reason=reason)
        command = move if started is None else _starting(move, started)
        return referral_moves.move_referral(command, self.uow, self.clock)

    def expires(self, referral: Referral) -> Referral:
        """Its window ends."""
        if referral.due_at is None or referral.due_at > self.today:
            raise Unfit
        self.clock.advance(referral.due_at - self.clock.now())
        referral_timetable.lapse(referral.id, self.uow, self.clock)
        return self.now_of(referral)

    def stays(self, referral: Referral, days_ago: float) -> Referral:
        """The next milestone is reached."""
        self.on(days_ago)
        referral_timetable.reach(referral.id, self.uow, self.clock)
        return self.now_of(referral)

    def takes_back(self, referral: Referral, months: int, why: str, days_ago: float) -> None:
        """Who runs the opening takes the payout of a milestone back."""
        self.on(days_ago)
        referral_moves.reverse_credit(
            self.recruiter, referral.id, months, why, self.uow, self.clock
        )

    def puts_right(self, referral: Referral, amount: int, why: str, days_ago: float) -> None:
        """Who runs the opening adds a line of their own."""
        self.on(days_ago)
        referral_moves.correct_credit(
            self.recruiter, referral.id, amount, why, self.uow, self.clock
        )

    def now_of(self, referral: Referral) -> Referral:
        """The referral as it is by now."""
        found = self.uow.referrals.find(referral.id)
        if found is None:
            raise Unfit
        return found

    @property
    def recruiter(self) -> UUID:
        """Somebody who runs the opening."""
        return min(self.opening.recruiters)


def paths_for(uow: UnitOfWork, candidate: UUID, opening: UUID, today: date) -> list[Path]:
    """The best path to each who can refer the candidate, with somebody in between."""
    search = Search(candidate=candidate, today=today, k=MOST_ENDS)
    if uow.graph.find_opening(search, opening) is None:
        return []
    found = uow.graph.who_can_refer(WhoCanRefer(search, opening)).suggestions
    return [each.path for each in found if each.path.introducers and each.end == "referrer"]


def _starting(move: MoveReferral, started: date) -> MoveReferral:
    return MoveReferral(by=move.by, referral_id=move.referral_id, what=move.what, started=started)
