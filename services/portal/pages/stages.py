"""Stages out of an employer's own system (ATS): by a file with preview, or signed by itself."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, abort, request

from services.portal.api_client import Json, Refused
from services.portal.language import gettext
from services.portal.pages.frame import after, page
from services.portal.pages.openings import title_of
from services.portal.pages.referring import learn_names_of, told
from services.portal.pages.visit import api
from shared.web.operations import Access, allow

pages = Blueprint("stages", __name__)
SHOWN = 20
LARGEST_FILE = 256 * 1024
"""It goes to the browser and back between preview and doing, so that nothing of it is kept here."""
NO_HOOK = "ats_hook_not_found"


@pages.get("/openings/<uuid:opening_id>/stages")
@allow(Access.MEMBER)
def begin(opening_id: UUID) -> Response:
    """How a file has to look, who it can be about, and the way in for a system."""
    return _shown(opening_id)


@pages.post("/openings/<uuid:opening_id>/stages/preview")
@allow(Access.MEMBER)
def preview(opening_id: UUID) -> Response:
    """What each row would do; nothing is done."""
    file = request.files.get("file")
    content = file.read() if file else b""
    if not content:
        return _shown(opening_id, Refused(422, "stages_missing", gettext("Choose the file.")))
    if len(content) > LARGEST_FILE:
        told = gettext(
            "The file has more than %(most)s kB: send fewer rows or columns.",
            most=LARGEST_FILE // 1024,
        )
        return _shown(opening_id, Refused(413, "stages_too_large", told))
    return _rows(opening_id, content, "/stages/preview", done=False)


@pages.post("/openings/<uuid:opening_id>/stages")
@allow(Access.MEMBER)
def apply(opening_id: UUID) -> Response:
    """Do what the file says that was looked at, and tell of each row what became of it."""
    try:
        content = urlsafe_b64decode(request.form.get("content", ""))
    except ValueError:
        content = b""
    if not content:
        again = gettext("Choose the file again.")
        return _shown(opening_id, Refused(422, "stages_missing", again))
    return _rows(opening_id, content, "/stages", done=True)


@pages.post("/openings/<uuid:opening_id>/ats-hook")
@allow(Access.MEMBER)
def make_hook(opening_id: UUID) -> Response:
    """Open a way in; its secret is on this page and nowhere again."""
    return _with_secret(opening_id, "/ats-hook")


@pages.post("/openings/<uuid:opening_id>/ats-hook/rotate")
@allow(Access.MEMBER)
def rotate_hook(opening_id: UUID) -> Response:
    """Another secret; the one before holds for a day."""
    return _with_secret(opening_id, "/ats-hook/rotate")


@pages.post("/openings/<uuid:opening_id>/ats-hook/take-back")
@allow(Access.MEMBER)
def take_back_hook(opening_id: UUID) -> Response:
    """Close the way in at once."""
    api().delete("referrals", f"/v1/openings/{opening_id}/ats-hook")
    return after(f"/openings/{opening_id}/stages", "hook-taken-back")


def _with_secret(opening_id: UUID, what: str) -> Response:
    try:
        made = api().post("referrals", f"/v1/openings/{opening_id}{what}").body
    except Refused as refusal:
        if refusal.is_about_no_form or refusal.status == 404:
            raise
        return _shown(opening_id, refusal)
    return _shown(opening_id, secret=made["secret"])


def _rows(opening_id: UUID, content: bytes, what: str, done: bool) -> Response:
    try:
        where = f"/v1/openings/{opening_id}{what}"
        found = api().upload("referrals", where, content, "text/csv").body
    except Refused as refusal:
        if refusal.is_about_no_form or refusal.status == 404:
            raise
        return _shown(opening_id, refusal)
    known = {each["it"]["id"]: each["candidate"] for each in _received(opening_id)}
    return page(
        "stages_told.html",
        opening_id=opening_id,
        title=title_of(str(opening_id)),
        found=found,
        known=known,
        applied=done,
        content=urlsafe_b64encode(content).decode(),
    )


def _shown(opening_id: UUID, problem: Refused | None = None, secret: str = "") -> Response:
    hook = _hook(opening_id)
    return page(
        "stages.html",
        problem.status if problem else 200,
        opening_id=opening_id,
        title=title_of(str(opening_id)),
        hook=hook,
        secret=secret,
        received=_received(opening_id),
        problem=problem,
    )


def _hook(opening_id: UUID) -> Json | None:
    """The way in, if there is one; 404 to who does not run the opening."""
    try:
        found: Json = api().get("referrals", f"/v1/openings/{opening_id}/ats-hook").body
    except Refused as refusal:
        if refusal.code == NO_HOOK:
            return None
        if refusal.status == 404:
            abort(404)
        raise
    return found


def _received(opening_id: UUID) -> list[dict[str, Any]]:
    """Who was referred for it, as many as fit on a page."""
    asked = {"opening_id": opening_id, "limit": SHOWN}
    found = api().get("referrals", "/v1/referrals/received", **asked).body["items"]
    learn_names_of(found)
    return [told(each) for each in found]
