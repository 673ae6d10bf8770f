"""What the others hear of a tie, and what each of the two may see of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest

from services.profiles.domain.claims import MeetingClaim, MessageClaim
from services.profiles.domain.strength import (
    Evidence,
    OwnAnswer,
    same_school,
    step_cost,
    worked_together,
)
from services.profiles.domain.tie import Tie, TieState
from services.profiles.domain.tie_refused import TieNotFound
from services.profiles.domain.tie_strength import (
    all_evidence,
    publish,
    seen_by,
    strength_of,
    two_way_contacts,
)
from shared.contracts.profiles import Reason, TieChanged, TieEnded

ANA, BEN, EVE = UUID(int=1), UUID(int=2), UUID(int=3)
TODAY = date(2026, 11, 1)
COLLEAGUES: list[Evidence] = [worked_together(24, 50)]


@pytest.fixture
def live() -> Tie:
    tie = Tie.between(ANA, BEN)
    tie.propose(ANA, lend=True)
    tie.confirm(BEN, lend=True)
    return tie


def give(tie: Tie, ana: MessageClaim, ben: MessageClaim) -> None:
    tie.give_messages(ANA, ana, TODAY)
    tie.give_messages(BEN, ben, TODAY)


def test_a_live_tie_is_told_with_its_cost_and_reasons(live: Tie) -> None:
    told = publish(live, COLLEAGUES, TODAY)

    assert told == TieChanged(
        subject=live.id,
        first=ANA,
        second=BEN,
        first_to_second_cost=step_cost(0.65),
        second_to_first_cost=step_cost(0.65),
        lent=True,
        reasons=[Reason("worked_together", 24)],
    )


def test_nothing_is_told_twice(live: Tie) -> None:
    publish(live, COLLEAGUES, TODAY)

    assert publish(live, COLLEAGUES, TODAY) is None


def test_one_more_month_that_changes_no_cost_is_no_news(live: Tie) -> None:
    publish(live, [worked_together(24, 50)], TODAY)

    assert publish(live, [worked_together(25, 50)], TODAY) is None


@pytest.mark.parametrize(
    "change",
    [
        lambda tie: tie.keep_or_lend(ANA, lend=False),
        lambda tie: tie.answer(ANA, OwnAnswer.MET),
        lambda tie: tie.introduction_went_well(TODAY),
    ],
)
def test_a_change_of_cost_or_lending_is_told(live: Tie, change: Callable[[Tie], None]) -> None:
    publish(live, COLLEAGUES, TODAY)
    change(live)

    assert isinstance(publish(live, COLLEAGUES, TODAY), TieChanged)


def test_a_new_reason_is_told_even_at_the_same_cost(live: Tie) -> None:
    live.answer(ANA, OwnAnswer.WELL)
    live.answer(BEN, OwnAnswer.WELL)
    before = publish(live, COLLEAGUES, TODAY)
    after = publish(live, [*COLLEAGUES, same_school()], TODAY)

    assert isinstance(before, TieChanged)
    assert isinstance(after, TieChanged)
    assert after.first_to_second_cost == before.first_to_second_cost


@pytest.mark.parametrize("end", ["withdraw", "deny", "end_for_erased"])
def test_the_end_of_a_tie_that_was_told_is_told_once(live: Tie, end: str) -> None:
    publish(live, COLLEAGUES, TODAY)
    getattr(live, end)(ANA)

    assert publish(live, COLLEAGUES, TODAY) == TieEnded(subject=live.id, first=ANA, second=BEN)
    assert publish(live, COLLEAGUES, TODAY) is None


def test_a_proposal_is_nobody_elses_business() -> None:
    tie = Tie.between(ANA, BEN)
    tie.propose(ANA, lend=True)
    assert publish(tie, COLLEAGUES, TODAY) is None

    tie.deny(BEN)
    assert publish(tie, COLLEAGUES, TODAY) is None


def test_a_tie_that_lives_again_is_told_again_even_unchanged(live: Tie) -> None:
    first = publish(live, COLLEAGUES, TODAY)
    live.withdraw(ANA)
    publish(live, COLLEAGUES, TODAY)
    live.propose(BEN, lend=True)
    live.propose(ANA, lend=True)

    assert publish(live, COLLEAGUES, TODAY) == first


def test_each_on_the_others_list_is_evidence_one_list_is_not(live: Tie) -> None:
    live.propose(ANA, lend=True, from_list=True)
    assert all_evidence(live, [], TODAY) == []

    live.propose(BEN, lend=True, from_list=True)
    assert [piece.code for piece in all_evidence(live, [], TODAY)] == ["listed"]


def test_counts_of_one_side_alone_count_for_nothing(live: Tie) -> None:
    live.give_messages(ANA, MessageClaim(100, 100, TODAY), TODAY)
    live.give_meetings(BEN, MeetingClaim(100, TODAY), TODAY)

    assert all_evidence(live, [], TODAY) == []
    assert two_way_contacts(live) == 0


def test_of_two_claims_the_smaller_and_the_older_counts(live: Tie) -> None:
    give(live, MessageClaim(500, 16, TODAY), MessageClaim(900, 14, date(2026, 4, 15)))
    messages = all_evidence(live, [], TODAY)[0]

    assert messages.amount == 14 + 16
    assert round(messages.q, 2) == 0.40


def test_meetings_that_both_remember_count(live: Tie) -> None:
    live.give_meetings(ANA, MeetingClaim(30, TODAY), TODAY)
    live.give_meetings(BEN, MeetingClaim(3, TODAY), TODAY)

    assert [(piece.code, piece.amount) for piece in all_evidence(live, [], TODAY)] == [
        ("meetings", 3)
    ]


def test_the_floor_needs_twenty_contacts_that_both_bear_out(live: Tie) -> None:
    long_ago = date(2000, 1, 1)
    give(live, MessageClaim(20, 20, long_ago), MessageClaim(20, 19, long_ago))
    assert strength_of(live, all_evidence(live, [], TODAY)) < 0.01

    live.give_meetings(ANA, MeetingClaim(1, long_ago), TODAY)
    live.give_meetings(BEN, MeetingClaim(1, long_ago), TODAY)
    assert strength_of(live, all_evidence(live, [], TODAY)) == 0.20


def test_a_side_never_sees_what_the_other_answered(live: Tie) -> None:
    live.answer(ANA, OwnAnswer.WELL)
    before = seen_by(live, ANA, COLLEAGUES, TODAY)
    live.answer(BEN, OwnAnswer.MET)

    assert seen_by(live, ANA, COLLEAGUES, TODAY) == before
    assert seen_by(live, BEN, COLLEAGUES, TODAY).strength == "weak"


def test_a_side_sees_the_evidence_its_own_answer_and_the_lending(live: Tie) -> None:
    live.answer(BEN, OwnAnswer.KNOW)
    live.keep_or_lend(BEN, lend=False)
    view = seen_by(live, BEN, COLLEAGUES, TODAY)

    assert view.reasons == [Reason("worked_together", 24)]
    assert (view.strength, view.own_answer) == ("fair", OwnAnswer.KNOW)
    assert (view.lend, view.lent, view.proposed_by_me) == (False, False, False)


def test_a_proposal_shows_its_sender_nothing_of_the_other() -> None:
    tie = Tie.between(ANA, BEN)
    tie.propose(ANA, lend=True)
    waiting = seen_by(tie, ANA, COLLEAGUES, TODAY)
    tie.deny(BEN)

    assert (waiting.reasons, waiting.strength, waiting.state) == ([], "weak", TieState.PROPOSED)
    assert seen_by(tie, ANA, COLLEAGUES, TODAY) == waiting


def test_strangers_see_no_tie(live: Tie) -> None:
    with pytest.raises(TieNotFound):
        seen_by(live, EVE, COLLEAGUES, TODAY)
