"""What I have done: change or end a job; where I studied, and what I was part of."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from flask import Blueprint, Response, abort

from services.portal.api_client import Json, Refused
from services.portal.pages.forms import day, number, text, text_or_none
from services.portal.pages.frame import after, after_doing, page
from services.portal.pages.visit import api
from shared.web.operations import Access, allow

pages = Blueprint("career", __name__)
ME = "/v1/people/me"
CAREER = "/me/career"


@pages.get("/me/employments/<uuid:employment_id>")
@allow(Access.MEMBER)
def job(employment_id: UUID) -> Response:
    """One of my jobs, to be changed or ended."""
    return _job(employment_id)


@pages.post("/me/employments/<uuid:employment_id>")
@allow(Access.MEMBER)
def change(employment_id: UUID) -> Response:
    """What I said of it, in other words; with a last day it is over."""
    said = {
        "title": text("title"),
        "team": text_or_none("team"),
        "started": day("started"),
        "ended": day("ended"),
    }
    where = f"{ME}/employments/{employment_id}"
    return after_doing(
        lambda: api().patch("profiles", where, said, None),
        lambda refusal: _job(employment_id, refusal),
        "/me",
        "saved",
    )


@pages.get(CAREER)
@allow(Access.MEMBER)
def overview() -> Response:
    """Where I studied, and what I was part of."""
    return _overview()


@pages.post("/me/educations")
@allow(Access.MEMBER)
def add_education() -> Response:
    """Say where I study or studied."""
    said = {
        "school": text("school"),
        "course": text_or_none("course"),
        "started": day("started"),
        "ended": day("ended"),
    }
    return _added("educations", said)


@pages.post("/me/memberships")
@allow(Access.MEMBER)
def add_membership() -> Response:
    """Say what I was part of."""
    said = {
        "kind": text("kind"),
        "name": text("name"),
        "place": text_or_none("place"),
        "year": number("year"),
    }
    return _added("memberships", said)


@pages.post("/me/<any(educations,memberships):kept>/<uuid:which>/forget")
@allow(Access.MEMBER)
def forget(kept: str, which: UUID) -> Response:
    """Take it back."""
    api().delete("profiles", f"{ME}/{kept}/{which}")
    return after(CAREER, "saved")


def _added(kept: str, said: Json) -> Response:
    act = partial(api().post, "profiles", f"{ME}/{kept}", said)
    return after_doing(act, _overview, CAREER, "saved")


def _job(employment_id: UUID, problem: Refused | None = None) -> Response:
    mine = (each for each in _said("employments") if each["id"] == str(employment_id))
    found = next(mine, None)
    if found is None:
        abort(404)
    return page("job.html", problem.status if problem else 200, job=found, problem=problem)


def _overview(problem: Refused | None = None) -> Response:
    return page(
        "career.html",
        problem.status if problem else 200,
        educations=_said("educations"),
        memberships=_said("memberships"),
        problem=problem,
    )


def _said(what: str) -> list[Json]:
    found: list[Json] = api().get("profiles", f"{ME}/{what}").body["items"]
    return found
