"""The hiring manager's role in an opening: take it or not, rest from it, hand it on."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, abort

from services.portal.api_client import Json, Refused
from services.portal.language import gettext
from services.portal.pages.asking import contacts
from services.portal.pages.forms import text
from services.portal.pages.frame import after, page
from services.portal.pages.visit import api
from services.portal.refusals import refusal as why_refused
from shared.web.operations import Access, allow

pages = Blueprint("hiring_role", __name__)
HOLDERS = frozenset({"hiring_manager", "asked"})
OVER = frozenset({"filled", "closed", "expired"})


@pages.get("/openings/<uuid:opening_id>/role")
@allow(Access.MEMBER)
def one(opening_id: UUID) -> Response:
    """For whoever holds the role or is asked to take it."""
    return _shown(opening_id)


@pages.post("/openings/<uuid:opening_id>/role/<any(accept,decline,pause,resume):verb>")
@allow(Access.MEMBER)
def answer(opening_id: UUID, verb: str) -> Response:
    """Take, refuse, rest from or go on with it."""
    api().post("postings", f"/v1/openings/{opening_id}/hiring-manager/{verb}")
    return after(f"/openings/{opening_id}" if verb != "decline" else "/work", "role")


@pages.post("/openings/<uuid:opening_id>/role/delegate")
@allow(Access.MEMBER)
def delegate(opening_id: UUID) -> Response:
    """Offer it to somebody, who has to accept it."""
    named, where = {"person_id": text("person_id")}, f"/v1/openings/{opening_id}/hiring-manager"
    try:
        left = api().post("postings", f"{where}/delegate", named).body
    except Refused as refusal:
        if refusal.is_about_no_form or refusal.status == 404:
            raise
        return _shown(opening_id, refusal)
    still_there = HOLDERS.intersection(left["my_roles"])
    return after(f"/openings/{opening_id}/role" if still_there else "/work", "role-offered")


def people_of(opening: Json) -> dict[str, str]:
    """What the people of an opening are called, as far as they are shown, by id."""
    role = opening.get("hiring_manager") or {}
    decide = (role.get("accepted"), role.get("asked"))
    ids = [each for each in (*opening.get("recruiters", []), *decide) if each]
    names = api().names(opening.get("grant"), *ids)
    return {each: names.get(each, gettext("Somebody who left")) for each in ids}


def _at_the_choice(problem: Refused) -> dict[str, list[str]]:
    """Whatever is wrong is wrong with whom one chose: the form asks for nothing else."""
    return problem.errors or {"person_id": [why_refused(problem)]}


def _shown(opening_id: UUID, problem: Refused | None = None) -> Response:
    opening = api().find("postings", f"/v1/openings/{opening_id}")
    if opening is None or not HOLDERS.intersection(opening["my_roles"]):
        abort(404)
    return page(
        "hiring_role.html",
        problem.status if problem else 200,
        opening=opening,
        is_over=opening["state"] in OVER,
        offered=people_of(opening).get(opening["hiring_manager"]["asked"] or "", ""),
        contacts=contacts(api()),
        problem=problem,
        errors=_at_the_choice(problem) if problem else {},
    )
