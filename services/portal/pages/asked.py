"""Asked of me: one card for each ask: introduce · use my name · someone better · pass."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, abort, request

from services.portal.api_client import Json, Refused
from services.portal.language import gettext
from services.portal.pages import tour
from services.portal.pages.asking import contacts
from services.portal.pages.frame import after, page
from services.portal.pages.network import LENDING
from services.portal.pages.openings import learn_titles, title_of
from services.portal.pages.visit import api, meanwhile
from services.portal.wording import first_name
from shared.web.operations import Access, allow

pages = Blueprint("asked", __name__)
SHOWN = 20
ASKED, CANDIDATE = "asked", "candidate"
PASS = "pass"  # noqa: S105  a refusal, no password


@pages.get("/asked")
@allow(Access.MEMBER)
def cards() -> Response:
    """What waits for me, and what came of what I helped with."""
    asked = {"after": request.args.get("after") or None, "limit": SHOWN}
    limits = meanwhile(lambda: api().get("profiles", "/v1/people/me/settings").body)
    found = api().get("referrals", "/v1/introductions/asked", **asked).body
    waits = any(each["state"] == ASKED for each in found["items"])
    known = meanwhile(lambda: contacts(api())) if waits else list
    learn_titles(each["opening_id"] for each in found["items"])
    api().learn_names((each["grant"], _people(each)) for each in found["items"])
    items = [_told(each) for each in found["items"]]
    waiting = [each for each in items if each["it"]["state"] == ASKED]
    return page(
        "asked.html",
        waiting=waiting,
        helped=[each for each in items if each["it"]["state"] != ASKED],
        next=found["next"],
        contacts=known(),
        limits=limits(),
    )


@pages.get("/asked/<uuid:introduction_id>")
@allow(Access.MEMBER)
def one(introduction_id: UUID) -> Response:
    """One of them by itself: where its mail leads."""
    shown = _one(introduction_id)
    if shown is None:
        abort(404)
    return shown


@pages.post("/asked/<uuid:introduction_id>/answer")
@allow(Access.MEMBER)
def answer(introduction_id: UUID) -> Response:
    """One tap; a line may go with it."""
    said = request.form.get("answer", "")
    body: Json = {
        "answer": said,
        "line": request.form.get("line", "").strip(),
        "better": request.form.get("better") or None if said == "someone_better" else None,
    }
    named = LENDING.get(request.form.get("may_be_named", ""))
    if named is not None:
        body["may_be_named"] = named
    try:
        api().post("referrals", f"/v1/introductions/{introduction_id}/answer", body)
    except Refused as refusal:
        return _refused(introduction_id, refusal)
    return after(f"/asked/{introduction_id}", "passed" if said == PASS else "answered")


@pages.post("/asked/<uuid:introduction_id>/naming")
@allow(Access.MEMBER)
def say_naming(introduction_id: UUID) -> Response:
    """Whether recruiters may learn that one helped, or otherwise than one said before."""
    agrees = LENDING.get(request.form.get("may_be_named", ""))
    if agrees is None:
        said = gettext("Say yes or no; there is no preset.")
        return _refused(introduction_id, Refused(422, "naming_unsaid", said))
    body = {"may_be_named": agrees}
    api().post("referrals", f"/v1/introductions/{introduction_id}/naming", body)
    return after(f"/asked/{introduction_id}", "saved")


def _refused(introduction_id: UUID, refusal: Refused) -> Response:
    shown = None if refusal.is_signed_out else _one(introduction_id, refusal)
    if shown is None:
        raise refusal
    return shown


def _one(introduction_id: UUID, problem: Refused | None = None) -> Response | None:
    found = api().find("referrals", f"/v1/introductions/{introduction_id}")
    if found is None or found["role"] == CANDIDATE:
        return None
    waits = found["state"] == ASKED
    known = meanwhile(lambda: contacts(api())) if waits else list
    item = _told(found)
    return page(
        "asked_one.html",
        problem.status if problem else 200,
        item=item,
        contacts=known(),
        problem=problem,
        steps=[] if waits else _whose_turn(item),
    )


def _whose_turn(item: dict[str, Any]) -> list[tour.Step]:
    """In the sample: whoever is asked next, and whose time line has moved."""
    where, candidate = item["it"]["id"], item["candidate"]
    words = gettext("Back as %(name)s: what moved", name=first_name(candidate))
    asked_next = item["passes_to"] if item["it"]["state"] == "passed_on" else ""
    back = tour.see_as(candidate, f"/requests/{where}", words)
    return [*back, *tour.see(asked_next, f"/asked/{where}")]


def _people(item: Json) -> tuple[str | None, ...]:
    return (item["candidate"], item["passed_by"], item["passes_to"])


def _told(item: Json) -> dict[str, Any]:
    names = api().names(item["grant"], *_people(item))
    about = title_of(item["opening_id"]) if item["opening_id"] else ""
    named = partial(api().find, "postings", f"/v1/employers/{item['employer_id']}")
    employer = api().unless_away(named, None) if not about else None
    return {
        "it": item,
        "title": about or _about(employer),
        "candidate": names.get(
            item["candidate"] or "", gettext("Somebody who looks around discreetly")
        ),
        "passed_by": names.get(item["passed_by"] or "", gettext("Somebody who left")),
        "passes_to": names.get(item["passes_to"] or "", ""),
        "directly": item["passed_by"] == item["candidate"],
    }


def _about(employer: Json | None) -> str:
    if employer is None:
        return gettext("A conversation")
    return gettext("Someone at %(employer)s", employer=employer["name"])
