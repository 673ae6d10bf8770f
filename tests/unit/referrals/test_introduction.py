"""An ask on its way: who is asked when, what an answer does, and how it ends."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from services.referrals.domain.ask import Ask, Kind, openly_askable_from
from services.referrals.domain.introduction import Introduction
from services.referrals.domain.introduction_losses import (
    unavailable,
    without_person,
    without_tie,
)
from services.referrals.domain.introduction_states import (
    AGREE_WITHIN,
    OPEN,
    OVER,
    TRANSITIONS,
    State,
)
from services.referrals.domain.step import ANSWER_WITHIN, ANSWERS, NOBODY, Answer, Role
from tests.support.introductions import (
    ADA,
    BEA,
    CAI,
    DAN,
    DAY,
    EMPLOYER,
    EVE,
    HOUR,
    LONG_WAY,
    NOON,
    NUMBER,
    STRANGER,
    TOM,
    agreed,
    asked,
    deadline,
    ids_in,
    passed,
    referral,
    refusal,
    yes,
)

OVER_DAN = (ADA, BEA, DAN, TOM)
OVER_EVE = (ADA, EVE, TOM)
OPENLY = Ask(kind=Kind.OPEN_ASK, blurb="Do you know a baker there?", employer_id=EMPLOYER)


def person_asked(introduction: Introduction) -> UUID | None:
    return introduction.current.person if introduction.current else None


# --- along the path


def test_the_first_contact_is_asked_and_nobody_else() -> None:
    introduction = asked()

    assert (introduction.state, person_asked(introduction)) == (State.ASKING, BEA)
    assert len(introduction.steps) == 1


def test_each_yes_asks_the_next_until_the_target_is_reached() -> None:
    once = yes(asked(), BEA)
    twice = yes(once, CAI)

    assert (once.state, person_asked(once)) == (State.ASKING, CAI)
    assert (twice.state, person_asked(twice)) == (State.REACHED, TOM)


def test_the_targets_yes_makes_them_meet() -> None:
    assert agreed(yes(yes(asked(), BEA), CAI), TOM).state is State.MET


def test_somebody_who_knows_the_target_asks_them_without_an_introducer() -> None:
    assert asked(ADA, TOM).state is State.REACHED


def test_use_my_name_passes_it_on_like_a_yes_and_the_next_person_still_decides() -> None:
    lent = asked().answered(BEA, Answer.USE_MY_NAME, NOON)

    assert (lent.state, person_asked(lent)) == (State.ASKING, CAI)


def test_someone_better_hands_it_on_and_they_decide_by_the_same_rules() -> None:
    handed = asked().answered(BEA, Answer.SOMEONE_BETTER, NOON, onward=(DAN, TOM))

    assert (handed.people, person_asked(handed)) == ((ADA, BEA, DAN, TOM), DAN)
    assert yes(handed, DAN).state is State.REACHED


def test_someone_better_may_stand_at_the_end_themselves() -> None:
    handed = asked().answered(BEA, Answer.SOMEONE_BETTER, NOON, onward=(EVE,))

    assert handed.state is State.REACHED
    assert agreed(handed, EVE).state is State.MET


def test_someone_better_who_does_not_take_it_up_sends_it_back_to_the_way_to_the_target() -> None:
    handed = asked().answered(BEA, Answer.SOMEONE_BETTER, NOON, onward=(EVE,))
    again = handed.lapsed(deadline(handed), [LONG_WAY])

    assert (again.state, person_asked(again), again.people) == (State.ASKING, BEA, LONG_WAY)


def test_a_target_who_names_someone_better_is_not_asked_again() -> None:
    handed = asked(ADA, TOM).answered(TOM, Answer.SOMEONE_BETTER, NOON, onward=(EVE,))
    silent = handed.lapsed(deadline(handed), [(ADA, TOM), (ADA, CAI, TOM)])

    assert handed.state is State.REACHED
    assert silent.state is State.EXHAUSTED


@pytest.mark.parametrize("onward", [(ADA,), (BEA,), (CAI, DAN, EVE, TOM)])
def test_it_is_handed_on_to_nobody_twice_and_along_no_longer_path(onward: tuple[UUID, ...]) -> None:
    attempt = lambda: asked().answered(BEA, Answer.SOMEONE_BETTER, NOON, onward=onward)  # noqa: E731

    assert refusal(attempt) == "hand_on_impossible"


def test_why_it_cannot_go_to_somebody_is_not_told() -> None:
    declined = passed(asked())
    elsewhere = declined.lapsed(deadline(declined), [OVER_EVE]).asked(NOON + 5 * DAY)

    def hand_on(*onward: UUID) -> str:
        return refusal(
            lambda: elsewhere.answered(EVE, Answer.SOMEONE_BETTER, NOON + 5 * DAY, onward=onward)
        )

    assert hand_on(BEA) == hand_on(ADA) == "hand_on_impossible"


def test_an_open_ask_has_no_target_until_somebody_names_one() -> None:
    openly = asked(ADA, BEA, ask=OPENLY)
    named = openly.answered(BEA, Answer.SOMEONE_BETTER, NOON, onward=(TOM,))

    assert (openly.state, openly.target) == (State.ASKING, None)
    assert (named.state, person_asked(named)) == (State.REACHED, TOM)
    assert agreed(named, TOM).state is State.MET


def test_an_open_ask_that_nobody_takes_up_is_exhausted() -> None:
    openly = asked(ADA, BEA, ask=OPENLY)

    assert openly.lapsed(deadline(openly), [(ADA, BEA)]).state is State.EXHAUSTED


# --- answers


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("answer", Answer)
def test_each_role_has_its_own_answers(role: Role, answer: Answer) -> None:
    introduction = {
        Role.INTRODUCER: asked(),
        Role.TARGET: asked(ADA, TOM),
        Role.ACQUAINTANCE: asked(ADA, BEA, ask=OPENLY),
    }[role]
    by = introduction.people[1]
    onward = (EVE,) if answer is Answer.SOMEONE_BETTER else ()

    said = refusal(lambda: introduction.answered(by, answer, NOON, onward=onward))

    assert said == ("done" if answer in ANSWERS[role] else "answer_not_possible")


@pytest.mark.parametrize("answer", [Answer.INTRODUCE, Answer.PASS, Answer.USE_MY_NAME])
def test_only_someone_better_names_somebody(answer: Answer) -> None:
    attempt = lambda: asked().answered(BEA, answer, NOON, onward=(DAN, TOM))  # noqa: E731

    assert refusal(attempt) == "answer_not_possible"


def test_nobody_answers_for_another_or_before_their_turn() -> None:
    assert refusal(lambda: asked().answered(CAI, Answer.INTRODUCE, NOON)) == (
        "introduction_not_found"
    )
    assert refusal(lambda: asked().answered(STRANGER, Answer.INTRODUCE, NOON)) == (
        "introduction_not_found"
    )


def test_a_yes_cannot_be_taken_back_or_said_twice() -> None:
    once = yes(asked(), BEA)

    for answer in (Answer.PASS, Answer.INTRODUCE):
        assert refusal(lambda: once.answered(BEA, answer, NOON)) == "step_answered"  # noqa: B023


def test_an_answer_at_the_deadline_is_too_late_though_nobody_has_noticed_it_yet() -> None:
    introduction = asked()
    last = deadline(introduction)

    assert refusal(lambda: introduction.answered(BEA, Answer.INTRODUCE, last)) == (
        "step_deadline_passed"
    )
    assert introduction.answered(BEA, Answer.INTRODUCE, last - HOUR).state is State.ASKING


def test_a_line_is_one_line() -> None:
    assert refusal(lambda: yes(asked(), BEA, line="x" * 301)) == "line_too_long"


@pytest.mark.parametrize("line", ["a\x00b", "a\nb", "\x1b[2J"])
def test_a_line_has_no_control_characters(line: str) -> None:
    assert refusal(lambda: yes(asked(), BEA, line=line)) == "line_unusable"


def test_a_blurb_has_paragraphs_and_no_other_control_characters() -> None:
    assert asked(ask=referral(blurb="I cook.\r\n\n\tAnd bake.")).current
    assert refusal(lambda: asked(ask=referral(blurb="a\x1bb"))) == "ask_invalid"


def test_when_the_next_person_cannot_be_asked_now_it_goes_another_way() -> None:
    busy = asked().answered(BEA, Answer.INTRODUCE, NOON, instead=[OVER_DAN])

    assert (busy.people, person_asked(busy)) == (OVER_DAN, BEA)
    assert asked().answered(BEA, Answer.INTRODUCE, NOON, instead=[]).state is State.EXHAUSTED


# --- passes, silence and reroutes


def test_a_pass_changes_nothing_before_the_deadline() -> None:
    before = asked()
    after = passed(before)

    assert (after.state, after.history, after.edition) == (
        before.state,
        before.history,
        before.edition,
    )
    assert person_asked(after) == BEA
    assert refusal(lambda: after.lapsed(deadline(after) - HOUR, [])) == "step_not_due"


def test_a_pass_may_be_answered_otherwise_until_its_deadline() -> None:
    assert person_asked(yes(passed(asked()), BEA)) == CAI


@pytest.mark.parametrize("declines", [True, False])
def test_at_the_deadline_it_goes_along_the_best_path_without_them(declines: bool) -> None:
    at_cai = yes(asked(), BEA)
    waiting = passed(at_cai) if declines else at_cai
    rerouted = waiting.lapsed(deadline(waiting), [LONG_WAY, OVER_DAN, OVER_EVE])

    assert (rerouted.state, rerouted.people) == (State.ASKING, OVER_DAN)


def test_a_yes_holds_for_one_neighbour_so_another_is_asked_for_again() -> None:
    at_cai = yes(asked(), BEA)
    rerouted = at_cai.lapsed(deadline(at_cai), [OVER_DAN])

    assert (person_asked(rerouted), rerouted.steps[-1].passes_to) == (BEA, DAN)


def test_a_yes_to_the_same_neighbour_is_not_asked_for_again() -> None:
    at_dan = yes(yes(asked(ADA, BEA, CAI, DAN, TOM), BEA), CAI)
    rerouted = at_dan.lapsed(deadline(at_dan), [(ADA, BEA, CAI, EVE, TOM)])

    assert (person_asked(rerouted), rerouted.steps[-1].passes_to) == (CAI, EVE)


def test_a_new_first_contact_is_asked_only_with_the_candidates_ok() -> None:
    silent = asked()
    waiting = silent.lapsed(deadline(silent), [OVER_EVE])

    assert (waiting.state, waiting.current) == (State.NEW_CONTACT, None)
    assert person_asked(waiting.asked(NOON + 5 * DAY)) == EVE


def test_a_first_contact_whom_the_candidate_agreed_to_needs_no_second_ok() -> None:
    at_cai = yes(asked(), BEA)

    assert at_cai.lapsed(deadline(at_cai), [OVER_DAN]).state is State.ASKING


def test_an_ok_that_never_comes_ends_it() -> None:
    silent = asked()
    waiting = silent.lapsed(deadline(silent), [OVER_EVE])
    last = NOON + ANSWER_WITHIN + AGREE_WITHIN

    assert waiting.due_at == last
    assert refusal(lambda: waiting.asked(last)) == "step_deadline_passed"
    assert waiting.lapsed(last, [OVER_EVE]).state is State.EXHAUSTED


def test_nobody_is_asked_for_an_ok_who_was_not_proposed_anybody() -> None:
    assert refusal(lambda: asked().asked(NOON)) == "introduction_over"


def test_no_path_left_ends_it() -> None:
    silent = asked()

    assert silent.lapsed(deadline(silent), [LONG_WAY]).state is State.EXHAUSTED


@pytest.mark.parametrize("way", [(BEA, EVE, TOM), (ADA, EVE, DAN), (ADA, EVE, EVE, TOM)])
def test_a_way_that_is_none_of_this_introduction_is_passed_over(way: tuple[UUID, ...]) -> None:
    silent = asked()

    assert silent.lapsed(deadline(silent), [way]).state is State.EXHAUSTED


def test_a_target_who_declines_ends_it_at_the_deadline() -> None:
    declined = passed(asked(ADA, TOM))

    assert declined.state is State.REACHED
    assert declined.lapsed(deadline(declined), []).state is State.DECLINED_BY_TARGET


def test_a_silent_target_is_not_asked_along_another_path() -> None:
    reached = yes(asked(ADA, BEA, TOM), BEA)

    assert reached.lapsed(deadline(reached), [OVER_EVE]).state is State.EXHAUSTED


def test_what_waits_for_nobody_has_no_deadline() -> None:
    met = agreed(asked(ADA, TOM), TOM)

    assert refusal(lambda: met.lapsed(NOON + 9 * DAY, [])) == "introduction_over"


def test_there_is_one_reminder_for_whoever_has_not_answered() -> None:
    introduction = asked()
    reminded = introduction.reminded(NOON + 2 * DAY)

    assert refusal(lambda: introduction.reminded(NOON + DAY)) == "step_answered"
    assert refusal(lambda: reminded.reminded(NOON + 3 * DAY)) == "step_answered"
    assert refusal(lambda: passed(introduction).reminded(NOON + 2 * DAY)) == "step_answered"
    assert reminded.edition == introduction.edition


# --- what is lost on the way


@pytest.mark.parametrize("pair", [(ADA, BEA), (CAI, BEA), (CAI, TOM)])
def test_a_path_over_an_ended_tie_is_left(pair: tuple[UUID, UUID]) -> None:
    left = without_tie(asked(), *pair, NOON, [LONG_WAY, OVER_EVE])

    assert (left.state, left.people) == (State.NEW_CONTACT, OVER_EVE)


def test_a_tie_beside_the_path_is_only_remembered() -> None:
    later = without_tie(asked(), ADA, EVE, NOON, [])

    assert person_asked(later) == BEA
    assert later.lapsed(deadline(later), [OVER_EVE]).state is State.EXHAUSTED


def test_what_has_reached_the_target_stays_with_them() -> None:
    reached = yes(yes(asked(), BEA), CAI)

    assert without_tie(reached, ADA, BEA, NOON, []) == reached
    assert unavailable(reached, TOM, NOON, []) == reached


def test_whoever_can_no_longer_be_asked_is_gone_around() -> None:
    ahead = unavailable(asked(), CAI, NOON, [LONG_WAY, OVER_EVE])
    beside = unavailable(asked(), EVE, NOON, [])

    assert (ahead.state, ahead.people) == (State.NEW_CONTACT, OVER_EVE)
    assert beside.lapsed(deadline(beside), [OVER_EVE]).state is State.EXHAUSTED


def test_a_yes_stands_when_its_giver_takes_no_further_asks() -> None:
    at_cai = yes(asked(), BEA)

    assert unavailable(at_cai, BEA, NOON, [OVER_EVE]) == at_cai


def test_whoever_had_it_in_hand_when_a_path_was_left_is_not_asked_again() -> None:
    for waiting in (asked(), passed(asked())):
        left = without_tie(waiting, CAI, TOM, NOON, [OVER_DAN, OVER_EVE])

        assert left.people == OVER_EVE


@pytest.mark.parametrize("person", [BEA, CAI, TOM])
def test_an_erased_person_is_nowhere_in_what_is_kept(person: UUID) -> None:
    at_cai = yes(asked(), BEA, line="She bakes too.")
    kept = without_person(at_cai, person, NOON, [OVER_EVE])

    assert person not in ids_in(kept)
    assert kept.state is (State.EXHAUSTED if person == TOM else State.NEW_CONTACT)
    assert ("She bakes too." in repr(kept)) == (person != BEA)


def test_an_introducer_who_leaves_does_not_take_back_what_has_reached_the_target() -> None:
    reached = yes(yes(asked(), BEA), CAI)
    kept = without_person(reached, BEA, NOON, [])

    assert (kept.state, person_asked(kept)) == (State.REACHED, TOM)
    assert BEA not in ids_in(kept)


def test_a_target_who_leaves_ends_what_has_reached_them() -> None:
    reached = yes(asked(ADA, BEA, TOM), BEA)

    assert without_person(reached, TOM, NOON, []).state is State.EXHAUSTED


def test_a_candidate_who_leaves_withdraws_and_takes_their_words_along() -> None:
    gone = without_person(asked(), ADA, NOON, [OVER_EVE])

    assert (gone.state, gone.candidate, gone.ask.blurb) == (State.WITHDRAWN, NOBODY, "")
    assert ADA not in ids_in(gone)


@pytest.mark.parametrize("person", LONG_WAY)
def test_erasing_reaches_what_is_long_over(person: UUID) -> None:
    met = agreed(yes(yes(asked(), BEA), CAI), TOM)
    kept = without_person(met, person, NOON + 90 * DAY, [])

    assert kept.state is State.MET
    assert person not in ids_in(kept)


# --- how it ends


def test_only_the_candidate_withdraws() -> None:
    assert asked().withdrawn(ADA, NOON).state is State.WITHDRAWN
    assert refusal(lambda: asked().withdrawn(BEA, NOON)) == "introduction_not_found"


def test_the_end_of_its_opening_ends_it() -> None:
    assert yes(asked(), BEA).closed(NOON).state is State.OPENING_CLOSED


def test_every_introducer_who_helped_is_known_also_on_a_path_that_was_left() -> None:
    at_cai = yes(asked(), BEA)
    elsewhere = at_cai.lapsed(deadline(at_cai), [OVER_EVE]).asked(NOON + 5 * DAY)
    met = agreed(yes(elsewhere, EVE), TOM)

    assert met.helpers == {BEA, EVE}


@pytest.mark.parametrize("state", sorted(OVER))
def test_what_is_over_no_longer_changes(state: State) -> None:
    over = replace(agreed(yes(asked(ADA, BEA, TOM), BEA), TOM), state=state)
    attempts: list[Any] = [
        lambda: over.withdrawn(ADA, NOON),
        lambda: over.closed(NOON),
        lambda: over.asked(NOON),
        lambda: over.rerouted(NOON, [OVER_EVE]),
        lambda: over.lapsed(NOON + 9 * DAY, []),
    ]

    assert {refusal(attempt) for attempt in attempts} == {"introduction_over"}
    assert without_tie(over, ADA, BEA, NOON, [OVER_EVE]) == over
    assert unavailable(over, BEA, NOON, [OVER_EVE]) == over


def test_every_state_but_the_first_can_be_reached_and_ends_stay_ends() -> None:
    assert set(TRANSITIONS.values()) == set(State) - {State.DRAFTED}
    assert {state for state, _ in TRANSITIONS} == OPEN | {State.DRAFTED}


# --- what cannot be asked at all


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"blurb": " "}, "blurb"),
        ({"blurb": "x" * 2001}, "blurb"),
        ({"opening_id": None}, "opening_id"),
        ({"kind": Kind.OPEN_ASK}, "employer_id"),
        ({"kind": Kind.ADVICE}, "topic"),
    ],
)
def test_an_ask_says_what_it_is_about(said: dict[str, Any], field: str) -> None:
    with pytest.raises(Exception, match="cannot be asked") as refused:
        Introduction.draft(NUMBER, referral(**said), LONG_WAY)

    assert set(getattr(refused.value, "errors")) == {field}  # noqa: B009


@pytest.mark.parametrize(
    "way", [(ADA,), (ADA, BEA, ADA), (ADA, BEA, CAI, DAN, EVE, TOM), (ADA, BEA, BEA, TOM)]
)
def test_a_path_has_at_most_three_introducers_and_nobody_twice(way: tuple[UUID, ...]) -> None:
    assert refusal(lambda: Introduction.draft(NUMBER, referral(), way)) == "path_impossible"


def test_an_open_ask_goes_to_an_own_contact_and_no_further() -> None:
    assert refusal(lambda: Introduction.draft(NUMBER, OPENLY, LONG_WAY)) == "path_impossible"


def test_an_open_ask_goes_to_three_contacts_until_it_is_thirty_days_old() -> None:
    asked = {BEA: NOON, CAI: NOON + DAY}

    assert openly_askable_from(asked, DAN, NOON + 2 * DAY) == NOON + 2 * DAY
    three = asked | {DAN: NOON + 2 * DAY}
    assert openly_askable_from(three, EVE, NOON + 3 * DAY) == NOON + 30 * DAY
    assert openly_askable_from(three, DAN, NOON + 3 * DAY) == NOON + 3 * DAY
    five = three | {EVE: NOON + 3 * DAY, TOM: NOON + 4 * DAY}
    assert openly_askable_from(five, STRANGER, NOON + 5 * DAY) == NOON + 32 * DAY
