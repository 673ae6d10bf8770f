"""The town some weeks later: everything that a page can show has happened there.

Bea and Uma volunteer for FEUP 2018, which Cai started; Mia knows Bea and Ines, who hires too
Ada asked Bea twice and Bea passed it on once; somebody has to say whether Cai is asked next
Cai was referred by Sol and waits for screening; Ada was, and is decided on; Uma was hired
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shared.contracts.codec import encode
from shared.eventlog.port import Record
from shared.messaging import dead_letters
from shared.messaging.heartbeats import Heartbeat
from tests.support.messages import ended
from tests.support.portal_town import (
    ADA,
    BEA,
    CAI,
    HANA,
    RITA,
    SOL,
    Furnished,
    Town,
    furnished_town,
)
from tests.support.profiles import OPERATOR_MAIL

MIA, INES, UMA, OPERATOR = "Mia Reed", "Ines Oak", "Uma Vale", "Olle Perator"
LINE = "She is careful."
BLURB = "I build doors, and I would like to build yours."
VOUCH = "She hangs doors straight."
CONNECTIONS = (
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    "Sol,Oak,,sol@mail.example,,,01 Jan 2020\n"
)


@dataclass
class Happened:
    """The ids of who is there and of what happened, to be looked at."""

    people: dict[str, str]
    openings: dict[str, str]
    requests: dict[str, str]
    referrals: dict[str, str]
    firm: str
    job: str
    group: str
    group_link: str
    imported: str
    share_link: str


def live_in(town: Town, saying: str = "") -> Happened:
    """All of it, through the APIs. `saying` goes with everything that somebody writes."""
    return _Living(town, saying).happened()


def lived_in(folder: Path, saying: str = "") -> tuple[Furnished, Happened]:
    """Such a town, made once, for all tests that want a copy."""
    told: list[Happened] = []
    furnished = furnished_town(folder, lambda town: told.append(live_in(town, saying)))
    return furnished, told[0]


def sets_aside(town: Town, service: str) -> None:
    """The worker of a service could not take something in."""
    it: Any = getattr(town.house.three, service).container
    topic = {"profiles": "postings.employers"}.get(service, "profiles.ties")
    record = Record(topic, 0, 10_000, encode(ended()))
    with it.units.database.write() as connection:
        group = f"{service}.store"
        dead_letters.put(
            connection, group, record, "no such tie", town.house.three.profiles.clock.now()
        )


def has_left(town: Town, service: str, group: str, **topics: int) -> None:
    """The worker of a service says what a group has left to read: `profiles_ties=12`."""
    it: Any = getattr(town.house.three, service)
    lag = {(name.replace("_", "."), 0): behind for name, behind in topics.items()}
    Heartbeat(group, it.container.units.database, it.clock, lambda: lag).beat()


class _Living:
    def __init__(self, town: Town, saying: str) -> None:
        self.town, self.call, self.saying = town, town.house.call, saying
        self.openings: dict[str, str] = {"doors": town.opening}
        self.requests: dict[str, str] = {}
        self.referrals: dict[str, str] = {}
        self.links: dict[str, str] = {}

    def happened(self) -> Happened:
        self._people_come()
        self._studied()
        self._openings_of_every_state()
        self._somebody_is_hired()
        self._requests_of_every_state()
        self._referrals_of_every_state()
        group = self._a_class()
        imported = self._ties_that_wait()
        for service in ("postings", "referrals"):
            sets_aside(self.town, service)
        self.town.house.carry()
        self.call(RITA, "referrals", "POST", self._at("stairs", "/ats-hook"))
        link = self._link("doors")
        return Happened(
            {name: self.town.id(name) for name in self.town.house.members},
            self.openings,
            self.requests,
            self.referrals,
            self.town.firm,
            self._job_of(HANA),
            group["id"],
            group["join_token"],
            imported,
            link,
        )

    def _says(self, text: str) -> str:
        return f"{text} {self.saying}".strip()

    def _opens(self, title: str, **said: Any) -> str:
        described = self._says("Build **doors**.")
        return self.town.post_opening(title=self._says(title), description=described, **said)

    def _people_come(self) -> None:
        town = self.town
        town.house.member(OPERATOR, mail=OPERATOR_MAIL)
        for name in (MIA, INES, UMA):
            town.house.member(name)
        town.house.carry()
        job = {"employer_id": town.firm, "title": self._says("Glazier"), "started": "2021-01-01"}
        self.call(INES, "profiles", "POST", "/v1/people/me/employments", job)
        settings = "/v1/people/me/settings"
        self.call(INES, "profiles", "PATCH", settings, {"open_to_intros": True})
        for name in (BEA, CAI):
            caps = {"weekly_cap": 10, "open_ask_cap": 10}
            self.call(name, "profiles", "PATCH", settings, caps)
        town.house.carry()
        if self.saying:
            for name in town.house.members:
                told = {"name": self._says(name), "headline": self._says("Carpenter")}
                self.call(name, "profiles", "PATCH", "/v1/people/me", told)
            told = {"title": self._says("Door Engineer")}
            self.call(RITA, "postings", "PATCH", self._at("doors", ""), told)
        for one, other in (
            (BEA, MIA),
            (MIA, INES),
            (ADA, CAI),
            (CAI, HANA),
            (SOL, CAI),
            (ADA, UMA),
        ):
            town.knows(one, other)

    def _openings_of_every_state(self) -> None:
        post = self._opens
        self.openings |= {
            "windows": post("Window Engineer", hiring_manager=self.town.id(INES)),
            "stairs": post("Stair Engineer"),
            "roofs": post("Roof Engineer"),
            "members": post("Members Engineer", audience="members"),
            "network": post("Quiet Engineer", audience="network", max_introducers=2),
            "alone": post("Lonely Engineer", hiring_manager=None),
            "filled": post("Gate Engineer"),
        }
        self.call(INES, "postings", "POST", self._at("windows", "/hiring-manager/accept"))
        for name, verb in (("paused", "pause"), ("closed", "close")):
            self.openings[name] = post(f"{name.capitalize()} Engineer")
            self.call(RITA, "postings", "POST", self._at(name, f"/{verb}"))
        self.town.house.carry()
        self._draft()

    def _draft(self) -> None:
        self.town.knows(SOL, HANA)
        people = {"hiring_manager": self.town.id(HANA), "recruiters": []}
        body = {
            "employer_id": self.town.firm,
            "title": self._says("Draft Engineer"),
            "description": self._says("Later."),
            "employment_type": "part_time",
            "place": self._says("Porto"),
            "countries": ["PT"],
            "remote": False,
            "audience": "members",
        }
        made = self.call(SOL, "postings", "POST", "/v1/openings", body | people)
        self.openings["draft"] = made["id"]
        self.town.house.carry()

    def _somebody_is_hired(self) -> None:
        self._referred(UMA, "filled", "hired", "interview", "offer", "hire")
        self.town.days_go_by(9)

    def _requests_of_every_state(self) -> None:
        ask, answer, carry = self.town.asks, self.town.answers, self.town.house.carry
        blurb, line = self._says(BLURB), self._says(LINE)
        # What needs Ada's OK takes days, so it comes first.
        ask(blurb, opening_id=self.openings["roofs"])
        self.town.days_go_by(5)
        self.requests["waiting"] = ask(blurb)
        self.requests["passed on"] = ask(blurb, opening_id=self.openings["windows"])
        answer(BEA, self.requests["passed on"], "introduce", line)
        carry()
        met = {"contact": self.town.id(CAI), "opening_id": self.openings["stairs"]}
        self.requests["met"] = ask(blurb, **met)
        for name, said in ((CAI, "introduce"), (HANA, "agree")):
            answer(name, self.requests["met"], said, line)
            carry()
        listed = self.call(ADA, "referrals", "GET", "/v1/introductions")["items"]
        (new_contact,) = [each["id"] for each in listed if each["state"] == "new_contact"]
        self.requests["new contact"] = new_contact

    def _referrals_of_every_state(self) -> None:
        self._referred(CAI, "doors", "screened", "taken_up")
        self._referred(ADA, "stairs", "decided", "interview")
        invited = {"name": self._says("Ada"), "mail": self.town.house.member(ADA).mail}
        token = self.call(SOL, "profiles", "POST", "/v1/invitations", invited)["invited"]
        new = {"opening_id": self.openings["doors"], "invited": token, "relation": "friend"}
        made = self.call(
            SOL, "referrals", "POST", "/v1/referrals", new | {"vouch": self._says(VOUCH)}
        )
        self.referrals["submitted"] = made["id"]
        proof = self.call(ADA, "profiles", "GET", "/v1/people/me/addresses-proof")
        self.call(ADA, "referrals", "POST", "/v1/referrals/claim", proof)

    def _referred(self, whom: str, opening: str, called: str, *moves: str) -> None:
        where = f"/v1/shared/{self._link(opening)}/referral"
        made = str(self.call(whom, "referrals", "POST", where)["id"])
        for what in moves:
            said = {"what": what} | ({"started": "2026-12-01"} if what == "hire" else {})
            self.call(RITA, "referrals", "POST", f"/v1/referrals/{made}/moves", said)
        self.referrals[called] = made
        self.town.house.carry()

    def _a_class(self) -> Any:
        new = {"name": self._says("FEUP"), "kind": "class", "first_year": 2016, "last_year": 2018}
        place = {"place": self._says("Porto")}
        group = self.call(CAI, "profiles", "POST", "/v1/groups", new | place)
        joining = {"join_token": group["join_token"], "show_name": True}
        for name in (BEA, UMA, ADA):
            self.call(name, "profiles", "POST", "/v1/groups/join", joining)
        for name in (BEA, UMA):
            part = {"show_name": True, "volunteer": True}
            self.call(name, "profiles", "PUT", f"/v1/groups/{group['id']}/me", part)
        return group

    def _job_of(self, name: str) -> str:
        found = self.call(name, "profiles", "GET", "/v1/people/me/employments")["items"]
        return str(found[0]["id"])

    def _studied(self) -> None:
        me = "/v1/people/me"
        school = {"school": self._says("FEUP"), "started": "2014-09-01", "ended": "2018-07-01"}
        part = {"kind": "event", "name": self._says("Wood Days"), "year": 2019}
        self.call(ADA, "profiles", "POST", f"{me}/educations", school)
        self.call(ADA, "profiles", "POST", f"{me}/memberships", part)

    def _ties_that_wait(self) -> str:
        for one, other in ((RITA, ADA), (ADA, MIA)):
            mail = self.town.house.member(other).mail
            self.call(one, "profiles", "POST", "/v1/ties", {"mail": mail, "lend": True})
        avoided = f"/v1/people/me/avoided-people/{self.town.id(UMA)}"
        self.call(ADA, "profiles", "PUT", avoided)
        self.call(ADA, "profiles", "DELETE", avoided)
        avoided = f"/v1/people/me/avoided-people/{self.town.id(SOL)}"
        self.call(HANA, "profiles", "PUT", avoided)
        visitor = self.town.house.three.by(self.town.house.member(ADA), "profiles")
        answer = visitor.post(
            "/v1/imports?source=linkedin", data=CONNECTIONS.encode(), content_type="text/csv"
        )
        return str((answer.json or {})["id"])

    def _link(self, opening: str) -> str:
        """Sol's link to it, made once."""
        if opening not in self.links:
            body = {"opening_id": self.openings[opening]}
            made = self.call(SOL, "referrals", "POST", "/v1/share-links", body)
            self.links[opening] = str(made["token"])
        return self.links[opening]

    def _at(self, opening: str, rest: str) -> str:
        return f"/v1/openings/{self.openings[opening]}{rest}"
