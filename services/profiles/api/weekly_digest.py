"""Ending the weekly mail by the link in it, without signing in."""

from __future__ import annotations

from typing import Any

from flask import Response
from marshmallow import Schema, fields, validate

from services.profiles.api.container import container
from services.profiles.commands.people import end_weekly_digest
from services.profiles.ports import UnitOfWork
from shared.errors import NotFound
from shared.web.blueprint import Blueprint
from shared.web.operations import JSON_ONLY, Access, accepts, allow
from shared.web.small_pages import small_page, wants_page
from shared.web.writes import reading, transactional

FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
blueprint = Blueprint(
    "weekly-digest", __name__, url_prefix="/v1/weekly-digest", description="The weekly mail"
)


class LinkGiven(Schema):
    """What a link in the weekly mail carries."""

    link = fields.String(required=True, validate=validate.Length(1, 200))


class DigestShown(Schema):
    """What became of it, or would."""

    weekly_digest = fields.Boolean(required=True)


@blueprint.get("/off")
@allow(Access.ANYONE)
@blueprint.arguments(LinkGiven, location="query")
@reading
@blueprint.response(200, DigestShown)
def about_to_end(asked: dict[str, Any], *, uow: UnitOfWork) -> dict[str, bool] | Response:
    """What the link does, and a button to do it; looking changes nothing."""
    person = container().secrets.of_digest_link(asked["link"])
    if person is None:
        raise NotFound("digest_link_unknown", "This link is none of ours.")
    if wants_page():
        return small_page("Your week at Warmpath", "No more of this mail?", "No more of it")
    return {"weekly_digest": True}


@blueprint.post("/off")
@allow(Access.ANYONE)
@accepts(*JSON_ONLY, *FORMS)
@blueprint.arguments(LinkGiven, location="query")
@transactional
@blueprint.response(200, DigestShown)
def end(asked: dict[str, Any], *, uow: UnitOfWork) -> dict[str, bool] | Response:
    """End it: also in one click, from within a mail program (RFC 8058)."""
    person = container().secrets.of_digest_link(asked["link"])
    if person is None:
        raise NotFound("digest_link_unknown", "This link is none of ours.")
    end_weekly_digest(person, uow, uow.clock)
    if wants_page():
        return small_page("No more of it", "You can have it again: it is one of your settings.")
    return {"weekly_digest": False}
