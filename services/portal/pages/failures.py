"""What went wrong, as a page: what happened, what was kept, what to do; and what was typed."""

from __future__ import annotations

import traceback
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

from flask import Flask, Response, make_response, redirect, request
from werkzeug.exceptions import HTTPException

from services.portal.api_client import Away, Refused
from services.portal.pages.frame import page, sent_form
from services.portal.pages.safety import ForeignForm
from services.portal.pages.visit import visit
from services.portal.session import SignedOut
from shared.errors import TooMany, Unavailable
from shared.logs import warn

NOT_TYPED = frozenset({"token", "once", "code", "etag", "next", "content"})
LONGEST_KEPT = 20_000
SERVICES_DO = {
    "profiles": "Signing in, names, your network and your data",
    "postings": "Searching, posting and managing openings",
    "referrals": "Paths, requests, asks and referrals",
}
"""What does not work while a service is away."""
TITLES = {
    404: "There is nothing here",
    413: "That is too much",
    429: "That was often",
}


def register(app: Flask) -> None:
    """Answer every error of this app with a page."""
    app.register_error_handler(Refused, of_refusal)
    app.register_error_handler(Away, of_away)
    app.register_error_handler(SignedOut, of_signed_out)
    app.register_error_handler(ForeignForm, of_foreign_form)
    app.register_error_handler(Unavailable, of_own_store)
    app.register_error_handler(TooMany, of_too_many)
    app.register_error_handler(HTTPException, of_http)
    app.register_error_handler(Exception, of_anything_else)


def typed() -> Mapping[str, str]:
    """What somebody wrote into the form that failed, to be shown and copied; nothing secret."""
    if request.method != "POST":
        return {}
    return {
        name: value[:LONGEST_KEPT]
        for name, value in sent_form().items()
        if name not in NOT_TYPED and value.strip()
    }


def of_refusal(refusal: Refused) -> Response:
    """A service said no, and the page has no better place to say so."""
    if refusal.is_signed_out:
        return of_signed_out(SignedOut())
    told = refusal.detail
    if refusal.status == 429 and refusal.retry_after:
        told = f"{told} It is possible again in {refusal.retry_after} seconds."
    title = TITLES.get(refusal.status, "That was not possible")
    return _failure(refusal.status, title, told, "Nothing was changed.")


def of_away(away: Away) -> Response:
    """A service is away: the rest goes on."""
    works = [does for name, does in SERVICES_DO.items() if name != away.service]
    return _failure(
        503,
        "A part of Warmpath does not answer",
        f"{SERVICES_DO[away.service]} do not work right now. Try again in a minute.",
        "If you had just sent something, sending it again does it once, not twice.",
        works=works,
    )


def of_signed_out(_: SignedOut) -> Response:
    """Sign in first; what was typed is shown, for it would be lost on the way."""
    if visit().kept is not None:
        visit().end()
    if request.method == "GET":
        there = request.full_path.rstrip("?")
        return make_response(redirect(f"/sign-in?next={quote(there, safe='/')}", 303))
    return _failure(401, "You are signed out", "Sign in and send it again.", "Nothing was sent.")


def of_foreign_form(_: ForeignForm) -> Response:
    """The form was not ours, or its page is older than the present sign-in."""
    told = "Its page is from before you signed in or out, or it came from another site."
    return _failure(403, "This form is no longer good", told, "Nothing was sent.")


def of_own_store(_: Unavailable) -> Response:
    """The portal's own store is away: nobody can be known to be signed in."""
    told = "The portal cannot look up who is signed in. Try again in a minute."
    return _failure(503, "The portal has to wait", told, "Nothing was sent.")


def of_too_many(limit: TooMany) -> Response:
    """A limit of the portal's own."""
    return of_refusal(Refused(429, limit.code, limit.detail, retry_after=limit.retry_after))


def of_http(error: HTTPException) -> Response:
    """What Flask refuses by itself."""
    status = error.code or 500
    told = {
        404: "The address is wrong, or what was here is not yours to see, or it is over.",
        405: "This cannot be done to that address.",
        413: "Send something smaller.",
    }.get(status, "The request could not be read.")
    return _failure(status, TITLES.get(status, "That was not possible"), told, "")


def of_anything_else(error: Exception) -> Response:
    """A fault of ours: logged with its place, told without."""
    frames = traceback.extract_tb(error.__traceback__)[-8:]
    places = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
    route = request.url_rule.rule if request.url_rule else "none"
    warn("request_failed", route=route, kind=type(error).__name__, places=places)
    told = "Something went wrong here; it has been noted."
    return _failure(500, "Our fault", told, "Whether it was done is on the page you came from.")


def _failure(
    status: int, title: str, told: str, kept: str, works: list[str] | None = None
) -> Response:
    return page(
        "failure.html",
        status,
        title=title,
        told=told,
        kept=kept,
        written=typed(),
        works=works or [],
    )
