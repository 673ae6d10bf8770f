"""From an ask in referrals to a mail of profiles, and from its link back to an answer.

What one service has told is carried to the other as the event log would. Nobody calls anybody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select

from services.referrals.bootstrap import jobs
from services.referrals.domain.introduction import Introduction
from shared.contracts.codec import decode
from shared.contracts.envelope import Event, Message
from shared.contracts.referrals import NoticeRequested
from shared.storage.tables import foreign_keys, outbox
from shared.storage.upsert import upsert
from tests.support.asked_house import ADA, BEA, ask, found, network
from tests.support.profiles import Member, ProfilesHome
from tests.support.referrals import Referrals, open_referrals

REFERRALS = "http://referrals.example"
LINK = re.compile(re.escape(REFERRALS) + r"(\S+answer=(\w+))")


@dataclass
class Town:
    """Both services, in which Bea is a member; the others are known to referrals alone."""

    profiles: ProfilesHome
    referrals: Referrals
    carried: int = 0

    def carry(self) -> list[Event]:
        """What referrals has told meanwhile reaches profiles."""
        with self.referrals.container.units.database.read() as connection:
            rows = connection.execute(select(outbox).order_by(outbox.c.position)).all()
        fresh = [
            decode(Message(row.topic, str(row.subject), row.headers, row.body))
            for row in rows[self.carried :]
        ]
        self.carried = len(rows)
        self.profiles.hears(*(event for event in fresh if isinstance(event, NoticeRequested)))
        return fresh

    def days_go_by(self, days: float) -> None:
        for service in (self.profiles, self.referrals):
            service.clock.advance(timedelta(days=days))
        for job in jobs(self.referrals.container):
            job.function()
        self.carry()
        self.profiles.run_jobs()

    def learn_keys(self) -> None:
        """referrals fetches the keys of profiles."""
        it = self.referrals.container
        public = self.profiles.container.keys.own.public()
        known = {"key_set": public, "fetched_at": it.clock.now()}
        row = upsert(foreign_keys).values(issuer="profiles", **known)
        with it.units.database.write() as connection:
            connection.execute(row.on_conflict_do_update(index_elements=["issuer"], set_=known))

    def links(self, mail: str) -> dict[str, str]:
        """Where the links of a mail lead, by answer."""
        return {answer: path for path, answer in LINK.findall(mail)}


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    with ExitStack() as closing:
        for name in ("profiles", "referrals"):
            (tmp_path / name).mkdir()
        urls = {"referrals": REFERRALS}
        profiles = ProfilesHome(tmp_path / "profiles", closing, public_urls=urls)
        referrals = open_referrals(tmp_path / "referrals")
        closing.callback(referrals.close)
        referrals.clock.advance(profiles.clock.now() - referrals.clock.now())
        referrals.hears(*network())
        made = Town(profiles, referrals)
        made.learn_keys()
        yield made


def joins(town: Town, person: UUID, name: str) -> str:
    """A member of profiles with the id that referrals knows; their address."""
    member: Member = town.profiles.member(name, person_id=person)
    return member.mail


def introduction(town: Town) -> Introduction:
    return ask(town.referrals)


def test_a_link_in_the_mail_answers_and_no_secret_went_through_the_log(town: Town) -> None:
    joins(town, ADA, "Ada")
    bea = joins(town, BEA, "Bea")
    one = introduction(town)
    told = town.carry()
    (mail,) = town.profiles.mails_to(bea)
    links = town.links(mail)

    assert set(links) == {"introduce", "use_my_name", "pass"}
    assert "Ada passes an ask on to you" in mail
    token = links["introduce"].split("link=")[1].partition("&")[0]
    assert not any(token in repr(event) for event in told)
    nobody = town.referrals.asked_by_nobody()
    assert nobody.get(links["introduce"]).status_code == 200
    assert found(town.referrals, one).steps[0].answer is None
    assert nobody.post(links["introduce"]).json == {"answered": "introduce"}
    assert found(town.referrals, one).steps[0].answer == "introduce"


def test_the_reminders_link_answers_too_after_the_keys_were_rotated(town: Town) -> None:
    bea = joins(town, BEA, "Bea")
    one = introduction(town)
    town.carry()
    town.profiles.container.keys.own.rotate()
    town.days_go_by(2.1)
    town.learn_keys()
    first, reminder = town.profiles.mails_to(bea)

    assert "This is the only reminder." in reminder
    nobody = town.referrals.asked_by_nobody()
    assert nobody.get(town.links(first)["pass"]).status_code == 200, "signed by the retired key"
    assert nobody.post(town.links(reminder)["pass"]).status_code == 200
    assert nobody.get(town.links(first)["pass"]).status_code == 404, "it was answered"
    assert found(town.referrals, one).steps[0].passed


def test_a_pass_and_silence_bring_the_same_mails(town: Town) -> None:
    """To the candidate, the one who passed a link is as silent as who never looked."""
    ada, bea = joins(town, ADA, "Ada"), joins(town, BEA, "Bea")
    seen = []
    for passes in (True, False):
        before = len(town.profiles.mails_to(ada))
        introduction(town)
        town.carry()
        if passes:
            link = town.links(town.profiles.mails_to(bea)[-1])["pass"]
            assert town.referrals.asked_by_nobody().post(link).status_code == 200
        town.days_go_by(1)
        assert len(town.profiles.mails_to(ada)) == before
        town.days_go_by(3)
        town.days_go_by(15)
        town.days_go_by(1)
        seen.append([_timeless(mail) for mail in town.profiles.mails_to(ada)[before:]])

    assert seen[0] == seen[1]
    assert len(seen[0]) == 2


def _timeless(mail: str) -> str:
    return re.sub(r"\w+day \d+ \w+, [\d:]+", "THEN", mail)
