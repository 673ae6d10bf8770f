"""A page within its frame: navigation, forms' hidden fields, what was done, what is behind."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any
from uuid import uuid4

from flask import Flask, Response, g, make_response, redirect, render_template, request
from jinja2 import StrictUndefined
from markupsafe import escape
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import RequestEntityTooLarge

from services.portal import wording, words
from services.portal.api_client import Refused
from services.portal.done import DONE
from services.portal.language import ForTemplates, gettext, marked, ngettext, reader
from services.portal.markdown import as_html
from services.portal.pages import tour
from services.portal.pages.container import container, portal_web
from services.portal.pages.live import Live, reader_of
from services.portal.pages.visit import visit

NAVIGATION = (
    ("front.home", "/", marked("Who can refer me")),
    ("openings.", "/openings", marked("Openings")),
    ("requests.", "/requests", marked("My requests")),
    ("asked.", "/asked", marked("Asked of me")),
    ("network.", "/network", marked("My network")),
    ("work.", "/work", marked("At work")),
)
"""Which part of the site a page belongs to, by its endpoint's beginning."""
PART_OF = {
    "posting": "work.",
    "hiring_role": "work.",
    "employers": "work.",
    "recruiting": "work.",
    "referring": "work.",
    "sharing": "openings.",
    "stages": "work.",
    "imports": "network.",
    "groups": "network.",
}
IN_A_LIST = re.compile(r"\.[0-9]+")
"""How the name of what is wrong goes on behind the list that it is in."""


def furnish(app: Flask) -> None:
    """Give the templates their words."""
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    texts = ForTemplates()
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        texts.gettext, texts.ngettext, True, texts.pgettext, texts.npgettext
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters |= wording.FILTERS | {"markdown": as_html}
    app.jinja_env.globals.update(
        words_of=wording.choices,
        only=lambda pairs, codes: [pair for pair in pairs if pair[0] in codes],
        months_as_choices=lambda found: [(str(each), _milestone(each)) for each in found],
        employers_as_choices=lambda found: [(each["id"], each["name"]) for each in found],
        contacts_as_choices=lambda ties: [
            (tie["person"]["id"], tie["person"]["name"]) for tie in ties
        ],
    )


def page(template: str, status: int = 200, **told: Any) -> Response:
    """A whole page. In the sample, `steps` are what is worth seeing as whom next, and `looking` is
    as whom somebody looks who is not signed in.
    """
    web, settings = portal_web(), container().settings
    seen = g.get("visit")
    member = seen if seen is not None and seen.kept is not None else None
    token, once = seen.form_token if seen is not None else "", str(uuid4())
    live = Live(reader_of(member.person_id if member else ""), (token, once))
    frame = {
        "asset": web.assets.url,
        "has_asset": web.assets.has,
        "settings": settings,
        "language_code": reader().language.code,
        "operated_by": lambda: wording.operated_by(settings.operated_by),
        "visit": seen,
        "now": container().clock.now(),
        "navigation": _navigation() if member else [],
        "token": token,
        "once": once,
        "live": live,
        "typed": sent_form(),
        "problem": None,
        "done": _done(),
        "looking": None,
        "band": tour.band(seen, told.get("looking"), told.get("steps", ())),
    }
    frame["lacking"] = [gettext(words.SERVICES_DO[each]) for each in _lacking()]
    behind = _behind()
    frame |= _errors(told) | told
    html = _rendered(template, frame | {"behind": behind})
    return live.answered(make_response(html, status), whole=not frame["lacking"] and not behind)


def _rendered(template: str, told: Mapping[str, Any]) -> str:
    """The page; what is wrong with fields that it has not is told where it says what happened."""
    html = render_template(template, **told, unplaced=[])
    unplaced = [said for name, said in told["errors"].items() if _wrong_at(name) not in html]
    return render_template(template, **told, unplaced=unplaced) if unplaced else html


def _wrong_at(field: str) -> str:
    """By what a page is known to say what is wrong at the field itself."""
    return f'id="{escape(field)}-wrong"'


def _errors(told: Mapping[str, Any]) -> dict[str, Any]:
    """What is wrong by field; what is wrong with a part of a list stands at the list."""
    problem, found = told.get("problem"), dict[str, list[str]]()
    for name, reasons in (problem.errors if problem else {}).items():
        field = IN_A_LIST.split(name)[0]
        found[field] = [*found.get(field, []), *reasons]
    return {"errors": found}


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


def after_doing(
    act: Callable[[], Any], again: Callable[[Refused], Response], address: str, done: str
) -> Response:
    """Do what a form says and go on; what is refused is told where it was said.

    Raises Refused where nothing in the form could put it right, or what it is about is not there.
    """
    try:
        act()
    except Refused as refusal:
        if refusal.is_about_no_form or refusal.status == 404:
            raise
        return again(refusal)
    return after(address, done)


def _navigation() -> list[tuple[str, str, bool]]:
    here = PART_OF.get((request.endpoint or "").partition(".")[0], request.endpoint or "")
    return [(address, gettext(name), here.startswith(part)) for part, address, name in NAVIGATION]


def _done() -> str:
    known = DONE.get(request.args.get("done", ""))
    return gettext(known) if known else ""


def _milestone(months: int) -> str:
    if not months:
        return gettext("At the hire")
    return ngettext("After %(num)s month", "After %(num)s months", months)


def _lacking() -> list[str]:
    """Of which services the page lacks a part, because they were away."""
    seen = g.get("visit")
    return sorted(visit().api.lacking) if seen is not None and "api" in vars(seen) else []


def _behind() -> bool:
    seen = g.get("visit")
    # Only a page that asked something can know that an answer is behind.
    return seen is not None and "api" in vars(seen) and bool(visit().api.behind)
