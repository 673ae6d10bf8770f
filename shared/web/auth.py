"""Access tokens: profiles issues them, every service checks them before a view runs.

A token holds for 15 minutes, also after signing out: only profiles knows of ended sessions, and
refuses them itself (`ServiceWeb.session_ended`). The others learn of it when the token expires.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from flask import Flask, current_app, g, request

from shared.errors import Forbidden, Unauthenticated
from shared.web.caller import Caller, signed_in
from shared.web.keys import Keys, SigningKeys
from shared.web.operations import Access, access_of
from shared.web.service import service_web
from shared.web.tokens import BadToken, Kind, read, sign

ACCESS_TOKEN = Kind("at+jwt", issuers=("profiles",), lifetime=timedelta(minutes=15))
AUDIENCE = ("profiles", "postings", "referrals")


def issue(keys: SigningKeys, caller: Caller, now: datetime) -> str:
    """An access token for this person and session (RFC 9068)."""
    claims = {
        "sub": str(caller.person_id),
        "sid": str(caller.session_id),
        "roles": sorted(caller.roles),
    }
    return sign(keys, ACCESS_TOKEN, AUDIENCE, claims, now)


def verify(keys: Keys, token: str, service: str, now: datetime) -> Caller:
    """Who an access token speaks for. Raises BadToken unless it was meant for this service."""
    claims = read(keys, ACCESS_TOKEN, token, service, now)
    try:
        return Caller(UUID(claims["sub"]), UUID(claims["sid"]), frozenset(claims["roles"]))
    except (ValueError, KeyError, TypeError, AttributeError):
        raise BadToken("not about a person") from None


def protect(app: Flask) -> None:
    """Check, before any view runs, who is asking and whether they may."""
    app.before_request(_identify)
    app.before_request(_authorise)


def _identify() -> None:
    header = request.headers.get("Authorization")
    if header is None or request.endpoint is None:
        return
    scheme, _, token = header.partition(" ")
    if scheme.lower() != "bearer":
        raise _refused()
    g.caller = _caller(token.strip())


def _caller(token: str) -> Caller:
    web = service_web()
    try:
        caller = verify(web.container.keys, token, web.name, web.container.clock.now())
    except BadToken:
        raise _refused() from None
    if web.session_ended is not None and web.session_ended(caller):
        raise _refused()
    return caller


def _authorise() -> None:
    if request.endpoint is None:
        return
    access = access_of(current_app.view_functions[request.endpoint])
    if access is not Access.ANYONE:
        caller = signed_in()
        if access is Access.OPERATOR and not caller.is_operator:
            raise Forbidden("operator_needed", "Only who runs this installation may do this.")


def _refused() -> Unauthenticated:
    return Unauthenticated("token_refused", "This access token does not hold; sign in again.")
