"""Each service in one process, with people whose things are marked, and people who look on.

The marks are words that stand nowhere else: a byte with one of them in an answer to an onlooker
is somebody else's data.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from os import urandom
from pathlib import Path
from typing import Any
from uuid import UUID

from flask import Flask
from sqlalchemy import delete, inspect

from services.referrals.domain.introduction import Introduction
from services.referrals.domain.referral import Referral
from services.referrals.domain.share_link import TOKEN_BYTES, ShareLink, token_of
from shared.ids import new_id
from shared.storage.database import Database
from shared.storage.tables import rate_windows
from tests.support.facts import employer as employer_fact
from tests.support.facts import opening as opening_fact
from tests.support.facts import person as person_fact
from tests.support.facts import tie as tie_fact
from tests.support.facts import works_at as works_at_fact
from tests.support.introductions import referral
from tests.support.postings import ADA, BEA, CAI, EMIL, EVE, House, open_house
from tests.support.profiles import OPERATOR_MAIL, Member, ProfilesHome
from tests.support.referrals import Referrals, open_referrals
from tests.support.web import Visitor, as_operator, nobody

SERVICES = ("profiles", "postings", "referrals")
BOOKKEEPING = frozenset(
    {"rate_windows", "idempotency_keys", "leases", "one_time_codes", "sessions", "signing_keys"}
    | {"foreign_keys", "mails"}
)
MARK = "zyxmark"
MARKS = tuple(f"{MARK}{number}" for number in range(12))


@dataclass
class Stage:
    """A service, who calls it, and the ids of what is not theirs to know."""

    app: Flask
    database: Database
    visitors: dict[str, Visitor]
    hidden: Mapping[str, str]
    own: Mapping[str, str]

    def rows(self) -> dict[str, list[str]]:
        """What the store keeps beside its bookkeeping, table by table."""
        with self.database.read() as connection:
            tables = set(inspect(connection).get_table_names()) - BOOKKEEPING
            return {
                table: sorted(map(str, connection.exec_driver_sql(f'SELECT * FROM "{table}"')))
                for table in tables
            }

    def forget_limits(self) -> None:
        """Let everybody ask again."""
        with self.database.write() as connection:
            connection.execute(delete(rate_windows))


@contextmanager
def open_stage(service: str, folder: Path) -> Iterator[Stage]:
    """The service of that name on a home of its own."""
    with ExitStack() as closing:
        yield STAGES[service](folder, closing)


def _profiles(folder: Path, closing: ExitStack) -> Stage:
    home = ProfilesHome(folder, closing)
    owner = home.member(f"Owna {MARKS[0]}", f"{MARKS[1]}@mail.example", findable=False)
    friend = home.member(f"Fred {MARKS[2]}", f"{MARKS[3]}@mail.example", findable=False)
    member = home.member("Mia Blank")
    operator = home.sign_in(OPERATOR_MAIL, {"name": "Olga Blank", "findable": False})
    etag = owner.visitor.get("/v1/people/me").headers["ETag"]
    owner.visitor.patch("/v1/people/me", {"headline": MARKS[4], "place": MARKS[5]}, if_match=etag)
    other = home.member("Otto Blank")
    return Stage(
        home.app,
        home.container.units.database,
        _seen(home.app, member.visitor, other.visitor, operator.visitor),
        _things(home, owner, friend),
        _things(home, member, other),
    )


def _things(home: ProfilesHome, owner: Member, friend: Member) -> dict[str, str]:
    marked = MARKS[6] if MARK in owner.mail else "plain"
    me = owner.visitor
    job = {"employer_id": str(new_id()), "title": marked, "started": "2020-01-01"}
    membership = {"kind": "event", "name": marked, "year": 2020}
    made = {
        "employment_id": me.post("/v1/people/me/employments", job),
        "education_id": me.post(
            "/v1/people/me/educations", {"school": marked, "started": "2020-01-01"}
        ),
        "membership_id": me.post("/v1/people/me/memberships", membership),
        "group_id": me.post("/v1/groups", {"name": marked, "kind": "class"}),
        "import_id": me.post(
            "/v1/imports?source=linkedin",
            data=f"First Name,Last Name\n{MARKS[7]},B\n".encode(),
            content_type="text/csv",
        ),
    }
    ids = {name: str((answer.json or {})["id"]) for name, answer in made.items()}
    tie = home.know_each_other(owner, friend).rpartition("/")[2]
    return ids | {"tie_id": tie, "person_id": str(owner.id)}


def _postings(folder: Path, closing: ExitStack) -> Stage:
    house = open_house(folder)
    closing.callback(house.container.close)
    firm = house.employer(BEA, "Acme")
    house.works(ADA, firm)
    house.works(EMIL, firm)
    texts: dict[str, Any] = {"title": MARKS[0], "description": MARKS[1], "place": MARKS[2]}
    network = house.opening(ADA, firm, publish=True, audience="network", **texts)
    house.opening(ADA, firm, **texts, hiring_manager=str(EMIL))
    own_firm = house.employer(CAI, "Cai Works")
    house.works(CAI, own_firm)
    house.works(EVE)
    own = {"opening_id": house.opening(CAI, own_firm), "employer_id": own_firm}
    visitors = _seen(house.app, house.by(CAI), house.by(EVE), house.operator)
    return Stage(house.app, _store(house), visitors, {"opening_id": network}, own)


def _store(house: House) -> Database:
    return house.container.units.database


def _referrals(folder: Path, closing: ExitStack) -> Stage:
    house = open_referrals(folder)
    closing.callback(house.close)
    firm, elsewhere, open_one, network_one = (new_id() for _ in range(4))
    mia, bea, dita, otto, far = (new_id() for _ in range(5))
    house.hears(
        *(person_fact(each) for each in (bea, otto)),
        person_fact(far, employments=[works_at_fact(elsewhere)]),
        *(person_fact(each, employments=[works_at_fact(firm)]) for each in (mia, dita)),
        tie_fact(mia, bea),
        tie_fact(bea, dita),
        employer_fact(firm, name="Oakworks"),
        opening_fact(open_one, firm, hiring_manager=dita, recruiters=[mia]),
        opening_fact(network_one, elsewhere, audience="network", title=MARKS[0], place=MARKS[1]),
    )
    foreign = _referral(house, far, dita, open_one, vouch=MARKS[4])
    mine = _referral(house, mia, otto, open_one)
    hidden, own = (
        _introduction(house, (far, dita), blurb=MARKS[2], topic=MARKS[3]),
        _introduction(house, (mia, bea, dita), opening_id=open_one),
    )
    visitors = _seen(house.app, house.asked_by(mia), house.asked_by(otto), as_operator(house.app))
    visitors["member"].post(f"/v1/openings/{open_one}/ats-hook")
    shared, own_link = _share_link(house, far, network_one), _share_link(house, mia, open_one)
    return Stage(
        house.app,
        house.container.units.database,
        visitors,
        {
            "opening_id": str(network_one),
            "to": str(far),
            "introduction_id": hidden,
            "referral_id": foreign,
            "link_id": str(shared.id),
            "token": shared.token,
        },
        {
            "opening_id": str(open_one),
            "to": str(dita),
            "introduction_id": own,
            "referral_id": mine,
            "link_id": str(own_link.id),
            "token": own_link.token,
        },
    )


def _referral(house: Referrals, by: UUID, to: UUID, opening: UUID, **said: Any) -> str:
    one = Referral(
        id=new_id(),
        opening_id=opening,
        referrer=by,
        candidate=to,
        submitted_at=house.clock.now(),
        **said,
    )
    with house.container.units.write() as uow:
        uow.referrals.add(one)
    return str(one.id)


def _share_link(house: Referrals, by: UUID, opening: UUID) -> ShareLink:
    one = ShareLink(
        id=new_id(),
        referrer=by,
        opening_id=opening,
        token=token_of(urandom(TOKEN_BYTES)),
        made_at=house.clock.now(),
    )
    with house.container.units.write() as uow:
        uow.links.add(one)
    return one


def _introduction(house: Referrals, way: tuple[UUID, ...], **said: Any) -> str:
    one = Introduction.draft(new_id(), referral(**said), way).asked(house.clock.now())
    with house.container.units.write() as uow:
        uow.introductions.add(one)
    return str(one.id)


def _seen(app: Flask, member: Visitor, other: Visitor, operator: Visitor) -> dict[str, Visitor]:
    return {"nobody": nobody(app), "member": member, "other": other, "operator": operator}


STAGES: Mapping[str, Callable[[Path, ExitStack], Stage]] = {
    "profiles": _profiles,
    "postings": _postings,
    "referrals": _referrals,
}


def said(answer: Any) -> str:
    """All bytes of an answer, headers too."""
    return f"{answer.headers}{answer.get_data(as_text=True)}"
