"""Names, only against a grant of referrals."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields, validate

from services.profiles import queries
from services.profiles.api.container import container
from services.profiles.ports import UnitOfWork
from shared.web.blueprint import Blueprint
from shared.web.caller import current_person
from shared.web.grants import read_grant
from shared.web.operations import Access, allow
from shared.web.writes import reading

blueprint = Blueprint("names", __name__, url_prefix="/v1/names", description="Names for ids")


class GrantGiven(Schema):
    """The grant that came with an answer of referrals."""

    grant = fields.String(required=True, validate=validate.Length(1, 10_000))


class NameShown(Schema):
    """What somebody is called."""

    name = fields.String(required=True)
    headline = fields.String(required=True, allow_none=True)


class NamesShown(Schema):
    """Name and headline by person id; who left is not among them."""

    names = fields.Dict(keys=fields.UUID(), values=fields.Nested(NameShown), required=True)


@blueprint.post("")
@allow(Access.MEMBER)
@blueprint.arguments(GrantGiven)
@reading
@blueprint.response(200, NamesShown)
def name_people(asked: dict[str, Any], *, uow: UnitOfWork) -> dict[str, object]:
    """Exchange a grant for the names it allows, within five minutes, as who asked."""
    it = container()
    me = current_person()
    grant = read_grant(it.keys, asked["grant"], me, it.clock.now())
    return {"names": {person.id: person for person in queries.names(grant.people, me, uow)}}
