"""Classes, associations, events and companies whose people join by a link."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from marshmallow import Schema, fields, validate

from services.profiles import queries
from services.profiles.api.container import container
from services.profiles.commands import groups
from services.profiles.domain.group import Group, GroupKind, GroupMember
from services.profiles.ports import UnitOfWork
from shared.ids import new_id
from shared.storage.pagination import Page
from shared.web.blueprint import Blueprint
from shared.web.caller import current_person
from shared.web.operations import Access, allow
from shared.web.pages import PageAsked, page_by_id, page_shown
from shared.web.writes import reading, transactional

MOST_TICKED = 500
Body = dict[str, Any]

blueprint = Blueprint("groups", __name__, url_prefix="/v1/groups", description="Groups")


class GroupGiven(Schema):
    """A group to start; years bound who belongs, as far as that makes sense."""

    name = fields.String(required=True, validate=validate.Length(1, 500))
    kind = fields.Enum(GroupKind, by_value=True, required=True)
    place = fields.String(allow_none=True, validate=validate.Length(max=500))
    first_year = fields.Integer(allow_none=True, strict=True)
    last_year = fields.Integer(allow_none=True, strict=True)


class GroupShown(GroupGiven):
    """A group as its members see it; whoever has the token may join."""

    id = fields.UUID(required=True)
    join_token = fields.String(required=True)
    show_name = fields.Boolean(required=True)
    volunteer = fields.Boolean(required=True)


GroupsPage = page_shown("GroupsPage", GroupShown)


class JoinAsked(Schema):
    """The secret of a group's link, and whether its members see one's name."""

    join_token = fields.String(required=True, validate=validate.Length(1, 100))
    show_name = fields.Boolean(required=True)


class PartGiven(Schema):
    """One's part in a group. A volunteer shows their name."""

    show_name = fields.Boolean(required=True)
    volunteer = fields.Boolean(required=True)


class MemberShown(Schema):
    """A member who shows their name."""

    id = fields.UUID(required=True)
    name = fields.String(required=True)
    headline = fields.String(required=True, allow_none=True)
    volunteer = fields.Boolean(required=True)


MembersPage = page_shown("MembersPage", MemberShown)


class KnownGiven(Schema):
    """Whom of the group one knows, and whether to lend those ties: there is no preset."""

    person_ids = fields.List(fields.UUID(), required=True, validate=validate.Length(1, MOST_TICKED))
    lend = fields.Boolean(required=True)


@blueprint.post("")
@allow(Access.MEMBER)
@blueprint.arguments(GroupGiven)
@transactional
@blueprint.response(201, GroupShown)
def start(asked: Body, *, uow: UnitOfWork) -> dict[str, object]:
    """Start a group; one is its first member."""
    group = Group(id=new_id(), join_token="", **asked)
    me = current_person()
    return _shown(groups.start_group(group, me, uow, uow.clock, container().secrets), me)


@blueprint.get("")
@allow(Access.MEMBER)
@blueprint.arguments(PageAsked, location="query")
@reading
@blueprint.response(200, GroupsPage)
def mine(asked: Body, *, uow: UnitOfWork) -> Page[dict[str, object]]:
    """The groups one is in."""
    me = current_person()
    page = page_by_id(
        asked, lambda after, most: uow.groups.of(me, after, most), lambda group: group.id
    )
    return Page([_shown(group, me) for group in page.items], page.next)


@blueprint.get("/<uuid:group_id>")
@allow(Access.MEMBER)
@reading
@blueprint.response(200, GroupShown)
def one(group_id: UUID, *, uow: UnitOfWork) -> dict[str, object]:
    """A group one is in."""
    me = current_person()
    return _shown(queries.group(group_id, me, uow), me)


@blueprint.post("/join")
@allow(Access.MEMBER)
@blueprint.arguments(JoinAsked)
@transactional
@blueprint.response(200, GroupShown)
def join(asked: Body, *, uow: UnitOfWork) -> dict[str, object]:
    """Join by a link."""
    me = current_person()
    token, show_name = asked["join_token"], asked["show_name"]
    return _shown(groups.join_group(token, me, show_name, uow, uow.clock), me)


@blueprint.get("/<uuid:group_id>/members")
@allow(Access.MEMBER)
@blueprint.arguments(PageAsked, location="query")
@reading
@blueprint.response(200, MembersPage)
def members(asked: Body, group_id: UUID, *, uow: UnitOfWork) -> Page[dict[str, object]]:
    """The other members who show their name."""
    me = current_person()
    page = page_by_id(
        asked,
        lambda after, most: queries.members(group_id, me, after, most, uow),
        lambda member: member[0].id,
    )
    shown = [vars(person) | {"volunteer": part.volunteer} for person, part in page.items]
    return Page(shown, page.next)


@blueprint.put("/<uuid:group_id>/me")
@allow(Access.MEMBER)
@blueprint.arguments(PartGiven)
@transactional
@blueprint.response(200, GroupShown)
def take_part(asked: Body, group_id: UUID, *, uow: UnitOfWork) -> dict[str, object]:
    """Show one's name or not; volunteer or not."""
    me = current_person()
    return _shown(groups.take_part(group_id, me, GroupMember(**asked), uow, uow.clock), me)


@blueprint.delete("/<uuid:group_id>/me")
@allow(Access.MEMBER)
@transactional
@blueprint.response(204)
def leave(group_id: UUID, *, uow: UnitOfWork) -> None:
    """Leave the group."""
    groups.leave_group(group_id, current_person(), uow, uow.clock)


@blueprint.post("/<uuid:group_id>/known")
@allow(Access.MEMBER)
@blueprint.arguments(KnownGiven)
@transactional
@blueprint.response(204)
def tick_known(asked: Body, group_id: UUID, *, uow: UnitOfWork) -> None:
    """Say whom of the group one knows: proposes a tie to each."""
    people, lend = asked["person_ids"], asked["lend"]
    groups.tick_known(group_id, current_person(), people, lend, uow, uow.clock)


def _shown(group: Group, me: UUID) -> dict[str, object]:
    shown = ("id", "name", "kind", "place", "first_year", "last_year", "join_token")
    return {name: getattr(group, name) for name in shown} | vars(group.part_of(me))
