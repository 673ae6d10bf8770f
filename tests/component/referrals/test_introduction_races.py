"""Whoever is quicker wins, once: a yes, a withdrawal, the deadline, the end of it all, leaving."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from random import Random
from threading import Barrier
from uuid import UUID

import pytest

from services.referrals.adapters.store import ReferralsUnit
from services.referrals.bootstrap import Container, wire
from services.referrals.commands.introductions import (
    AnswerStep,
    answer_step,
    lapse_due,
    withdraw,
)
from services.referrals.commands.keeping import change, tell
from services.referrals.domain.introduction import Introduction
from services.referrals.domain.introduction_losses import without_person
from services.referrals.domain.introduction_seen import TO_OTHERS
from services.referrals.domain.introduction_states import OVER, TRANSITIONS, Happening, State
from services.referrals.domain.step import Answer
from shared.clock import SetClock
from shared.storage.contention import until_alone
from tests.support.asked_house import events_about, found, written
from tests.support.introductions import OPENING, referral, refusal
from tests.support.machines import as_many_as_asked
from tests.support.referrals import Referrals

RACES = as_many_as_asked(30)
RACERS = 3
Deed = Callable[[Introduction, ReferralsUnit], object]


@pytest.fixture
def processes(referrals: Referrals) -> Iterator[list[Container]]:
    """As many processes as race, each with its own way to the one store."""
    more = [wire(referrals.container.settings, referrals.clock) for _ in range(RACERS)]
    yield more
    for container in more:
        container.close()


def deeds(referrals: Referrals) -> dict[Happening, Deed]:
    """What each of them does; the deadline is one tick after the last moment to answer."""
    early = referrals.clock
    late = SetClock(early.now() + timedelta(days=4))
    at = early.now()

    def agree(one: Introduction, uow: ReferralsUnit) -> object:
        said = AnswerStep(by=one.people[1], introduction_id=one.id, answer=Answer.AGREE)
        return answer_step(said, uow, early)

    return {
        Happening.TARGET_AGREED: agree,
        Happening.WITHDRAWN: lambda one, uow: withdraw(one.candidate, one.id, uow, early),
        Happening.NO_PATH_LEFT: lambda one, uow: lapse_due(one.id, uow, late),
        Happening.OPENING_CLOSED: lambda one, uow: change(
            one.id, lambda each, _: each.closed(at), uow
        ),
    }


def leaves(one: Introduction, uow: ReferralsUnit) -> object:
    """The target leaves for good: that ends it too, if nothing has."""
    target, at = one.people[1], uow.clock.now()
    return change(one.id, lambda each, ways: without_person(each, target, at, ways), uow)


def started(referrals: Referrals, number: int) -> Introduction:
    """Somebody asks somebody they know, about something of their own."""
    candidate, target = UUID(int=0xAA0000 + number), UUID(int=0xBB0000 + number)
    ask = referral(opening_id=UUID(int=OPENING.int + (number << 32)))
    draft = Introduction.draft(UUID(int=0xCC0000 + number), ask, (candidate, target))
    one = draft.asked(referrals.clock.now())
    with referrals.container.units.write() as uow:
        uow.introductions.add(one)
        tell(None, one, uow)
    return one


def race(
    one: Introduction, running: list[Deed], processes: list[Container], crowd: ThreadPoolExecutor
) -> list[str]:
    """What each heard; they start together."""
    start = Barrier(len(running))

    def unit(lane: int) -> str:
        with processes[lane].units.write() as uow:
            # Within the unit: whoever is refused has changed nothing.
            return refusal(lambda: running[lane](one, uow))

    def runs(lane: int) -> str:
        start.wait()
        return until_alone(lambda: unit(lane))

    return list(crowd.map(runs, range(len(running))))


def test_of_those_who_race_exactly_one_wins_and_history_and_events_say_the_same(
    referrals: Referrals, processes: list[Container]
) -> None:
    random, winners = Random(20261126), Counter[str]()
    known = deeds(referrals)
    with ThreadPoolExecutor(RACERS) as crowd:
        for number in range(RACES):
            one = started(referrals, number)
            run = random.sample(sorted(known), RACERS)
            running = [known[Happening(each)] for each in run]
            if number % 3 == 0:
                running[random.randrange(RACERS)] = leaves
            heard = race(one, running, processes, crowd)
            winners[settled(referrals, one, running, heard)] += 1

    assert sum(winners.values()) == RACES
    assert len(winners) >= len(known)


def settled(referrals: Referrals, one: Introduction, running: list[Deed], heard: list[str]) -> str:
    """Who won, once everything agrees that it was one."""
    kept = found(referrals, one)
    state = State.DRAFTED
    for move in kept.history:
        assert TRANSITIONS[state, move.happening] is move.state
        state = move.state
    assert state is kept.state
    assert sum(move.state in OVER for move in kept.history) == 1
    # Who leaves is never refused; of the others one was heard, or all came after the leaving.
    said = [word for deed, word in zip(running, heard, strict=True) if deed is not leaves]
    refused = {"introduction_over", "introduction_not_found", "step_answered"}
    assert said.count("done") <= 1
    assert said.count("done") == 1 or leaves in running
    assert set(said) <= refused | {"done"}
    assert events_about(referrals, one)[-1] == "IntroductionEnded"
    assert events_about(referrals, one).count("IntroductionEnded") == 1
    return TO_OTHERS[kept.state]


def test_what_is_told_of_a_race_is_what_is_kept(
    referrals: Referrals, processes: list[Container]
) -> None:
    known = deeds(referrals)
    one = started(referrals, 0)
    with ThreadPoolExecutor(2) as crowd:
        race(one, [known[Happening.TARGET_AGREED], known[Happening.WITHDRAWN]], processes, crowd)

    ended = [fields for name, fields in written(referrals) if name == "IntroductionEnded"]
    assert [each["outcome"] for each in ended] == [TO_OTHERS[found(referrals, one).state]]
