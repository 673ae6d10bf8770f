"""profiles, postings and referrals in one process, on one time, each with a store of its own.

What one has told is carried to the others as the event log would. Nobody calls anybody.
"""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from joserfc.jwk import OKPKey
from sqlalchemy import select

from shared.contracts.codec import decode, encode
from shared.contracts.envelope import Event, Message
from shared.messaging.consumer import Consumer
from shared.storage.tables import foreign_keys, outbox
from shared.storage.upsert import upsert
from tests.support.postings import OPENING, House, must, open_house
from tests.support.profiles import Member, ProfilesHome
from tests.support.referrals import Referrals, open_referrals
from tests.support.web import Visitor

NAMES = ("profiles", "postings", "referrals")


@dataclass
class ThreeServices:
    """The three, and how much of each has been carried to the others."""

    profiles: ProfilesHome
    postings: House
    referrals: Referrals
    carried: dict[str, int] = field(default_factory=dict)

    @property
    def apps(self) -> dict[str, Flask]:
        each: tuple[Any, ...] = (self.profiles, self.postings, self.referrals)
        return {name: one.app for name, one in zip(NAMES, each, strict=True)}

    def by(self, member: Member, service: str) -> Visitor:
        """A member at one of the services, with the token that profiles gave them."""
        return Visitor(self.apps[service], member.visitor.headers)

    def opening(self, by: Member, employer: str, **fields: Any) -> str:
        """The id of a published opening, by somebody who works there."""
        visitor, body = self.by(by, "postings"), OPENING | {"employer_id": employer} | fields
        opening = str(must(visitor.post("/v1/openings", body), 201)["id"])
        must(visitor.post(f"/v1/openings/{opening}/publish"), 200)
        return opening

    def carry(self) -> list[Event]:
        """Everything that was told meanwhile reaches the others, until there is no more of it."""
        told: list[Event] = []
        services = (self.profiles, self.postings, self.referrals)
        while fresh := [event for each in services for event in self._fresh(each)]:
            self.referrals.hears(*(each for each in fresh if each.source != "referrals"))
            for service in (self.profiles, self.postings):
                _hears(service, fresh)
            told += fresh
        return told

    def skip_what_was_carried(self) -> None:
        """What the outboxes hold when this begins has reached everybody."""
        for service in (self.profiles, self.postings, self.referrals):
            self._fresh(service)

    def advance(self, **by: int) -> None:
        """Time goes by everywhere."""
        for each in (self.profiles, self.postings, self.referrals):
            each.clock.advance(timedelta(**by))

    def _fresh(self, service: Any) -> list[Event]:
        container = service.container
        with container.units.database.read() as connection:
            rows = connection.execute(select(outbox).order_by(outbox.c.position)).all()
        name = container.settings.service
        before, self.carried[name] = self.carried.get(name, 0), len(rows)
        return [
            decode(Message(row.topic, str(row.subject), row.headers, row.body))
            for row in rows[before:]
        ]


def open_three(folder: Path, closing: ExitStack, **told: Any) -> ThreeServices:
    """Wired as in production, knowing each other's keys; or those that are there already.

    `told`: settings of profiles.
    """
    for name in NAMES:
        (folder / name).mkdir(exist_ok=True)
    profiles = ProfilesHome(folder / "profiles", closing, **told)
    postings = open_house(folder / "postings")
    closing.callback(postings.container.close)
    referrals = open_referrals(folder / "referrals")
    closing.callback(referrals.close)
    postings.clock.advance(profiles.clock.now() - postings.clock.now())
    three = ThreeServices(profiles, postings, referrals)
    three.skip_what_was_carried()
    for here in (profiles, postings, referrals):
        for there in (profiles, postings, referrals):
            if here is not there:
                _trusts(here, there)
    return three


def _hears(service: Any, fresh: list[Event]) -> None:
    container = service.container
    own = container.settings.service
    for owner in sorted({each.source for each in fresh} - {own}):
        publisher = container.event_log.publisher(owner, 1)
        publisher.publish([encode(each) for each in fresh if each.source == owner])
        publisher.close()
    store = container.units.database
    consumer = Consumer(container.groups[0], container.event_log, store, service.clock)
    while consumer.step():
        pass
    consumer.close()


def _trusts(here: Any, there: Any) -> None:
    own = there.container.keys.own
    own.prepare()
    keys = [OKPKey.import_key(key) for key in own.public()["keys"]]
    known = {
        "key_set": {"keys": [key.as_dict(private=False) for key in keys]},
        "fetched_at": here.clock.now(),
    }
    row = upsert(foreign_keys).values(issuer=own.service, **known)
    with here.container.units.database.write() as connection:
        connection.execute(row.on_conflict_do_update(index_elements=["issuer"], set_=known))
