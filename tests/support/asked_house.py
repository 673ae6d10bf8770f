"""Referrals as in production, with a handful of people who can ask each other.

Ada – Bea – Cai – Tom        the best way
        Bea – Dan – Tom      the next one over Bea
Ada – Eve – Tom              over somebody else; Tom hires
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import TypeVar
from uuid import UUID

from sqlalchemy import func, select

from services.referrals.adapters.store import ReferralsUnit
from services.referrals.commands.introductions import (
    AnswerStep,
    AskIntroduction,
    answer_step,
    ask_introduction,
)
from services.referrals.domain.introduction import Introduction
from services.referrals.domain.step import Answer
from shared.contracts.envelope import Event
from shared.storage.tables import outbox
from tests.support.facts import employer, opening, person, tie, works_at
from tests.support.introductions import referral
from tests.support.referrals import Referrals

# Spaced, because a fact of a test gets its id from its subject and number.
ADA, BEA, CAI, DAN, EVE, TOM = (UUID(int=0xA000 + 0x10 * number) for number in range(6))
OAK, JOB = UUID(int=0xE010), UUID(int=0xB010)
ASK = referral(opening_id=JOB, blurb="I build doors.")
T = TypeVar("T")


def network() -> list[Event]:
    return [
        *(person(each, willing_to_refer=False) for each in (ADA, BEA, CAI, DAN, EVE)),
        person(TOM, willing_to_refer=False, employments=[works_at(OAK)]),
        *(tie(one, other, cost=40) for one, other in ((ADA, BEA), (BEA, CAI), (CAI, TOM))),
        *(tie(one, other, cost=60) for one, other in ((BEA, DAN), (DAN, TOM), (EVE, TOM))),
        tie(ADA, EVE, cost=110),
        employer(OAK),
        opening(JOB, OAK, hiring_manager=TOM),
    ]


def does(house: Referrals, deed: Callable[[ReferralsUnit], T]) -> T:
    """In one unit of work, as an operation does it."""
    with house.container.units.write() as uow:
        return deed(uow)


def ask(house: Referrals, by: UUID = ADA, contact: UUID = BEA) -> Introduction:
    command = AskIntroduction(by=by, contact=contact, ask=ASK)
    return does(house, lambda uow: ask_introduction(command, uow, house.clock))


def answer(
    house: Referrals, one: Introduction, by: UUID, said: Answer, better: UUID | None = None
) -> Introduction:
    command = AnswerStep(
        by=by, introduction_id=one.id, answer=said, line="I know her.", better=better
    )
    return does(house, lambda uow: answer_step(command, uow, house.clock))


def found(house: Referrals, one: Introduction) -> Introduction:
    with house.container.units.read() as uow:
        kept = uow.introductions.find(one.id)
    assert kept is not None
    return kept


def later(house: Referrals, **by: int) -> None:
    house.clock.advance(timedelta(**by))


def written(house: Referrals) -> list[tuple[str, Mapping[str, object]]]:
    """Name and fields of every event in the outbox, in order."""
    with house.container.units.read() as uow:
        rows = uow.connection.execute(select(outbox).order_by(outbox.c.position)).all()
    return [(row.headers["ce_type"].split(".")[2], json.loads(row.body)) for row in rows]


def events_about(house: Referrals, one: Introduction) -> list[str]:
    with house.container.units.read() as uow:
        mine = select(outbox).where(outbox.c.subject == one.id).order_by(outbox.c.position)
        rows = uow.connection.execute(mine).all()
    return [row.headers["ce_type"].split(".")[2] for row in rows]


def count_of_events(house: Referrals) -> int:
    with house.container.units.read() as uow:
        return uow.connection.scalar(select(func.count()).select_from(outbox)) or 0
