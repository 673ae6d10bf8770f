"""Names, only against a grant of referrals or postings."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from services.profiles import queries
from services.profiles.api.container import container
from services.profiles.ports import UnitOfWork
from shared.web.blueprint import Blueprint
from shared.web.caller import current_person
from shared.web.grants import read_grant
from shared.web.operations import Access, allow
from shared.web.writes import reading

blueprint = Blueprint("names", __name__, url_prefix="/v1/names", description="Names for ids")


MOST_GRANTS = 100
_grant = validate.Length(1, 10_000)


class GrantGiven(Schema):
    """The grant that came with an answer of referrals or postings, or the `grants` of a page."""

    grant = fields.String(validate=_grant)
    grants = fields.List(fields.String(validate=_grant), validate=validate.Length(1, MOST_GRANTS))

    @validates_schema
    def _one_way(self, given: dict[str, Any], **_: object) -> None:
        if len(given) != 1:
            raise ValidationError("Give either `grant` or `grants`.", "grant")


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
    """Exchange grants for the names they allow, within five minutes, as who asked.

    Each is looked at by itself; one that does not hold refuses them all.
    """
    it, me = container(), current_person()
    now = it.clock.now()
    given = asked.get("grants") or [asked["grant"]]
    allowed = {person for each in given for person in read_grant(it.keys, each, me, now).people}
    return {"names": {person.id: person for person in queries.names(allowed, me, uow)}}
