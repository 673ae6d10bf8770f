"""Whoever is quicker wins, once: consent, refusal, withdrawal, the deadline, the opening's end."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from random import Random
from threading import Barrier
from uuid import UUID

import pytest
from sqlalchemy import select

from services.referrals.adapters.store import ReferralsUnit
from services.referrals.bootstrap import Container, wire
from services.referrals.commands.referral_moves import MoveReferral, move_referral
from services.referrals.commands.referral_timetable import lapse
from services.referrals.commands.referrals import consent, refuse
from services.referrals.domain.credit_history import Agreed
from services.referrals.domain.known_opening import known_opening
from services.referrals.domain.ownership import owns
from services.referrals.domain.referral import Referral
from services.referrals.domain.referral_states import TRANSITIONS, By, Happening, ReferralState
from services.referrals.reactions import close_opening
from shared.clock import SetClock
from shared.storage.contention import until_alone
from shared.storage.tables import outbox
from tests.support.facts import opening, opening_closed
from tests.support.introductions import refusal
from tests.support.machines import as_many_as_asked
from tests.support.referrals import Referrals
from tests.support.referring_house import CAM, OAK, RAY, REC, SUE, firm

RACES = as_many_as_asked(25)
RACERS = 3
Deed = Callable[[Referral, ReferralsUnit], object]


@pytest.fixture
def processes(referrals: Referrals) -> Iterator[list[Container]]:
    """As many processes as race, each with its own way to the one store."""
    referrals.hears(*firm())
    more = [wire(referrals.container.settings, referrals.clock) for _ in range(RACERS)]
    yield more
    for container in more:
        container.close()


def deeds(referrals: Referrals) -> dict[str, Deed]:
    """What each of them does; the deadline comes one tick after the last moment to agree."""
    early = referrals.clock
    late = SetClock(early.now() + timedelta(days=14))

    def withdraws(one: Referral, uow: ReferralsUnit) -> object:
        said = MoveReferral(by=RAY, referral_id=one.id, what=Happening.WITHDRAWN)
        return move_referral(said, uow, early)

    return {
        "consents": lambda one, uow: consent(CAM, one.id, uow, early),
        "refuses": lambda one, uow: refuse(CAM, one.id, uow, early),
        "withdraws": withdraws,
        "lapses": lambda one, uow: lapse(one.id, uow, late),
        "closes": lambda one, uow: close_opening(opening_closed(one.opening_id), uow),
    }


def started(referrals: Referrals, number: int, referrer: UUID = RAY) -> Referral:
    """Cam is referred for an opening of its own."""
    job = UUID(int=0xDD0000 + 0x10 * (number // 2))
    with referrals.container.units.write() as uow:
        uow.openings.put(known_opening(opening(job, OAK, recruiters=[REC])))
        one = Referral(
            id=UUID(int=0xCC0000 + number),
            opening_id=job,
            referrer=referrer,
            candidate=CAM,
            submitted_at=referrals.clock.now(),
        )
        uow.referrals.add(one)
    return one


def race(
    running: list[tuple[Referral, Deed]], processes: list[Container], crowd: ThreadPoolExecutor
) -> list[str]:
    """What each heard; they start together."""
    start = Barrier(len(running))

    def unit(lane: int) -> str:
        one, deed = running[lane]
        with processes[lane].units.write() as uow:
            # Within the unit: whoever is refused has changed nothing.
            return refusal(lambda: deed(one, uow))

    def runs(lane: int) -> str:
        start.wait()
        return until_alone(lambda: unit(lane))

    return list(crowd.map(runs, range(len(running))))


def kept(referrals: Referrals, one: Referral) -> Referral:
    with referrals.container.units.read() as uow:
        found = uow.referrals.find(one.id)
    assert found is not None
    return found


def test_whatever_races_the_history_is_one_that_the_table_allows(
    referrals: Referrals, processes: list[Container]
) -> None:
    random, ends = Random(20261126), Counter[tuple[str, ...]]()
    known = deeds(referrals)
    with ThreadPoolExecutor(RACERS) as crowd:
        for number in range(0, 2 * RACES, 2):
            one = started(referrals, number)
            names = random.sample(sorted(known), RACERS)
            race([(one, known[name]) for name in names], processes, crowd)
            ends[settled(referrals, one)] += 1

    assert sum(ends.values()) == RACES
    assert len(ends) >= 5


def told_of(referrals: Referrals, one: Referral) -> list[tuple[str, dict[str, object]]]:
    """Name and fields of the events about it alone: there are thousands of others."""
    about = select(outbox).where(outbox.c.subject == one.id).order_by(outbox.c.position)
    with referrals.container.units.read() as uow:
        rows = uow.connection.execute(about).all()
    return [(row.headers["ce_type"].split(".")[2], json.loads(row.body)) for row in rows]


def settled(referrals: Referrals, one: Referral) -> tuple[str, ...]:
    """What became of it, once moves, events and credit agree."""
    found = kept(referrals, one)
    state = ReferralState.SUBMITTED
    for move in found.moves:
        to_them_alone = move.by is By.REFERRER and move.state is ReferralState.OPENING_CLOSED
        # A referrer who has not seen the end yet withdraws from what is over already.
        expected = state if to_them_alone else TRANSITIONS[state, move.happening]
        assert expected is move.state
        state = move.state
    assert state is found.state
    moved = [body["state"] for name, body in told_of(referrals, one) if name == "ReferralMoved"]
    assert moved == [move.state for move in found.moves]
    with referrals.container.units.read() as uow:
        agreed = [each for each in uow.credits.history(one.id) if isinstance(each, Agreed)]
    assert len(agreed) == (found.consented_at is not None)
    return tuple(move.state for move in found.moves)


def test_of_two_that_are_agreed_to_at_once_one_owns_the_candidate(
    referrals: Referrals, processes: list[Container]
) -> None:
    agrees = deeds(referrals)["consents"]
    winners = Counter[UUID]()
    with ThreadPoolExecutor(2) as crowd:
        for number in range(0, 2 * RACES, 2):
            both = [started(referrals, number + n, by) for n, by in enumerate((RAY, SUE))]
            heard = race([(one, agrees) for one in both], processes, crowd)
            found = [kept(referrals, one) for one in both]
            owning = [one for one in found if owns(one, referrals.clock.now())]
            assert heard == ["done", "done"]
            assert sorted(one.state for one in found) == ["consented", "duplicate"]
            assert len(owning) == 1
            winners[owning[0].referrer] += 1

    assert winners.total() == RACES
