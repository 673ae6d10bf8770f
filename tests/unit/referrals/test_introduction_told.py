"""What the other services and people by mail are told, and that a pass is told to nobody."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from services.referrals.domain.ask import Kind
from services.referrals.domain.introduction import Introduction
from services.referrals.domain.introduction_losses import without_person, without_tie
from services.referrals.domain.introduction_told import Notice, events, notices
from services.referrals.domain.step import NOBODY, Answer
from shared.contracts.referrals import (
    Introduced,
    IntroductionAsked,
    IntroductionEnded,
    IntroductionRerouted,
    IntroductionStepAnswered,
)
from tests.support.introductions import (
    ADA,
    BEA,
    CAI,
    DAN,
    DAY,
    EVE,
    LONG_WAY,
    NOON,
    NUMBER,
    OPENING,
    TOM,
    agreed,
    asked,
    deadline,
    ids_in,
    passed,
    referral,
    yes,
)

OVER_DAN = (ADA, BEA, DAN, TOM)


def told(before: Introduction | None, after: Introduction) -> list[str]:
    return [type(event).__name__ for event in events(before, after)]


def written(before: Introduction | None, after: Introduction) -> set[tuple[UUID, str]]:
    return {(notice.recipient, notice.template) for notice in notices(before, after)}


def test_an_ask_tells_who_is_asked_and_writes_to_them() -> None:
    first = asked()

    assert list(events(None, first)) == [
        IntroductionAsked(
            subject=NUMBER,
            kind="referral",
            candidate_id=ADA,
            step=1,
            person_id=BEA,
            role="introducer",
            opening_id=OPENING,
        )
    ]
    answers = (Answer.INTRODUCE, Answer.PASS, Answer.SOMEONE_BETTER, Answer.USE_MY_NAME)
    assert list(notices(None, first)) == [
        Notice(BEA, "introduction_asked", frozenset({ADA}), answers, NOON + 4 * DAY)
    ]


def test_whoever_is_asked_is_told_as_what_and_what_they_can_answer_until_when() -> None:
    (meet,) = notices(None, asked(ADA, TOM))
    (openly,) = notices(
        None, asked(ADA, BEA, ask=referral(kind=Kind.OPEN_ASK, employer_id=OPENING))
    )

    assert (meet.template, meet.answers) == (
        "introduction_asked_to_meet",
        (Answer.AGREE, Answer.PASS, Answer.SOMEONE_BETTER),
    )
    assert (openly.template, openly.answers) == (
        "introduction_asked_openly",
        (Answer.PASS, Answer.SOMEONE_BETTER),
    )
    assert meet.answer_by == openly.answer_by == NOON + 4 * DAY


def test_the_candidate_is_told_until_when_they_can_agree_to_a_new_contact() -> None:
    first = asked()
    after = first.lapsed(deadline(first), [(ADA, EVE, TOM)])

    (notice,) = (each for each in notices(first, after) if each.recipient == ADA)
    assert (notice.template, notice.answers) == ("introduction_new_contact", ())
    assert notice.answer_by == after.due_at


def test_a_yes_tells_its_answer_and_whom_it_led_to() -> None:
    first = asked()
    second = yes(first, BEA)

    assert next(events(first, second)) == IntroductionStepAnswered(
        subject=NUMBER, step=1, person_id=BEA, answer="introduce"
    )
    assert told(first, second) == ["IntroductionStepAnswered", "IntroductionAsked"]
    assert written(first, second) == {(ADA, "introduction_agreed"), (CAI, "introduction_asked")}


def test_a_pass_is_told_to_nobody() -> None:
    first = asked()

    assert told(first, passed(first)) == []
    assert written(first, passed(first)) == set()


STAGES: list[Callable[[], Introduction]] = [
    asked,
    lambda: yes(asked(), BEA),
    lambda: yes(yes(asked(), BEA), CAI),
    lambda: asked(ADA, TOM),
]


@pytest.mark.parametrize("stage", range(4))
@pytest.mark.parametrize("ways", [[], [OVER_DAN], [(ADA, EVE, TOM)]])
def test_at_the_deadline_a_pass_and_silence_are_told_alike(stage: int, ways: list[Any]) -> None:
    silent = STAGES[stage]()
    declined = passed(silent)
    at = deadline(silent)
    after_silence, after_pass = silent.lapsed(at, ways), declined.lapsed(at, ways)

    assert list(events(declined, after_pass)) == list(events(silent, after_silence))
    assert set(notices(declined, after_pass)) == set(notices(silent, after_silence))
    assert "pass" not in repr(list(events(declined, after_pass)))


@pytest.mark.parametrize("stage", range(4))
def test_on_the_way_a_pass_and_silence_are_told_alike(stage: int) -> None:
    silent = STAGES[stage]()
    declined, later = passed(silent), NOON + 2 * DAY
    changes: list[Callable[[Introduction], Introduction]] = [
        lambda one: one.withdrawn(ADA, later),
        lambda one: one.closed(later),
        lambda one: without_tie(one, ADA, BEA, later, [(ADA, EVE, TOM)]),
        lambda one: without_person(one, TOM, later, []),
    ]

    for change in changes:
        assert list(events(declined, change(declined))) == list(events(silent, change(silent)))
        assert set(notices(declined, change(declined))) == set(notices(silent, change(silent)))


def test_a_reroute_tells_whether_it_waits_for_the_candidates_ok() -> None:
    second = yes(asked(), BEA)
    around = second.lapsed(deadline(second), [OVER_DAN])
    anew = second.lapsed(deadline(second), [(ADA, EVE, TOM)])

    assert told(second, around) == [
        "IntroductionStepAnswered",
        "IntroductionRerouted",
        "IntroductionAsked",
    ]
    assert list(events(second, anew))[1] == IntroductionRerouted(subject=NUMBER, new_contact=True)
    assert written(second, anew) == {(ADA, "introduction_new_contact")}


def test_handing_on_is_no_reroute() -> None:
    first = asked()
    handed = first.answered(BEA, Answer.SOMEONE_BETTER, NOON, onward=(EVE,))

    assert told(first, handed) == ["IntroductionStepAnswered", "IntroductionAsked"]


def test_a_meeting_tells_along_which_ties_it_came_about_and_writes_to_all_who_helped() -> None:
    reached = yes(yes(asked(), BEA), CAI)
    over = agreed(reached, TOM)

    assert list(events(reached, over))[-1] == IntroductionEnded(
        subject=NUMBER,
        outcome="met",
        along=[Introduced(ADA, BEA), Introduced(BEA, CAI), Introduced(CAI, TOM)],
    )
    assert written(reached, over) == {
        (ADA, "introduction_met"),
        (TOM, "introduction_met"),
        (BEA, "introduction_outcome_met"),
        (CAI, "introduction_outcome_met"),
    }


def test_an_end_without_a_meeting_tells_no_ties_and_is_written_to_all_who_helped() -> None:
    reached = yes(yes(asked(), BEA), CAI)
    declined = passed(reached)
    over = declined.lapsed(deadline(declined), [LONG_WAY])

    assert list(events(declined, over))[-1] == IntroductionEnded(
        subject=NUMBER, outcome="exhausted"
    )
    assert written(declined, over) == {
        (ADA, "introduction_exhausted"),
        (BEA, "introduction_outcome_not_met"),
        (CAI, "introduction_outcome_not_met"),
    }


def test_a_withdrawal_is_written_to_those_who_helped_and_nobody_else() -> None:
    second = yes(asked(), BEA)

    assert written(second, second.withdrawn(ADA, NOON + DAY)) == {
        (BEA, "introduction_outcome_not_met")
    }


def test_one_reminder_is_written_to_whoever_is_asked() -> None:
    first = asked()
    reminded = first.reminded(NOON + 2 * DAY)

    assert told(first, reminded) == []
    assert written(first, reminded) == {(BEA, "introduction_reminder")}
    assert written(reminded, passed(reminded)) == set()


@pytest.mark.parametrize("person", LONG_WAY)
def test_whoever_left_is_neither_written_to_nor_told_of(person: UUID) -> None:
    second = yes(asked(), BEA)
    after = without_person(second, person, NOON + DAY, [(ADA, EVE, TOM)])
    everything = [*events(second, after), *notices(second, after)]

    assert NOBODY not in {notice.recipient for notice in notices(second, after)}
    assert person not in ids_in(everything)


@pytest.mark.parametrize("person", LONG_WAY)
def test_erasing_somebody_long_after_tells_nobody_anything(person: UUID) -> None:
    over = agreed(yes(yes(asked(), BEA), CAI), TOM)
    after = without_person(over, person, NOON + 90 * DAY, [])

    assert (told(over, after), written(over, after)) == ([], set())
