"""From an import to the credit for a hire, with kill -9 of some process between any two steps.

On Kafka, Neo4j and Postgres, which are killed like our own processes. People give their commands
over HTTP; what was acknowledged is never given again. Deadlines come by the town's own clock.
"""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import text

from services.referrals.cli import replay
from shared.cli.ports import SERVICES
from shared.clock import AheadClock
from shared.messaging.back_off import AWAY
from shared.storage.database import Database
from tests.support.eventually import eventually
from tests.support.killing import ROLES, SERVERS, Killer
from tests.support.servers import require_local
from tests.support.town import Town, Townsperson, founded

pytestmark = [pytest.mark.real_servers, pytest.mark.timeout(1800)]
SEED = int(os.environ.get("WARMPATH_KILL_SEED", "23"))
WITHIN = 180.0  # seconds until what was said has reached everybody, whoever was killed meanwhile
MONTHS = 3
POLICY = {
    "bonus": 2000,
    "currency": "EUR",
    "ownership_days": 180,
    "milestones": [{"months": MONTHS, "share": 100}],
}
OPENING = {
    "title": "Data Engineer",
    "description": "Forecasts for the grid.",
    "employment_type": "full_time",
    "place": "Lisbon",
    "countries": ["PT"],
    "remote": False,
    "audience": "members",
    "use_policy": True,
}
EMPLOYERS, INTRODUCTIONS, REFERRALS = "/v1/employers", "/v1/introductions", "/v1/referrals"
WAITING = "SELECT count(*) FROM outbox WHERE published_at IS NULL"
SET_ASIDE = "SELECT topic, reason FROM dead_letters"


@dataclass
class Story:
    """Ada knows Bea; Bea knows Rui and Cai; both know Tom, who works at Vento. Rita recruits."""

    town: Town
    killer: Killer
    steps: list[str] = field(default_factory=list)
    before: dict[str, Any] = field(default_factory=dict)
    opening: str = ""
    introduction: str = ""
    referral: str = ""

    def __post_init__(self) -> None:
        self.operator = self.town.operator()
        names = ("Ada Oyelaran", "Bea Santos", "Rui Calado", "Cai Moreau", "Tom Urban", "Rita Reis")
        self.people = {name.split()[0].lower(): self.town.join(name) for name in names}

    def step(self, what: str, done: Callable[[], Any]) -> Any:
        """Somebody is killed, and then this is done all the same."""
        self.killer.kill_next()
        self.steps.append(what)
        return done()

    def __getitem__(self, who: str) -> Townsperson:
        return self.people[who]

    def sees(self, who: str, path: str, state: str) -> Any:
        """What they read, once it is in that state."""

        def shown() -> Any:
            found = self[who].get("referrals", path)
            return found if found["state"] == state else None

        return eventually(shown, WITHIN, every=0.3)

    def is_asked(self, who: str) -> Any:
        """The one ask that waits for them, once there is one."""

        def waiting() -> Any:
            asks = self[who].get("referrals", "/v1/introductions/asked")["items"]
            return next((each for each in asks if each["state"] == "asked"), None)

        return eventually(waiting, WITHIN, every=0.3)

    def answers(self, who: str, answer: str) -> str:
        """They answer what waits for them; where the introduction is."""
        where = f"/v1/introductions/{self.is_asked(who)['id']}"
        self[who].post("referrals", f"{where}/answer", {"answer": answer})
        return where


@pytest.fixture(scope="module")
def story() -> Iterator[Story]:
    require_local()
    with founded(real=True, ahead=True) as town:
        killer = Killer(town.home, (*ROLES, *SERVERS), random.Random(SEED))
        story = Story(town, killer)
        open_vento(story)
        know_each_other(story)
        ask_and_meet(story)
        refer_and_hire(story)
        eventually(lambda: at_rest(story), WITHIN, every=0.5)
        sys.stdout.write(f"{len(story.steps)} steps, killed {dict(killer.killed)}\n")
        yield story


def open_vento(story: Story) -> None:
    """An employer with a policy, two who work there, and an opening."""
    tom, rita, operator = story["tom"], story["rita"], story.operator
    made = story.step("add", lambda: operator.post("postings", EMPLOYERS, {"name": "Vento"}))
    employer = made["id"]
    story.step("pay", lambda: operator.post("postings", f"{EMPLOYERS}/{employer}/policies", POLICY))
    for who in (tom, rita):
        story.step("work", partial(who.works_at, employer, "2020-01-01"))
    refers = {"willing_to_refer": True}
    story.step("be willing", lambda: tom.edit("/v1/people/me/settings", refers))
    known = story.town.newest["profiles"]
    rita.call("postings", "GET", "/v1/openings/mine", seen=known)
    wanted = OPENING | {"employer_id": employer, "recruiters": [rita.id]}
    opening = story.step("post", lambda: rita.post("postings", "/v1/openings", wanted))["id"]
    story.step("publish", lambda: rita.post("postings", f"/v1/openings/{opening}/publish"))
    story.opening = opening


def know_each_other(story: Story) -> None:
    """Ada and Bea by import, the others by mail."""
    ada, bea, rui, cai, tom = (story[who] for who in ("ada", "bea", "rui", "cai", "tom"))
    story.step("import", lambda: ada.imports(bea))
    story.step("import back", lambda: bea.imports(ada))
    for one, other in ((bea, rui), (rui, tom), (bea, cai), (cai, tom)):
        story.step("know", partial(one.knows, other))


def ask_and_meet(story: Story) -> None:
    """Bea says yes; the next one passes and it goes another way; two yeses more, and they meet."""
    ada = story["ada"]
    found = story.step("search", lambda: ada.who_can_refer(story.opening))
    assert [found.name_of(row) for row in found.rows] == ["Bea Santos"]
    wanted = {
        "kind": "referral",
        "contact": story["bea"].id,
        "opening_id": story.opening,
        "blurb": "I forecast wind power.",
    }
    asked = story.step("ask", lambda: ada.post("referrals", INTRODUCTIONS, wanted))
    story.introduction = where = f"{INTRODUCTIONS}/{asked['id']}"
    bea_sees = story.is_asked("bea")
    first, second = sorted(("rui", "cai"), key=lambda who: story[who].id != bea_sees["passes_to"])
    story.step("introduce", lambda: story.answers("bea", "introduce"))
    story.step("pass", lambda: story.answers(first, "pass"))
    story.before = ada.get("referrals", where)
    story.step("four days", lambda: story.town.days_go_by(4))
    story.step("introduce again", lambda: story.answers("bea", "introduce"))
    story.step("introduce on", lambda: story.answers(second, "introduce"))
    story.step("agree", lambda: story.answers("tom", "agree"))
    story.step("meet", lambda: story.sees("ada", where, "met"))


def refer_and_hire(story: Story) -> None:
    """Tom refers Ada, who agrees; Rita hires; three months later there is credit."""
    ada, tom, rita = story["ada"], story["tom"], story["rita"]
    body = {
        "opening_id": story.opening,
        "introduction_id": story.introduction.rpartition("/")[2],
        "vouch": "She knows wind.",
    }
    referred = story.step("refer", lambda: tom.post("referrals", REFERRALS, body))
    story.referral = where = f"{REFERRALS}/{referred['id']}"
    story.step("consent", lambda: ada.post("referrals", f"{where}/consent"))
    for what in ("taken_up", "interview", "offer"):
        move = {"what": what}
        story.step(what, partial(rita.post, "referrals", f"{where}/moves", move))
    started = AheadClock(story.town.home.clock).now().date().isoformat()
    hire = {"what": "hire", "started": started}
    story.step("hire", lambda: rita.post("referrals", f"{where}/moves", hire))
    for _ in range(MONTHS + 1):
        story.step("four weeks", lambda: story.town.days_go_by(28))
    story.step("be paid", lambda: eventually(lambda: credit_of(story, "rita"), WITHIN, every=0.3))
    story.step("a day", lambda: story.town.days_go_by(1))


def credit_of(story: Story, who: str) -> Any:
    """Every line of credit that they read."""
    return story[who].get("referrals", f"{story.referral}/credit")["lines"]


def rows(story: Story, service: str, question: str) -> list[tuple[object, ...]]:
    database = Database(story.town.home.store_url(service))
    try:
        with database.read() as connection:
            return [tuple(row) for row in connection.execute(text(question))]
    finally:
        database.close()


def at_rest(story: Story) -> bool:
    """Everything is published, and graph and credit equal their replays."""
    try:
        waiting = [rows(story, service, WAITING) for service in SERVICES]
        return waiting == [[(0,)]] * len(SERVICES) and not differs(story)
    except AWAY:  # on its way up
        return False


def differs(story: Story, *what: str) -> str:
    """What `warmpath replay` has to say."""
    ended = CliRunner().invoke(replay, ["--home", str(story.town.home.root), *what])
    if isinstance(ended.exception, AWAY):
        raise ended.exception
    return "" if ended.exit_code == 0 else ended.output


def test_somebody_was_killed_before_each_step_and_everybody_once(story: Story) -> None:
    assert sum(story.killer.killed.values()) == len(story.steps)
    assert set(story.killer.killed) == {*ROLES, *SERVERS}


def test_to_the_candidate_the_pass_was_silence(story: Story) -> None:
    assert story.before["state"] == "asking"
    assert story.before["agreed"] == []
    assert not {"rui", "cai"} & {str(value) for value in story.before.values()}


def test_names_unfolded_with_each_yes_and_the_introduction_came_about_once(story: Story) -> None:
    found = story["ada"].get("referrals", INTRODUCTIONS)["items"]

    (seen,) = found
    assert (seen["state"], seen["target"]) == ("met", story["tom"].id)
    assert len(seen["agreed"]) == 1


def test_the_referral_went_through_every_stage_once(story: Story) -> None:
    (seen,) = story["ada"].get("referrals", f"{REFERRALS}/about-me")["items"]

    states = [move["state"] for move in seen["history"]]
    stages = ["consented", "in_review", "interviewing", "offered", "hired", "retained"]
    assert states == stages


def test_it_is_paid_once_with_its_reason(story: Story) -> None:
    (line,) = credit_of(story, "rita")

    assert (line["kind"], line["amount"], line["months"]) == ("award", 2000, MONTHS)
    assert "Employed for 3 months" in line["why"]
    assert credit_of(story, "tom") == [line]


def test_the_hire_filled_the_opening_and_told_of_it_once(story: Story) -> None:
    assert rows(story, "postings", "SELECT state FROM openings") == [("filled",)]


def test_the_chain_is_whole(story: Story) -> None:
    chain = story["rita"].get("referrals", f"{story.referral}/chain")

    parts = [along["part"] for along in chain["people"]]
    assert parts == ["candidate", "introducer", "introducer", "referrer"]
    assert all(link["at"] for link in chain["links"])


def test_graph_and_credit_equal_their_replays(story: Story) -> None:
    assert differs(story) == ""
    assert differs(story, "--credit") == ""


@pytest.mark.parametrize("service", SERVICES)
def test_nothing_had_to_be_set_aside(story: Story, service: str) -> None:
    assert rows(story, service, SET_ASIDE) == []
