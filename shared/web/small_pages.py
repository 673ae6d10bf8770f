"""Pages of one question and one button, for links in mails: they work without script or sign-in.

Looking changes nothing, since programs that check mail follow links; only the button does.
"""

from __future__ import annotations

from flask import Response, render_template, request

POLICY = (
    "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none';"
    " base-uri 'none'"
)


def wants_page() -> bool:
    """A browser asks, not a program."""
    kinds = ["application/json", "text/html"]
    return request.accept_mimetypes.best_match(kinds) == "text/html"


def small_page(title: str, text: str, button: str = "", status: int = 200) -> Response:
    """A page with a button, if it has one, that sends a POST to where the page is."""
    html = render_template(
        "small_page.html", title=title, text=text, button=button, here=request.full_path
    )
    return Response(html, status, headers={"Content-Security-Policy": POLICY})
