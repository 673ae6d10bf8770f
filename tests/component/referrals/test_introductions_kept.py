"""Introductions in the store: kept whole, around caps, and following what others tell."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from services.referrals.adapters.tables import metadata
from services.referrals.bootstrap import VERSIONS, jobs
from services.referrals.commands.introductions import (
    AgreeToContact,
    AnswerStep,
    agree_to_contact,
    answer_step,
    lapse_due,
    withdraw,
)
from services.referrals.domain.caps import DEFAULTS, Cap
from services.referrals.domain.introduction import Introduction
from services.referrals.domain.introduction_states import State
from services.referrals.domain.step import Answer
from shared.errors import Conflict, TooMany, Unavailable
from shared.storage import migrations
from shared.storage.contention import until_alone
from shared.storage.database import Database
from tests.support.asked_house import (
    ADA,
    BEA,
    CAI,
    DAN,
    EVE,
    JOB,
    TOM,
    answer,
    ask,
    count_of_events,
    does,
    events_about,
    found,
    later,
    network,
    written,
)
from tests.support.facts import erased, opening_closed, person, tie, tie_ended
from tests.support.introductions import refusal, slots_kept
from tests.support.referrals import Referrals

YES, PASS = Answer.INTRODUCE, Answer.PASS


@pytest.fixture
def house(referrals: Referrals) -> Referrals:
    referrals.hears(*network())
    return referrals


def on_time(house: Referrals) -> None:
    """Everything that is due is done, as the worker does it."""
    for job in jobs(house.container):
        job.function()


def people_asked(one: Introduction) -> list[UUID]:
    return [step.person for step in one.steps]


# --- kept whole


def test_migrations_make_exactly_the_tables_that_the_store_uses(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/fresh.db")
    migrations.upgrade(database, VERSIONS)

    assert migrations.differences(database, metadata) == []
    database.close()


def test_an_introduction_is_read_as_it_was_kept_at_every_stage(house: Referrals) -> None:
    one = ask(house)
    stages = [one]
    for by, said in ((BEA, YES), (CAI, PASS), (CAI, YES), (TOM, Answer.AGREE)):
        one = answer(house, one, by, said)
        stages.append(one)
        assert found(house, one) == one

    assert [stage.state for stage in stages] == ["asking", "asking", "asking", "reached", "met"]


def test_what_is_told_follows_the_state_and_a_pass_tells_nothing(house: Referrals) -> None:
    one = answer(house, ask(house), BEA, YES)
    told = count_of_events(house)
    passed = answer(house, one, CAI, PASS)

    assert count_of_events(house) == told
    assert passed.edition == one.edition
    assert events_about(house, one) == [
        "IntroductionAsked",
        "IntroductionStepAnswered",
        "IntroductionAsked",
    ]
    assert [fields["template"] for name, fields in written(house) if name == "NoticeRequested"] == [
        "introduction_asked",
        "introduction_agreed",
        "introduction_asked",
    ]


def test_there_is_one_open_introduction_per_candidate_and_opening(house: Referrals) -> None:
    one = ask(house)

    assert refusal(lambda: ask(house, contact=EVE)) == "introduction_open_already"
    does(house, lambda uow: withdraw(ADA, one.id, uow, house.clock))
    assert ask(house, contact=EVE).state is State.ASKING


def test_nobody_is_asked_through_whom_no_path_leads(house: Referrals) -> None:
    assert refusal(lambda: ask(house, contact=CAI)) == "no_path_over_contact"


# --- time


def test_at_the_deadline_the_ask_goes_on_along_the_next_best_path(house: Referrals) -> None:
    one = answer(house, ask(house), BEA, YES)
    later(house, days=4)
    on_time(house)

    assert people_asked(found(house, one)) == [BEA, CAI, BEA]
    assert found(house, one).people == (ADA, BEA, DAN, TOM)


def test_a_new_first_contact_waits_for_the_candidates_ok(house: Referrals) -> None:
    one = ask(house)
    later(house, days=4)
    on_time(house)
    waiting = found(house, one)
    agree = AgreeToContact(by=ADA, introduction_id=one.id, contact=EVE)
    other = AgreeToContact(by=ADA, introduction_id=one.id, contact=DAN)

    assert (waiting.state, waiting.people) == (State.NEW_CONTACT, (ADA, EVE, TOM))
    assert refusal(lambda: does(house, lambda uow: agree_to_contact(other, uow, house.clock))) == (
        "contact_changed"
    )
    does(house, lambda uow: agree_to_contact(agree, uow, house.clock))
    assert people_asked(found(house, one)) == [BEA, EVE]


def test_whoever_has_said_nothing_is_reminded_once(house: Referrals) -> None:
    ask(house)
    for _ in range(3):
        later(house, hours=26)
        on_time(house)

    notices = [fields["template"] for name, fields in written(house) if name == "NoticeRequested"]
    assert notices.count("introduction_reminder") == 1


# --- caps


def test_whoever_is_at_their_cap_is_gone_around(house: Referrals) -> None:
    house.hears(person(CAI, sequence=2, weekly_cap=1), person(BEA, sequence=2, weekly_cap=5))
    candidates = [UUID(int=0xC000 + 0x10 * n) for n in range(2)]
    house.hears(*(person(each) for each in candidates))
    house.hears(*(tie(each, BEA) for each in candidates))
    first, second = (ask(house, by=each) for each in candidates)

    assert people_asked(answer(house, first, BEA, YES)) == [BEA, CAI]
    around = answer(house, second, BEA, YES)
    assert around.people == (candidates[1], BEA, DAN, TOM)


def test_a_contact_at_their_cap_is_free_from_a_day(house: Referrals) -> None:
    candidates = [UUID(int=0xC000 + 0x10 * n) for n in range(3)]
    house.hears(*(person(each) for each in candidates), *(tie(each, BEA) for each in candidates))
    for each in candidates[:2]:
        ask(house, by=each)

    with pytest.raises(TooMany, match="from 2026-11-30") as refused:
        ask(house, by=candidates[2])
    assert refused.value.code == "contact_at_cap"
    assert refused.value.retry_after == 7 * 86_400
    later(house, days=7)
    assert ask(house, by=candidates[2]).state is State.ASKING


def test_a_refused_ask_costs_the_candidate_nothing(house: Referrals) -> None:
    house.hears(person(BEA, sequence=2, willing_to_refer=False, open_ask_cap=3, weekly_cap=1))
    ask(house)
    other = UUID(int=0xC000)
    house.hears(person(other), tie(other, BEA), tie(other, EVE))

    assert refusal(lambda: ask(house, by=other)) == "contact_at_cap"
    with house.container.units.read() as uow:
        slots = slots_kept(uow.slots, other, Cap.ASK_WEEKLY, DEFAULTS[Cap.ASK_WEEKLY])
    assert all(slot.taken_at is None for slot in slots)
    assert ask(house, by=other, contact=EVE).state is State.ASKING


def test_a_pass_holds_its_open_slot_until_the_deadline(house: Referrals) -> None:
    one = ask(house)
    answer(house, one, BEA, PASS)

    with house.container.units.read() as uow:
        assert [
            slot.taken_at is None for slot in slots_kept(uow.slots, BEA, Cap.INTRODUCE_OPEN, 3)
        ] == [
            False,
            True,
            True,
        ]
    later(house, days=4)
    on_time(house)
    with house.container.units.read() as uow:
        assert all(
            slot.taken_at is None for slot in slots_kept(uow.slots, BEA, Cap.INTRODUCE_OPEN, 3)
        )


def test_of_many_who_ask_at_once_no_more_reach_an_introducer_than_they_allow(
    house: Referrals,
) -> None:
    candidates = [UUID(int=0xC000 + 0x10 * n) for n in range(8)]
    house.hears(*(person(each) for each in candidates), *(tie(each, BEA) for each in candidates))

    def asks(by: UUID) -> str:
        said = "store_busy"
        while said == "store_busy":  # where the machine is slow; nothing happened then
            said = refusal(lambda: until_alone(lambda: ask(house, by=by)))
        return said

    with ThreadPoolExecutor(4) as crowd:
        answers = list(crowd.map(asks, candidates))

    assert sorted(answers) == ["contact_at_cap"] * 6 + ["done"] * 2


# --- without the graph


class Away:
    """A graph that does not answer."""

    def __getattr__(self, name: str) -> object:
        raise Unavailable("graph_away", "The graph does not answer.")


def without_graph(house: Referrals, deed: Callable[[Any], Introduction]) -> Introduction:
    def done(uow: Any) -> Introduction:
        uow.graph = Away()
        return deed(uow)

    return does(house, done)


def test_answers_and_withdrawals_go_on_while_the_graph_is_away(house: Referrals) -> None:
    one = ask(house)
    for by, said in ((BEA, YES), (CAI, PASS), (CAI, YES)):
        command = AnswerStep(by=by, introduction_id=one.id, answer=said)
        without_graph(house, lambda uow: answer_step(command, uow, house.clock))  # noqa: B023
    assert found(house, one).state is State.REACHED

    over = without_graph(house, lambda uow: withdraw(ADA, one.id, uow, house.clock))
    assert over.state is State.WITHDRAWN


def test_a_deadline_waits_for_the_graph_and_then_takes_effect(house: Referrals) -> None:
    one = ask(house)
    later(house, days=4)

    attempt = lambda: without_graph(house, lambda uow: lapse_due(one.id, uow, house.clock))  # noqa: E731
    assert refusal(attempt) == "graph_away"
    assert found(house, one) == one
    on_time(house)
    assert found(house, one).state is State.NEW_CONTACT


# --- hand on


def test_someone_better_is_asked_if_they_are_known_and_not_avoided(house: Referrals) -> None:
    assert answer(house, ask(house), BEA, Answer.SOMEONE_BETTER, better=DAN).people == (
        ADA,
        BEA,
        DAN,
        TOM,
    )


@pytest.mark.parametrize("better", [ADA, EVE, TOM, UUID(int=0xDEAD)])
def test_it_is_handed_on_to_nobody_who_is_not_known_or_in_it(
    house: Referrals, better: UUID
) -> None:
    one = ask(house)

    refused = refusal(lambda: answer(house, one, BEA, Answer.SOMEONE_BETTER, better=better))
    assert refused == "hand_on_impossible"
    assert found(house, one) == one


def test_it_is_never_handed_on_to_whom_the_candidate_avoids(house: Referrals) -> None:
    house.hears(person(ADA, sequence=2, willing_to_refer=False, avoid_people=[DAN]))
    one = ask(house)

    refused = refusal(lambda: answer(house, one, BEA, Answer.SOMEONE_BETTER, better=DAN))
    assert refused == "hand_on_impossible"


# --- what others tell


def test_an_ended_tie_sends_open_introductions_another_way(house: Referrals) -> None:
    one = ask(house)
    house.hears(tie_ended(CAI, TOM))

    assert (found(house, one).state, found(house, one).people) == (
        State.NEW_CONTACT,
        (ADA, EVE, TOM),
    )


def test_whoever_takes_no_more_asks_is_gone_around(house: Referrals) -> None:
    one = answer(house, ask(house), BEA, YES)
    house.hears(person(CAI, sequence=2, open_to_introduce=False))

    assert found(house, one).people == (ADA, BEA, DAN, TOM)


def test_whom_the_candidate_avoids_from_now_on_is_gone_around(house: Referrals) -> None:
    one = ask(house)
    house.hears(person(ADA, sequence=2, willing_to_refer=False, avoid_people=[CAI]))

    assert CAI not in found(house, one).people


def test_the_end_of_an_opening_ends_what_was_asked_for_it(house: Referrals) -> None:
    one = ask(house)
    house.hears(opening_closed(JOB))

    assert found(house, one).state is State.OPENING_CLOSED


@pytest.mark.parametrize("gone", [ADA, BEA, CAI, TOM])
def test_an_erased_person_is_in_no_row_of_the_store_but_as_gone(
    house: Referrals, gone: UUID
) -> None:
    one = answer(house, ask(house), BEA, YES)
    house.hears(erased(gone), tie_ended(gone, EVE if gone == ADA else BEA))

    assert found(house, one).state is not State.ASKING or gone not in found(house, one).people
    with house.container.units.read() as uow:
        rows = {
            table.name: repr(uow.connection.execute(select(table)).all())
            for table in metadata.sorted_tables
        }
    holding = {name for name, row in rows.items() if str(gone) in row or repr(gone) in row}
    assert holding == {"people"}


def test_two_who_change_it_at_once_do_not_overwrite_each_other(house: Referrals) -> None:
    one = ask(house)
    answered = one.answered(BEA, YES, house.clock.now())
    withdrawn = one.withdrawn(ADA, house.clock.now())
    does(house, lambda uow: uow.introductions.save(one, answered))

    with pytest.raises(Conflict) as refused:
        does(house, lambda uow: uow.introductions.save(one, withdrawn))
    assert refused.value.code == "introduction_changed_meanwhile"
