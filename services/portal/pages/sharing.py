"""Share an opening by a link of one's own; whoever follows one has themselves referred by it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import quote
from uuid import UUID

from flask import Blueprint, Response, request

from services.portal.api_client import Json, Refused
from services.portal.language import gettext
from services.portal.pages.container import container
from services.portal.pages.frame import after, page
from services.portal.pages.visit import api, visit
from shared.storage import rate_limits
from shared.storage.rate_limits import Limit
from shared.web.operations import Access, allow

pages = Blueprint("sharing", __name__)
PAGE = 100
FOLLOWED = Limit("portal_links_followed", 60, per=timedelta(minutes=1))
"""From one address: referrals sees them all come from the portal, so here they are told apart."""


@pages.post("/openings/<uuid:opening_id>/share")
@allow(Access.MEMBER)
def make(opening_id: UUID) -> Response:
    """Make my own link to it."""
    api().post("referrals", "/v1/share-links", {"opening_id": str(opening_id)})
    return after(f"/openings/{opening_id}", "link-made")


@pages.post("/openings/<uuid:opening_id>/share/<uuid:link_id>/take-back")
@allow(Access.MEMBER)
def take_back(opening_id: UUID, link_id: UUID) -> Response:
    """Have it lead nowhere from now on."""
    api().delete("referrals", f"/v1/share-links/{link_id}")
    return after(f"/openings/{opening_id}", "link-taken-back")


@pages.get("/shared/<string:token>")
@allow(Access.ANYONE)
def follow(token: str) -> Response:
    """The opening that somebody shares with whoever has the link."""
    return _shared(token)


@pages.post("/shared/<string:token>/referral")
@allow(Access.MEMBER)
def be_referred(token: str) -> Response:
    """Be referred by who shares it: by one's own act, which is to agree."""
    try:
        made = api().post("referrals", f"/v1/shared/{quote(token, safe='')}/referral").body
    except Refused as refusal:
        if refusal.is_about_no_form or refusal.status == 404:
            raise
        return _shared(token, refusal)
    return after(f"/referrals/{made['id']}", "consented")


def share_of(opening: Json) -> dict[str, Any] | None:
    """My link to an opening, if there is one; None where I do not work at its employer, or where
    that cannot be known right now.
    """
    return api().unless_away(lambda: _share_of(opening), None)


def _share_of(opening: Json) -> dict[str, Any] | None:
    if opening["employer_id"] not in where_i_work():
        return None
    mine = (each for each in _my_links() if each["opening_id"] == opening["id"])
    return {"link": next(mine, None)}


def where_i_work() -> list[str]:
    """The employers of the jobs that I say I have."""
    found = api().get("profiles", "/v1/people/me/employments").body["items"]
    return list(dict.fromkeys(each["employer_id"] for each in found if each["ended"] is None))


def _my_links() -> Iterator[Json]:
    cursor: str | None = None
    while True:
        found = api().get("referrals", "/v1/share-links", limit=PAGE, after=cursor).body
        yield from found["items"]
        cursor = found["next"]
        if cursor is None:
            return


def _shared(token: str, problem: Refused | None = None) -> Response:
    it = container()
    rate_limits.count(it.database, [FOLLOWED], request.remote_addr or "nowhere", it.clock.now())
    member = visit().kept is not None
    try:
        found = api().get("referrals", f"/v1/shared/{quote(token, safe='')}").body
    except Refused as refusal:
        if refusal.status != 404 or member:
            raise
        # One that holds for members only, and one that never was, read alike.
        return page("shared_nowhere.html", 404, address=_address(token))
    names = api().names(found["grant"], found["referrer"])
    return page(
        "shared.html",
        problem.status if problem else 200,
        opening=found["opening"],
        address=_address(token),
        referrer=names.get(found["referrer"] or "", gettext("Somebody who works there")),
        mine=member and found["referrer"] == visit().person_id,
        problem=problem,
    )


def _address(token: str) -> str:
    return f"/shared/{quote(token, safe='')}"
