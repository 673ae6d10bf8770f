"""Who sees what of an introduction, searched for what must not be there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from services.referrals.domain.ask import Kind
from services.referrals.domain.introduction import Introduction
from services.referrals.domain.introduction_losses import without_person, without_tie
from services.referrals.domain.introduction_seen import (
    SeenByAsked,
    SeenByCandidate,
    seen_by,
)
from services.referrals.domain.step import Answer
from tests.support.introductions import (
    ADA,
    BEA,
    CAI,
    DAN,
    DAY,
    EVE,
    HOUR,
    LONG_WAY,
    NOON,
    NUMBER,
    OPENING,
    STRANGER,
    TOM,
    agreed,
    as_seen,
    asked,
    deadline,
    ids_in,
    passed,
    referral,
    yes,
)

NONE = "introduction_not_found"
WHAT_IT_IS = {NUMBER, OPENING}
EVERYBODY = [ADA, BEA, CAI, DAN, EVE, TOM, STRANGER]
Stage = Callable[[], Introduction]


def at_cai(**said: Any) -> Introduction:
    return yes(asked(ask=referral(**said)), BEA, line="She bakes too.")


def at_tom(**said: Any) -> Introduction:
    return yes(at_cai(**said), CAI, line="Bea trusts her.")


def met(**said: Any) -> Introduction:
    return agreed(at_tom(**said), TOM)


def to_candidate(introduction: Introduction) -> SeenByCandidate:
    seen = seen_by(introduction, ADA)
    assert isinstance(seen, SeenByCandidate)
    return seen


def to(person: UUID, introduction: Introduction) -> SeenByAsked:
    seen = seen_by(introduction, person)
    assert isinstance(seen, SeenByAsked)
    return seen


# --- names unfold one step at a time


@pytest.mark.parametrize(
    ("stage", "people"),
    [(asked, {BEA}), (at_cai, {BEA}), (at_tom, {BEA, CAI}), (met, {BEA, CAI, TOM})],
)
def test_the_candidate_learns_each_name_with_its_yes_and_no_sooner(
    stage: Stage, people: set[UUID]
) -> None:
    seen = to_candidate(stage())

    assert seen.named == people
    assert ids_in(seen) - WHAT_IT_IS == people


@pytest.mark.parametrize("stage", [asked, at_cai, at_tom])
def test_an_introducer_sees_their_neighbours_and_nothing_of_the_rest(stage: Stage) -> None:
    seen = to(BEA, stage())

    assert ids_in(seen) - WHAT_IT_IS == {ADA, CAI}
    assert (seen.candidate, seen.passed_by, seen.passes_to) == (ADA, ADA, CAI)


def test_whoever_is_asked_sees_the_blurb_and_the_one_line_of_who_passed_it_on() -> None:
    assert (to(BEA, at_tom()).ask.blurb, to(BEA, at_tom()).line) == ("I cook.", "")
    assert to(CAI, at_tom()).line == "She bakes too."
    assert to(TOM, at_tom()).line == "Bea trusts her."
    assert "She bakes too." not in repr(to(TOM, at_tom()))


def test_nobody_is_told_of_it_before_their_turn() -> None:
    assert [as_seen(asked(), person) for person in (CAI, TOM, EVE, STRANGER)] == [NONE] * 4


def test_the_target_sees_the_last_introducer_and_the_candidate_only() -> None:
    assert ids_in(to(TOM, at_tom())) - WHAT_IT_IS == {ADA, CAI}


@pytest.mark.parametrize("stage", [at_cai, at_tom])
def test_of_a_discreet_search_only_the_first_introducer_knows_whose_it_is(stage: Any) -> None:
    discreet = stage(discreet=True)
    viewers = [CAI] if stage is at_cai else [CAI, TOM]

    assert to(BEA, discreet).candidate == ADA
    for viewer in viewers:
        assert ADA not in ids_in(to(viewer, discreet))


def test_of_a_discreet_search_those_who_helped_learn_the_name_with_the_targets_yes() -> None:
    assert [to(person, met(discreet=True)).candidate for person in (BEA, CAI, TOM)] == [ADA] * 3


@pytest.mark.parametrize("end", [DAY * 9, None])
def test_of_a_discreet_search_that_came_to_nothing_nobody_learns_it_later(end: Any) -> None:
    discreet = at_tom(discreet=True)
    over = discreet.lapsed(NOON + end, []) if end else discreet.withdrawn(ADA, NOON + HOUR)

    assert ADA not in ids_in(as_seen(over, CAI))
    assert as_seen(over, TOM) == NONE


def test_whoever_lends_their_name_is_named_to_the_next_and_wrote_nothing() -> None:
    lent = asked().answered(BEA, Answer.USE_MY_NAME, NOON + HOUR)

    assert (to(CAI, lent).passed_by, to(CAI, lent).line) == (BEA, "")
    assert CAI not in ids_in(to_candidate(lent))


def test_someone_better_is_named_to_the_candidate_only_with_their_yes() -> None:
    handed = asked().answered(BEA, Answer.SOMEONE_BETTER, NOON + HOUR, onward=(EVE,))

    assert EVE not in ids_in(to_candidate(handed))
    assert to_candidate(agreed(handed, EVE)).target == EVE


# --- a pass is silence


STAGES: dict[str, Stage] = {
    "the first contact": asked,
    "a later introducer": at_cai,
    "the target": at_tom,
    "a contact asked openly": lambda: asked(
        ADA, BEA, ask=referral(kind=Kind.OPEN_ASK, employer_id=EVE)
    ),
    "someone better": lambda: asked().answered(
        BEA, Answer.SOMEONE_BETTER, NOON + HOUR, onward=(EVE,)
    ),
}
WAYS: dict[str, list[Any]] = {
    "nobody is left": [],
    "the same contact": [LONG_WAY, (ADA, BEA, DAN, TOM)],
    "a new contact": [(ADA, DAN, TOM)],
}
AFTERWARDS: dict[str, Callable[[Introduction, list[Any]], Introduction]] = {
    "before the deadline": lambda one, ways: one,
    "at the deadline": lambda one, ways: one.lapsed(deadline(one), ways),
    "when a tie ends": lambda one, ways: without_tie(one, ADA, BEA, NOON + 2 * DAY, ways),
    "when the target leaves": lambda one, ways: without_person(one, TOM, NOON + 2 * DAY, ways),
    "when it is withdrawn": lambda one, ways: one.withdrawn(ADA, NOON + 2 * DAY),
    "when the opening closes": lambda one, ways: one.closed(NOON + 2 * DAY),
}


@pytest.mark.parametrize("who", STAGES)
@pytest.mark.parametrize("ways", WAYS)
@pytest.mark.parametrize("then", AFTERWARDS)
def test_after_a_pass_everybody_else_sees_what_they_see_after_silence(
    who: str, ways: str, then: str
) -> None:
    silent = STAGES[who]()
    current = silent.current
    assert current is not None
    after_silence = AFTERWARDS[then](silent, WAYS[ways])
    after_pass = AFTERWARDS[then](passed(silent), WAYS[ways])

    for viewer in set(EVERYBODY) - {current.person}:
        assert as_seen(after_pass, viewer) == as_seen(after_silence, viewer)
    assert "pass" not in repr(as_seen(after_pass, ADA)).replace("passed", "")


def test_a_target_who_declined_reads_as_exhausted_to_all_but_them() -> None:
    declined = passed(at_tom())
    over = declined.lapsed(deadline(declined), [])

    assert to_candidate(over).state == "exhausted"
    assert [to(each, over).state for each in (BEA, CAI)] == ["not_met", "not_met"]
    assert (to(TOM, over).state, to(TOM, over).answer) == ("declined", Answer.PASS)


def test_that_the_target_has_been_reached_is_for_the_target_alone() -> None:
    assert to_candidate(at_tom()).state == "asking"
    assert to(CAI, at_tom()).state == "passed_on"


def test_whoever_passed_sees_their_own_pass_until_it_takes_effect() -> None:
    waiting = passed(asked())

    assert (to(BEA, waiting).state, to(BEA, waiting).answer) == ("asked", Answer.PASS)
    assert as_seen(waiting.lapsed(deadline(waiting), []), BEA) == NONE


# --- how it ended


@pytest.mark.parametrize("person", [BEA, CAI])
def test_every_introducer_who_helped_sees_whether_they_met(person: UUID) -> None:
    silent = at_tom()

    assert to(person, met()).state == "met"
    assert to(person, silent.lapsed(deadline(silent), [])).state == "not_met"


def test_an_introducer_of_a_path_that_was_left_sees_nothing_of_the_new_one() -> None:
    waiting = at_cai()
    elsewhere = waiting.lapsed(deadline(waiting), [(ADA, EVE, TOM)]).asked(NOON + 5 * DAY)
    over = agreed(yes(elsewhere, EVE), TOM)

    assert ids_in(to(BEA, over)) - WHAT_IT_IS == {ADA, CAI}
    assert to(BEA, over).state == "met"
    assert BEA not in ids_in(to_candidate(over))


def test_whoever_left_for_good_is_named_to_nobody() -> None:
    over = without_person(met(), BEA, NOON + DAY, [])

    assert [BEA in ids_in(as_seen(over, viewer)) for viewer in EVERYBODY] == [False] * 7
    assert to(CAI, over).passed_by is None
    assert to_candidate(over).contact is None


def test_a_draft_is_shown_to_nobody() -> None:
    draft = Introduction.draft(NUMBER, referral(), LONG_WAY)

    assert [as_seen(draft, viewer) for viewer in EVERYBODY] == [NONE] * 7
