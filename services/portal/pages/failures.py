"""What went wrong, as a page: what happened, what was kept, what to do; and what was typed."""

from __future__ import annotations

import traceback
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

from flask import Flask, Response, make_response, redirect, request
from werkzeug.exceptions import HTTPException

from services.portal import words
from services.portal.api_client import Away, NotRenewed, Refused
from services.portal.language import gettext, marked
from services.portal.pages.frame import page, sent_form
from services.portal.pages.live import looks_again
from services.portal.pages.safety import ForeignForm
from services.portal.pages.visit import visit
from services.portal.refusals import refusal as why_refused
from services.portal.session import SignedOut
from shared.errors import TooMany, Unavailable
from shared.logs import warn

NOT_TYPED = frozenset({"token", "once", "code", "etag", "next", "content"})
LONGEST_KEPT = 20_000
TITLES = {
    404: marked("There is nothing here"),
    413: marked("That is too much"),
    429: marked("That was often"),
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
    title, told = _title(refusal.status), why_refused(refusal)
    return _failure(refusal.status, title, told, gettext("Nothing was changed."))


def of_away(away: Away) -> Response:
    """A service is away: the rest goes on."""
    if isinstance(away, NotRenewed):
        return _of_not_renewed(away)
    works = [gettext(does) for name, does in words.SERVICES_DO.items() if name != away.service]
    return _failure(
        503,
        gettext("A part of Warmpath does not answer"),
        gettext(
            "%(what)s do not work right now. Try again in a minute.",
            what=gettext(words.SERVICES_DO[away.service]),
        ),
        gettext("If you had just sent something, sending it again does it once, not twice."),
        works=works,
    )


def _of_not_renewed(away: NotRenewed) -> Response:
    """Who asks cannot be confirmed now; what is for everybody can be read."""
    return _failure(
        503,
        gettext("A part of Warmpath does not answer"),
        gettext(
            "%(what)s do not work right now, and your sign-in has to be renewed there. "
            "You stay signed in. Try again in a minute.",
            what=gettext(words.SERVICES_DO[away.service]),
        ),
        gettext("If you had just sent something, sending it again does it once, not twice."),
        works=[gettext("Reading openings that are for everybody")],
    )


def of_signed_out(_: SignedOut) -> Response:
    """Sign in first; what was typed is shown, for it would be lost on the way."""
    if visit().kept is not None:
        visit().end()
    if looks_again():
        return Response(status=401)
    if request.method == "GET":
        there = request.full_path.rstrip("?")
        return make_response(redirect(f"/sign-in?next={quote(there, safe='/')}", 303))
    title, told = gettext("You are signed out"), gettext("Sign in and send it again.")
    return _failure(401, title, told, gettext("Nothing was sent."))


def of_foreign_form(_: ForeignForm) -> Response:
    """The form was not ours, or its page is older than the present sign-in."""
    told = gettext("Its page is from before you signed in or out, or it came from another site.")
    title = gettext("This form is no longer good")
    return _failure(403, title, told, gettext("Nothing was sent."))


def of_own_store(_: Unavailable) -> Response:
    """The portal's own store is away: nobody can be known to be signed in."""
    told = gettext("The portal cannot look up who is signed in. Try again in a minute.")
    title = gettext("The portal has to wait")
    return _failure(503, title, told, gettext("Nothing was sent."))


def of_too_many(limit: TooMany) -> Response:
    """A limit of the portal's own."""
    seconds = limit.retry_after
    return of_refusal(Refused(429, limit.code, limit.detail, None, seconds, of_service=True))


def of_http(error: HTTPException) -> Response:
    """What Flask refuses by itself."""
    status = error.code or 500
    told = {
        404: gettext("The address is wrong, or what was here is not yours to see, or it is over."),
        405: gettext("This cannot be done to that address."),
        413: gettext("Send something smaller."),
    }.get(status, gettext("The request could not be read."))
    return _failure(status, _title(status), told, "")


def of_anything_else(error: Exception) -> Response:
    """A fault of ours: logged with its place, told without."""
    frames = traceback.extract_tb(error.__traceback__)[-8:]
    places = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
    route = request.url_rule.rule if request.url_rule else "none"
    warn("request_failed", route=route, kind=type(error).__name__, places=places)
    told = gettext("Something went wrong here; it has been noted.")
    kept = gettext("Whether it was done is on the page you came from.")
    return _failure(500, gettext("Our fault"), told, kept)


def _title(status: int) -> str:
    known = TITLES.get(status)
    return gettext(known) if known else gettext("That was not possible")


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
        lacking=[],
    )
