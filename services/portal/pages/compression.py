"""Smaller answers: files once at start, pages where nobody can learn anything from their length.

What another site can make a browser ask for, over and over and with a text of its choice in it,
tells its secrets by how well it compresses (BREACH). So a page is compressed only where the browser
says that the request began on a page of ours or with the reader's own hand (`Sec-Fetch-Site`), and
never where it asks again by itself, which others can time with their own changes.
"""

from __future__ import annotations

import gzip

from flask import Flask, Request, Response, request

TEXTS = ("text/", "application/json", "application/feed+json", "application/ld+json", "image/svg")
WORTH_IT = 1000  # bytes: below, a packet is one packet
OURS = frozenset({"same-origin", "none"})
FILES, PAGES = 9, 5
"""How hard to try, where it is done once and where it is done for each."""


def is_text(kind: str) -> bool:
    """Whether a media type is text, which compresses well."""
    return kind.startswith(TEXTS) or kind.endswith(("javascript", "xml"))


def takes_gzip(asked: Request) -> bool:
    """Whether whoever asks can read it."""
    return asked.accept_encodings["gzip"] > 0


def compressed(content: bytes, effort: int = FILES) -> bytes | None:
    """The same in fewer bytes, or None where that saves too little; the same each time."""
    if len(content) < WORTH_IT:
        return None
    small = gzip.compress(content, effort, mtime=0)
    return small if len(small) < len(content) * 0.9 else None


def make_small(app: Flask) -> None:
    """Compress the pages of this app."""
    app.after_request(_compress)


def _compress(response: Response) -> Response:
    if "Accept-Encoding" in response.vary or not is_text(response.mimetype or ""):
        return response
    response.vary.update(("Accept-Encoding", "Sec-Fetch-Site"))
    if not takes_gzip(request) or _could_be_others(request):
        return response
    small = compressed(response.get_data(), PAGES)
    if small is not None:
        response.set_data(small)
        response.content_encoding = "gzip"
    return response


def _could_be_others(asked: Request) -> bool:
    here = asked.headers.get("Sec-Fetch-Site") in OURS
    return not here or "If-None-Match" in asked.headers
