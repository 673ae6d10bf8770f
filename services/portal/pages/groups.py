"""Groups: join by a link, tick whom one knows, volunteer, leave."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import quote
from uuid import UUID

from flask import Blueprint, Response, abort, request

from services.portal.api_client import Refused
from services.portal.language import gettext
from services.portal.pages.container import container
from services.portal.pages.forms import number, text, text_or_none, ticked
from services.portal.pages.frame import after, page
from services.portal.pages.network import LENDING, my_network
from services.portal.pages.visit import api
from shared.storage import rate_limits
from shared.storage.rate_limits import Limit
from shared.web.operations import Access, allow

pages = Blueprint("groups", __name__)
SHOWN = 100
LONGEST_TOKEN = 100
FOLLOWED = Limit("portal_join_links", 60, per=timedelta(minutes=1))
"""From one address: profiles sees them all come from the portal, so here they are told apart."""


@pages.get("/join/<join_token>")
@allow(Access.ANYONE)
def invited(join_token: str) -> Response:
    """What a group's link leads to: a start page also for who has never been here."""
    return _invited(join_token)


@pages.post("/join")
@allow(Access.MEMBER)
def join() -> Response:
    """Join, showing one's name to its members or not."""
    token, show = text("join_token").rpartition("/")[2], LENDING.get(text("show_name"))
    if show is None:
        told = gettext("Say whether its members see your name.")
        return _invited(token, Refused(422, "show_name_unsaid", told, {"show_name": [told]}))
    try:
        body = {"join_token": token, "show_name": show}
        group = api().post("profiles", "/v1/groups/join", body).body
    except Refused as refusal:
        if refusal.is_about_no_form:
            raise
        return _invited(token, refusal)
    return after(f"/groups/{group['id']}", "joined")


@pages.post("/groups")
@allow(Access.MEMBER)
def start() -> Response:
    """Start one; the page has its link."""
    new = {
        "name": text("name"),
        "kind": text("kind"),
        "place": text_or_none("place"),
        "first_year": number("first_year"),
        "last_year": number("last_year"),
    }
    try:
        group = api().post("profiles", "/v1/groups", new).body
    except Refused as refusal:
        if refusal.is_about_no_form:
            raise
        return my_network(refusal)
    return after(f"/groups/{group['id']}", "joined")


def _invited(token: str, problem: Refused | None = None) -> Response:
    it = container()
    rate_limits.count(it.database, [FOLLOWED], request.remote_addr or "nowhere", it.clock.now())
    short = quote(token[:LONGEST_TOKEN], safe="")
    group = api().find("profiles", f"/v1/join-links/{short}") if short else None
    if group is not None and group["joined_id"] and problem is None:
        return after(f"/groups/{group['joined_id']}")
    status = 200 if group else 404
    return page(
        "join.html",
        problem.status if problem else status,
        group=group,
        join_token=token,
        problem=problem,
    )


@pages.get("/groups/<uuid:group_id>")
@allow(Access.MEMBER)
def one(group_id: UUID) -> Response:
    """Its members who show their names, to tick whom one knows."""
    return _group(str(group_id))


@pages.post("/groups/<uuid:group_id>/known")
@allow(Access.MEMBER)
def tick(group_id: UUID) -> Response:
    """Propose a tie to each who was ticked."""
    lend, people = LENDING.get(text("lend")), request.form.getlist("person")
    if lend is None or not people:
        told = gettext(
            "Tick somebody, and say whether others may use these ties; there is no preset."
        )
        return _group(str(group_id), Refused(422, "ticks_incomplete", told))
    body = {"person_ids": people, "lend": lend}
    api().post("profiles", f"/v1/groups/{group_id}/known", body)
    return after(f"/groups/{group_id}", "ticked")


@pages.post("/groups/<uuid:group_id>/part")
@allow(Access.MEMBER)
def take_part(group_id: UUID) -> Response:
    """Show one's name or not; volunteer or not: a volunteer shows it."""
    body = {
        "show_name": ticked("show_name") or ticked("volunteer"),
        "volunteer": ticked("volunteer"),
    }
    api().put("profiles", f"/v1/groups/{group_id}/me", body)
    return after(f"/groups/{group_id}", "saved")


@pages.post("/groups/<uuid:group_id>/leave")
@allow(Access.MEMBER)
def leave(group_id: UUID) -> Response:
    """Leave it."""
    api().delete("profiles", f"/v1/groups/{group_id}/me")
    return after("/network", "left-group")


def _group(group_id: str, problem: Refused | None = None) -> Response:
    group = api().find("profiles", f"/v1/groups/{group_id}")
    if group is None:
        abort(404)
    asked = {"after": request.args.get("after") or None, "limit": SHOWN}
    members = api().get("profiles", f"/v1/groups/{group_id}/members", **asked).body
    return page(
        "group.html",
        problem.status if problem else 200,
        group=group,
        members=members["items"],
        next=members["next"],
        ticked_now=request.form.getlist("person"),
        problem=problem,
    )
