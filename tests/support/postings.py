"""postings in one process, wired as it runs, with profiles played by the test.

house = open_house(tmp_path)
acme = house.employer(BEA, "Acme")
house.works(ADA, acme)                       profiles tells that Ada works there
opening = house.opening(ADA, acme)           a draft; `publish=True` shows it
assert names(house.told()) == ["EmployerChanged", "OpeningChanged"]
"""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from flask import Flask
from sqlalchemy import inspect, select
from werkzeug.test import TestResponse

from services.postings.bootstrap import VERSIONS, Container, service_web, wire
from shared.clock import SetClock
from shared.contracts.codec import decode, encode
from shared.contracts.envelope import Event, Message
from shared.contracts.profiles import EmployedAt, PersonChanged, PersonErased
from shared.ids import new_id
from shared.messaging.consumer import Consumer
from shared.settings import ServiceSettings
from shared.storage.tables import outbox
from shared.web.app_factory import create_app
from tests.support.stores import made_store
from tests.support.web import Visitor, as_operator, as_person, nobody

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
ADA, BEA, CAI, DITA, EMIL, EVE = (UUID(int=0xA0 + number) for number in range(6))
LONG_AGO = date(2020, 1, 1)
OPENING: dict[str, Any] = {
    "title": "Data Engineer",
    "description": "Build *pipelines*.",
    "employment_type": "full_time",
    "place": "Lisbon",
    "countries": ["PT"],
    "remote": False,
    "audience": "public",
}
POLICY: dict[str, Any] = {"bonus": 2000, "currency": "EUR", "ownership_days": 180}


@dataclass
class House:
    """postings, and what one does with it."""

    home: Path
    container: Container
    app: Flask
    clock: SetClock
    sequences: dict[UUID, int] = field(default_factory=dict)
    heard: int = 0

    def by(self, person: UUID) -> Visitor:
        """Somebody who is signed in."""
        return as_person(self.app, person)

    @property
    def operator(self) -> Visitor:
        return as_operator(self.app)

    @property
    def nobody(self) -> Visitor:
        return nobody(self.app)

    def hear(self, *events: Event) -> None:
        """Their owners publish these, and postings takes in all there is."""
        for owner in sorted({event.source for event in events}):
            publisher = self.container.event_log.publisher(owner, 1)
            own = [event for event in events if event.source == owner]
            publisher.publish([encode(self._numbered(event)) for event in own])
            publisher.close()
        self.take_in()

    def take_in(self) -> None:
        """Run the worker's consumer until it has nothing left."""
        group = self.container.groups[0]
        store = self.container.units.database
        consumer = Consumer(group, self.container.event_log, store, self.clock)
        while consumer.step():
            pass
        consumer.close()

    def works(self, person: UUID, *employers: str, verified: bool = False) -> None:
        """Somebody is a member, and works at these employers now."""
        self.hear(works_at(person, *employers, verified=verified))

    def leaves(self, person: UUID) -> None:
        """Somebody leaves Warmpath for good."""
        self.hear(PersonErased(subject=person))

    def employer(self, by: UUID, name: str, **fields: Any) -> str:
        """The id of a new employer with this steward."""
        answer = self.by(by).post("/v1/employers", {"name": name, **fields})
        return str(must(answer, 201)["id"])

    def named(self, name: str) -> str:
        """The id of the employer of this name."""
        page = must(self.operator.get("/v1/employers", query_string={"q": name}), 200)
        return str(page["employers"][0]["id"])

    def vouch(self, employer: str, **fields: Any) -> None:
        """The operator sets domains, parent or stewards."""
        path = f"/v1/employers/{employer}"
        etag = self.operator.get(path).headers["ETag"]
        must(self.operator.patch(path, fields, if_match=etag), 200)

    def opening(self, by: UUID, employer: str, publish: bool = False, **fields: Any) -> str:
        """The id of a new opening, by somebody who works there."""
        body = OPENING | {"employer_id": employer} | fields
        opening = str(must(self.by(by).post("/v1/openings", body), 201)["id"])
        if publish:
            self.do(by, opening, "publish")
        return opening

    def do(self, by: UUID, opening: str, act: str, body: object = None) -> dict[str, Any]:
        """One of the things that can be done with an opening, which must succeed."""
        return must(self.by(by).post(f"/v1/openings/{opening}/{act}", body), 200)

    def edit(self, by: UUID, opening: str, **fields: Any) -> TestResponse:
        """Change an opening as it is now."""
        path = f"/v1/openings/{opening}"
        etag = self.by(by).get(path).headers.get("ETag", '"1"')
        return self.by(by).patch(path, fields, if_match=etag)

    def found(self, visitor: Visitor, query: str = "") -> list[str]:
        """The titles that a search finds."""
        page = must(visitor.get(f"/v1/openings?{query}"), 200)
        return [opening["title"] for opening in page["openings"]]

    def told(self) -> list[Event]:
        """The events emitted since this was last asked."""
        with self.container.units.database.read() as connection:
            rows = connection.execute(select(outbox).order_by(outbox.c.position)).all()
        fresh, self.heard = rows[self.heard :], len(rows)
        return [decode(Message(r.topic, str(r.subject), r.headers, r.body)) for r in fresh]

    def rows(self) -> dict[str, int]:
        """How many rows each table of the store has, but for the answers it keeps."""
        with self.container.units.database.read() as connection:
            tables = inspect(connection).get_table_names()
            return {
                name: connection.exec_driver_sql(f'SELECT count(*) FROM "{name}"').scalar_one()
                for name in tables
                if name not in ("foreign_keys", "idempotency_keys")
            }

    def _numbered(self, event: Event) -> Event:
        number = self.sequences.get(event.subject, 0) + 1
        self.sequences[event.subject] = number
        return replace(event, id=new_id(), sequence=number, time=self.clock.now())


def open_house(folder: Path) -> House:
    """postings on a home of its own, or on the one that is there."""
    settings = ServiceSettings(
        service="postings",
        store_url=made_store(folder, "postings", VERSIONS),
        event_log_url=f"sqlite:///{folder}/log.db",
        jwks_urls={"profiles": "http://profiles.invalid/.well-known/jwks.json"},
        metrics_port=None,
        log_level="INFO",
    )
    clock = SetClock(NOON)
    container = wire(settings, clock)
    return House(folder, container, create_app(service_web(container)), clock)


def works_at(person: UUID, *employers: str, verified: bool = False) -> PersonChanged:
    """A member works at these employers now."""
    return person_changed(
        person, [EmployedAt(UUID(e), LONG_AGO, None, verified) for e in employers]
    )


def person_changed(
    person: UUID, jobs: Sequence[EmployedAt] = (), open_to_intros: bool = True
) -> PersonChanged:
    """What profiles tells of a member."""
    return PersonChanged(
        subject=person,
        findable=True,
        open_to_introduce=True,
        weekly_cap=2,
        open_ask_cap=3,
        willing_to_refer=True,
        open_to_intros=open_to_intros,
        weekly_intros=2,
        open_to_openings=False,
        avoid_own_employers=True,
        employments=list(jobs),
    )


def granted(token: str) -> set[UUID]:
    """Whose names a grant allows, as profiles reads it."""
    claims = token.split(".")[1]
    people = json.loads(urlsafe_b64decode(f"{claims}=="))["people"]
    return {UUID(each) for each in people}


def must(answer: TestResponse, status: int) -> dict[str, Any]:
    """The body of an answer that has to be this one."""
    assert answer.status_code == status, answer.get_data(as_text=True)
    body: dict[str, Any] = answer.get_json()
    return body


def refused(answer: TestResponse, status: int, code: str) -> dict[str, Any]:
    """The problem in an answer that has to be this refusal."""
    assert answer.content_type == "application/problem+json"
    body = must(answer, status)
    assert body["code"] == code, body
    return body


def names(events: Iterable[Event]) -> list[str]:
    """The types of events, in short."""
    return [type(event).__name__ for event in events]
