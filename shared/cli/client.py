"""Calls the services over HTTP as any client would; it knows their addresses and nothing else.

Away      a service cannot be reached, or is not ready, for as long as we are patient
Refused   a service said no: status, stable code, one sentence
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import click

from shared.cli.kept_connections import KeptConnections, NoAnswer, Response
from shared.cli.ports import SERVICES, url_of

LATER = frozenset({425, 429, 502, 503, 504})
STILL_RUNNING = "idempotency_key_running"


class Away(click.ClickException):
    """A service does not answer."""

    exit_code = 3


class Refused(click.ClickException):
    """A service refused: `status`, its stable `code`, and what it said."""

    exit_code = 2

    def __init__(self, status: int, code: str, detail: str, errors: Mapping[str, Any]) -> None:
        fields = "".join(f"\n  {name}: {_told(reason)}" for name, reason in errors.items())
        super().__init__(f"{detail} ({code}){fields}")
        self.status = status
        self.code = code


@dataclass(frozen=True)
class Answer:
    """What a service answered. `token` names what a write emitted; `etag` the version read."""

    status: int
    body: Any
    token: str | None = None
    etag: str | None = None


@dataclass(frozen=True)
class Call:
    """One request. `key` makes a POST safe to repeat; `seen` is the token of a write to wait for.

    `upload` is sent as it is, instead of a JSON `body`.
    """

    service: str
    method: str
    path: str
    body: Any = None
    upload: bytes | None = None
    params: Mapping[str, Any] = field(default_factory=dict)
    bearer: str | None = None
    key: str | None = None
    seen: str | None = None
    etag: str | None = None

    def headers(self) -> dict[str, str]:
        """The request's headers."""
        given = {
            "Authorization": self.bearer and f"Bearer {self.bearer}",
            "Idempotency-Key": self.key if self.method == "POST" else None,
            "Warmpath-Token": self.seen,
            "If-Match": self.etag,
            "Content-Type": "text/csv" if self.upload is not None else self._json_type(),
        }
        return {name: value for name, value in given.items() if value}

    def contents(self) -> bytes | None:
        """The request's body."""
        if self.upload is not None:
            return self.upload
        return None if self.body is None else json.dumps(self.body).encode()

    def _json_type(self) -> str | None:
        return None if self.body is None else "application/json"


class Services:
    """The three services. Safe to share between threads; each has its own kept connections.

    `patience` is how many seconds a call is repeated while a service is away or busy. Every POST
    carries an Idempotency-Key, so that repeating it is harmless.
    """

    def __init__(
        self,
        urls: Mapping[str, str],
        patience: float = 10.0,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self.urls = urls
        self.patience = patience
        self._pause = pause
        self._connections = KeptConnections()

    def close(self) -> None:
        """Close every kept connection."""
        self._connections.close()

    def call(self, service: str, method: str, path: str, **options: Any) -> Answer:
        """Send one request and wait for its answer. Raises Away or Refused."""
        options.setdefault("key", str(uuid4()))
        return self.send(Call(service, method, path, **options))

    def send(self, call: Call) -> Answer:
        """As `call()`, for a request that is spelt out."""
        deadline = time.monotonic() + self.patience
        wait = 0.05
        while True:
            response = self._try(call)
            if response is not None and not _later(response):
                return _answer(response)
            if time.monotonic() + wait > deadline:
                raise _gave_up(call, response)
            self._pause(_asked_to_wait(response, wait))
            wait = min(wait * 2, 1.0)

    def _try(self, call: Call) -> Response | None:
        try:
            return self._connections.request(
                call.method,
                self.urls[call.service] + call.path,
                call.params,
                call.headers(),
                call.contents(),
            )
        except NoAnswer:
            return None


def _told(reason: object) -> str:
    return "; ".join(map(str, reason)) if isinstance(reason, list) else str(reason)


def at(port: int, patience: float = 10.0) -> Services:
    """The services of an installation on this machine, whose front page is at `port`."""
    return Services({service: url_of(service, port) for service in SERVICES}, patience)


def _later(response: Response) -> bool:
    running = response.status == 409 and _problem(response).get("code") == STILL_RUNNING
    return running or response.status in LATER


def _asked_to_wait(response: Response | None, wait: float) -> float:
    asked = response.headers.get("Retry-After", "") if response is not None else ""
    return max(wait, min(float(asked), 5.0)) if asked.isdigit() else wait


def _answer(response: Response) -> Answer:
    if not response.ok:
        raise _refusal(response)
    kind = response.headers.get("Content-Type", "")
    body = response.json() if response.content and "json" in kind else response.content
    headers = response.headers
    return Answer(response.status, body, headers.get("Warmpath-Token"), headers.get("ETag"))


def _refusal(response: Response) -> Refused:
    problem = _problem(response)
    return Refused(
        response.status,
        str(problem.get("code", "unexpected")),
        str(problem.get("detail") or problem.get("title") or "It answered something unexpected."),
        problem.get("errors") or {},
    )


def _problem(response: Response) -> dict[str, Any]:
    try:
        problem = response.json()
    except ValueError:
        return {}
    return problem if isinstance(problem, dict) else {}


def _gave_up(call: Call, response: Response | None) -> click.ClickException:
    if response is not None and response.status == 429:
        return _refusal(response)
    return Away(
        f"{call.service} does not answer; is Warmpath running? Start it with: warmpath up"
        if response is None
        else f"{call.service} is not ready ({response.status}); try again soon."
    )
