"""The front: who can refer me, for members; what this is and where to sign in, for all others."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, Response, request

from services.portal.api_client import Away, Refused
from services.portal.language import gettext, marked
from services.portal.pages import tour
from services.portal.pages.answers import answer
from services.portal.pages.container import container
from services.portal.pages.frame import after, page
from services.portal.pages.visit import api, visit
from services.portal.wording import first_name
from shared.web.operations import Access, allow

pages = Blueprint("front", __name__)
LONGEST = 200
MOST_COUNTED = 100
OWNS = {
    "profiles": marked("people, employments, ties, consent, imports, sign-in"),
    "postings": marked("employers, openings, hiring managers, bonus policies"),
    "referrals": marked("paths, introductions, referrals, credit"),
}
_OPENING = re.compile(r"/openings/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:[/?#]|$)", re.I)


@pages.get("/")
@allow(Access.ANYONE)
def home() -> Response:
    """The search of a member, or the start page."""
    seen = visit()
    asked = request.args.get("q", "").strip()[:LONGEST]
    linked = _OPENING.search(urlsplit(asked).path)
    if linked:
        return after(f"/openings/{linked[1].lower()}")
    if seen.kept is None:
        return _sample_answer() or start()
    told = answer(api(), seen.name, asked, request.args.get("after"))
    nobody = not told["rows"] and not told["besides"] and not asked
    return page(
        "home.html",
        **told,
        begun=_begun() if nobody else None,
        steps=_if_taken_back(told["rows"], seen.person_id),
    )


def start() -> Response:
    """For whoever is not signed in."""
    return page("start.html", prepared=tour.everybody(), next="", mail="", begins=_begins())


def _sample_answer() -> Response | None:
    """The real answer of the sample's lead, live, to whoever opens the address; nothing is changed
    by that. None where there is no sample, or it cannot be asked now.
    """
    sample = container().sample
    lead = sample.lead if sample else None
    if sample is None or lead is None:
        return None
    asked = request.args.get("q", lead.asks).strip()[:LONGEST]
    for _ in range(2):  # the session may have ended since the last look: then in another
        looked = sample.looking(lead)
        if looked is None:
            return None
        signed, services = looked
        try:
            told = answer(services, signed.tokens.name, asked, request.args.get("after"))
        except Away:
            return None
        except Refused as refusal:
            if not refusal.is_signed_out:
                return None
            sample.over(signed)
        else:
            return page("home.html", **told, begun=None, looking=lead)
    return None


def _if_taken_back(rows: list[dict[str, Any]], me: str) -> list[tour.Step]:
    """In the sample: what becomes of the path when its first contact ends the tie."""
    if not rows:
        return []
    contact = rows[0]["path"].contact
    words = gettext("What if %(name)s ends the tie?", name=first_name(contact))
    return tour.see_as(contact, f"/network?with={me}#with-{me}", words)


def _begun() -> dict[str, int]:
    """What somebody without a path has done already, so that the page can say what comes next."""
    groups = api().get("profiles", "/v1/groups", limit=1).body["items"]
    waiting = api().get("profiles", "/v1/ties", state="proposed", limit=MOST_COUNTED).body["items"]
    asked = [tie for tie in waiting if not tie["proposed_by_me"]]
    return {"groups": len(groups), "sent": len(waiting) - len(asked), "to_answer": len(asked)}


def _begins() -> bool:
    """Whether nobody is here yet."""
    try:
        found: bool = api().get("profiles", "/v1/installation").body["has_members"]
    except (Refused, Away):
        return False
    return not found


@pages.get("/services")
@allow(Access.ANYONE)
def developers() -> Response:
    """The three services behind the pages, for whoever writes programs."""
    owns = {name: gettext(text) for name, text in OWNS.items()}
    return page("services.html", services=owns)
