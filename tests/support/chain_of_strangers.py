"""Nora – Otto – Pia – Quinn: four who know nobody else, so that wherever one of them is named or
quoted to another, it is because of Nora's request.

chain = Chain(town)
chain.goes_on(REACHED)              Nora asked, Otto and Pia introduced her, Quinn is asked
looks_everywhere(people, OTTO, chain.things())
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from tests.support.looking_everywhere import Things
from tests.support.portal_town import RITA, Town

NORA, OTTO, PIA, QUINN = "Nora Quill", "Otto Brandt", "Pia Falkner", "Quinn Harrow"
BLURB = "I hang shutters in the wind."
OTTO_SAYS, PIA_SAYS = "She never drops a hinge.", "Ask her about storms."
VOUCH = "Her shutters outlast the house."
SECRETS = (NORA, OTTO, PIA, QUINN, BLURB, OTTO_SAYS, PIA_SAYS, VOUCH)

Stage = Literal["asked", "passed on", "reached", "met", "referred", "decided"]
STAGES: Sequence[Stage] = ("asked", "passed on", "reached", "met", "referred", "decided")
ANSWERS: Mapping[Stage, tuple[str, dict[str, Any]]] = {
    "passed on": (OTTO, {"answer": "introduce", "line": OTTO_SAYS, "may_be_named": True}),
    "reached": (PIA, {"answer": "introduce", "line": PIA_SAYS, "may_be_named": False}),
    "met": (QUINN, {"answer": "agree"}),
}
"""Otto agreed that recruiters learn his name, Pia did not."""


class Chain:
    """Their ties, and an opening of Oakworks for which Quinn refers people."""

    def __init__(self, town: Town, discreet: bool = False) -> None:
        self.town, self.call, self.discreet = town, town.house.call, discreet
        self.request = self.referral = ""
        for name in (NORA, OTTO, PIA, QUINN):
            town.house.member(name)
        town.house.carry()
        job = {"employer_id": town.firm, "title": "Joiner", "started": "2020-01-01"}
        self.call(QUINN, "profiles", "POST", "/v1/people/me/employments", job)
        self.call(QUINN, "profiles", "PATCH", "/v1/people/me/settings", {"willing_to_refer": True})
        town.house.carry()
        for one, other in ((NORA, OTTO), (OTTO, PIA), (PIA, QUINN)):
            town.knows(one, other)
        self.opening = town.post_opening(title="Shutter Engineer", hiring_manager=None)

    def goes_on(self, until: Stage) -> None:
        """From the ask to there."""
        for stage in STAGES[: STAGES.index(until) + 1]:
            if stage == "asked":
                self._ask()
            elif stage in ANSWERS:
                self.answers(*ANSWERS[stage])
            elif stage == "referred":
                self._refer()
            else:
                self._moves("taken_up", "interview")

    def answers(self, name: str, said: dict[str, Any]) -> None:
        """What somebody says to the request."""
        self.call(name, "referrals", "POST", f"/v1/introductions/{self.request}/answer", said)
        self.town.house.carry()

    def things(self) -> Things:
        """What others may guess at."""
        return {
            "opening_id": [self.opening, self.town.opening],
            "introduction_id": [self.request],
            "referral_id": [self.referral] if self.referral else [],
            **dict.fromkeys(("group_id", "join_token", "import_id", "token"), ()),
        }

    def words_for(self, secret: str) -> Sequence[str]:
        """What gives it away: of a person the name and the id."""
        is_person = secret in (NORA, OTTO, PIA, QUINN)
        return [secret, self.town.id(secret)] if is_person else [secret]

    def _ask(self) -> None:
        about = {"contact": self.town.id(OTTO), "kind": "referral", "opening_id": self.opening}
        body = {**about, "blurb": BLURB, "discreet": self.discreet}
        self.request = self.call(NORA, "referrals", "POST", "/v1/introductions", body)["id"]
        self.town.house.carry()

    def _refer(self) -> None:
        told = {"opening_id": self.opening, "introduction_id": self.request, "vouch": VOUCH}
        self.referral = self.call(QUINN, "referrals", "POST", "/v1/referrals", told)["id"]
        self.call(NORA, "referrals", "POST", f"/v1/referrals/{self.referral}/consent")
        self.town.house.carry()

    def _moves(self, *moves: str) -> None:
        for what in moves:
            path = f"/v1/referrals/{self.referral}/moves"
            self.call(RITA, "referrals", "POST", path, {"what": what})
        self.town.house.carry()
