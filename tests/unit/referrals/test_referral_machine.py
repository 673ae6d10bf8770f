"""Whatever people do with referrals: one owner, consent first, and the candidate before all."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from services.referrals.domain.credit import LineKind, balance, credit
from services.referrals.domain.credit_history import Agreed, Entry, Hired, Left, Reversed, Stayed
from services.referrals.domain.ownership import owner_among, owns
from services.referrals.domain.referral import Referral
from services.referrals.domain.referral_losses import without_person
from services.referrals.domain.referral_moves import Reason
from services.referrals.domain.referral_seen import SeenReferral
from services.referrals.domain.referral_states import (
    OVER,
    TRANSITIONS,
    UNDERWAY,
    UNSCREENED,
    By,
    Happening,
    ReferralState,
)
from shared.errors import WarmpathError
from tests.support.introductions import ids_in
from tests.support.machines import as_long_as_asked
from tests.support.referring import (
    CAM,
    CHAIN,
    DAY,
    MONDAY,
    OPENING,
    OTHER,
    POLICY,
    RAY,
    REC,
    STRANGER,
    WINDOW,
    as_seen,
    submitted,
)

OPENINGS = [OPENING, UUID(int=0x1E)]
PICK = st.integers(0, 99)
STAGES = [Happening.TAKEN_UP, Happening.INTERVIEW, Happening.OFFER, Happening.HIRE]
ENDS = [Happening.REJECTED, Happening.WITHDRAWN, Happening.OPENING_CLOSED]
EMPLOYER = (By.RECRUITER, By.ATS)


class Referrals(RuleBasedStateMachine):
    """Two referrers, one candidate, two openings, a recruiter, and time."""

    def __init__(self) -> None:
        super().__init__()
        self.now = MONDAY
        self.all: dict[UUID, Referral] = {}
        self.history: dict[UUID, list[Entry]] = {}
        self.lines: dict[UUID, int] = {}
        self.over: dict[UUID, Referral] = {}
        self.first_seen: dict[tuple[UUID, UUID], list[ReferralState]] = {}

    # --- what people do

    @rule(referrer=st.sampled_from([RAY, OTHER]), opening=st.sampled_from(OPENINGS))
    def submit(self, referrer: UUID, opening: UUID) -> None:
        number = 0x1000 + len(self.all)  # nobody else's id
        one = submitted(number, referrer=referrer, opening_id=opening, submitted_at=self.now)
        self.all[one.id], self.history[one.id] = one, []

    @precondition(lambda self: self.all)
    @rule(pick=PICK, agrees=st.booleans())
    def answer(self, pick: int, agrees: bool) -> None:
        one = self.picked(pick)
        owner = owner_among(one, self.all.values(), self.now)

        def decide() -> Referral:
            if agrees:
                return one.consented(CAM, self.now, owner, WINDOW)
            return one.refused(CAM, self.now)

        if self.attempt(one, decide) and self.all[one.id].state is ReferralState.CONSENTED:
            entry = Agreed(at=self.now, referrer=one.referrer, policy=POLICY)
            self.history[one.id].append(entry)

    @precondition(lambda self: self.all)
    @rule(pick=PICK, what=st.sampled_from(STAGES), by=st.sampled_from(By))
    def take_on(self, pick: int, what: Happening, by: By) -> None:
        self.move(self.picked(pick), what, by)

    @precondition(lambda self: self.all)
    @rule(pick=PICK, what=st.sampled_from(ENDS), by=st.sampled_from(By), hold=st.integers(0, 4))
    def end(self, pick: int, what: Happening, by: By, hold: int) -> None:
        self.move(self.picked(pick), what, by, hold)

    @precondition(lambda self: any(each.state is ReferralState.HIRED for each in self.all.values()))
    @rule(pick=PICK, by=st.sampled_from([By.RECRUITER, By.CANDIDATE]))
    def confirm(self, pick: int, by: By) -> None:
        hired = [each for each in self.all.values() if each.state is ReferralState.HIRED]
        self.move(hired[pick % len(hired)], Happening.HIRE_CONFIRMED, by)

    @precondition(lambda self: self.all)
    @rule(pick=PICK, months=st.sampled_from([0, 6, 12]), left=st.booleans())
    def stay_or_leave(self, pick: int, months: int, left: bool) -> None:
        one = self.picked(pick)
        if self.move(one, Happening.MILESTONE, By.TIME):
            day = self.now.date()
            entry = Left(at=self.now, ended=day) if left else Stayed(at=self.now, months=months)
            self.history[one.id].append(entry)

    @precondition(lambda self: self.all)
    @rule(pick=PICK, months=st.sampled_from([0, 6, 12]))
    def take_back(self, pick: int, months: int) -> None:
        entry = Reversed(at=self.now, months=months, by=REC, why="It was paid twice.")
        self.history[self.picked(pick).id].append(entry)

    @rule(days=st.sampled_from([1, 5, 14, 22, 200]))
    def time_goes_by(self, days: int) -> None:
        self.now += days * DAY
        for one in list(self.all.values()):
            if one.due_at is not None and one.due_at <= self.now:
                self.attempt(one, lambda each=one: each.lapsed(self.now))  # type: ignore[misc]
            elif one.to_tell_of_no_news(self.now):
                self.all[one.id] = one.told_of_no_news(self.now)

    @precondition(lambda self: len(self.all) > 4)
    @rule()
    def the_second_referrer_leaves(self) -> None:
        for one in self.all.values():
            self.all[one.id] = without_person(one, OTHER, self.now)
        self.over = {one.id: one for one in self.ended()}

    def move(self, one: Referral, what: Happening, by: By, hold: int = 0) -> bool:
        person = {By.CANDIDATE: CAM, By.REFERRER: one.referrer, By.RECRUITER: REC}.get(by)
        reason = Reason.SKILLS if what is Happening.REJECTED else Reason.NONE_GIVEN
        confirmed = one.hire_confirmed
        done = self.attempt(one, lambda: one.moved(what, by, person, self.now, reason, hold))
        if self.all[one.id].hire_confirmed and not confirmed:
            self.history[one.id].append(Hired(at=self.now, started=self.now.date()))
        return done

    def attempt(self, one: Referral, deed: Callable[[], Referral]) -> bool:
        try:
            self.all[one.id] = deed()
        except WarmpathError:
            return False
        return True

    def ended(self) -> list[Referral]:
        """Those that are over for good: a refusal may still go where silence would."""
        over = [one for one in self.all.values() if one.state in OVER]
        return [one for one in over if not one.seems_submitted(self.now)]

    def picked(self, pick: int) -> Referral:
        return list(self.all.values())[pick % len(self.all)]

    # --- what always holds

    @invariant()
    def every_move_is_in_the_table_and_made_by_somebody_who_may(self) -> None:
        for one in self.all.values():
            state = ReferralState.SUBMITTED
            for move in one.moves:
                assert TRANSITIONS[state, move.happening] is move.state
                state = move.state
            assert state is one.state

    @invariant()
    def an_end_is_for_ever(self) -> None:
        for one in self.ended():
            assert self.over.setdefault(one.id, one) == one

    @invariant()
    def one_referral_owns_a_candidate_for_an_opening(self) -> None:
        for opening in OPENINGS:
            theirs = [each for each in self.all.values() if each.opening_id == opening]
            assert sum(owns(each, self.now) for each in theirs) <= 1

    @invariant()
    def nothing_goes_on_without_the_candidates_yes(self) -> None:
        for one in self.all.values():
            if one.state in UNDERWAY | {ReferralState.HIRED, ReferralState.RETAINED}:
                assert one.moves[0].happening is Happening.CONSENT_GIVEN
                assert (one.moves[0].by, one.moves[0].person) in ((By.CANDIDATE, CAM),)

    @invariant()
    def recruiters_see_consented_ones_and_no_network_before_they_decided(self) -> None:
        for one in self.all.values():
            view = as_seen(one, REC, self.now)
            assert isinstance(view, SeenReferral) == (one.consented_at is not None)
            decided = any(m.by in EMPLOYER and m.state not in UNSCREENED for m in one.moves)
            if not decided:
                assert not ids_in(view) & {RAY, OTHER, CHAIN}
                assert "She cooks." not in repr(view)

    @invariant()
    def the_referrer_never_sees_a_stage_before_the_candidate(self) -> None:
        for one in self.all.values():
            assert all(m.at <= m.candidate_sees_at for m in one.moves)
            refusal = Happening.CONSENT_REFUSED, Happening.CONSENT_MISSED
            assert all(
                m.candidate_sees_at <= m.referrer_sees_at
                for m in one.moves
                if m.happening not in refusal
            )

    @invariant()
    def the_referrer_never_reads_a_reason(self) -> None:
        for one in self.all.values():
            for at in (self.now, self.now + 90 * DAY):
                view = as_seen(one, one.referrer, at)
                if isinstance(view, SeenReferral):
                    assert {told.reason for told in view.history} <= {None}

    @invariant()
    def strangers_see_that_there_is_none(self) -> None:
        for one in self.all.values():
            assert as_seen(one, STRANGER, self.now) == "referral_not_found"

    @invariant()
    def credit_is_only_added_to_and_never_exceeds_the_bonus(self) -> None:
        for number, history in self.history.items():
            lines = credit(history)
            assert lines == credit(list(history))
            assert len(lines) >= self.lines.get(number, 0)
            self.lines[number] = len(lines)
            assert 0 <= balance(lines) <= POLICY.bonus
            paid = [line for line in lines if line.kind is LineKind.AWARD]
            assert not paid or self.all[number].hire_confirmed


TestReferrals = Referrals.TestCase
TestReferrals.settings = as_long_as_asked(examples=30, steps=40)
