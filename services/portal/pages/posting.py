"""Post an opening in under a minute, change it, say who runs it, move it on."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, abort, request

from services.portal.api_client import Json, Refused
from services.portal.language import gettext
from services.portal.pages.asking import contacts
from services.portal.pages.forms import day, number, text, text_or_none, ticked
from services.portal.pages.frame import IN_A_LIST, after, page
from services.portal.pages.hiring_role import people_of
from services.portal.pages.sharing import where_i_work
from services.portal.pages.visit import api, each_meanwhile, meanwhile, visit
from services.portal.places import country_codes
from shared.web.operations import Access, allow

pages = Blueprint("posting", __name__)
VERBS = ("publish", "pause", "resume", "close", "fill")
RUNNING = frozenset({"poster", "recruiter", "steward"})
NOBODY, ME = "nobody", "me"


@pages.get("/post")
@allow(Access.MEMBER)
def new() -> Response:
    """The form, for an opening at one's own employer."""
    return _form(None)


@pages.post("/post")
@allow(Access.MEMBER)
def create() -> Response:
    """Draft it, and publish it if that was wanted: a draft that cannot be published is kept."""
    wanted = _read() | {"employer_id": text("employer_id")}
    try:
        made = api().post("postings", "/v1/openings", wanted).body
    except Refused as refusal:
        return _form(None, refusal)
    where = f"/openings/{made['id']}"
    if text("do") != "publish":
        return after(where, "drafted")
    try:
        api().post("postings", f"/v1{where}/publish")
    except Refused:
        return after(where, "not-published")  # publishing the draft there says what is wrong
    return after(where, "published")


@pages.get("/openings/<uuid:opening_id>/edit")
@allow(Access.MEMBER)
def change(opening_id: UUID) -> Response:
    """The same form, filled in."""
    return _form(_own(str(opening_id)))


@pages.post("/openings/<uuid:opening_id>/edit")
@allow(Access.MEMBER)
def save(opening_id: UUID) -> Response:
    """Change the version that was shown; a newer one is not written over."""
    where, etag = f"/v1/openings/{opening_id}", request.form.get("etag")
    try:
        left = api().patch("postings", where, _read(), etag).body
    except Refused as refusal:
        if refusal.status == 404:
            raise
        return _form(_own(str(opening_id)), refusal)
    return after(f"/openings/{opening_id}" if left["my_roles"] else "/work", "saved")


@pages.post("/openings/<uuid:opening_id>/<any(publish,pause,resume,close,fill):verb>")
@allow(Access.MEMBER)
def move(opening_id: UUID, verb: str) -> Response:
    """Publish, pause, resume, close or fill it."""
    api().post("postings", f"/v1/openings/{opening_id}/{verb}")
    return after(f"/openings/{opening_id}", "moved")


def my_employers() -> list[Json]:
    """Where one works now, with the names that postings has."""
    employers = each_meanwhile(
        lambda employer: api().find("postings", f"/v1/employers/{employer}"), where_i_work()
    )
    return [each for each in employers if each is not None]


def _own(opening_id: str) -> Json:
    """An opening that one runs, with the version that is shown."""
    try:
        answer = api().get("postings", f"/v1/openings/{opening_id}")
    except Refused as refusal:
        if refusal.status == 404:
            abort(404)
        raise
    if not RUNNING.intersection(answer.body["my_roles"]):
        abort(404)
    found: Json = answer.body | {"etag": answer.etag}
    return found


def _form(opening: Json | None, problem: Refused | None = None) -> Response:
    contacts_known = meanwhile(lambda: contacts(api()))
    employers = [] if opening else my_employers()
    known = contacts_known()
    return page(
        "post.html",
        problem.status if problem else 200,
        opening=opening,
        employers=employers,
        contacts=known,
        problem=problem,
        errors=_by_field(problem) if problem else {},
        **_people_to_choose(opening or {}, known),
    )


def _people_to_choose(opening: Json, known: list[Json]) -> dict[str, Any]:
    """Who decides and who recruits now, and who could recruit besides: one's contacts, oneself."""
    named, role = people_of(opening), opening.get("hiring_manager") or {}
    recruiters = [(each, named[each]) for each in opening.get("recruiters", [])]
    me = [(visit().person_id, gettext("Me: %(name)s", name=visit().name))]
    others = [(tie["person"]["id"], tie["person"]["name"]) for tie in known]
    taken = {each for each, _ in recruiters}
    return {
        "decides": named.get(role.get("accepted") or role.get("asked") or "", ""),
        "recruiters": recruiters,
        "not_recruiting": [each for each in me + others if each[0] not in taken],
    }


def _by_field(problem: Refused) -> dict[str, list[str]]:
    """Reasons under the names that the form's fields have."""
    return {
        IN_A_LIST.split(name)[0].rpartition(".")[2]: reasons
        for name, reasons in problem.errors.items()
    }


def _read() -> Json:
    low, high = number("low"), number("high")
    currency = text("currency").upper()
    salary = {"low": low, "high": high, "currency": currency} if low or high else None
    read: dict[str, Any] = {
        "title": text("title"),
        "description": text("description"),
        "employment_type": text("employment_type"),
        "place": text_or_none("place"),
        "countries": country_codes(text("countries")),
        "remote": ticked("remote"),
        "salary": salary,
        "valid_through": day("valid_through"),
        "apply_url": text_or_none("apply_url"),
        "audience": text("audience"),
        "use_policy": ticked("use_policy"),
    }
    if text("audience") == "network":
        read["max_introducers"] = number("max_introducers")
    return read | _people()


def _people() -> Json:
    """Who decides and who recruits; a choice that was not offered changes nothing."""
    people: Json = {}
    manager = text("hiring_manager")
    if manager:
        chosen = {NOBODY: None, ME: visit().person_id}
        people["hiring_manager"] = chosen.get(manager, manager)
    if text("recruiters_asked"):
        added = text("recruiter_added")
        people["recruiters"] = request.form.getlist("recruiter") + ([added] if added else [])
    return people
