"""The portal over the real three services, and people who use it in a browser without JavaScript.

house = open_portal(tmp_path, closing)
ada = house.browser("Ada Oyelaran")           a member who is signed in
ada.open("/openings")
ada.press("Search", text="door")              fills the form that has this button, and sends it
assert "Door Engineer" in ada.text
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from services.portal.api_client import Away, Request, Response, Transport
from services.portal.bootstrap import VERSIONS, Container, wire
from services.portal.pages import make_app
from services.portal.session import Tokens, cookie_name, new_secret
from services.portal.settings import SERVICES, Settings
from services.profiles.domain.sign_in import Session
from shared.ids import new_id
from shared.web.auth import ACCESS_TOKEN, issue
from shared.web.caller import OPERATOR, Caller
from tests.support.compiled_once import TEMPLATES
from tests.support.html_forms import Document, read_page
from tests.support.profiles import OPERATOR_MAIL, Member
from tests.support.stores import made_store
from tests.support.three_services import ThreeServices, open_three

PUBLIC = "http://127.0.0.1:8080"
MOST_REDIRECTS = 5


@dataclass
class InProcess:
    """Carries requests to the apps of the services themselves, without a network between.

    `away`: services that do not answer. `lost`: how the path ends of requests that get lost.
    `after_write`: done before an answer that names an event is given. `carrier`: what carries
    requests instead, where a network is wanted.
    """

    apps: dict[str, Flask]
    carrier: Transport | None = None
    away: set[str] = field(default_factory=set)
    lost: str = ""
    after_write: Callable[[], None] = lambda: None
    calls: list[Request] = field(default_factory=list)

    def send(self, request: Request) -> Response:
        self.calls.append(request)
        if request.service in self.away or (self.lost and request.target.endswith(self.lost)):
            raise Away(request.service)
        answer = self.carrier.send(request) if self.carrier else self._directly(request)
        if "warmpath-token" in answer.headers:
            self.after_write()
        return answer

    def _directly(self, request: Request) -> Response:
        answer = (
            self.apps[request.service]
            .test_client()
            .open(
                request.target,
                method=request.method,
                headers=dict(request.headers),
                data=request.content,
            )
        )
        headers = {name.lower(): value for name, value in answer.headers.items()}
        return Response(answer.status_code, headers, answer.get_data())


class Browser:
    """Somebody's browser: follows redirects, keeps cookies, sends forms as they were delivered."""

    def __init__(self, client: FlaskClient) -> None:
        self._client = client
        self.status = 0
        self.html = ""
        self.address = ""
        self.headers: dict[str, str] = {}
        self.page: Document = read_page("")

    @property
    def text(self) -> str:
        return self.page.text

    def open(self, address: str, expect: int = 200) -> Document:
        """Go there."""
        self.visit(address)
        assert self.status == expect, (self.status, self.text)
        return self.page

    def visit(self, address: str) -> int:
        """Go there, whatever is there; its status."""
        self._took(self._client.get(address), address)
        return self.status

    def follow(self, link: str, expect: int = 200) -> Document:
        """Follow the first link that reads so."""
        return self.open(self.page.link(link), expect)

    def press(self, button: str, expect: int = 200, **typed: Any) -> Document:
        """Fill in the form with that button, and send it; lists are ticked, files are uploaded."""
        form, pressed = self.page.form_with(button)
        unknown = typed.keys() - form.names
        assert not unknown, f"{unknown} are not in the form: {sorted(form.names)}"
        sent = [pair for pair in form.fields if pair[0] not in typed]
        for name, value in typed.items():
            values = value if isinstance(value, list) else [value]
            sent += [(name, each) for each in values if each is not None]
        if pressed.name:
            sent.append((pressed.name, pressed.value))
        self.send(form.action or self.address, sent, form.method, form.kind)
        assert self.status == expect, (self.status, self.text)
        return self.page

    def send(
        self,
        address: str,
        fields: list[tuple[str, Any]],
        method: str = "post",
        kind: str = "application/x-www-form-urlencoded",
        **headers: str,
    ) -> int:
        """Send fields as they are given; the status of where that leads."""
        if method == "get":
            self._took(self._client.get(address, query_string=fields), address)
            return self.status
        data: dict[str, list[Any]] = {}
        for name, value in fields:
            data.setdefault(name, []).append(_uploaded(value))
        answer = self._client.post(address, data=data, content_type=kind, headers=headers)
        self._took(answer, address)
        return self.status

    def hidden(self) -> list[tuple[str, str]]:
        """The token of this browser's forms, and a new number."""
        fields = next(form.fields for form in self.page.forms if form.method == "post")
        return [pair for pair in fields if pair[0] in ("token", "once")]

    def _took(self, answer: TestResponse, address: str) -> None:
        for _ in range(MOST_REDIRECTS):
            if answer.status_code != 303:
                break
            address = answer.headers["Location"]
            parts = urlsplit(address)
            answer = self._client.get(parts.path, query_string=parse_qsl(parts.query))
        self.status, self.address = answer.status_code, address
        self.headers = dict(answer.headers)
        self.html = answer.get_data(as_text=True)
        self.page = read_page(self.html)


@dataclass
class PortalHouse:
    """The portal, what it stands on, and who uses it."""

    three: ThreeServices
    container: Container
    app: Flask
    transport: InProcess
    members: dict[str, Member] = field(default_factory=dict)

    def member(self, name: str, **said: Any) -> Member:
        """Somebody who joined; the same by the same name."""
        if name not in self.members:
            self.members[name] = self.three.profiles.member(name, **said)
        return self.members[name]

    def stranger(self) -> Browser:
        """A browser where nobody is signed in."""
        return Browser(self.app.test_client())

    def browser(self, name: str) -> Browser:
        """A member's browser as signing in leaves it, without the way there: tests have many."""
        client = self.app.test_client()
        client.set_cookie(*self.cookie(name))
        return Browser(client)

    def cookie(self, name: str) -> tuple[str, str]:
        """What a browser keeps of a member who signed in at it: its name and its value."""
        it, profiles, person = self.container, self.three.profiles.container, self.member(name).id
        now = it.clock.now()
        session = Session(new_id(), person, now)
        with profiles.units.write() as uow:
            uow.sessions.save(session)
            known = uow.people.get(person)
        roles = {OPERATOR} if OPERATOR_MAIL in known.mails else set[str]()
        token = issue(profiles.keys.own, Caller(person, session.id, frozenset(roles)), now)
        refresh = session.token(profiles.secrets.key)
        tokens = Tokens(token, refresh, now + ACCESS_TOKEN.lifetime, known.presentation.name)
        secret = new_secret()
        it.sessions.begin(secret, person, tokens, now)
        return cookie_name(it.settings.public_url), secret

    def signed_in(self, name: str) -> Browser:
        """A member's browser, signed in by the code that was mailed to them."""
        mail = self.member(name).mail
        browser = self.stranger()
        browser.open("/sign-in")
        browser.press("Send me a code", mail=mail)
        browser.press("Sign in", code=self.three.profiles.code_for(mail))
        assert "You are signed in." in browser.text, browser.text
        return browser

    def lively(self) -> None:
        """From now on what is told reaches everybody at once, as where workers run."""
        self.transport.after_write = self.carry

    def carry(self) -> None:
        """What was told has reached everybody."""
        self.three.carry()

    def call(self, name: str, service: str, method: str, path: str, body: Any = None) -> Any:
        """What a member does by another program."""
        visitor, version = self.three.by(self.member(name), service), ""
        if method == "PATCH":
            version = visitor.get(path).headers["ETag"]
        answer = visitor.call(method, path, body, if_match=version)
        assert answer.status_code < 400, answer.text
        return answer.json if answer.get_data() else None


def open_portal(
    folder: Path, closing: ExitStack, mail_links: Mapping[str, str] | None = None, **told: Any
) -> PortalHouse:
    """The portal, and three services that nobody uses yet; `mail_links`: where mails lead."""
    three = open_three(folder, closing, public_urls=mail_links or {})
    transport = InProcess(three.apps)
    (folder / "portal").mkdir(exist_ok=True)
    settings = portal_settings(folder / "portal", **told)
    container = wire(settings, three.profiles.clock, transport)
    closing.callback(container.close)
    app = make_app(container, VERSIONS)
    app.jinja_env.bytecode_cache = TEMPLATES
    return PortalHouse(three, container, app, transport)


def portal_settings(folder: Path, **told: Any) -> Settings:
    """Settings of a portal on this machine."""
    given: dict[str, Any] = {
        "service": "portal",
        "store_url": made_store(folder, "portal", VERSIONS),
        "service_urls": dict.fromkeys(SERVICES, "http://127.0.0.1:9"),
        "public_url": PUBLIC,
        "operated_by": "the tests",
        "trusted_proxies": 0,
        "local_mail": None,
        "local_people": None,
        "metrics_port": None,
        "metrics_host": "127.0.0.1",
        "log_level": "ERROR",
    }
    return Settings(**(given | told))


def prepare(folder: Path, *people: tuple[str, str], contacts: str = "", **leads: str) -> Path:
    """A list of prepared people, by name and mail; what the first `asks` and `says` as its lead."""
    listed = folder / "people.json"
    rows = [
        {"name": name, "mail": mail, "shows": "Somebody", "contacts": contacts}
        for name, mail in people
    ]
    rows[0] |= leads
    listed.write_text(json.dumps(rows))
    return listed


def _uploaded(value: Any) -> Any:
    return (BytesIO(value), "list.csv") if isinstance(value, bytes) else value
