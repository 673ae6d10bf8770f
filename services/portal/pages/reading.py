"""In which language a page is: what its reader chose here, else what their browser asks for; and
in which time zone: that of their browser, which a script tells, else UTC.
"""

from __future__ import annotations

from flask import Blueprint, Flask, Response, abort, g, make_response, redirect, request

from services.portal.language import LANGUAGES, UNTOLD, read_by, read_no_more, reader, reader_of
from services.portal.pages.container import container
from services.portal.pages.sign_in import own_address
from shared.web.operations import Access, allow

pages = Blueprint("reading", __name__)
COOKIE = "warmpath-language"
ZONE = "warmpath-zone"
"""Set by `static/portal.js`."""
KEPT = 365 * 24 * 3600  # seconds
VARIES_BY = ("Accept-Language", "Cookie")


def read_in_own_language(app: Flask) -> None:
    """Make every page of this app in its reader's language, and let caches know of it."""
    app.before_request(_begin)
    app.after_request(_say_which)
    app.teardown_request(_end)
    app.jinja_env.globals.update(languages=languages, address_here=address_here)


@pages.post("/language")
@allow(Access.ANYONE)
def choose() -> Response:
    """Read on in this language, also after signing out."""
    code = request.form.get("language", "")
    if code not in [language.code for language in LANGUAGES]:
        abort(404)
    response = make_response(redirect(own_address(request.form.get("next", "")) or "/", 303))
    response.set_cookie(
        COOKIE,
        code,
        secure=container().settings.is_secure,
        httponly=True,
        samesite="Lax",
        path="/",
        max_age=KEPT,
    )
    return response


def _begin() -> None:
    accepted = [tag for tag, quality in request.accept_languages if quality > 0]
    chosen, zone = request.cookies.get(COOKIE, ""), request.cookies.get(ZONE, UNTOLD)
    g.read_by = read_by(reader_of(accepted, chosen, zone))


def _say_which(response: Response) -> Response:
    if response.mimetype == "text/html":
        response.headers["Content-Language"] = reader().language.code
        response.vary.update(VARIES_BY)
    return response


def _end(_: BaseException | None) -> None:
    token = g.pop("read_by", None)
    if token is not None:
        read_no_more(token)


def languages() -> list[tuple[str, str, bool]]:
    """Each with its name and whether the page is in it; none on the answer to a form, which has no
    address of its own to come back to.
    """
    if request.method != "GET":
        return []
    here = reader().language
    return [(each.code, each.name, each is here) for each in LANGUAGES]


def address_here() -> str:
    """Where somebody comes back to who chose another language."""
    return request.full_path.rstrip("?")
