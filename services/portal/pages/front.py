"""The front: who can refer me, for members; what this is and where to sign in, for all others."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, Response, request

from services.portal.api_client import Api, Json
from services.portal.chain import Drawn, drawn
from services.portal.language import gettext, marked
from services.portal.pages.container import container
from services.portal.pages.frame import after, page
from services.portal.pages.visit import api, visit
from shared.web.operations import Access, allow

pages = Blueprint("front", __name__)
SHOWN = 8
BESIDES = 12
OTHERS = 4
LONGEST = 200
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
    if visit().kept is None:
        return start()
    asked = request.args.get("q", "").strip()[:LONGEST]
    linked = _OPENING.search(urlsplit(asked).path)
    if linked:
        return after(f"/openings/{linked[1].lower()}")
    text, place = split(asked)
    cursor = request.args.get("after")
    within = (
        api()
        .get(
            "referrals",
            "/v1/reachable-openings",
            text=text or None,
            place=place or None,
            after=cursor,
            limit=SHOWN,
        )
        .body
    )
    rows = _rows(within)
    return page(
        "home.html",
        q=asked,
        rows=rows,
        others=_others(rows, within) if asked else [],
        besides=_besides(text, place, within) if asked and not cursor else [],
        total=within["total"],
        next=within["next"],
        stale_since=within["stale_since"],
    )


def start() -> Response:
    """For whoever is not signed in."""
    people = container().local_people
    prepared = people.everybody() if people else []
    return page("start.html", prepared=prepared, next="", mail="")


def split(asked: str) -> tuple[str, str]:
    """Words and place: “data engineer, Lisbon” looks for the first at the second."""
    text, comma, place = asked.rpartition(",")
    return (text.strip(), place.strip()) if comma and place.strip() else (asked.strip(" ,"), "")


def _rows(within: Json) -> list[dict[str, Any]]:
    found = within["openings"]
    contacts = [row["path"]["contact"]["person_id"] for row in found]
    names = api().names(within["grant"], *contacts)
    me = visit().name
    return [{"opening": row["opening"], "path": drawn(row["path"], names, me)} for row in found]


def _others(rows: list[dict[str, Any]], within: Json) -> list[Drawn]:
    """Whom else one could ask first for the best of the openings found."""
    if not rows:
        return []
    first = rows[0]
    return [
        each
        for each in paths_to(api(), first["opening"]["id"], OTHERS)
        if each.contact_id != first["path"].contact_id
    ]


def paths_to(services: Api, opening: str, k: int) -> list[Drawn]:
    """The best path to each who can refer for an opening."""
    found = services.find("referrals", f"/v1/openings/{opening}/who-can-refer", k=k)
    if found is None:
        return []
    contacts = [path["contact"]["person_id"] for path in found["paths"]]
    names = services.names(found["grant"], *contacts)
    return [drawn(path, names, visit().name) for path in found["paths"]]


def _besides(text: str, place: str, within: Json) -> list[Json]:
    """Openings that are found by the same words, but to which no path leads."""
    found = api().get("postings", "/v1/openings", text=text, place=place, limit=BESIDES).body
    reached = {row["opening"]["id"] for row in within["openings"]}
    if within["next"]:
        return []  # what is missing here may stand on the next page
    return [opening for opening in found["openings"] if opening["id"] not in reached]


@pages.get("/services")
@allow(Access.ANYONE)
def developers() -> Response:
    """The three services behind the pages, for whoever writes programs."""
    owns = {name: gettext(text) for name, text in OWNS.items()}
    return page("services.html", services=owns)
