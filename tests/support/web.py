"""Calls a service's app as a person would, without profiles running.

    app = create_app(…)                      wired by the service's own bootstrap
    bea = as_person(app, BEA)
    answer = bea.post("/v1/openings", {"title": "Cook"}, idempotency_key="1")
    assert answer.status_code == 201
    bea.patch(address, {...}, if_match=answer.headers["ETag"])

The access token is signed with a key that stands in for that of profiles: it is put where the
service keeps other services' keys. profiles itself signs with its own.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from uuid import UUID

from flask import Flask
from joserfc.jwk import OKPKey
from werkzeug.test import TestResponse

from shared.ids import new_id
from shared.storage.tables import foreign_keys
from shared.storage.upsert import upsert
from shared.web.auth import issue
from shared.web.caller import OPERATOR, Caller
from shared.web.keys import SigningKeys
from shared.web.service import ServiceWeb


@dataclass(frozen=True)
class Visitor:
    """Somebody who calls an app: a person with a token, or nobody in particular."""

    app: Flask
    headers: Mapping[str, str] = field(default_factory=dict)

    def get(self, path: str, **options: Any) -> TestResponse:
        return self.call("GET", path, **options)

    def post(self, path: str, body: object = None, **options: Any) -> TestResponse:
        return self.call("POST", path, body, **options)

    def put(self, path: str, body: object = None, **options: Any) -> TestResponse:
        return self.call("PUT", path, body, **options)

    def patch(self, path: str, body: object = None, **options: Any) -> TestResponse:
        return self.call("PATCH", path, body, **options)

    def delete(self, path: str, **options: Any) -> TestResponse:
        return self.call("DELETE", path, **options)

    def call(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        idempotency_key: str = "",
        if_match: str = "",
        own_write: str = "",
        headers: Mapping[str, str] | None = None,
        **options: Any,
    ) -> TestResponse:
        """One request. `body` goes as JSON; `data=` and `headers=` are werkzeug's."""
        chosen = {
            "Idempotency-Key": idempotency_key,
            "If-Match": if_match,
            "Warmpath-Token": own_write,
        }
        sent = {**self.headers, **{name: value for name, value in chosen.items() if value}}
        given: dict[str, Any] = {} if body is None else {"json": body}
        return self.app.test_client().open(
            path, method=method, headers={**sent, **(headers or {})}, **given, **options
        )


def nobody(app: Flask) -> Visitor:
    """Somebody who is not signed in."""
    return Visitor(app)


def as_person(app: Flask, person_id: UUID, roles: Collection[str] = ()) -> Visitor:
    """A person who is signed in."""
    return with_token(app, access_token(app, Caller(person_id, new_id(), frozenset(roles))))


def as_operator(app: Flask) -> Visitor:
    """Who runs the installation."""
    return as_person(app, new_id(), [OPERATOR])


def with_token(app: Flask, token: str) -> Visitor:
    """Somebody who shows this access token, whatever it is."""
    return Visitor(app, {"Authorization": f"Bearer {token}"})


def access_token(app: Flask, caller: Caller) -> str:
    """A token that the app believes."""
    web: ServiceWeb = app.extensions["service_web"]
    now = web.container.clock.now()
    return issue(_signer(web), caller, now)


def stand_in_key(issuer: str = "profiles") -> OKPKey:
    """The key that stands in for that of a service which is not running."""
    return _key(f"{issuer}-1")


class StandIn(SigningKeys):
    """Signs as another service, with its stand-in key."""

    def __init__(self, issuer: str = "profiles") -> None:
        self.service = issuer

    def newest(self) -> OKPKey:
        return stand_in_key(self.service)


def trust_stand_in(web: ServiceWeb, issuer: str) -> StandIn:
    """Let a service know the stand-in key of another as if it had fetched it."""
    key_set = {"keys": [stand_in_key(issuer).as_dict(private=False)]}
    now = web.container.clock.now()
    known = {"key_set": key_set, "fetched_at": now}
    row = upsert(foreign_keys).values(issuer=issuer, **known)
    with web.container.units.database.write() as connection:
        connection.execute(row.on_conflict_do_nothing())
    return StandIn(issuer)


def _signer(web: ServiceWeb) -> SigningKeys:
    return web.container.keys.own if web.name == "profiles" else trust_stand_in(web, "profiles")


@cache
def _key(kid: str) -> OKPKey:
    return OKPKey.generate_key("Ed25519", {"kid": kid})
