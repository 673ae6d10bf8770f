"""My requests: each as a time line, what happens next and when; take one back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from flask import Blueprint, Response, abort, request

from services.portal import wording
from services.portal.api_client import Json
from services.portal.pages.frame import after, page
from services.portal.pages.openings import title_of
from services.portal.pages.visit import api
from services.portal.words import KINDS_OF_ASK, REQUEST_STATES
from shared.web.operations import Access, allow

pages = Blueprint("requests", __name__)
SHOWN = 20
OPEN = ("asking", "new_contact")


@dataclass(frozen=True)
class Point:
    """Something on a time line: done, going on, or yet to come."""

    what: str
    state: Literal["done", "now", "over"]
    small: str = ""


@pages.get("/requests")
@allow(Access.MEMBER)
def mine() -> Response:
    """What I asked for, the newest first."""
    asked = {"after": request.args.get("after") or None, "limit": SHOWN}
    found = api().get("referrals", "/v1/introductions", **asked).body
    return page("requests.html", items=[_told(each) for each in found["items"]], next=found["next"])


@pages.get("/requests/<uuid:introduction_id>")
@allow(Access.MEMBER)
def one(introduction_id: UUID) -> Response:
    """One of them."""
    found = api().find("referrals", f"/v1/introductions/{introduction_id}")
    if found is None or found["role"] != "candidate":
        abort(404)
    return page("request.html", item=_told(found))


@pages.post("/requests/<uuid:introduction_id>/withdraw")
@allow(Access.MEMBER)
def withdraw(introduction_id: UUID) -> Response:
    """Take it back."""
    api().post("referrals", f"/v1/introductions/{introduction_id}/withdraw")
    return after(f"/requests/{introduction_id}", "withdrawn")


@pages.post("/requests/<uuid:introduction_id>/agree")
@allow(Access.MEMBER)
def agree(introduction_id: UUID) -> Response:
    """Have the new first contact asked, who stands in the form as they were shown."""
    body = {"contact": request.form.get("contact", "")}
    api().post("referrals", f"/v1/introductions/{introduction_id}/agree-to-contact", body)
    return after(f"/requests/{introduction_id}", "agreed")


def _told(item: Json) -> dict[str, Any]:
    people = (item["contact"], item["target"], *item["agreed"])
    names = api().names(item["grant"], *people)
    contact = names.get(item["contact"] or "", "Somebody who left")
    about = title_of(item["opening_id"]) if item["opening_id"] else "Someone at an employer"
    return {
        "it": item,
        "title": about,
        "contact": contact,
        "open": item["state"] in OPEN,
        "points": time_line(item, names, contact),
    }


def time_line(item: Json, names: Any, contact: str) -> list[Point]:
    """What has happened as far as the candidate may know, and what happens next."""
    state = item["state"]
    asked = wording.began(item["id"])
    points = [Point(f"You asked for {KINDS_OF_ASK[item['kind']]}", "done", asked)]
    if item["contact_agreed"]:
        points.append(Point(f"{contact} said yes", "done"))
    points += [Point(f"{names.get(each, 'Somebody')} said yes", "done") for each in item["agreed"]]
    if state == "asking":
        points.append(_deciding(item, contact))
    elif state == "new_contact":
        small = f"until {wording.moment(item['due_at'])}" if item["due_at"] else ""
        points.append(Point(f"Next would be {contact}, if you like", "now", small))
    elif state == "met":
        target = names.get(item["target"] or "", "The person at the end")
        points.append(Point(f"{target} would like to meet you", "done", "write to each other"))
    else:
        points.append(Point(REQUEST_STATES[state].capitalize(), "over"))
    return points


def _deciding(item: Json, contact: str) -> Point:
    # After the first yes nobody is named who has not agreed.
    who = "The next person" if item["contact_agreed"] else contact
    small = ""
    if item["due_at"]:
        small = f"until {wording.moment(item['due_at'])}; then it goes another way, if there is one"
    return Point(f"{who} decides", "now", small)
