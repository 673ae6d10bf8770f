"""What somebody may read who has never been here: whether anybody is, and where a link leads."""

from __future__ import annotations

from datetime import timedelta

from marshmallow import Schema, fields

from services.profiles import queries
from services.profiles.domain.group import Group, GroupKind
from services.profiles.ports import UnitOfWork
from shared.storage.rate_limits import Limit
from shared.web.blueprint import Blueprint
from shared.web.caller import current_caller
from shared.web.limits import limited, remote_address
from shared.web.operations import Access, allow
from shared.web.writes import reading

FOLLOWED = Limit("join_links_followed", 300, timedelta(minutes=1))
"""From one address; pages that follow links for many people have limits of their own."""

blueprint = Blueprint("beginning", __name__, url_prefix="/v1", description="Before one is here")


class InstallationShown(Schema):
    """Whether anybody has signed up yet."""

    has_members = fields.Boolean(required=True)


class InvitedShown(Schema):
    """The group that a link leads to, to whoever has the link. Of its members nothing is told, but
    to one of them that they are: by its id.
    """

    name = fields.String(required=True)
    kind = fields.Enum(GroupKind, by_value=True, required=True)
    place = fields.String(required=True, allow_none=True)
    first_year = fields.Integer(required=True, allow_none=True)
    last_year = fields.Integer(required=True, allow_none=True)
    joined_id = fields.UUID(required=True, allow_none=True)


@blueprint.get("/installation")
@allow(Access.ANYONE)
@reading
@blueprint.response(200, InstallationShown)
def installation(*, uow: UnitOfWork) -> dict[str, object]:
    """Whether this installation has begun."""
    return {"has_members": uow.people.any()}


@blueprint.get("/join-links/<string:join_token>")
@allow(Access.ANYONE)
@limited(FOLLOWED, who=remote_address)
@reading
@blueprint.response(200, InvitedShown)
def invited(join_token: str, *, uow: UnitOfWork) -> dict[str, object]:
    """What a group's link leads to; nothing is changed by this."""
    caller = current_caller()
    found = queries.invited_to(join_token, uow)
    return _shown(found, caller is not None and caller.person_id in found.members)


def _shown(group: Group, joined: bool) -> dict[str, object]:
    kept = ("name", "kind", "place", "first_year", "last_year")
    told = {name: getattr(group, name) for name in kept}
    return told | {"joined_id": group.id if joined else None}
