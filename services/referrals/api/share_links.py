"""Share an opening by a link of your own, and be referred by following one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from marshmallow import Schema, fields

from services.referrals.api.container import container
from services.referrals.api.referral_shapes import ReferralShown
from services.referrals.api.referrals import SUBMISSIONS, answer
from services.referrals.api.shapes import OpeningShown, opening_shape
from services.referrals.commands import share_links
from services.referrals.domain.share_link import ShareLink
from services.referrals.ports import UnitOfWork
from shared.storage.rate_limits import Limit
from shared.web.blueprint import Blueprint
from shared.web.caller import current_caller, current_person
from shared.web.grants import sign_grant
from shared.web.limits import limited, remote_address
from shared.web.operations import Access, allow
from shared.web.pages import PageAsked, page_shown
from shared.web.writes import reading, transactional

FOLLOWED = Limit("links_followed", most=120, per=timedelta(minutes=1))

blueprint = Blueprint("share-links", __name__, description="Share an opening by your own link.")


class NewShareLink(Schema):
    """Which opening to share."""

    opening_id = fields.UUID(required=True)


class ShareLinkShown(Schema):
    """A link of yours; whoever has the token can follow it."""

    id = fields.UUID(required=True)
    opening_id = fields.UUID(required=True)
    token = fields.String(required=True)
    made_at = fields.AwareDateTime(required=True)


class SharedShown(Schema):
    """Where a link leads; who shares it is told to members alone."""

    opening = fields.Nested(OpeningShown, required=True)
    referrer = fields.UUID(required=True, allow_none=True)
    grant = fields.String(
        required=True, allow_none=True, metadata={"description": "Exchange it at profiles."}
    )


ShareLinksPage = page_shown("ShareLinksPage", ShareLinkShown)


@blueprint.post("/v1/share-links")
@allow(Access.MEMBER)
@blueprint.arguments(NewShareLink)
@transactional
@blueprint.response(201, ShareLinkShown)
def make_link(new: dict[str, Any], *, uow: UnitOfWork) -> ShareLink:
    """Share an opening of your employer: one link for each."""
    return share_links.make_link(current_person(), new["opening_id"], container().random, uow)


@blueprint.get("/v1/share-links")
@allow(Access.MEMBER)
@blueprint.arguments(PageAsked, location="query")
@reading
@blueprint.response(200, ShareLinksPage)
def my_links(asked: dict[str, Any], *, uow: UnitOfWork) -> Any:
    """What you share, the newest first."""
    return uow.links.of_referrer(current_person(), asked["after"], asked["limit"])


@blueprint.delete("/v1/share-links/<uuid:link_id>")
@allow(Access.MEMBER)
@transactional
@blueprint.response(204)
def take_back_link(link_id: UUID, *, uow: UnitOfWork) -> None:
    """Take it back; who followed it before stays referred."""
    share_links.take_back_link(current_person(), link_id, uow)


@blueprint.get("/v1/shared/<string:token>")
@allow(Access.ANYONE)
@limited(FOLLOWED, who=remote_address)
@reading
@blueprint.response(200, SharedShown)
def follow_link(token: str, *, uow: UnitOfWork) -> dict[str, Any]:
    """The opening that a link leads to, if you may see it; one for members after signing in."""
    caller, it = current_caller(), container()
    link, seen = share_links.follow_link(token, caller.person_id if caller else None, uow)
    shown = {"opening": opening_shape(seen), "referrer": None, "grant": None}
    if caller is None:
        return shown
    grant = sign_grant(it.keys.own, caller.person_id, {link.referrer}, it.clock.now())
    return shown | {"referrer": link.referrer, "grant": grant}


@blueprint.post("/v1/shared/<string:token>/referral")
@allow(Access.MEMBER)
@limited(*SUBMISSIONS)
@transactional
@blueprint.response(201, ReferralShown)
def be_referred(token: str, *, uow: UnitOfWork) -> tuple[dict[str, Any], Mapping[str, str]]:
    """Be referred by whoever shares the opening: to do so is to agree."""
    referral = share_links.be_referred(token, current_person(), uow)
    shown, headers = answer(referral, uow)
    return shown, {**headers, "Location": f"/v1/referrals/{referral.id}"}
