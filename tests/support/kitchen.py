"""A firm and four people around it, who do everything by commands.

The three services answer over HTTP from one process; what they tell each other is carried.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from shared.cli.home import Home, write_private
from shared.cli.main import main
from shared.cli.sign_in import SignedIn, session_file
from tests.support.profiles import Member
from tests.support.served_services import served
from tests.support.three_services import ThreeServices, open_three

POLICY = {
    "bonus": 2000,
    "currency": "EUR",
    "ownership_days": 180,
    "milestones": [{"months": 0, "share": 50}, {"months": 6, "share": 50}],
}
BLURB = "I cook [b]for crowds[/b]."


@dataclass
class Kitchen:
    """Cam knows Bea and Gil; both know Ray, who works at Oakworks, where Rita recruits."""

    network: ThreeServices
    home: Home
    members: dict[str, Member]
    firm: str
    opening: str

    def says(self, who: str, *arguments: str, typed: str = "") -> Result:
        """A command by one of them, after which everybody has heard of it."""
        member = self.members[who]
        given = ["--as", member.mail, "--home", str(self.home.root)]
        result = CliRunner(env={"COLUMNS": "160"}).invoke(main, [*arguments, *given], input=typed)
        assert result.exception is None or isinstance(result.exception, SystemExit), result
        self.network.carry()
        return result

    def told(self, who: str, *arguments: str) -> Any:
        """What a program reads."""
        result = self.says(who, *arguments, "--json")
        assert result.exit_code == 0, result.output
        return json.loads(result.output)

    def has_domain(self, domain: str) -> None:
        """The operator says that mail at this domain is Oakworks'."""
        postings = self.network.postings.app
        operator, path = self.network.profiles.operator_at(postings), f"/v1/employers/{self.firm}"
        version = operator.get(path).headers["ETag"]
        assert operator.patch(path, {"domains": [domain]}, if_match=version).status_code == 200
        self.network.carry()

    def asks(self, *more: str) -> str:
        """Cam asks; the introduction's id."""
        asked = self.told(
            "cam", "introductions", "ask", "--opening", self.opening, "--blurb", BLURB, "--yes",
            *more,
        )  # fmt: skip
        return str(asked["introduction"]["id"])

    def meets(self) -> str:
        """Bea introduces, Ray agrees; the introduction's id."""
        introduction = self.asks("--contact", "Bea Santos")
        self.told("bea", "introductions", "answer", introduction, "introduce", "--line", "She can.")
        self.told("ray", "introductions", "answer", introduction, "agree")
        return introduction

    def refers(self) -> str:
        """Ray refers whom he met, who agrees; the referral's id."""
        introduction = self.meets()
        referral = self.told(
            "ray", "referrals", "refer", "--opening", self.opening, "--introduction", introduction,
            "--relation", "community", "--vouch", "She cooks.",
        )["referral"]["id"]  # fmt: skip
        self.told("cam", "referrals", "consent", referral)
        return str(referral)

    def hires(self) -> str:
        """Rita takes them all the way; the referral's id."""
        referral = self.refers()
        for what in ("taken_up", "interview", "offer"):
            self.told("rita", "referrals", "move", referral, what)
        self.told("rita", "referrals", "move", referral, "hire", "--started", "2026-11-23")
        return referral


@contextmanager
def open_kitchen(folder: Path) -> Iterator[Kitchen]:
    """Everybody is signed in at the command line, and the opening is published."""
    with ExitStack() as closing:
        network = open_three(folder, closing)
        port = closing.enter_context(served(network))
        home = Home(folder / "home")
        home.make()
        with home.lock(port):
            yield settled(network, home)


def settled(network: ThreeServices, home: Home) -> Kitchen:
    people = ("Cam Reed", "Bea Santos", "Gil Peixinho", "Ray Oak", "Rita Oak")
    members = {name.split()[0].lower(): network.profiles.member(name) for name in people}
    for member in members.values():
        token = member.visitor.headers["Authorization"].removeprefix("Bearer ")
        session = SignedIn(member.mail, str(member.id), token, "none", time.time() + 900)
        write_private(session_file(home, member.mail), json.dumps(asdict(session)))
    network.carry()
    rita = network.by(members["rita"], "postings")
    firm = (rita.post("/v1/employers", {"name": "Oakworks"}).json or {})["id"]
    job = {"employer_id": firm, "title": "Cook", "started": "2020-01-01"}
    for who in ("ray", "rita"):
        assert members[who].visitor.post("/v1/people/me/employments", job).status_code == 201
    allows(members["ray"], willing_to_refer=True)
    allows(members["bea"], open_to_intros=True)
    for one, other in (("cam", "bea"), ("bea", "ray"), ("cam", "gil"), ("gil", "ray")):
        network.profiles.know_each_other(members[one], members[other])
    network.carry()
    assert rita.post(f"/v1/employers/{firm}/policies", POLICY).status_code in (200, 201)
    recruiters = [str(members["rita"].id)]
    opening = network.opening(members["rita"], firm, recruiters=recruiters, use_policy=True)
    network.carry()
    return Kitchen(network, home, members, firm, opening)


def allows(member: Member, **settings: bool) -> None:
    """They change what they allow."""
    etag = member.visitor.get("/v1/people/me").headers["ETag"]
    answer = member.visitor.patch("/v1/people/me/settings", settings, if_match=etag)
    assert answer.status_code == 200, answer.text
