"""Pages that wait for something: the browser looks again, and is answered in few bytes when
nothing is new (RFC 9110, 304).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask import Response, render_template, request
from markupsafe import Markup

READER = "Warmpath-Reader"
"""The header of a look again: for whom the page was made that looks."""


def looks_again() -> bool:
    """Whether a page asks for itself, with nobody waiting for the answer."""
    return READER in request.headers


@dataclass
class Live:
    """The part of a page that changes by itself; templates call it: `{% call live(…) %}`.

    `changing`: what differs on each page although nothing is new, as its forms' numbers do.
    """

    reader: str
    changing: Sequence[str]
    version: str = ""

    def __call__(self, told: str, caller: Callable[[], Markup]) -> Markup:
        """That part; `told` is what somebody hears who does not see that it changed."""
        inner = caller()
        said = str(inner)
        for each in self.changing:
            said = said.replace(each, "")
        self.version = _short(self.reader + said)
        looks = {READER: self.reader, "If-None-Match": f'W/"{self.version}"'}
        return Markup(render_template("live.html", inner=inner, told=told, looks=looks))  # noqa: S704

    def answered(self, made: Response, whole: bool) -> Response:
        """What is sent of the page that was made. A look again is not answered with somebody
        else's page, nor with one that lacks something: what stands there is better.
        """
        if not self.version or made.status_code != 200 or not looks_again():
            return made
        if request.headers[READER] != self.reader:
            return Response(status=401)
        if not whole:
            return Response(status=503)
        made.set_etag(self.version, weak=True)
        made.make_conditional(request)
        return made


def reader_of(person_id: str) -> str:
    """Whose page it is, as it may stand in it."""
    return _short(person_id)


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]
