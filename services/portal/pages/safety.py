"""What keeps a page its reader's own: a strict policy, the cookie, and forms that only we make."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Flask, Response, g, request

from services.portal.pages.container import container
from services.portal.pages.twice import was_done
from services.portal.pages.visit import visit
from services.portal.session import cookie_name, is_form_token

POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
TLS_ONLY = "max-age=31536000"
KEPT = 7 * 24 * 3600  # seconds after the last page, as long as a session rests


class ForeignForm(Exception):
    """A form that did not come from a page of this browser, or from one that is too old."""


def make_safe(app: Flask) -> None:
    """Refuse forms that are not ours, and send every page with its policy."""
    app.before_request(_check_form)
    app.after_request(_complete)


def _check_form() -> None:
    """Raises ForeignForm. A form has our token, and a browser that names its site names us."""
    if request.method in ("GET", "HEAD") or request.endpoint is None:
        return
    here = urlsplit(container().settings.public_url)
    origin = request.headers.get("Origin")
    if origin is not None and urlsplit(origin).netloc not in (here.netloc, request.host):
        raise ForeignForm
    if not is_form_token(visit().secret, request.form.get("token", "")) and not was_done():
        raise ForeignForm


def _complete(response: Response) -> Response:
    response.headers.setdefault("Content-Security-Policy", POLICY)
    # A form's answer may not be read by others, but its own page's address may come along.
    response.headers["Referrer-Policy"] = "same-origin"
    settings = container().settings
    if settings.is_secure:
        response.headers["Strict-Transport-Security"] = TLS_ONLY
    seen = g.get("visit")
    if seen is not None and (seen.fresh or seen.replaced or seen.kept is not None):
        response.set_cookie(
            cookie_name(settings.public_url),
            seen.secret,
            secure=settings.is_secure,
            httponly=True,
            samesite="Lax",
            path="/",
            max_age=KEPT,
        )
    return response
