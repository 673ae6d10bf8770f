"""A whole installation with real processes, and people who use it over HTTP as anybody would."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from shared.cli.asking import Asker, Found
from shared.cli.backends import Backends
from shared.cli.client import Answer, Refused, Services, at
from shared.cli.home import Home, write_private
from shared.cli.mailbox import Mailbox
from shared.cli.ports import PORTS_WITH_SERVERS, free_ports
from shared.cli.processes import OPERATOR
from shared.cli.running import installation
from shared.cli.sign_in import SignedIn, from_folder, renew, sign_in
from shared.clock import AheadClock

MEMORY = Path("/dev/shm")
PREAMBLE = 'Notes:\n"Some addresses are missing."\n\n'
HEADER = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"


@dataclass
class Townsperson:
    """A member. Remembers the token of their last write, so that their questions see it."""

    town: Town
    session: SignedIn
    name: str
    written: list[str] = field(default_factory=list)

    @property
    def id(self) -> str:
        return self.session.person_id

    @property
    def mail(self) -> str:
        return self.session.mail

    def bearer(self) -> str:
        """An access token, renewed before it ends."""
        if self.session.ends_soon:
            self.session = renew(self.town.services, self.session)
        return self.session.access_token

    def call(
        self, service: str, method: str, path: str, body: Any = None, **options: Any
    ) -> Answer:
        bearer = self.bearer()
        answer = self.town.services.call(service, method, path, body=body, bearer=bearer, **options)
        if answer.token:
            self.town.newest[service] = answer.token
        return answer

    def get(self, service: str, path: str, **params: Any) -> Any:
        return self.call(service, "GET", path, params=params).body

    def post(self, service: str, path: str, body: Any = None, **options: Any) -> Any:
        return self.call(service, "POST", path, body or {}, **options).body

    def edit(self, path: str, body: Any) -> Any:
        """Change something versioned at profiles."""
        version = self.call("profiles", "GET", path).etag
        return self.call("profiles", "PATCH", path, body, etag=version).body

    def refused(self, service: str, method: str, path: str, body: Any = None) -> Refused:
        try:
            self.call(service, method, path, body)
        except Refused as refusal:
            return refusal
        raise AssertionError(f"{method} {path} was not refused")

    def works_at(self, employer: str, started: str, ended: str | None = None) -> None:
        body = {"employer_id": employer, "title": "Engineer", "started": started, "ended": ended}
        self.post("profiles", "/v1/people/me/employments", body)

    def knows(self, other: Townsperson, lend: bool = True) -> str:
        """Proposes a tie by mail, and the other confirms it; the tie's id."""
        self.post("profiles", "/v1/ties", {"mail": other.mail, "lend": lend})
        proposed = other.get("profiles", "/v1/ties", state="proposed")["items"]
        tie: str = next(each["id"] for each in proposed if each["person"]["id"] == self.id)
        other.post("profiles", f"/v1/ties/{tie}/confirm", {"lend": lend})
        return tie

    def imports(self, known: Townsperson) -> None:
        """A list with one member and one stranger on it; the member is chosen."""
        first, last = known.name.split()
        rows = f"{first},{last},,{known.mail},Tejo,Engineer,08 Feb 2023\nNo,Body,,,Elsewhere,,\n"
        upload = (PREAMBLE + HEADER + rows).encode()
        preview = self.post("profiles", "/v1/imports", params={"source": "linkedin"}, upload=upload)
        assert preview["summary"]["rows"] == 2
        assert preview["summary"]["forgotten"] == 1
        chosen = {"person_ids": [known.id], "lend": True}
        self.post("profiles", f"/v1/imports/{preview['id']}/choose", chosen)

    def who_can_refer(self, opening: str, **options: Any) -> Found:
        """Asked after everything that anybody did before."""
        self.town.settle(self)
        return Asker(self.town.services, self.session).who_can_refer(opening, **options)

    def within_reach(self, **filters: Any) -> list[str]:
        """The titles of the openings that can be reached, best path first."""
        self.town.settle(self)
        found = Asker(self.town.services, self.session).reachable_openings(**filters)
        return [row["opening"]["title"] for row in found.rows]


@dataclass
class Town:
    """Everybody here, and the newest write of each service."""

    home: Home
    services: Services
    newest: dict[str, str] = field(default_factory=dict)
    people: list[Townsperson] = field(default_factory=list)

    def days_go_by(self, days: int) -> None:
        """For every process at once, in a town `founded(ahead=True)`; nobody is signed out by it.

        Not more than thirty, after which a session is over.
        """
        AheadClock(self.home.clock).advance(timedelta(days=days))
        for each in self.people:
            each.session = renew(self.services, each.session)

    def join(self, name: str, findable: bool = True) -> Townsperson:
        """Somebody signs up by a code sent to their address."""
        mail = f"{name.lower().replace(' ', '.')}@mail.example"
        return self._sign_in(mail, name, findable)

    def operator(self) -> Townsperson:
        return self._sign_in(OPERATOR, "Operator", False)

    def settle(self, asker: Townsperson) -> None:
        """Wait until referrals has seen the newest write of every service."""
        for token in self.newest.values():
            asker.call("referrals", "GET", "/v1/reachable-openings", seen=token)

    def _sign_in(self, mail: str, name: str, findable: bool) -> Townsperson:
        codes = from_folder(Mailbox(self.home.mail))
        session = sign_in(self.services, mail, codes, {"name": name, "findable": findable})
        self.people.append(Townsperson(self, session, name))
        return self.people[-1]


@contextmanager
def founded(
    backends: Backends | None = None, real: bool = False, ahead: bool = False
) -> Iterator[Town]:
    """An empty town whose services run inside the block.

    It is embedded, has `backends` that run elsewhere, or (`real`) servers of its own; `ahead`: its
    days may go by at will.
    """
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        home = Home(Path(folder) / "home")
        if backends is not None:
            home.make()
            home.note(backends)
        if ahead:
            home.make()
            write_private(home.clock, "0")
        with living(home, real) as town:
            yield town


@contextmanager
def living(home: Home, real: bool = False) -> Iterator[Town]:
    """The town of a home, whose services run inside the block."""
    with installation(home, free_ports(PORTS_WITH_SERVERS), real=real) as started:
        services = at(started.port, patience=90)  # a busy machine plans its first queries slowly
        yield Town(home, services)
        services.close()
