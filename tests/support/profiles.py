"""profiles as its own bootstrap wires it, on a home of its own, and members who use it.

home = ProfilesHome(tmp_path, closing)
ana = home.sign_up("Ana Reyes")
ana.visitor.get("/v1/people/me")
home.told(PersonChanged)                what the other services heard, from the event log
home.hears(EmployerChanged(…))          what another service said takes effect
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from itertools import count
from pathlib import Path
from threading import Event as Flag
from typing import Any, TypeVar, cast
from uuid import UUID

from flask import Flask
from sqlalchemy import inspect

from services.profiles.adapters.store.unit import Unit
from services.profiles.bootstrap import VERSIONS, Container, jobs, service_web, wire
from services.profiles.commands.publication import save_person
from services.profiles.domain.person import Person
from services.profiles.domain.sign_in import Session
from services.profiles.settings import Settings
from shared.clock import SetClock
from shared.contracts.codec import decode, encode
from shared.contracts.envelope import Event
from shared.contracts.postings import EmployerChanged
from shared.ids import new_id, tie_id
from shared.messaging.consumer import Consumer
from shared.messaging.relay import Relay
from shared.messaging.scheduler import housekeeping
from shared.storage.database import Database
from shared.storage.unit_of_work import Units
from shared.web.app_factory import create_app
from shared.web.auth import issue
from shared.web.caller import OPERATOR, Caller
from tests.support.stores import made_store, store_url
from tests.support.web import Visitor, nobody, with_token

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
OPERATOR_MAIL = "operator@warmpath.example"
E = TypeVar("E", bound=Event)


@dataclass(frozen=True)
class Member:
    """Somebody who signed up: who they are, and how they call profiles."""

    id: UUID
    mail: str
    visitor: Visitor
    refresh_token: str

    def tie_with(self, other: Member) -> str:
        """Where the tie of the two stands."""
        return f"/v1/ties/{tie_id(self.id, other.id)}"


class ProfilesHome:
    """One installation of profiles, its clock standing at noon."""

    def __init__(self, folder: Path, closing: ExitStack, **settings: Any) -> None:
        self.folder = folder
        self.clock = SetClock(NOON)
        self.mail_folder = folder / "mail"
        made_store(folder, "profiles", VERSIONS)
        self.container: Container = wire(profiles_settings(folder, **settings), self.clock)
        closing.callback(self.container.close)
        self.app = create_app(service_web(self.container))
        self.nobody = nobody(self.app)
        self._relay = Relay(
            "profiles", self.container.units.database, self.container.event_log, self.clock
        )
        closing.callback(self._relay.close)
        self._consumer = Consumer(
            self.container.groups[0],
            self.container.event_log,
            self.container.units.database,
            self.clock,
            first_retry=timedelta(milliseconds=1),
        )
        closing.callback(self._consumer.close)
        self._sequences = count(1)

    def sign_up(self, name: str, mail: str = "", findable: bool = True) -> Member:
        """A new member, through the code that was mailed."""
        address = mail or f"{name.split(maxsplit=1)[0].lower()}@mail.example"
        return self.sign_in(address, {"name": name, "findable": findable})

    def member(
        self, name: str, mail: str = "", findable: bool = True, person_id: UUID | None = None
    ) -> Member:
        """A new member as signing up leaves them, without the way there: tests have many."""
        address = mail or f"{name.split(maxsplit=1)[0].lower()}@mail.example"
        it = self.container
        with it.units.write() as uow:
            person = Person.signed_up(person_id or new_id(), address, name, findable)
            save_person(person, uow, self.clock)
            session = Session(new_id(), person.id, self.clock.now())
            uow.sessions.save(session)
        token = issue(it.keys.own, Caller(person.id, session.id), self.clock.now())
        visitor = with_token(self.app, token)
        return Member(person.id, address, visitor, session.token(it.secrets.key))

    def again(self, member: Member) -> Member:
        """A member whose token is good now, however much time went by."""
        it, session = self.container, Session(new_id(), member.id, self.clock.now())
        with it.units.write() as uow:
            uow.sessions.save(session)
        token = issue(it.keys.own, Caller(member.id, session.id), self.clock.now())
        return replace(member, visitor=with_token(self.app, token))

    def operator_at(self, app: Flask) -> Visitor:
        """Whoever runs the installation, at another service."""
        caller = Caller(new_id(), new_id(), frozenset({OPERATOR}))
        return with_token(app, issue(self.container.keys.own, caller, self.clock.now()))

    def sign_in(self, mail: str, sign_up: dict[str, Any] | None = None) -> Member:
        """A session, through the code that was mailed."""
        asked = self.nobody.post("/v1/sign-in/codes", {"mail": mail})
        assert asked.status_code == 202, asked.text
        body: dict[str, Any] = {"mail": mail, "code": self.code_for(mail)}
        answer = self.nobody.post(
            "/v1/sign-in/sessions", body | ({"sign_up": sign_up} if sign_up else {})
        )
        assert answer.status_code == 201, answer.text
        tokens = cast("dict[str, str]", answer.json)
        visitor = with_token(self.app, tokens["access_token"])
        return Member(UUID(tokens["person_id"]), mail, visitor, tokens["refresh_token"])

    def mails_to(self, address: str) -> list[str]:
        """What was mailed to an address, the oldest first."""
        paths = sorted(self.mail_folder.glob("*.eml"))
        found = [message_from_bytes(path.read_bytes()) for path in paths]
        return [str(mail.get_payload()) for mail in found if mail["To"] == address]

    def code_for(self, address: str) -> str:
        """The newest code that was mailed to an address."""
        code = re.search(r"\b\d{6}\b", self.mails_to(address)[-1])
        assert code is not None
        return code[0]

    def know_each_other(self, one: Member, other: Member, lend: bool = True) -> str:
        """A confirmed tie; where it stands."""
        proposed = one.visitor.post("/v1/ties", {"mail": other.mail, "lend": lend})
        assert proposed.status_code == 202, proposed.text
        confirmed = other.visitor.post(f"{one.tie_with(other)}/confirm", {"lend": lend})
        assert confirmed.status_code == 200, confirmed.text
        return one.tie_with(other)

    def told(self, kind: type[E]) -> list[E]:
        """What the others heard of that kind, in order, as it stands in the event log."""
        while self._relay.step():
            pass
        heard = [decode(record.message) for record in self.container.event_log.replay([kind.TOPIC])]
        return [event for event in heard if isinstance(event, kind)]

    def told_of(self, kind: type[E], subject: UUID) -> list[E]:
        """The same, about one subject."""
        return [event for event in self.told(kind) if event.subject == subject]

    def hears(self, *events: Event) -> None:
        """Another service says this, and profiles reacts."""
        for event in events:
            number = next(self._sequences) if event.KIND == "fact" else 1
            message = encode(replace(event, id=new_id(), sequence=number, time=NOON))
            publisher = self.container.event_log.publisher(event.source, 1)
            publisher.publish([message])
            publisher.close()
        while self._consumer.step(stop=Flag()):
            pass

    def run_jobs(self) -> dict[str, int]:
        """Everything the worker does now and then, once; how much each did."""
        return {job.name: job.function() for job in jobs(self.container)}

    def keep_house(self) -> None:
        """What every service's worker does from time to time: prune and compact."""
        it = self.container
        for job in housekeeping("profiles", it.units.database, it.event_log, self.clock):
            job.function()

    def store_rows(self, *but: str) -> str:
        """Every row of every table of the store, written out, but those of some tables."""
        with self.container.units.database.read() as connection:
            tables = set(inspect(connection).get_table_names()) - set(but)
            return "\n".join(
                str(tuple(row))
                for table in tables
                for row in connection.exec_driver_sql(f'SELECT * FROM "{table}"')
            )

    def bytes_kept(self) -> bytes:
        """Everything on disk: store, log, mail, journals."""
        files = [path for path in self.folder.rglob("*") if path.is_file()]
        return b"\n".join(path.read_bytes() for path in files)


def profiles_settings(folder: Path, **but: Any) -> Settings:
    """The settings of a home in that folder, but for those given."""
    usual = Settings(
        service="profiles",
        store_url=store_url(folder, "profiles"),
        event_log_url=f"sqlite:///{folder}/log.db",
        jwks_urls=dict.fromkeys(
            ("postings", "referrals"), "http://127.0.0.1:9/.well-known/jwks.json"
        ),
        metrics_port=None,
        log_level="INFO",
        mail_url=f"folder://{folder}/mail",
        secret_key=b"a key for tests, long enough to be one",
        operators=frozenset([OPERATOR_MAIL]),
    )
    return replace(usual, **but)


@contextmanager
def profiles_unit(folder: Path, clock: SetClock) -> Iterator[Unit]:
    """A unit of work on a store of its own; nothing of it is kept."""
    database = Database(made_store(folder, "unit", VERSIONS))
    units = Units(database, clock, Unit)
    try:
        with suppress(_Enough), units.write() as unit:
            yield unit
            raise _Enough
    finally:
        database.close()


class _Enough(Exception):
    """Ends a unit of work without keeping anything of it."""


def employer(name: str, employer_id: UUID | None = None, **said: Any) -> EmployerChanged:
    """What postings says of an employer."""
    return EmployerChanged(subject=employer_id or new_id(), name=name, **said)


def items(answer: Any) -> Sequence[dict[str, Any]]:
    """The things on a page."""
    assert answer.status_code == 200, answer.text
    return cast("Sequence[dict[str, Any]]", answer.json["items"])


def code_of(answer: Any) -> tuple[int, str]:
    """Status and stable code of a problem."""
    assert answer.content_type == "application/problem+json", answer.text
    return answer.status_code, answer.json["code"]
