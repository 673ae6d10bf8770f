"""Referrals as in production, with people who refer each other to one opening.

house = ...                                  the `referrals` fixture, after `hears(*firm())`
where = refers(house)                        Ray refers Cam by an address
agrees(house, where)                         Cam claims it and agrees
moves(house, where, "interview")             the recruiter says so
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from services.referrals.bootstrap import jobs, service_web
from services.referrals.domain.ask import Kind
from services.referrals.domain.introduction import Introduction
from services.referrals.domain.step import Answer
from shared.contracts.envelope import Event
from shared.contracts.postings import EmployerChanged, ReferralPolicy
from shared.ids import new_id
from shared.web.addresses import InvitedAddress, sign_addresses, sign_invited
from tests.support.asked_house import written
from tests.support.facts import employer, envelope, opening, person, works_at
from tests.support.introductions import referral
from tests.support.referrals import Referrals
from tests.support.referring import POLICY
from tests.support.web import trust_stand_in

# Spaced, because a fact of a test gets its id from its subject and number.
RAY, CAM, REC, SUE, BOSS, STRANGER = (UUID(int=0xA000 + 0x10 * number) for number in range(6))
OAK, ELM, JOB, BARE = UUID(int=0xE010), UUID(int=0xE020), UUID(int=0xB010), UUID(int=0xB020)
EVERYBODY = (RAY, CAM, REC, SUE, BOSS)
ADDRESS = "cam's"


def firm(policy: ReferralPolicy = POLICY) -> list[Event]:
    """Ray, Sue, the recruiter and the boss work at Oak; Bare is an opening without a policy."""
    there = [works_at(OAK)]
    return [
        person(CAM),
        person(STRANGER),
        *(person(each, employments=there) for each in (RAY, SUE, REC, BOSS)),
        EmployerChanged(**envelope(OAK, 1), name="Oakworks", policies=[policy]),
        employer(ELM),
        opening(
            JOB,
            OAK,
            recruiters=[REC],
            hiring_manager=BOSS,
            policy_version=policy.version,
            posted_by=RAY,
        ),
        opening(BARE, OAK, recruiters=[REC], posted_by=REC),
    ]


def invited(house: Referrals, by: UUID, address: str = ADDRESS) -> str:
    """What profiles gives somebody for a name and an address."""
    keys = trust_stand_in(service_web(house.container), "profiles")
    return sign_invited(keys, by, InvitedAddress(new_id(), address), house.clock.now())


def proof(house: Referrals, owner: UUID, *addresses: str) -> str:
    """What profiles gives the owner of addresses."""
    keys = trust_stand_in(service_web(house.container), "profiles")
    return sign_addresses(keys, owner, addresses or (ADDRESS,), house.clock.now())


def refers(house: Referrals, by: UUID = RAY, **said: Any) -> str:
    """Where the new referral is."""
    vouch = {"relation": "worked_together", "vouch": "She cooks."}
    body = {"opening_id": str(JOB), "invited": invited(house, by), **vouch, **said}
    answer = house.asked_by(by).post("/v1/referrals", body)
    assert answer.status_code == 201, answer.text
    return str(answer.headers["Location"])


def claims(house: Referrals, by: UUID = CAM) -> int:
    answer = house.asked_by(by).post("/v1/referrals/claim", {"proof": proof(house, by)})
    assert answer.status_code == 200, answer.text
    return int((answer.json or {})["claimed"])


def agrees(house: Referrals, where: str, by: UUID = CAM) -> Any:
    claims(house, by)
    return does(house, by, f"{where}/consent")


def refuses(house: Referrals, where: str, by: UUID = CAM) -> Any:
    claims(house, by)
    return does(house, by, f"{where}/refuse")


def moves(house: Referrals, where: str, what: str, by: UUID = REC, **said: Any) -> Any:
    if what == "rejected":
        said.setdefault("reason", "skills")
    if what in ("hire", "hire_confirmed") and by != CAM:
        said.setdefault("started", "2026-12-01")
    return does(house, by, f"{where}/moves", {"what": what, **said})


def does(house: Referrals, by: UUID, where: str, body: object = None) -> Any:
    answer = house.asked_by(by).post(where, body)
    assert answer.status_code == 200, answer.text
    return answer.json


def refused(house: Referrals, by: UUID, where: str, body: object = None) -> tuple[int, str]:
    """Status and code of a refusal."""
    answer = house.asked_by(by).post(where, body)
    assert answer.status_code >= 400, answer.text
    return answer.status_code, (answer.json or {})["code"]


def hired(house: Referrals) -> str:
    """Ray referred Cam, who starts on the first of December."""
    where = refers(house)
    agrees(house, where)
    moves(house, where, "hire")
    return where


def sees(house: Referrals, by: UUID, where: str) -> Any:
    """What they see, or the code of why they see nothing."""
    answer = house.asked_by(by).get(where)
    said = answer.json or {}
    return said if answer.status_code == 200 else said["code"]


def listed(house: Referrals, by: UUID, which: str = "") -> list[str]:
    """Where the referrals of a list are."""
    answer = house.asked_by(by).get(f"/v1/referrals{which}")
    assert answer.status_code == 200, answer.text
    return [f"/v1/referrals/{each['id']}" for each in (answer.json or {})["items"]]


def days_go_by(house: Referrals, days: float) -> None:
    """And the worker does what is due."""
    house.clock.advance(timedelta(days=days))
    on_time(house)


def on_time(house: Referrals) -> None:
    for job in jobs(house.container):
        job.function()


def told(house: Referrals, name: str = "") -> list[tuple[str, Any]]:
    """The events of that name, or all, but for notices."""
    found = [(each, fields) for each, fields in written(house) if each != "NoticeRequested"]
    return [(each, fields) for each, fields in found if name in ("", each)]


def letters(house: Referrals, to: UUID | None = None) -> list[str]:
    """The templates of what was written, to everybody or to one."""
    return [
        str(fields["template"])
        for name, fields in written(house)
        if name == "NoticeRequested" and (to is None or fields["recipient_id"] == str(to))
    ]


def met(house: Referrals, *way: UUID, about: UUID | None = JOB) -> str:
    """The id of an introduction along this way that came about; about no opening, for advice."""
    advice = {"kind": Kind.ADVICE, "topic": "cooking"} if about is None else {}
    ask, at = referral(opening_id=about, **advice), house.clock.now()
    one = Introduction.draft(new_id(), ask, way).asked(at)
    with house.container.units.write() as uow:
        uow.introductions.add(one)
        known = one
        for each in way[1:]:
            said = "agree" if each == way[-1] else "introduce"
            known = _answered(known, each, said, house)
        uow.introductions.save(one, known)
    return str(one.id)


def _answered(one: Introduction, by: UUID, said: str, house: Referrals) -> Introduction:
    return one.answered(by, Answer(said), house.clock.now())
