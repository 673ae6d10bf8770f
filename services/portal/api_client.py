"""How the portal calls the three services: over their public HTTP APIs, and in no other way.

Away      a service cannot be reached, or says that it cannot answer now
Refused   a service said no: status, stable code, one sentence, and what is wrong by field
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Protocol, TypeVar
from urllib.parse import urlencode
from uuid import NAMESPACE_URL, UUID, uuid5

from services.portal.unnamed import Unnamed
from shared.batches import in_batches
from shared.tracing import current_traceparent

Json = dict[str, Any]
Names = Mapping[str, str]
T = TypeVar("T")
U = TypeVar("U")
AWAY = frozenset({500, 502, 503, 504})
TOO_EARLY = 425
NOT_FOR_EVERYBODY = frozenset({401, 403, 404})
MOST_GRANTS = 100
SIGNED_OUT = frozenset({"token_refused", "sign_in_needed", "session_refused"})


class Away(Exception):
    """A service does not answer."""

    def __init__(self, service: str) -> None:
        super().__init__(service)
        self.service = service


class NotRenewed(Away):
    """Profiles does not answer, and who asks has to be confirmed there by now."""


class Refused(Exception):
    """A service refused; nothing was changed by the call. `partly`: what went before it holds.
    `of_service`: its words are for programs; else they are the portal's, in the reader's language.
    """

    def __init__(
        self,
        status: int,
        code: str,
        detail: str,
        errors: Mapping[str, list[str]] | None = None,
        retry_after: int | None = None,
        partly: bool = False,
        of_service: bool = False,
    ) -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.detail = detail
        self.errors = dict(errors or {})
        self.retry_after = retry_after
        self.partly = partly
        self.of_service = of_service

    @property
    def is_signed_out(self) -> bool:
        """The session is over, whatever was asked."""
        return self.status == 401 and self.code in SIGNED_OUT

    @property
    def is_about_no_form(self) -> bool:
        """It is told on a page of its own: nothing in the form could put it right."""
        return self.is_signed_out or self.status == 429


@dataclass(frozen=True)
class Request:
    """One request to one service; `target` is its path with the query."""

    service: str
    method: str
    target: str
    headers: Mapping[str, str]
    content: bytes | None = None


@dataclass(frozen=True)
class Response:
    """What came back. Header names are in lower case."""

    status: int
    headers: Mapping[str, str]
    content: bytes


class Transport(Protocol):
    """Carries a request to its service. Raises Away where no answer comes."""

    def send(self, request: Request) -> Response: ...


@dataclass(frozen=True)
class Answer:
    """A service's answer to what it did or knows; `etag` is the version that was read."""

    body: Any
    etag: str | None = None


@dataclass
class Api:
    """The services as one person calls them while one page is made.

    `bearer` gives their access token, or None for nobody. `seen` is the token of their last write:
    reads wait for it, and services that are `behind` are asked without it from then on. `once`
    comes from the form: the same form sent twice does once what it says. `for_everybody`: the page
    is also for who is not signed in. `lacking` are services that were away for what a page can do
    without. Threads may ask side by side; names are learnt by one of them alone.
    """

    transport: Transport
    bearer: Callable[[], str | None]
    seen: str | None = None
    once: str = ""
    wrote: Callable[[str], None] = lambda token: None
    for_everybody: bool = False
    behind: set[str] = field(default_factory=set)
    lacking: set[str] = field(default_factory=set)
    _names: dict[str, str] = field(default_factory=dict)
    _sought: set[str] = field(default_factory=set)

    def get(self, service: str, path: str, **query: Any) -> Answer:
        """Ask. Raises Refused, Away."""
        asked = {name: _spelt(value) for name, value in query.items() if value is not None}
        target = f"{path}?{urlencode(asked)}" if asked else path
        waits = self.seen is not None and service not in self.behind
        headers = {"Warmpath-Token": self.seen} if self.seen and waits else {}
        response = self._send(service, "GET", target, headers)
        if response.status == TOO_EARLY:
            self.behind.add(service)
            response = self._send(service, "GET", target, {})
        return _answer(service, response)

    def find(self, service: str, path: str, **query: Any) -> Any:
        """The body, or None where there is none that this person may see. Raises Refused, Away."""
        try:
            return self.get(service, path, **query).body
        except Refused as refusal:
            if refusal.status == 404:
                return None
            raise

    def unless_away(self, ask: Callable[[], T], otherwise: U) -> T | U:
        """What `ask` finds; `otherwise` where its service is away, which the page then says."""
        try:
            return ask()
        except Away as away:
            self.lacking.add(away.service)
            return otherwise

    def need(self, service: str) -> None:
        """Raises Away if something of that service is lacking that this page cannot do without."""
        if service in self.lacking:
            raise Away(service)

    def post(self, service: str, path: str, body: Any = None) -> Answer:
        """Do something, once for each form. Raises Refused, Away."""
        content = json.dumps({} if body is None else body, sort_keys=True).encode()
        return self.upload(service, path, content, "application/json")

    def upload(self, service: str, path: str, content: bytes, media_type: str) -> Answer:
        """Send a body of that type, once for each form. Raises Refused, Away."""
        headers = {"Content-Type": media_type}
        if self.once:
            headers["Idempotency-Key"] = str(_key(self.once, service, path, content))
        return self._write(service, "POST", path, headers, content)

    def put(self, service: str, path: str, body: Any = None) -> Answer:
        """Make it so. Raises Refused, Away."""
        return self._json(service, "PUT", path, body, None)

    def patch(self, service: str, path: str, body: Any, etag: str | None) -> Answer:
        """Change fields of the version that was read. Raises Refused, Away."""
        return self._json(service, "PATCH", path, body, etag)

    def delete(self, service: str, path: str) -> Answer:
        """Take it away. Raises Refused, Away."""
        return self._write(service, "DELETE", path, {}, None)

    def names(self, grant: str | None, *ids: str | None) -> Mapping[str, str]:
        """What the people of a grant are called, by id; without ids to name nobody is asked."""
        return self.learn_names([(grant, ids)])

    def learn_names(self, asked: Iterable[tuple[str | None, Iterable[str | None]]]) -> Names:
        """The same for the grants of a whole page, each with the ids it is wanted for: they are
        exchanged together, and one that tells nothing new is left out. While profiles is away
        everybody is somebody.
        """
        grants: list[str] = []
        for grant, ids in asked:
            missing = {each for each in ids if each is not None} - self._sought
            if grant and missing:
                grants.append(grant)
                self._sought |= missing
        for some in in_batches(grants, MOST_GRANTS):
            asked_of = partial(self.post, "profiles", "/v1/names", {"grants": list(some)})
            answer = self.unless_away(asked_of, None)
            found = answer.body["names"] if answer else {}
            self._names |= {person: known["name"] for person, known in found.items()}
        return Unnamed(self._names) if "profiles" in self.lacking else self._names

    def _json(self, service: str, method: str, path: str, body: Any, etag: str | None) -> Answer:
        headers = {"Content-Type": "application/json"} | ({"If-Match": etag} if etag else {})
        return self._write(service, method, path, headers, json.dumps(body).encode())

    def _write(
        self,
        service: str,
        method: str,
        path: str,
        headers: Mapping[str, str],
        content: bytes | None,
    ) -> Answer:
        response = self._send(service, method, path, headers, content)
        answer = _answer(service, response)
        token = response.headers.get("warmpath-token")
        if token:
            self.seen = token
            self.wrote(token)
        return answer

    def _send(
        self,
        service: str,
        method: str,
        target: str,
        headers: Mapping[str, str],
        content: bytes | None = None,
    ) -> Response:
        traced = {"traceparent": current_traceparent()}

        def asked(token: str | None) -> Response:
            signed = {"Authorization": f"Bearer {token}"} if token else {}
            asking = {**traced, **signed, **headers}
            return self.transport.send(Request(service, method, target, asking, content))

        try:
            token = self.bearer()
        except NotRenewed as away:
            if not self.for_everybody or (service, method) != ("postings", "GET"):
                raise
            return self._as_nobody(away, asked)
        return asked(token)

    def _as_nobody(self, away: NotRenewed, asked: Callable[[str | None], Response]) -> Response:
        """What everybody may read of openings is read on. Raises NotRenewed for all else."""
        self.lacking.add(away.service)
        response = asked(None)
        if response.status in NOT_FOR_EVERYBODY:
            raise away
        return response


def _key(once: str, service: str, path: str, content: bytes) -> UUID:
    """The same for the same form with the same content, another for every other."""
    return uuid5(uuid5(NAMESPACE_URL, f"{once} {service} {path}"), content.hex())


def _spelt(value: Any) -> Any:
    return str(value).lower() if isinstance(value, bool) else value


def _answer(service: str, response: Response) -> Answer:
    if response.status in AWAY:
        raise Away(service)
    if response.status >= 400:
        raise _refusal(response)
    body = json.loads(response.content) if response.content else None
    return Answer(body, response.headers.get("etag"))


def _refusal(response: Response) -> Refused:
    try:
        problem = json.loads(response.content)
    except ValueError:
        problem = {}
    waits = response.headers.get("retry-after", "")
    return Refused(
        response.status,
        str(problem.get("code", "unexpected")),
        str(problem.get("detail", "It answered something unexpected.")),
        problem.get("errors"),
        int(waits) if waits.isdigit() else None,
        of_service=True,
    )
