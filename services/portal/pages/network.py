"""My network: ties to confirm, ties that stand with their reasons, lend or keep, how well."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, jsonify, request

from services.portal.api_client import Json, Refused
from services.portal.language import gettext
from services.portal.network_map import HEIGHT, WIDTH, Spot, drawn, rings, said_of, spots
from services.portal.pages.forms import text
from services.portal.pages.frame import after, page
from services.portal.pages.visit import api, meanwhile, visit
from shared.web.operations import Access, allow

pages = Blueprint("network", __name__)
SHOWN = 30
MOST_DRAWN = 100
LENDING = {"yes": True, "no": False}
"""Whether others may use a tie: asked each time, with no preset."""


@pages.get("/network")
@allow(Access.MEMBER)
def overview() -> Response:
    """Groups, what waits for an answer, and everybody one knows."""
    return my_network()


@pages.get("/network/map")
@allow(Access.MEMBER)
def as_map() -> Response:
    """The same as a picture, and as a list."""
    found, more = _on_the_map()
    return page(
        "map.html",
        spots=found,
        said_of=said_of,
        rings=rings(),
        width=WIDTH,
        height=HEIGHT,
        more=more,
    )


@pages.get("/network/map.json")
@allow(Access.MEMBER)
def map_data() -> Response:
    """The same for the script that draws it."""
    return jsonify(drawn(_on_the_map()[0], visit().name))


@pages.post("/network/propose")
@allow(Access.MEMBER)
def propose() -> Response:
    """Say that one knows somebody, by their address."""
    lend = LENDING.get(text("lend"))
    if lend is None:
        return my_network(_say_whether())
    try:
        api().post("profiles", "/v1/ties", {"mail": text("mail"), "lend": lend})
    except Refused as refusal:
        if refusal.is_about_no_form:
            raise
        return my_network(refusal)
    return after("/network", "proposed")


@pages.post("/network/<uuid:tie_id>/confirm")
@allow(Access.MEMBER)
def confirm(tie_id: UUID) -> Response:
    """Yes, and whether others may use the tie."""
    lend = LENDING.get(text("lend"))
    if lend is None:
        return my_network(_say_whether())
    api().post("profiles", f"/v1/ties/{tie_id}/confirm", {"lend": lend})
    return after("/network", "tie-confirmed")


@pages.post("/network/<uuid:tie_id>/<any(deny,withdraw):verb>")
@allow(Access.MEMBER)
def end(tie_id: UUID, verb: str) -> Response:
    """No to a proposal; or take one back, or end a tie."""
    api().post("profiles", f"/v1/ties/{tie_id}/{verb}")
    return after("/network", "tie-denied" if verb == "deny" else "tie-ended")


@pages.post("/network/<uuid:tie_id>/answer")
@allow(Access.MEMBER)
def say_how_well(tie_id: UUID) -> Response:
    """How well one knows them; nothing chosen takes the answer back."""
    body = {"answer": text("answer") or None}
    api().put("profiles", f"/v1/ties/{tie_id}/own-answer", body)
    return after("/network", "saved")


@pages.post("/network/<uuid:tie_id>/lending")
@allow(Access.MEMBER)
def lend_or_keep(tie_id: UUID) -> Response:
    """Whether others may use the tie."""
    lend = LENDING.get(text("lend"))
    if lend is None:
        return my_network(_say_whether())
    api().put("profiles", f"/v1/ties/{tie_id}/lending", {"lend": lend})
    return after("/network", "saved")


def my_network(problem: Refused | None = None) -> Response:
    """The page, with what was wrong with one of its forms."""
    services = api()
    asked_for = meanwhile(lambda: services.get("profiles", "/v1/ties", state="proposed", limit=100))
    groups = meanwhile(lambda: services.get("profiles", "/v1/groups", limit=100))
    asked = {"after": request.args.get("after") or None, "limit": SHOWN}
    standing = services.get("profiles", "/v1/ties", state="confirmed", **asked).body
    proposed = asked_for().body["items"]
    return page(
        "network.html",
        problem.status if problem else 200,
        groups=groups().body["items"],
        to_answer=[tie for tie in proposed if not tie["proposed_by_me"]],
        sent=[tie for tie in proposed if tie["proposed_by_me"]],
        ties=_by_name([*standing["items"], *_besides(standing["items"])]),
        next=standing["next"],
        opened=request.args.get("with", ""),
        problem=problem,
    )


def _on_the_map() -> tuple[list[Spot], bool]:
    """Whom one knows, and whether there are more of them than are drawn."""
    found = api().get("profiles", "/v1/ties", state="confirmed", limit=MOST_DRAWN).body
    return spots(found["items"]), found["next"] is not None


def _besides(shown: list[Json]) -> list[Json]:
    """The tie that the address names, if it stands on another page of the list."""
    named = request.args.get("tie", type=UUID)
    if named is None or str(named) in [tie["id"] for tie in shown]:
        return []
    found = api().find("profiles", f"/v1/ties/{named}")
    return [found] if found and found["state"] == "confirmed" else []


def _by_name(ties: list[Json]) -> list[Json]:
    return sorted(ties, key=lambda tie: tie["person"]["name"].casefold())


def _say_whether() -> Refused:
    told = gettext("Say whether others may use this tie; there is no preset.")
    return Refused(422, "lend_unsaid", told)
