"""Ask: the blurb, with exactly what each person will see; openly, where no path leads."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, abort, request

from services.portal.api_client import Api, Away, Json, Refused
from services.portal.language import gettext
from services.portal.pages import tour
from services.portal.pages.answers import first_contacts, ways_drawn, ways_found
from services.portal.pages.frame import after, page
from services.portal.pages.openings import opening_seen
from services.portal.pages.visit import api, meanwhile, visit
from shared.web.operations import Access, allow

pages = Blueprint("asking", __name__)
MOST_WAYS = 50
MOST_OPENLY = 3
MOST_CONTACTS = 100


@pages.get("/openings/<uuid:opening_id>/ask")
@allow(Access.MEMBER)
def write(opening_id: UUID) -> Response:
    """The form, with whom asking could reach."""
    return _form(str(opening_id), request.args.get("contact", ""))


@pages.post("/openings/<uuid:opening_id>/ask")
@allow(Access.MEMBER)
def send(opening_id: UUID) -> Response:
    """Look at what each will see, or send it."""
    contact = request.form.get("contact", "")
    if request.form.get("do") != "send":
        return _form(str(opening_id), contact, looks=True)
    new = {
        "contact": contact,
        "kind": request.form.get("kind", "referral"),
        "opening_id": str(opening_id),
        "blurb": request.form.get("blurb", ""),
        "discreet": "discreet" in request.form,
        "topic": _topic(),
    }
    try:
        made = api().post("referrals", "/v1/introductions", new).body
    except Refused as refusal:
        if refusal.is_about_no_form:
            raise
        return _form(str(opening_id), contact, problem=refusal)
    return after(f"/requests/{made['id']}", "asked")


@pages.get("/openings/<uuid:opening_id>/ask-openly")
@allow(Access.MEMBER)
def write_openly(opening_id: UUID) -> Response:
    """Do you know someone there? To up to three people one knows."""
    return _open_form(str(opening_id))


@pages.post("/openings/<uuid:opening_id>/ask-openly")
@allow(Access.MEMBER)
def send_openly(opening_id: UUID) -> Response:
    """Ask each of them; each is an introduction of its own, and each answer is told."""
    opening, chosen = _opening(str(opening_id)), request.form.getlist("contact")
    if not 1 <= len(chosen) <= MOST_OPENLY:
        told = Refused(422, "contacts_chosen", gettext("Choose one to three people."))
        return _open_form(str(opening_id), problem=told)
    outcomes = {contact: _ask_openly(opening, contact) for contact in chosen}
    if not any(each is None for each in outcomes.values()):
        return _open_form(str(opening_id), problem=next(iter(outcomes.values())))
    if all(each is None for each in outcomes.values()):
        return after("/requests", "asked")
    names = {tie["person"]["id"]: tie["person"]["name"] for tie in contacts(api())}
    told_each = [
        (names.get(contact, gettext("Somebody")), each) for contact, each in outcomes.items()
    ]
    return page("asked_openly.html", opening=opening, outcomes=told_each)


def contacts(services: Api) -> list[Json]:
    """The ties of one's own that stand, as profiles pages them: a hundred at most."""
    found = services.get("profiles", "/v1/ties", state="confirmed", limit=MOST_CONTACTS).body
    return sorted(found["items"], key=lambda tie: tie["person"]["name"].casefold())


def _ask_openly(opening: Json, contact: str) -> Refused | None:
    new = {
        "contact": contact,
        "kind": "open_ask",
        "employer_id": opening["employer_id"],
        "blurb": request.form.get("blurb", ""),
    }
    try:
        api().post("referrals", "/v1/introductions", new)
    except Refused as refusal:
        return refusal
    except Away:
        return Refused(503, "away", gettext("It could not be sent now; send it again."))
    return None


def _form(
    opening_id: str, contact: str, looks: bool = False, problem: Refused | None = None
) -> Response:
    services, me = api(), visit().name
    ways_there = meanwhile(lambda: ways_found(services, opening_id, MOST_WAYS))
    opening, found = _opening(opening_id), ways_there()
    if contact not in first_contacts(found):
        return page("no_way.html", 404, opening=opening)
    asked = {"contact": contact, "kind": "referral", "opening_id": opening_id}
    reach = meanwhile(lambda: services.get("referrals", "/v1/introduction-preview", **asked).body)
    ways = ways_drawn(services, me, found)
    services.need("profiles")  # nobody is asked whose name cannot be read
    way = next(each for each in ways if each.contact_id == contact)
    return page(
        "ask.html",
        problem.status if problem else 200,
        opening=opening,
        way=way,
        reach=reach(),
        looks=looks,
        blurb=request.form.get("blurb", tour.prepared_blurb(me)),
        problem=problem,
    )


def _open_form(opening_id: str, problem: Refused | None = None) -> Response:
    known = meanwhile(lambda: contacts(api()))
    return page(
        "ask_openly.html",
        problem.status if problem else 200,
        opening=_opening(opening_id),
        contacts=known(),
        chosen=request.form.getlist("contact"),
        blurb=request.form.get("blurb", ""),
        problem=problem,
    )


def _opening(opening_id: str) -> Json:
    opening = opening_seen(opening_id)
    if opening is None:
        abort(404)
    return opening


def _topic() -> str | None:
    if request.form.get("kind") != "advice":
        return None
    return request.form.get("topic", "").strip() or None
