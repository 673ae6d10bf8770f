"""Sign in with a code that comes by mail; sign up with it; sign out, here or everywhere."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from urllib.parse import urlsplit
from uuid import UUID

from flask import Blueprint, Response, abort, request

from services.portal.api_client import Api, Away, Json, Refused
from services.portal.language import gettext
from services.portal.pages.container import container
from services.portal.pages.frame import after, page
from services.portal.pages.tour import everybody
from services.portal.pages.twice import sign_in_once
from services.portal.pages.visit import visit
from services.portal.sample import Sample, Somebody
from services.portal.session import SignedOut, Tokens
from shared.storage import rate_limits
from shared.storage.rate_limits import Limit
from shared.web.operations import Access, allow

pages = Blueprint("sign_in", __name__)
SIGN_UP_NEEDED = "sign_up_needed"
TRIES = Limit("portal_sign_in_tries", 300, per=timedelta(hours=1))
"""From one address: profiles sees them all come from the portal, so here they are told apart."""


@pages.get("/sign-in")
@allow(Access.ANYONE)
def ask_address() -> Response:
    """Where the code should go."""
    return page(
        "sign_in.html", next=own_address(request.args.get("next", "")), prepared=everybody()
    )


@pages.post("/sign-in")
@allow(Access.ANYONE)
def send_code() -> Response:
    """Have a code sent; the answer is the same whoever has the address."""
    mail, there = request.form.get("mail", "").strip(), own_address(request.form.get("next", ""))
    _count()
    try:
        visit().api.post("profiles", "/v1/sign-in/codes", {"mail": mail})
    except Refused as refusal:
        return page("sign_in.html", refusal.status, next=there, problem=refusal, prepared=[])
    return page("code.html", mail=mail, next=there, new=False)


@pages.post("/sign-in/code")
@allow(Access.ANYONE)
def use_code() -> Response:
    """Sign in with the code, or say what a new member has to say."""
    mail, there = request.form.get("mail", "").strip(), own_address(request.form.get("next", ""))
    wanted: Json = {"mail": mail, "code": request.form.get("code", "").strip()}
    new = "findable" in request.form or "name" in request.form
    if new:
        findable = {"yes": True, "no": False}.get(request.form.get("findable", ""))
        if findable is None or not request.form.get("name", "").strip():
            told = gettext("Say your name, and whether to be found.")
            problem = Refused(422, "sign_up_incomplete", told)
            return page("code.html", 422, mail=mail, next=there, new=True, problem=problem)
        wanted["sign_up"] = {"name": request.form["name"].strip(), "findable": findable}
    _count()
    try:
        sign_in_once(lambda: _open(wanted))
    except Refused as refusal:
        if refusal.code == SIGN_UP_NEEDED:
            return page("code.html", mail=mail, next=there, new=True)
        return page("code.html", refusal.status, mail=mail, next=there, new=new, problem=refusal)
    return after(there or "/", "signed-in")


@pages.post("/sign-in/as")
@allow(Access.ANYONE)
def be_somebody() -> Response:
    """Local mode: be one of the sample's prepared people."""
    sample = container().sample
    somebody = sample.cast.one(request.form.get("mail", "")) if sample else None
    if sample is None or somebody is None:
        abort(404)
    sign_in_once(lambda: _go_on_as(sample, somebody))
    return after(own_address(request.form.get("next", "")) or "/")


@pages.post("/sign-out")
@allow(Access.ANYONE)
def sign_out() -> Response:
    """End this browser's session, here and at profiles."""
    kept = visit().kept
    if kept is not None:
        with suppress(Refused, Away, SignedOut):
            token = visit().tokens or kept.tokens
            body = {"refresh_token": token.refresh_token}
            visit().api.post("profiles", "/v1/sign-out", body)
    visit().end()
    return after("/", "signed-out")


@pages.post("/sign-out/everywhere")
@allow(Access.MEMBER)
def sign_out_everywhere() -> Response:
    """End every session of this person, at every device."""
    tokens = visit().tokens
    if tokens is None:
        raise SignedOut
    body = {"refresh_token": tokens.refresh_token, "everywhere": True}
    visit().api.post("profiles", "/v1/sign-out", body)
    container().sessions.end_all(UUID(visit().person_id))
    visit().end()
    return after("/", "signed-out-everywhere")


def own_address(given: str) -> str:
    """An address of this site to go on to, or nothing."""
    parts = urlsplit(given)
    elsewhere = parts.scheme or parts.netloc or not given.startswith("/")
    if elsewhere or given.startswith(("//", "/\\")) or "\\" in given or not given.isprintable():
        return ""
    return given


def _open(wanted: Json) -> None:
    """Begin a session. Raises Refused, Away."""
    it = container()
    body = visit().api.post("profiles", "/v1/sign-in/sessions", wanted).body
    as_new = Api(it.transport, bearer=lambda: body["access_token"])
    name = as_new.get("profiles", "/v1/people/me").body["name"]
    with suppress(Refused, Away):  # it can also be done later, from “My requests”
        claim(as_new)
    visit().begin(UUID(body["person_id"]), Tokens.of_answer(body, name, it.clock.now()))


def claim(services: Api) -> int:
    """Have those referrals wait for one that named one's own addresses; how many came."""
    proof = services.get("profiles", "/v1/people/me/addresses-proof").body
    return int(services.post("referrals", "/v1/referrals/claim", proof).body["claimed"])


def _go_on_as(sample: Sample, somebody: Somebody) -> None:
    """The session of whom one was before rests meanwhile, so that coming back takes no code."""
    signed, before = sample.be(somebody), visit().kept
    if before is not None:
        with suppress(Refused, Away, SignedOut):
            sample.rest(before.person_id, visit().tokens or before.tokens)
    visit().begin(signed.person_id, signed.tokens)


def _count() -> None:
    """Raises TooMany, which reads as a refusal."""
    it = container()
    who = request.remote_addr or "nowhere"
    rate_limits.count(it.database, [TRIES], who, it.clock.now())
