"""Sign-in: a code by mail, then short access tokens and a refresh token that rotates."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from marshmallow import Schema, fields, validate

from services.profiles.api.container import container
from services.profiles.api.guards import counting_tries, noting_refusals
from services.profiles.commands import sign_in
from services.profiles.commands.sign_in import OpenSession, SignedIn, SignUp
from services.profiles.ports import UnitOfWork
from shared.storage.rate_limits import Limit
from shared.web.auth import ACCESS_TOKEN, issue
from shared.web.blueprint import Blueprint
from shared.web.caller import OPERATOR, Caller
from shared.web.limits import limited, remote_address
from shared.web.operations import Access, allow
from shared.web.writes import transactional, transactional_with_secret_answer

CODES_PER_MAIL = Limit("sign_in_codes_per_mail", 10, timedelta(hours=1))
CODES_PER_ADDRESS = Limit("sign_in_codes_per_address", 1000, timedelta(hours=1))
TRIES_PER_ADDRESS = Limit("sign_in_tries_per_address", 2000, timedelta(hours=1))
LONGEST = 500

blueprint = Blueprint("sign-in", __name__, url_prefix="/v1", description="Signing in and out")


class CodeAsked(Schema):
    """An address to send a code to."""

    mail = fields.String(required=True, validate=validate.Length(1, LONGEST))


class SignUpGiven(Schema):
    """What a new member has to say; whether they want to be found has no preset."""

    name = fields.String(required=True, validate=validate.Length(1, LONGEST))
    findable = fields.Boolean(required=True)


class SessionAsked(CodeAsked):
    """A code that came by mail; `sign_up` only where nobody has the address yet."""

    code = fields.String(required=True, validate=validate.Length(1, 20))
    sign_up = fields.Nested(SignUpGiven, load_default=None)


class RefreshAsked(Schema):
    """The refresh token of a session."""

    refresh_token = fields.String(required=True, validate=validate.Length(1, LONGEST))


class SignOutAsked(RefreshAsked):
    """`everywhere` ends every session of that person, not this one alone."""

    everywhere = fields.Boolean(load_default=False)


class SessionShown(Schema):
    """Tokens of a session. `expires_in` is in seconds and about the access token."""

    access_token = fields.String(required=True)
    refresh_token = fields.String(required=True)
    expires_in = fields.Integer(required=True)
    person_id = fields.UUID(required=True)


class Nothing(Schema):
    """An answer that tells nothing."""


def _mail_of(body: dict[str, Any]) -> str:
    mail: str = body["mail"]
    return mail.strip().lower()


def _is_right(body: dict[str, Any], uow: UnitOfWork) -> bool:
    it = container()
    return sign_in.count_try(body["mail"], body["code"], "sign_in", uow, it.clock, it.secrets)


def _note_reuse(body: dict[str, Any], uow: UnitOfWork) -> None:
    it = container()
    sign_in.note_reuse(body["refresh_token"], uow, it.clock, it.secrets)


def _shown(signed_in: SignedIn) -> dict[str, object]:
    it = container()
    roles = {OPERATOR} if it.settings.operators.intersection(signed_in.mails) else set[str]()
    session = signed_in.session
    caller = Caller(session.person_id, session.id, frozenset(roles))
    return {
        "access_token": issue(it.keys.own, caller, it.clock.now()),
        "refresh_token": signed_in.refresh_token,
        "expires_in": int(ACCESS_TOKEN.lifetime.total_seconds()),
        "person_id": session.person_id,
    }


@blueprint.post("/sign-in/codes")
@allow(Access.ANYONE)
@limited(CODES_PER_ADDRESS, who=remote_address)
@blueprint.arguments(CodeAsked)
@limited(CODES_PER_MAIL, who=_mail_of)
@transactional
@blueprint.response(202, Nothing)
def send_code(asked: dict[str, Any], *, uow: UnitOfWork) -> dict[str, object]:
    """Mail a one-time code. The answer is the same whether or not the address is known."""
    it = container()
    sign_in.mail_code(asked["mail"], "sign_in", uow, it.clock, it.secrets)
    return {}


@blueprint.post("/sign-in/sessions")
@allow(Access.ANYONE)
@limited(TRIES_PER_ADDRESS, who=remote_address)
@blueprint.arguments(SessionAsked)
@counting_tries(_is_right)
@transactional_with_secret_answer
@blueprint.response(201, SessionShown)
def open_session(asked: dict[str, Any], *, uow: UnitOfWork) -> dict[str, object]:
    """Sign in with a code, or sign up with it."""
    it = container()
    sign_up = SignUp(**asked["sign_up"]) if asked["sign_up"] else None
    command = OpenSession(asked["mail"], asked["code"], sign_up)
    return _shown(sign_in.open_session(command, uow, it.clock, it.secrets))


@blueprint.post("/sign-in/refresh")
@allow(Access.ANYONE)
@blueprint.arguments(RefreshAsked)
@noting_refusals(_note_reuse)
@transactional_with_secret_answer
@blueprint.response(200, SessionShown)
def refresh(asked: dict[str, Any], *, uow: UnitOfWork) -> dict[str, object]:
    """New tokens; the refresh token sent is used up. One used twice ends the session."""
    it = container()
    token = asked["refresh_token"]
    return _shown(sign_in.refresh_session(token, uow, it.clock, it.secrets))


@blueprint.post("/sign-out")
@allow(Access.ANYONE)
@blueprint.arguments(SignOutAsked)
@transactional
@blueprint.response(204)
def sign_out(asked: dict[str, Any], *, uow: UnitOfWork) -> None:
    """End the session of a refresh token, or with it every other of that person."""
    leave = sign_in.sign_out_everywhere if asked["everywhere"] else sign_in.sign_out
    leave(asked["refresh_token"], uow, container().secrets)
