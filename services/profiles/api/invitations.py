"""Name somebody by an address, and prove one's own: for referrals, which knows no addresses."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from marshmallow import Schema, fields, validate

from services.profiles.api.container import container
from services.profiles.commands.invitations import invite
from services.profiles.domain.invitation import LONGEST_NAME
from services.profiles.domain.texts import LONGEST_MAIL
from services.profiles.ports import UnitOfWork
from shared.storage.rate_limits import Limit
from shared.web.addresses import InvitedAddress, sign_addresses, sign_invited
from shared.web.blueprint import Blueprint
from shared.web.caller import current_person
from shared.web.limits import limited
from shared.web.operations import Access, allow
from shared.web.writes import reading, transactional

NAMED = (
    Limit("invitations_an_hour", most=30, per=timedelta(hours=1)),
    Limit("invitations_a_day", most=100, per=timedelta(days=1)),
)
blueprint = Blueprint(
    "invitations", __name__, url_prefix="/v1", description="Naming somebody by an address"
)


class NewInvitation(Schema):
    """Whom you want to refer. Only you read the name, and only profiles knows the address."""

    name = fields.String(required=True, validate=validate.Length(1, LONGEST_NAME))
    mail = fields.String(required=True, validate=validate.Length(3, LONGEST_MAIL))


class InvitationShown(Schema):
    """The same whether the address is a member's, nobody's, or of somebody who objects.

    `invited` goes to referrals within an hour, as it is.
    """

    id = fields.UUID(required=True)
    invited = fields.String(required=True)


class ProofShown(Schema):
    """It goes to referrals within five minutes, as it is."""

    proof = fields.String(required=True)


@blueprint.post("/invitations")
@allow(Access.MEMBER)
@limited(*NAMED)
@blueprint.arguments(NewInvitation)
@transactional
@blueprint.response(201, InvitationShown)
def name_somebody(new: dict[str, Any], *, uow: UnitOfWork) -> dict[str, object]:
    """Name somebody by an address, to refer them; they are asked once you have."""
    it, me = container(), current_person()
    kept = invite(me, new["name"], new["mail"], uow, it.clock, it.secrets)
    address = InvitedAddress(kept.id, it.secrets.stands_for(kept.mail))
    return {"id": kept.id, "invited": sign_invited(it.keys.own, me, address, it.clock.now())}


@blueprint.get("/people/me/addresses-proof")
@allow(Access.MEMBER)
@reading
@blueprint.response(200, ProofShown)
def prove_addresses(*, uow: UnitOfWork) -> dict[str, str]:
    """Prove to referrals which addresses are yours, without telling it the addresses."""
    it, me = container(), current_person()
    hashes = [it.secrets.stands_for(mail) for mail in uow.people.get(me).mails]
    return {"proof": sign_addresses(it.keys.own, me, hashes, it.clock.now())}
