"""For who runs an opening: referrals, and after the screening decision the chain behind them."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, abort, request

from services.portal.api_client import Json, Refused
from services.portal.language import gettext
from services.portal.pages.forms import day, number, text
from services.portal.pages.frame import after, page
from services.portal.pages.posting import my_employers
from services.portal.pages.referring import credit_of, learn_names_of, told
from services.portal.pages.visit import api, meanwhile
from shared.web.operations import Access, allow

pages = Blueprint("recruiting", __name__)
SHOWN = 20
MOVES = {
    "consented": ("taken_up", "interview", "rejected"),
    "in_review": ("interview", "offer", "rejected"),
    "interviewing": ("offer", "hire", "rejected"),
    "offered": ("hire", "rejected"),
    "hired": ("hire_confirmed",),
}
"""What can be said next of a referral, by where it stands; the service has the last word."""
SAID_AGAIN = {"interviewing": "interview", "offered": "offer"}
"""What the employer may say too, where so far only the candidate has."""
BEFORE_DECISION = ("consented", "in_review")


@pages.get("/work")
@allow(Access.MEMBER)
def work() -> Response:
    """What one does for one's employer: openings, and who was referred for them."""
    services = api()
    asked = {"after": request.args.get("after") or None, "limit": SHOWN}
    mine = partial(services.get, "postings", "/v1/openings/mine", limit=SHOWN)
    theirs = partial(services.get, "referrals", "/v1/referrals/received", **asked)
    openings = meanwhile(lambda: services.unless_away(lambda: mine().body["openings"], None))
    received = services.unless_away(lambda: theirs().body, None)
    learn_names_of(received["items"] if received else [])
    return page(
        "work.html",
        employers=services.unless_away(my_employers, []),
        openings=openings(),
        received=[told(each) for each in received["items"]] if received else None,
        next=received["next"] if received else None,
    )


@pages.get("/recruiting/<uuid:referral_id>")
@allow(Access.MEMBER)
def one(referral_id: UUID) -> Response:
    """A referral for an opening that one runs; the chain only where the service shows it."""
    return page("recruited.html", **_found(str(referral_id)))


@pages.post("/recruiting/<uuid:referral_id>/moves")
@allow(Access.MEMBER)
def move(referral_id: UUID) -> Response:
    """Say what happened."""
    what = text("what")
    body: Json = {"what": what}
    if what == "rejected":
        body |= {"reason": text("reason"), "hold": number("hold") or 0}
    if what in ("hire", "hire_confirmed"):
        body["started"] = day("started")
    try:
        api().post("referrals", f"/v1/referrals/{referral_id}/moves", body)
    except Refused as refusal:
        if refusal.status == 404:
            raise
        shown = _found(str(referral_id)) | {"problem": refusal}
        return page("recruited.html", refusal.status, **shown)
    return after(f"/recruiting/{referral_id}", "moved")


@pages.post("/recruiting/<uuid:referral_id>/credit/reversals")
@allow(Access.MEMBER)
def reverse(referral_id: UUID) -> Response:
    """Take the payout of a milestone back, by a further line."""
    body = {"months": number("months"), "why": text("why_reversed")}
    return _put_right(referral_id, "credit/reversals", body, "why_reversed")


@pages.post("/recruiting/<uuid:referral_id>/credit/corrections")
@allow(Access.MEMBER)
def correct(referral_id: UUID) -> Response:
    """Add something or take it, by a further line."""
    body = {"amount": number("amount"), "why": text("why_corrected")}
    return _put_right(referral_id, "credit/corrections", body, "why_corrected")


@pages.post("/recruiting/<uuid:referral_id>/employment-ended")
@allow(Access.MEMBER)
def employment_ended(referral_id: UUID) -> Response:
    """Say that the employment ended: what was not reached by then is not paid."""
    return _put_right(referral_id, "employment-ended", {"ended": day("ended")}, "why")


def _put_right(referral_id: UUID, what: str, body: Json, why: str) -> Response:
    """Add to the history that credit follows from; `why` is what the form calls its reason."""
    try:
        api().post("referrals", f"/v1/referrals/{referral_id}/{what}", body)
    except Refused as refusal:
        if refusal.is_about_no_form or refusal.status == 404:
            raise
        errors = {why if name == "why" else name: said for name, said in refusal.errors.items()}
        shown = _found(str(referral_id)) | {"problem": refusal, "errors": errors}
        return page("recruited.html", refusal.status, **shown)
    return after(f"/recruiting/{referral_id}", "credit-noted")


def _found(referral_id: str) -> dict[str, Any]:
    item = api().find("referrals", f"/v1/referrals/{referral_id}")
    if item is None or item["role"] != "recruiter":
        abort(404)
    decided = item["state"] not in BEFORE_DECISION
    return {
        "item": told(item),
        "moves": _next(item),
        "chain": _chain(referral_id) if decided else None,
        "credit": credit_of(referral_id) if decided else None,
    }


def _next(item: Json) -> tuple[str, ...]:
    state = item["state"]
    theirs = item["history"][-1]["by"] == "candidate" and state in SAID_AGAIN
    return (*([SAID_AGAIN[state]] if theirs else []), *MOVES.get(state, ()))


def _chain(referral_id: str) -> Json | None:
    """Who introduced whom and when, with the names that may be known."""
    try:
        found = api().get("referrals", f"/v1/referrals/{referral_id}/chain").body
    except Refused as refusal:
        if refusal.status in (403, 404, 409):
            return None
        raise
    people = [each["person"] for each in found["people"]]
    besides = [each["referrer"] for each in found["duplicates"]]
    names = api().names(found["grant"], *people, *besides)
    return {
        "people": [_along(each, names) for each in found["people"]],
        "links": found["links"],
        "duplicates": [
            each | {"name": names.get(each["referrer"] or "", gettext("Somebody"))}
            for each in found["duplicates"]
        ],
    }


def _along(each: Json, names: Any) -> Json:
    is_introducer = each["part"] == "introducer"
    unnamed = gettext("An introducer") if is_introducer else gettext("Somebody who left")
    return each | {"name": names.get(each["person"] or "", unnamed)}
