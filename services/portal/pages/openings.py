"""Openings: search them, look at one, and see who can refer me for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, abort, request

from services.portal.api_client import Json, Refused
from services.portal.language import gettext, marked
from services.portal.pages.answers import NO_WAYS, ways_drawn, ways_found
from services.portal.pages.frame import page
from services.portal.pages.public import job_posting
from services.portal.pages.sharing import share_of
from services.portal.pages.visit import api, meanwhile, visit
from services.portal.refusals import refusal as why_refused
from shared.web.operations import Access, allow

pages = Blueprint("openings", __name__)
SHOWN = 20
WAYS = 6
AN_OPENING = marked("An opening")
NOT_SHOWN = marked("An opening that is not shown to you")


@pages.get("/openings")
@allow(Access.ANYONE)
def search() -> Response:
    """What is open, the newest first: for who is not signed in, what everybody may see."""
    asked: dict[str, Any] = {
        "text": request.args.get("text", "")[:200],
        "place": request.args.get("place", "")[:100],
        "country": request.args.get("country", "").strip().upper()[:2] or None,
        "remote": True if request.args.get("remote") else None,
        "after": request.args.get("after") or None,
    }
    found = api().get("postings", "/v1/openings", limit=SHOWN, **asked).body
    return page("openings.html", found=found["openings"], next=found["next"], asked=asked)


@pages.get("/openings/<uuid:opening_id>")
@allow(Access.ANYONE)
def one(opening_id: UUID) -> Response:
    """An opening that one may see, with one's own ways to it."""
    opening = opening_seen(str(opening_id))
    if opening is None:
        abort(404)
    is_open = opening.get("state", "published") == "published"
    is_asked = visit().kept is not None and is_open
    share = meanwhile(lambda: share_of(opening)) if is_asked else lambda: None
    try:
        ways, waits = _ways_to(str(opening_id)) if is_asked else NO_WAYS, ""
    except Refused as refusal:
        if refusal.status != 429:
            raise
        ways, waits = None, why_refused(refusal)
    reach = _reach_meanwhile(opening["id"], ways or NO_WAYS)
    advertised = is_open and opening.get("audience") == "public"
    posting = job_posting(opening) if advertised else None
    return page(
        "opening.html",
        opening=opening,
        ways=ways_drawn(api(), visit().name, ways) if ways is not None else None,
        waits=waits,
        reach=reach(),
        is_open=is_open,
        posting=posting,
        address=f"/openings/{opening_id}",
        share=share(),
    )


def _ways_to(opening_id: str) -> Json | None:
    """One's own ways, as referrals answers them; None while they cannot be looked for."""
    return api().unless_away(lambda: ways_found(api(), opening_id, WAYS), None)


def _reach_meanwhile(opening_id: str, ways: Json) -> Callable[[], Json | None]:
    """Whom asking the first who can be asked now could reach, as referrals says it of that way:
    to ask it of every way would use up a minute's questions on a few pages. None where it cannot
    be told; whoever has used up their questions reads the rest of the page.
    """
    contacts = (way["contact"] for way in ways["paths"])
    first = next((one for one in contacts if not one["busy"] and not one["free_from"]), None)
    if first is None:
        return lambda: None
    asked = {"contact": first["person_id"], "kind": "referral", "opening_id": opening_id}
    return meanwhile(lambda: api().unless_away(lambda: _reach(asked), None))


def _reach(asked: Mapping[str, str]) -> Json | None:
    try:
        found: Json = api().get("referrals", "/v1/introduction-preview", **asked).body
    except Refused as refusal:
        if refusal.is_signed_out:
            raise
        return None
    return found


def opening_seen(opening_id: str) -> Json | None:
    """An opening as this person may see it: postings knows one's part in it, and referrals those
    that are for the network only. None where there is none for them.
    """
    found: Json | None = api().find("postings", f"/v1/openings/{opening_id}")
    if found is None and visit().kept is not None:
        found = api().find("referrals", f"/v1/openings/{opening_id}")
    return found


def title_of(opening_id: str | None) -> str:
    """What to call an opening on a list; asked for once for each page."""
    if opening_id is None:
        return gettext(NOT_SHOWN)
    learn_titles([opening_id])
    return visit().titles[opening_id]()


def learn_titles(opening_ids: Iterable[str | None]) -> None:
    """Begin to ask what the openings of a whole list are called."""
    titles = visit().titles
    for each in opening_ids:
        if each is not None and each not in titles:
            titles[each] = meanwhile(partial(_title, each))


def _title(opening_id: str) -> str:
    found = api().unless_away(lambda: opening_seen(opening_id), AN_OPENING)
    if found is None:
        return gettext(NOT_SHOWN)
    if isinstance(found, str):
        return gettext(found)
    employer = found["employer_name"]
    return gettext("%(title)s at %(employer)s", title=found["title"], employer=employer)
