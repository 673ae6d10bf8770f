"""My requests: each as a time line, what happens next and when; take one back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from flask import Blueprint, Response, abort, request

from services.portal import times, wording
from services.portal.api_client import Json
from services.portal.language import gettext, marked, with_markup
from services.portal.pages import tour
from services.portal.pages.frame import after, page
from services.portal.pages.openings import learn_titles, title_of
from services.portal.pages.visit import api
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
    learn_titles(each["opening_id"] for each in found["items"])
    api().learn_names((each["grant"], _people(each)) for each in found["items"])
    items = [_told(each) for each in found["items"]]
    return page("requests.html", items=items, next=found["next"], steps=_as_contact(items[:1]))


@pages.get("/requests/<uuid:introduction_id>")
@allow(Access.MEMBER)
def one(introduction_id: UUID) -> Response:
    """One of them."""
    found = api().find("referrals", f"/v1/introductions/{introduction_id}")
    if found is None or found["role"] != "candidate":
        abort(404)
    item = _told(found)
    return page("request.html", item=item, steps=_as_contact([item]))


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


def _as_contact(items: list[dict[str, Any]]) -> list[tour.Step]:
    """In the sample: what the first contact is asked, as long as they are."""
    return [
        step
        for item in items
        if item["it"]["state"] == "asking" and not item["it"]["contact_agreed"]
        for step in tour.see(item["contact"], f"/asked/{item['it']['id']}")
    ]


def _people(item: Json) -> tuple[str | None, ...]:
    return (item["contact"], item["target"], *item["agreed"])


def _told(item: Json) -> dict[str, Any]:
    names = api().names(item["grant"], *_people(item))
    contact = names.get(item["contact"] or "", gettext("Somebody who left"))
    about = (
        title_of(item["opening_id"]) if item["opening_id"] else gettext("Someone at an employer")
    )
    return {
        "it": item,
        "title": about,
        "contact": contact,
        "open": item["state"] in OPEN,
        "points": time_line(item, names, contact),
    }


def time_line(item: Json, names: Any, contact: str) -> list[Point]:
    """What has happened as far as the candidate may know, and what happens next."""
    points = [Point(wording.word(item["kind"], "you_asked"), "done", times.began(item["id"]))]
    yes = [contact] if item["contact_agreed"] else []
    yes += [names.get(each, gettext("Somebody")) for each in item["agreed"]]
    points += [Point(gettext("%(name)s said yes", name=each), "done") for each in yes]
    return [*points, _last(item, names, contact)]


def _last(item: Json, names: Any, contact: str) -> Point:
    state = item["state"]
    if state == "asking":
        return _deciding(item, contact)
    if state == "new_contact":
        what = gettext("Next would be %(name)s, if you like", name=contact)
        return Point(what, "now", _until(item, marked("until %(when)s")))
    if state == "met":
        target = names.get(item["target"] or "", gettext("The person at the end"))
        what = gettext("%(name)s would like to meet you", name=target)
        return Point(what, "done", gettext("write to each other"))
    return Point(wording.as_sentence(wording.word(state, "request_state")), "over")


def _deciding(item: Json, contact: str) -> Point:
    small = _until(item, marked("until %(when)s; then it goes another way, if there is one"))
    # After the first yes nobody is named who has not agreed.
    if item["contact_agreed"]:
        return Point(gettext("The next person decides"), "now", small)
    return Point(gettext("%(name)s decides", name=contact), "now", small)


def _until(item: Json, text: str) -> str:
    due = item["due_at"]
    return with_markup(text, when=times.moment_shown(due)) if due else ""
