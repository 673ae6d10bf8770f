"""The chain behind a referral, as data for a picture and for a list."""

from __future__ import annotations

from typing import Any, get_args
from uuid import UUID

from marshmallow import Schema, fields, validate

from services.referrals.commands.chains import show_chain
from services.referrals.domain.chain import Part
from services.referrals.ports import UnitOfWork
from shared.web.blueprint import Blueprint
from shared.web.caller import current_person
from shared.web.grants import sign_grant
from shared.web.operations import Access, allow
from shared.web.service import web_container
from shared.web.writes import transactional

blueprint = Blueprint("chains", __name__, description="Who introduced whom, behind a referral.")


class AlongShown(Schema):
    """Somebody in the chain; null for who left, and for who did not agree to be named."""

    part = fields.String(required=True, validate=validate.OneOf(get_args(Part)))
    person = fields.UUID(required=True, allow_none=True)


class LinkShown(Schema):
    """The ask went from one to the other, by their places among the people, counted from 0."""

    one = fields.Integer(required=True)
    other = fields.Integer(required=True)
    at = fields.AwareDateTime(required=True, allow_none=True)


class BesidesShown(Schema):
    """A referral of the same candidate for the opening that came second."""

    referrer = fields.UUID(required=True, allow_none=True)
    submitted_at = fields.AwareDateTime(required=True)


class ChainShown(Schema):
    """From the candidate to the referrer, as far as it is the caller's to see."""

    people = fields.List(fields.Nested(AlongShown), required=True)
    links = fields.List(fields.Nested(LinkShown), required=True)
    duplicates = fields.List(fields.Nested(BesidesShown), required=True)
    grant = fields.String(required=True, metadata={"description": "Exchange it at profiles."})


@blueprint.get("/v1/referrals/<uuid:referral_id>/chain")
@allow(Access.MEMBER)
@transactional
@blueprint.response(200, ChainShown)
def chain(referral_id: UUID, *, uow: UnitOfWork) -> dict[str, Any]:
    """Who introduced whom and when, and who referred them besides: for those who run the opening,
    once they have decided on the candidate. The first time settles which introducers are named.
    """
    it, me = web_container(), current_person()
    found = show_chain(me, referral_id, uow)
    grant = sign_grant(it.keys.own, me, sorted(found.named)[:MOST_NAMED], it.clock.now())
    return vars(found) | {"grant": grant}


MOST_NAMED = 100
"""As many as a grant holds."""
