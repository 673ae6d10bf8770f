"""The fourth story of the demo: from the first question to a hire, and what the referrer gets.

Days pass by the clock of the demo's own home, and what falls due then is done by the services'
own jobs.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from shared.cli.asking import Json
from shared.cli.chain_drawing import drawn_chain
from shared.cli.demo_stage import Stage, Untold
from shared.cli.introduction_wording import time_line
from shared.cli.member import Member
from shared.cli.referral_wording import credit_table, referral_lines

ADA, CAI, SOFIA, MADALENA = "ada-oyelaran", "cai-moreau", "sofia-lagarto", "madalena-reis"
OPENING = "vento-forecasting"
BLURB = "I build data pipelines and would like to forecast wind power. May I talk to your team?"
VOUCH = "We talked for an hour. She knows time series, and asks what the numbers are for."
WITHIN = 60.0  # seconds for what falls due
MOST_ASKED = 5
STAGES = (("taken_up", 3), ("interview", 6), ("offer", 8))
PAID_AFTER = 93  # days: Vento pays after three months, and the referrer reads it a day later
T = TypeVar("T")


def tell_hire(stage: Stage) -> None:
    """Ask, a pass, another way, three yeses, met, referred, hired, and credited."""
    stage.introduce(ADA)
    opening = stage.loaded.openings[OPENING]
    where = _ask(stage, opening)
    _pass_and_another_way(stage, where)
    _yes_by_yes(stage, where)
    referral = _refer(stage, opening, where)
    _hire(stage, referral)
    _credit(stage, referral)


def _ask(stage: Stage, opening: str) -> str:
    ada, cai = stage.member(ADA), stage.member(CAI)
    stage.say(f"Ada asks Cai to pass this on: “{BLURB}”")
    wanted: Json = {
        "contact": cai.session.person_id,
        "kind": "referral",
        "opening_id": opening,
        "blurb": BLURB,
    }
    where = f"/v1/introductions/{ada.post('/v1/introductions', wanted)['id']}"
    _show(stage, ada, where)
    return where


def _pass_and_another_way(stage: Stage, where: str) -> None:
    ada, cai = stage.member(ADA), stage.member(CAI)
    before = ada.get(where)
    cai.post(f"{where}/answer", {"answer": "pass"})
    if {**ada.get(where), "grant": ""} != {**before, "grant": ""}:
        raise Untold("a pass should look like silence")
    stage.say("[bold]Cai passes.[/] Nobody can tell: to Ada nothing has changed.")
    stage.days_go_by(4)
    stage.say("[dim]— four days later: a pass and silence take effect alike —[/]")
    shown = _until(lambda: _in_state(stage.member(ADA), where, "new_contact"), "another way")
    _show(stage, stage.member(ADA), where)
    stage.member(ADA).post(f"{where}/agree-to-contact", {"contact": shown["contact"]})


def _yes_by_yes(stage: Stage, where: str) -> None:
    """Each who is asked says yes, and so the next is asked: who that is, they alone know."""
    ada = stage.member(ADA)
    seen = ada.get(where)
    person, known = seen["contact"], ada.names([seen])
    yes = []
    for _ in range(MOST_ASKED):
        who = stage.member(stage.key_of(known[person]))
        asked = who.get(where)
        yes.append(known[person])
        if asked["role"] == "target":
            who.post(f"{where}/answer", {"answer": "agree"})
            break
        who.post(f"{where}/answer", {"answer": "introduce", "line": "She is good company."})
        person, known = asked["passes_to"], who.names([asked])
    stage.say(f"{', then '.join(yes)} say yes, one after the other, and Ada reads:")
    _until(lambda: _in_state(ada, where, "met"), "the introduction that came about")
    _show(stage, ada, where)


def _refer(stage: Stage, opening: str, where: str) -> str:
    sofia, ada, madalena = stage.member(SOFIA), stage.member(ADA), stage.member(MADALENA)
    stage.say(f"Sofia, who works there, refers Ada: “{VOUCH}”")
    body: Json = {
        "opening_id": opening,
        "introduction_id": where.rpartition("/")[2],
        "relation": "community",
        "vouch": VOUCH,
    }
    referral = f"/v1/referrals/{sofia.post('/v1/referrals', body)['id']}"
    ada.post(f"{referral}/consent")
    received = madalena.get(referral)
    if received["referrer"] or received["vouch"]:
        raise Untold("the recruiter should not see the network before the decision")
    stage.say("Ada agrees. Madalena, the recruiter, sees Ada, and not yet by whom she came.")
    return referral


def _hire(stage: Stage, referral: str) -> None:
    for what, days in STAGES:
        stage.days_go_by(days)
        stage.member(MADALENA).post(f"{referral}/moves", {"what": what})
    stage.days_go_by(5)
    started = stage.now().date().isoformat()
    stage.member(MADALENA).post(f"{referral}/moves", {"what": "hire", "started": started})
    stage.say("[dim]— three weeks of talks later —[/]")
    ada, madalena = stage.member(ADA), stage.member(MADALENA)
    seen = ada.get(referral)
    title = {seen["opening_id"]: stage.loaded.network.opening(OPENING).title}
    stage.show("\n".join(referral_lines(seen, ada.names([seen]), title)))
    chain = madalena.get(f"{referral}/chain")
    stage.say("Having decided, Madalena sees the chain; introducers stay unnamed:")
    stage.show(drawn_chain(chain, madalena.names([chain])))


def _credit(stage: Stage, referral: str) -> None:
    stage.days_go_by(PAID_AFTER - 1)

    def paid() -> Json | None:
        shown = stage.member(MADALENA).get(f"{referral}/credit")
        return shown if shown["balance"] else None

    _until(paid, "the credit")
    stage.days_go_by(1)
    sofia = stage.member(SOFIA)
    shown = sofia.get(f"{referral}/credit")
    if not shown["balance"]:
        raise Untold("Sofia should read that she is credited")
    stage.say("[dim]— three months later —[/]")
    stage.say("Sofia asks why she was credited:")
    stage.show(credit_table(shown, sofia.names([shown])))


def _show(stage: Stage, who: Member, where: str) -> None:
    seen = who.get(where)
    title = {seen["opening_id"]: stage.loaded.network.opening(OPENING).title}
    stage.show("\n".join(time_line(seen, who.names([seen]), title)))


def _in_state(who: Member, where: str, state: str) -> Json | None:
    seen = who.get(where)
    return seen if seen["state"] == state else None


def _until(found: Callable[[], T | None], what: str) -> T:
    deadline = time.monotonic() + WITHIN
    while time.monotonic() < deadline:
        if (answer := found()) is not None:
            return answer
        time.sleep(0.2)
    raise Untold(what)
