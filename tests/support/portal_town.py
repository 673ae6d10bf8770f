"""A small town in the portal's house: who works where, who knows whom, and one opening.

Ada – Bea – Hana          Hana hires for a Door Engineer at Oakworks; Rita recruits, Sol works there
Cai                       knows nobody
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from services.referrals.bootstrap import jobs
from tests.support.portal_house import PortalHouse, open_portal
from tests.support.profiles import Member
from tests.support.stores import copy_stores
from tests.support.three_services import NAMES
from tests.support.web import Visitor

ADA, BEA, CAI = "Ada Oyelaran", "Bea Santos", "Cai Lund"
HANA, RITA, SOL = "Hana Oak", "Rita Oak", "Sol Oak"
FIRM, TITLE = "Oakworks", "Door Engineer"
POLICY = {"bonus": 2000, "currency": "EUR", "ownership_days": 180, "milestones": []}
OPENING: dict[str, Any] = {
    "title": TITLE,
    "description": "Build **doors**.",
    "employment_type": "full_time",
    "place": "Lisbon",
    "countries": ["PT"],
    "remote": False,
    "audience": "public",
    "salary": {"low": 40000, "high": 52000, "currency": "EUR"},
    "apply_url": "https://jobs.oak.example/1",
}


class Town:
    """The house with these people, and the ids that tests need."""

    def __init__(self, house: PortalHouse) -> None:
        self.house = house
        self.firm = self.opening = ""

    def furnish(self) -> None:
        """Everybody joins, says where they work and whom they know, and Rita posts the opening."""
        house = self.house
        for name in (ADA, BEA, CAI, HANA, RITA, SOL):
            house.member(name)
        house.carry()
        self.firm = self._post(RITA, "postings", "/v1/employers", {"name": FIRM})["id"]
        for name in (HANA, RITA, SOL):
            job = {"employer_id": self.firm, "title": "Carpenter", "started": "2020-01-01"}
            self._post(name, "profiles", "/v1/people/me/employments", job)
        house.call(HANA, "profiles", "PATCH", "/v1/people/me/settings", {"open_to_intros": True})
        house.carry()
        self._post(RITA, "postings", f"/v1/employers/{self.firm}/policies", POLICY)
        self.opening = self.post_opening()
        self.knows(ADA, BEA)
        self.knows(BEA, HANA)

    def post_opening(self, **said: Any) -> str:
        """Another opening of Oakworks, published, with Hana as its hiring manager."""
        people = {"hiring_manager": self.id(HANA), "recruiters": [self.id(RITA)]}
        body = OPENING | people | {"employer_id": self.firm, "use_policy": True} | said
        opening: str = self._post(RITA, "postings", "/v1/openings", body)["id"]
        self._post(RITA, "postings", f"/v1/openings/{opening}/publish")
        if body["hiring_manager"] == self.id(HANA):
            self._post(HANA, "postings", f"/v1/openings/{opening}/hiring-manager/accept")
        self.house.carry()
        return opening

    def id(self, name: str) -> str:
        return str(self.house.member(name).id)

    def knows(self, one: str, other: str, lend: bool = True) -> str:
        """The two confirmed it."""
        tie = self.house.three.profiles.know_each_other(
            self.house.member(one), self.house.member(other), lend
        )
        self.house.carry()
        return tie

    def has_domain(self, domain: str) -> None:
        """The operator says that mail at this domain is Oakworks'."""
        three = self.house.three
        operator = three.profiles.operator_at(three.postings.app)
        path = f"/v1/employers/{self.firm}"
        version = operator.get(path).headers["ETag"]
        answer = operator.patch(path, {"domains": [domain]}, if_match=version)
        assert answer.status_code == 200, answer.text
        self.house.carry()

    def asks(self, blurb: str = "I build doors.", **said: Any) -> str:
        """Ada asks Bea for the opening; the id of the introduction."""
        body = {
            "contact": self.id(BEA),
            "kind": "referral",
            "opening_id": self.opening,
            "blurb": blurb,
        }
        found: str = self._post(ADA, "referrals", "/v1/introductions", body | said)["id"]
        return found

    def answers(self, name: str, introduction: str, answer: str, line: str = "") -> None:
        path = f"/v1/introductions/{introduction}/answer"
        self._post(name, "referrals", path, {"answer": answer, "line": line})

    def days_go_by(self, days: int) -> None:
        """Everywhere, and what is due is done. Programs of members sign in again."""
        three = self.house.three
        three.advance(days=days)
        for name, each in self.house.members.items():
            self.house.members[name] = three.profiles.again(each)
        for job in jobs(three.referrals.container):
            job.function()
        self.house.carry()

    def _post(self, name: str, service: str, path: str, body: Any = None) -> Any:
        return self.house.call(name, service, "POST", path, body)


def open_town(folder: Path, closing: ExitStack, **told: Any) -> Town:
    """A town made by its people."""
    town = Town(open_portal(folder, closing, **told))
    town.furnish()
    return town


@dataclass(frozen=True)
class Furnished:
    """A town that is closed: only its files are copied from then on, which takes less time.

    `age`: for how long it was lived in.
    """

    folder: Path
    firm: str
    opening: str
    members: dict[str, Member]
    age: timedelta

    def copied(self, to: Path, closing: ExitStack, **told: Any) -> Town:
        """The same town again, for one test alone."""
        shutil.copytree(self.folder, to, dirs_exist_ok=True)
        for name in (*NAMES, "portal"):
            copy_stores(self.folder / name, to / name)
        town = Town(open_portal(to, closing, **told))
        town.firm, town.opening = self.firm, self.opening
        three = town.house.three
        three.advance(seconds=int(self.age.total_seconds()))
        for name, each in self.members.items():
            visitor = Visitor(three.profiles.app, each.visitor.headers)
            town.house.members[name] = replace(each, visitor=visitor)
        return town


def furnished_town(
    folder: Path, lived_in: Callable[[Town], object] = lambda town: None
) -> Furnished:
    """Made once, for all the tests that want one of their own; `lived_in`: what happens there."""
    with ExitStack() as closing:
        town = open_town(folder, closing)
        began = town.house.three.profiles.clock.now()
        lived_in(town)
        age = town.house.three.profiles.clock.now() - began
        return Furnished(folder, town.firm, town.opening, dict(town.house.members), age)
