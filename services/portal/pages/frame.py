"""A page within its frame: navigation, forms' hidden fields, what was done, what is behind."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from flask import Flask, Response, g, make_response, redirect, render_template, request
from jinja2 import StrictUndefined
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import RequestEntityTooLarge

from services.portal import wording, words
from services.portal.markdown import as_html
from services.portal.pages.container import container, portal_web
from services.portal.pages.visit import visit

NAVIGATION = (
    ("front.home", "/", "Who can refer me"),
    ("openings.", "/openings", "Openings"),
    ("requests.", "/requests", "My requests"),
    ("asked.", "/asked", "Asked of me"),
    ("network.", "/network", "My network"),
    ("work.", "/work", "At work"),
)
"""Which part of the site a page belongs to, by its endpoint's beginning."""
PART_OF = {
    "posting": "work.",
    "recruiting": "work.",
    "referring": "work.",
    "sharing": "openings.",
    "stages": "work.",
    "imports": "network.",
    "groups": "network.",
}


def furnish(app: Flask) -> None:
    """Give the templates their words."""
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters |= wording.FILTERS | {"markdown": as_html}
    app.jinja_env.globals.update(
        words_of=wording.choices,
        only=lambda pairs, codes: [pair for pair in pairs if pair[0] in codes],
        months_as_choices=lambda found: [
            (str(each), f"After {each} months" if each else "At the hire") for each in found
        ],
        employers_as_choices=lambda found: [(each["id"], each["name"]) for each in found],
        contacts_as_choices=lambda ties: [
            (tie["person"]["id"], tie["person"]["name"]) for tie in ties
        ],
    )


def page(template: str, status: int = 200, **told: Any) -> Response:
    """A whole page."""
    web, settings = portal_web(), container().settings
    seen = g.get("visit")
    frame = {
        "asset": web.assets.url,
        "has_asset": web.assets.has,
        "settings": settings,
        "visit": seen,
        "now": container().clock.now(),
        "navigation": _navigation() if seen is not None and seen.kept is not None else [],
        "token": seen.form_token if seen is not None else "",
        "once": str(uuid4()),
        "typed": sent_form(),
        "errors": {},
        "problem": None,
        "done": words.DONE.get(request.args.get("done", "")),
    }
    html = render_template(template, **(frame | told), behind=_behind())
    return make_response(html, status)


def sent_form() -> MultiDict[str, str]:
    """The form that was sent; nothing where it is too large to be read."""
    try:
        return request.form
    except RequestEntityTooLarge:
        return MultiDict()


def after(address: str, done: str = "") -> Response:
    """On to another page once something was done, so that reloading it does nothing again."""
    before, mark, part = address.partition("#")
    joined = f"{before}{'&' if '?' in before else '?'}done={done}" if done else before
    return make_response(redirect(f"{joined}{mark}{part}", 303))


def _navigation() -> list[tuple[str, str, bool]]:
    here = PART_OF.get((request.endpoint or "").partition(".")[0], request.endpoint or "")
    return [(address, name, here.startswith(part)) for part, address, name in NAVIGATION]


def _behind() -> bool:
    seen = g.get("visit")
    # Only a page that asked something can know that an answer is behind.
    return seen is not None and "api" in vars(seen) and visit().api.behind
