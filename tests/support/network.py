"""profiles, postings and referrals in one process, each with its own store, at one time.

What one service has told is carried to the others as the event log would. Nobody calls anybody.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from typing import Any

import structlog
from joserfc.jwk import OKPKey
from sqlalchemy import Row, select
from werkzeug.serving import WSGIRequestHandler, make_server

from shared import logs
from shared.cli.ports import HOST, free_ports, port_of
from shared.contracts.codec import decode, encode
from shared.contracts.envelope import Event, Message
from shared.messaging.consumer import Consumer
from shared.storage.tables import foreign_keys, outbox
from shared.storage.upsert import upsert
from tests.support.postings import OPENING, House, must, open_house
from tests.support.profiles import Member, ProfilesHome
from tests.support.referrals import Referrals, open_referrals
from tests.support.web import Visitor


@dataclass
class Network:
    """Three services, and what of each has been carried to the others."""

    profiles: ProfilesHome
    postings: House
    referrals: Referrals
    carried: dict[str, int] = field(default_factory=dict)

    def carry(self) -> list[Event]:
        """Everything that was told meanwhile reaches the others, until there is no more of it."""
        told: list[Event] = []
        services = (self.profiles, self.postings, self.referrals)
        while fresh := [event for each in services for event in self._fresh(each)]:
            self._reaches_others(fresh)
            told += fresh
        return told

    def _fresh(self, service: Any) -> list[Event]:
        container = service.container
        with container.units.database.read() as connection:
            rows = connection.execute(select(outbox).order_by(outbox.c.position)).all()
        name = container.settings.service
        before, self.carried[name] = self.carried.get(name, 0), len(rows)
        return [_event(row) for row in rows[before:]]

    def _reaches_others(self, fresh: list[Event]) -> None:
        self.referrals.hears(*(each for each in fresh if each.source != "referrals"))
        for service in (self.profiles, self.postings):
            container = service.container
            own = container.settings.service
            for owner in sorted({each.source for each in fresh} - {own}):
                publisher = container.event_log.publisher(owner, 1)
                publisher.publish([encode(each) for each in fresh if each.source == owner])
                publisher.close()
            consumer = Consumer(
                container.groups[0],
                container.event_log,
                container.units.database,
                service.clock,
            )
            while consumer.step():
                pass
            consumer.close()

    def at_referrals(self, member: Member) -> Visitor:
        """The member, with the access token that profiles gave them."""
        return Visitor(self.referrals.app, member.visitor.headers)

    def at_postings(self, member: Member) -> Visitor:
        return Visitor(self.postings.app, member.visitor.headers)

    def opening(self, by: Member, employer: str, **fields: Any) -> str:
        """The id of a published opening, by somebody who works there."""
        visitor, body = self.at_postings(by), OPENING | {"employer_id": employer} | fields
        opening = str(must(visitor.post("/v1/openings", body), 201)["id"])
        must(visitor.post(f"/v1/openings/{opening}/publish"), 200)
        return opening

    def trusts(self) -> None:
        """Each knows the keys of profiles, and profiles those of referrals."""
        services: tuple[tuple[Any, Any], ...] = (
            (self.referrals, self.profiles),
            (self.postings, self.profiles),
            (self.profiles, self.referrals),
        )
        for here, there in services:
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


def _event(row: Row[Any]) -> Event:
    return decode(Message(row.topic, str(row.subject), row.headers, row.body))


@contextmanager
def open_network(folder: Path) -> Iterator[Network]:
    """The three of them on homes of their own, at the same noon."""
    with ExitStack() as closing:
        for name in ("profiles", "postings", "referrals"):
            (folder / name).mkdir()
        profiles = ProfilesHome(folder / "profiles", closing)
        postings = open_house(folder / "postings")
        closing.callback(postings.container.close)
        referrals = open_referrals(folder / "referrals")
        closing.callback(referrals.close)
        postings.clock.advance(profiles.clock.now() - postings.clock.now())
        found = Network(profiles, postings, referrals)
        found.trusts()
        yield found


class Silent(WSGIRequestHandler):
    """Says nothing of what it answers."""

    def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002 - its name there
        """Nothing."""


@contextmanager
def served(network: Network) -> Iterator[int]:
    """The three services answer over HTTP inside the block, beside the port it yields."""
    port = free_ports()
    with ExitStack() as closing:
        closing.callback(structlog.reset_defaults)
        closing.callback(structlog.contextvars.clear_contextvars)
        logs.configure("network", "web", "CRITICAL")  # a command's output is the command's alone
        for name in ("profiles", "postings", "referrals"):
            app = getattr(network, name).app
            server = make_server(
                HOST, port_of(name, port), app, threaded=True, request_handler=Silent
            )
            thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
            thread.start()
            closing.callback(thread.join)
            closing.callback(server.server_close)
            closing.callback(server.shutdown)
        yield port
