"""Asked of me: one card for each ask: introduce · use my name · someone better · pass."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, request

from services.portal.api_client import Json, Refused
from services.portal.language import gettext
from services.portal.pages.asking import contacts
from services.portal.pages.frame import after, page
from services.portal.pages.network import LENDING
from services.portal.pages.openings import title_of
from services.portal.pages.visit import api
from shared.web.operations import Access, allow

pages = Blueprint("asked", __name__)
SHOWN = 20
PASS = "pass"  # noqa: S105  a refusal, no password


@pages.get("/asked")
@allow(Access.MEMBER)
def cards() -> Response:
    """What waits for me, and what came of what I helped with."""
    return _cards()


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
        if refusal.is_signed_out or refusal.status == 404:
            raise
        return _cards(str(introduction_id), refusal)
    return after("/asked", "passed" if said == PASS else "answered")


@pages.post("/asked/<uuid:introduction_id>/naming")
@allow(Access.MEMBER)
def say_naming(introduction_id: UUID) -> Response:
    """Whether recruiters may learn that one helped, or otherwise than one said before."""
    agrees = LENDING.get(request.form.get("may_be_named", ""))
    if agrees is None:
        said = gettext("Say yes or no; there is no preset.")
        return _cards(problem=Refused(422, "naming_unsaid", said))
    body = {"may_be_named": agrees}
    api().post("referrals", f"/v1/introductions/{introduction_id}/naming", body)
    return after("/asked", "saved")


def _cards(failed: str = "", problem: Refused | None = None) -> Response:
    asked = {"after": request.args.get("after") or None, "limit": SHOWN}
    found = api().get("referrals", "/v1/introductions/asked", **asked).body
    items = [_told(each) for each in found["items"]]
    waiting = [each for each in items if each["it"]["state"] == "asked"]
    return page(
        "asked.html",
        problem.status if problem else 200,
        waiting=waiting,
        helped=[each for each in items if each["it"]["state"] != "asked"],
        next=found["next"],
        contacts=contacts(api()) if waiting else [],
        limits=api().get("profiles", "/v1/people/me/settings").body,
        failed=failed,
        problem=problem,
        errors=problem.errors if problem else {},
    )


def _told(item: Json) -> dict[str, Any]:
    people = (item["candidate"], item["passed_by"], item["passes_to"])
    names = api().names(item["grant"], *people)
    about = title_of(item["opening_id"]) if item["opening_id"] else ""
    employer = api().find("postings", f"/v1/employers/{item['employer_id']}") if not about else None
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
