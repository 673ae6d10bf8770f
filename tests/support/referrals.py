"""Referrals wired as in production on a temporary home, fed through the event log."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from flask import Flask

from services.referrals.bootstrap import VERSIONS, Container, service_web, wire
from services.referrals.settings import Settings
from shared.clock import SetClock
from shared.contracts.codec import encode
from shared.contracts.envelope import Event
from shared.messaging.consumer import Consumer
from shared.web.app_factory import create_app
from tests.support.facts import NOON
from tests.support.stores import made_store
from tests.support.web import Visitor, as_operator, as_person, nobody


def settings(home: Path) -> Settings:
    """Embedded backends in one folder."""
    return Settings(
        service="referrals",
        store_url=made_store(home, "referrals", VERSIONS),
        event_log_url=f"sqlite:///{home}/log.db",
        graph_url=f"embedded:///{home}/graph",
        jwks_urls={"profiles": "http://127.0.0.1:9/nowhere"},
        metrics_port=None,
        log_level="ERROR",
    )


@dataclass
class Referrals:
    """A running service: facts go in through the log, questions through HTTP."""

    container: Container
    app: Flask
    consumers: list[Consumer]
    clock: SetClock
    heard: list[Event] = field(default_factory=list)

    def hears(self, *events: Event) -> None:
        """The owners publish these, and both groups take them in."""
        self.publishes(*events)
        for consumer in self.consumers:
            while consumer.step():
                pass

    def publishes(self, *events: Event) -> None:
        """They are in the log; nobody has read them yet."""
        for owner in sorted({event.source for event in events}):
            publisher = self.container.event_log.publisher(owner, 1)
            publisher.publish([encode(event) for event in events if event.source == owner])
            publisher.close()
        self.heard.extend(events)

    def asked_by(self, person: UUID) -> Visitor:
        return as_person(self.app, person)

    def asked_by_operator(self) -> Visitor:
        return as_operator(self.app)

    def asked_by_nobody(self) -> Visitor:
        return nobody(self.app)

    def close(self) -> None:
        for consumer in self.consumers:
            consumer.close()
        self.container.close()


def open_referrals(home: Path, its_settings: Settings | None = None) -> Referrals:
    """Wire, migrate, make the app, join the groups; all of it in the folder if nothing is said."""
    clock = SetClock(NOON)
    container = wire(its_settings or settings(home), clock)
    database = container.units.database
    app = create_app(service_web(container))
    consumers = [
        Consumer(group, container.event_log, database, clock) for group in container.groups
    ]
    return Referrals(container, app, consumers, clock)
