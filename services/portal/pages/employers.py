"""An employer: what it is called, what it pays for a referral, and who speaks for it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, abort, request

from services.portal.api_client import Json, Refused
from services.portal.language import gettext
from services.portal.pages.asking import contacts
from services.portal.pages.forms import number, text, text_or_none, words
from services.portal.pages.frame import after_doing, page
from services.portal.pages.visit import api, visit
from shared.web.operations import Access, allow

pages = Blueprint("employers", __name__)
FEWEST_ROWS, MOST_ROWS = 3, 12
"""Of milestones in the form; the service takes twelve."""


@pages.get("/employers/<uuid:employer_id>")
@allow(Access.MEMBER)
def one(employer_id: UUID) -> Response:
    """What every member may know, and for who speaks for it what they can change."""
    return _shown(employer_id)


@pages.post("/employers/<uuid:employer_id>")
@allow(Access.MEMBER)
def save(employer_id: UUID) -> Response:
    """Change what it is also called, how large it is and what it does."""
    changes = {
        "aliases": words("aliases"),
        "industry": text_or_none("industry"),
        "headcount": number("headcount"),
    }
    return _edited(employer_id, changes)


@pages.post("/employers/<uuid:employer_id>/stewards")
@allow(Access.OPERATOR)
def speak(employer_id: UUID) -> Response:
    """Who speaks for it from now on: those ticked, and one more."""
    added = text("steward_id") or text("steward_contact")
    stewards = request.form.getlist("steward") + ([added] if added else [])
    return _edited(employer_id, {"stewards": stewards})


@pages.post("/employers/<uuid:employer_id>/policy")
@allow(Access.MEMBER)
def publish(employer_id: UUID) -> Response:
    """Publish the next version of the bonus; openings keep the version they were posted with."""
    policy = {
        "bonus": number("bonus"),
        "currency": text("currency").upper(),
        "ownership_days": number("ownership_days"),
        "milestones": _milestones(),
        "not_eligible": [each.lower().replace(" ", "_") for each in words("not_eligible")],
    }
    where = f"/v1/employers/{employer_id}/policies"
    return _done(employer_id, lambda: api().post("postings", where, policy), "policy-published")


def _milestones() -> list[Json]:
    """Those rows of the form in which something stands."""
    rows = [(number(f"months_{row}"), number(f"share_{row}")) for row in range(MOST_ROWS)]
    return [
        {"months": months, "share": share}
        for months, share in rows
        if (months, share) != (None, None)
    ]


def _edited(employer_id: UUID, changes: Json) -> Response:
    where, etag = f"/v1/employers/{employer_id}", request.form.get("etag")
    return _done(employer_id, lambda: api().patch("postings", where, changes, etag), "saved")


def _done(employer_id: UUID, act: Callable[[], Any], done: str) -> Response:
    return after_doing(act, partial(_shown, employer_id), f"/employers/{employer_id}", done)


def _shown(employer_id: UUID, problem: Refused | None = None) -> Response:
    try:
        answer = api().get("postings", f"/v1/employers/{employer_id}")
    except Refused as refusal:
        if refusal.status == 404:
            abort(404)
        raise
    employer = answer.body
    policies = list(reversed(employer["policies"]))
    asked_rows = len(policies[0]["milestones"]) + 1 if policies else 0
    return page(
        "employer.html",
        problem.status if problem else 200,
        employer=employer,
        etag=answer.etag,
        policies=policies,
        stewards=_stewards(employer),
        contacts=contacts(api()) if visit().is_operator else [],
        rows=range(min(max(FEWEST_ROWS, asked_rows), MOST_ROWS)),
        problem=problem,
    )


def _stewards(employer: Json) -> list[tuple[str, str]]:
    """Their ids and names, where they are shown."""
    found = employer.get("stewards", [])
    names = api().names(employer.get("grant"), *found)
    gone = gettext("Somebody who left")
    return [(each, names.get(each, gone)) for each in found]
