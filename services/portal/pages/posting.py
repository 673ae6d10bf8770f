"""Post an opening in under a minute; move it on; take or refuse the hiring manager's role."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, abort, request

from services.portal.api_client import Json, Refused
from services.portal.pages.asking import contacts
from services.portal.pages.forms import day, number, text, text_or_none, ticked
from services.portal.pages.frame import after, page
from services.portal.pages.sharing import where_i_work
from services.portal.pages.visit import api, visit
from shared.web.operations import Access, allow

pages = Blueprint("posting", __name__)
VERBS = ("publish", "pause", "resume", "close", "fill")
ROLES = ("accept", "decline", "pause", "resume")
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
    try:
        api().patch("postings", f"/v1/openings/{opening_id}", _read(), request.form.get("etag"))
    except Refused as refusal:
        if refusal.status == 404:
            raise
        return _form(_own(str(opening_id)), refusal)
    return after(f"/openings/{opening_id}", "saved")


@pages.post("/openings/<uuid:opening_id>/<any(publish,pause,resume,close,fill):verb>")
@allow(Access.MEMBER)
def move(opening_id: UUID, verb: str) -> Response:
    """Publish, pause, resume, close or fill it."""
    api().post("postings", f"/v1/openings/{opening_id}/{verb}")
    return after(f"/openings/{opening_id}", "moved")


@pages.post("/openings/<uuid:opening_id>/role/<any(accept,decline,pause,resume):verb>")
@allow(Access.MEMBER)
def answer_role(opening_id: UUID, verb: str) -> Response:
    """Take, refuse, rest from or go on with the hiring manager's role."""
    api().post("postings", f"/v1/openings/{opening_id}/hiring-manager/{verb}")
    return after(f"/openings/{opening_id}" if verb != "decline" else "/work", "role")


def my_employers() -> list[Json]:
    """Where one works now, with the names that postings has."""
    employers = [api().find("postings", f"/v1/employers/{each}") for each in where_i_work()]
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
    return page(
        "post.html",
        problem.status if problem else 200,
        opening=opening,
        employers=[] if opening else my_employers(),
        contacts=contacts(api()),
        problem=problem,
        errors=_by_field(problem) if problem else {},
    )


def _by_field(problem: Refused) -> dict[str, list[str]]:
    """Reasons under the names that the form's fields have."""
    return {name.rpartition(".")[2]: reasons for name, reasons in problem.errors.items()}


def _read() -> Json:
    low, high = number("low"), number("high")
    currency = text("currency").upper()
    salary = {"low": low, "high": high, "currency": currency} if low or high else None
    read: dict[str, Any] = {
        "title": text("title"),
        "description": text("description"),
        "employment_type": text("employment_type"),
        "place": text_or_none("place"),
        "countries": [part.upper() for part in text("countries").replace(",", " ").split()],
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
        people["recruiters"] = [visit().person_id] if ticked("recruiter") else []
    return people
