"""A tie needs both, ends with either, and tells nobody what it should not."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from services.profiles.domain.claims import MeetingClaim, MessageClaim
from services.profiles.domain.strength import OwnAnswer
from services.profiles.domain.tie import Side, Tie, TieState
from services.profiles.domain.tie_refused import (
    TieNotFound,
    TieNotLive,
    TieNotProposed,
    TieNotStanding,
    TieToOneself,
)
from shared.errors import Conflict, Invalid
from shared.ids import tie_id

ANA, BEN, EVE = UUID(int=1), UUID(int=2), UUID(int=3)
TODAY = date(2026, 11, 1)


@pytest.fixture
def tie() -> Tie:
    return Tie.between(BEN, ANA)


@pytest.fixture
def proposed(tie: Tie) -> Tie:
    tie.propose(ANA, lend=True)
    return tie


@pytest.fixture
def live(proposed: Tie) -> Tie:
    proposed.confirm(BEN, lend=True)
    return proposed


@pytest.fixture
def denied(proposed: Tie) -> Tie:
    proposed.deny(BEN)
    return proposed


def test_a_tie_has_the_same_id_from_both_ends(tie: Tie) -> None:
    assert tie.id == tie_id(ANA, BEN) == Tie.between(ANA, BEN).id
    assert (tie.first, tie.second) == (ANA, BEN)


def test_nobody_has_a_tie_to_themselves() -> None:
    with pytest.raises(TieToOneself, match="two people"):
        Tie.between(ANA, ANA)


def test_a_proposal_alone_is_no_tie(proposed: Tie) -> None:
    assert proposed.state is TieState.PROPOSED
    assert not proposed.is_live
    assert not proposed.lent


def test_a_tie_is_live_when_the_other_confirms(live: Tie) -> None:
    assert live.state_for(ANA) is live.state_for(BEN) is TieState.CONFIRMED


def test_two_proposals_that_meet_confirm_the_tie(proposed: Tie) -> None:
    assert proposed.propose(BEN, lend=False) is TieState.CONFIRMED
    assert (proposed.side(ANA).lend, proposed.side(BEN).lend) == (True, False)


def test_nobody_confirms_their_own_proposal(proposed: Tie) -> None:
    with pytest.raises(TieNotProposed):
        proposed.confirm(ANA, lend=True)
    with pytest.raises(TieNotProposed):
        proposed.deny(ANA)


def test_proposing_again_only_changes_the_lending_offered(proposed: Tie) -> None:
    assert proposed.propose(ANA, lend=False) is TieState.PROPOSED
    assert proposed.side(ANA).lend is False


def test_proposing_a_live_tie_again_keeps_the_lending_that_was_agreed(live: Tie) -> None:
    live.propose(ANA, lend=False, from_list=True)

    assert live.lent
    assert live.side(ANA).listed


@pytest.mark.parametrize(
    ("ana", "ben", "lent"),
    [(True, True, True), (True, False, False), (False, True, False), (False, False, False)],
)
def test_a_tie_is_lent_only_when_both_lend_it(
    proposed: Tie, ana: bool, ben: bool, lent: bool
) -> None:
    proposed.keep_or_lend(ANA, ana)
    proposed.confirm(BEN, ben)

    assert proposed.lent is lent


def test_lending_has_no_preset(proposed: Tie) -> None:
    assert proposed.side(BEN).lend is None


def test_either_end_keeps_a_live_tie_to_the_two_at_once(live: Tie) -> None:
    live.keep_or_lend(BEN, lend=False)

    assert live.is_live
    assert not live.lent


@pytest.mark.parametrize("by", [ANA, BEN])
def test_either_end_withdraws_a_live_tie_at_once(live: Tie, by: UUID) -> None:
    live.withdraw(by)

    assert live.state_for(ANA) is live.state_for(BEN) is TieState.WITHDRAWN


def test_the_proposer_takes_a_proposal_back(proposed: Tie) -> None:
    proposed.withdraw(ANA)

    with pytest.raises(TieNotProposed):
        proposed.confirm(BEN, lend=True)


def test_only_the_proposer_takes_a_proposal_back(proposed: Tie) -> None:
    with pytest.raises(TieNotStanding):
        proposed.withdraw(BEN)


@pytest.mark.parametrize("by", [ANA, BEN])
def test_a_withdrawn_tie_may_be_proposed_again_by_either(live: Tie, by: UUID) -> None:
    live.withdraw(ANA)

    assert live.propose(by, lend=True) is TieState.PROPOSED
    assert live.state_for(live.other(by)) is TieState.PROPOSED


def test_meeting_again_starts_without_what_was_said_before(live: Tie) -> None:
    live.answer(BEN, OwnAnswer.WELL)
    live.give_meetings(BEN, MeetingClaim(3, TODAY), TODAY)
    live.withdraw(ANA)
    live.propose(ANA, lend=True)

    assert live.side(BEN) == Side()


def test_a_list_outlives_the_end_of_a_tie_until_its_import_is_undone(tie: Tie) -> None:
    tie.propose(ANA, lend=True, from_list=True)
    tie.propose(BEN, lend=True)
    tie.withdraw(BEN)

    assert tie.side(ANA).listed
    tie.unlist(ANA)
    assert not tie.side(ANA).listed


def test_a_denial_reads_as_silence_to_the_denied(denied: Tie) -> None:
    assert denied.state_for(ANA) is TieState.PROPOSED
    assert denied.state_for(BEN) is TieState.DENIED
    assert not denied.is_live


def test_the_denied_cannot_tell_a_denial_from_silence_by_trying() -> None:
    silent, refused = Tie.between(ANA, BEN), Tie.between(ANA, BEN)
    for tie in (silent, refused):
        tie.propose(ANA, lend=True)
    refused.deny(BEN)

    for attempt in (
        lambda tie: tie.propose(ANA, lend=False),
        lambda tie: tie.keep_or_lend(ANA, lend=True),
        lambda tie: outcome(tie.confirm, ANA, lend=True),
        lambda tie: outcome(tie.deny, ANA),
        lambda tie: outcome(tie.answer, ANA, OwnAnswer.MET),
        lambda tie: tie.withdraw(ANA),
        lambda tie: outcome(tie.withdraw, ANA),
        lambda tie: tie.propose(ANA, lend=True),
    ):
        assert attempt(silent) == attempt(refused)
        assert silent.state_for(ANA) is refused.state_for(ANA)
        assert silent.side(ANA) == refused.side(ANA)


def outcome(attempt: Any, *args: Any, **named: Any) -> str:
    try:
        attempt(*args, **named)
    except Conflict as refused:
        return refused.code
    return "done"


def test_whoever_denied_is_not_asked_again(denied: Tie) -> None:
    denied.propose(ANA, lend=True)

    assert denied.state_for(BEN) is TieState.DENIED
    with pytest.raises(TieNotProposed):
        denied.confirm(BEN, lend=True)


def test_the_denier_revives_the_tie_by_proposing_it(denied: Tie) -> None:
    denied.withdraw(ANA)

    assert denied.propose(BEN, lend=True) is TieState.PROPOSED
    denied.confirm(ANA, lend=True)
    assert denied.is_live


def test_the_deniers_proposal_meets_the_one_that_waits(denied: Tie) -> None:
    assert denied.propose(BEN, lend=True) is TieState.CONFIRMED
    assert denied.lent


def test_a_live_tie_may_be_denied_and_then_its_other_end_cannot_pester(live: Tie) -> None:
    live.deny(ANA)

    assert live.state_for(BEN) is TieState.WITHDRAWN
    assert live.propose(BEN, lend=True) is TieState.PROPOSED
    assert live.state_for(ANA) is TieState.DENIED


def test_nothing_is_confirmed_that_was_not_proposed(tie: Tie) -> None:
    with pytest.raises(TieNotProposed):
        tie.confirm(ANA, lend=True)
    with pytest.raises(TieNotProposed):
        tie.deny(ANA)


def test_what_is_said_about_a_tie_needs_a_live_one(proposed: Tie) -> None:
    with pytest.raises(TieNotLive):
        proposed.answer(ANA, OwnAnswer.KNOW)
    with pytest.raises(TieNotLive):
        proposed.give_messages(ANA, MessageClaim(1, 1, TODAY), TODAY)
    with pytest.raises(TieNotLive):
        proposed.give_meetings(ANA, MeetingClaim(1, TODAY), TODAY)


def test_an_answer_can_be_taken_back(live: Tie) -> None:
    live.answer(ANA, OwnAnswer.KNOW)
    live.answer(ANA, None)

    assert live.side(ANA).answer is None


@pytest.mark.parametrize(
    ("claim", "code"),
    [
        (MessageClaim(-1, 0, TODAY), "count_out_of_range"),
        (MessageClaim(0, 10**9, TODAY), "count_out_of_range"),
        (MessageClaim(1, 1, date(2026, 11, 2)), "date_in_future"),
    ],
)
def test_counts_that_cannot_be_are_refused_and_change_nothing(
    live: Tie, claim: Any, code: str
) -> None:
    with pytest.raises(Invalid) as refused:
        live.give_messages(ANA, claim, TODAY)

    assert refused.value.code == code
    assert live.side(ANA).messages is None


def test_strangers_learn_nothing_of_a_tie(live: Tie) -> None:
    for attempt in (live.side, live.other, live.state_for, live.deny, live.withdraw, live.unlist):
        with pytest.raises(TieNotFound):
            attempt(EVE)
    with pytest.raises(TieNotFound):
        live.propose(EVE, lend=True)
    with pytest.raises(TieNotFound):
        live.answer(EVE, OwnAnswer.MET)


def test_only_the_latest_good_introduction_counts(live: Tie) -> None:
    live.introduction_went_well(date(2026, 5, 1))
    live.introduction_went_well(date(2025, 5, 1))

    assert live.introduced_on == date(2026, 5, 1)


def test_erasing_one_end_leaves_nothing_that_either_said(live: Tie) -> None:
    live.propose(BEN, lend=True, from_list=True)
    live.answer(BEN, OwnAnswer.WELL)
    live.introduction_went_well(TODAY)
    live.end_for_erased(ANA)

    assert not live.is_live
    assert (live.first_side, live.second_side, live.introduced_on) == (Side(), Side(), None)


class TwoPeople(RuleBasedStateMachine):
    """Two people do what they like in any order; consent is never assumed."""

    def __init__(self) -> None:
        super().__init__()
        self.tie = Tie.between(ANA, BEN)
        self.wants = {ANA: False, BEN: False}

    @rule(by=st.sampled_from([ANA, BEN]), lend=st.booleans())
    def propose(self, by: UUID, lend: bool) -> None:
        self.tie.propose(by, lend)
        self.wants[by] = True

    @rule(by=st.sampled_from([ANA, BEN]), lend=st.booleans())
    def confirm(self, by: UUID, lend: bool) -> None:
        if outcome(self.tie.confirm, by, lend) == "done":
            self.wants[by] = True

    @rule(by=st.sampled_from([ANA, BEN]), verb=st.sampled_from(["deny", "withdraw"]))
    def refuse(self, by: UUID, verb: str) -> None:
        live = self.tie.is_live
        if outcome(getattr(self.tie, verb), by) == "done":
            self.wants[by] = False
            if live:
                self.wants[self.tie.other(by)] = False

    @invariant()
    def a_tie_is_live_exactly_when_both_want_it(self) -> None:
        assert self.tie.is_live == all(self.wants.values())

    @invariant()
    def only_those_who_want_the_tie_have_said_whether_they_lend_it(self) -> None:
        for person, wanted in self.wants.items():
            assert (self.tie.side(person).lend is not None) == wanted

    @invariant()
    def nobody_but_the_denier_reads_denied(self) -> None:
        readers = [p for p in (ANA, BEN) if self.tie.state_for(p) is TieState.DENIED]
        assert readers in ([], [self.tie.denied_by])


TestTwoPeople = TwoPeople.TestCase
TestTwoPeople.settings = settings(max_examples=100, stateful_step_count=20, deadline=None)
