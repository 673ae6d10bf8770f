"""Refer somebody, agree to it, and see what becomes of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from services.referrals import referral_queries as queries
from services.referrals.api.referral_shapes import (
    AddressesProved,
    Claimed,
    MoveSaid,
    NewReferral,
    ReceivedAsked,
    ReferralShown,
    ReferralsPage,
    VouchGiven,
    Withdrawn,
    shape_of,
)
from services.referrals.commands import referral_moves, referrals
from services.referrals.commands.referral_moves import MoveReferral
from services.referrals.commands.referrals import Invited, RewordVouch, SubmitReferral
from services.referrals.domain.referral import Referral
from services.referrals.domain.referral_moves import Reason
from services.referrals.domain.referral_seen import SeenReferral
from services.referrals.domain.referral_states import Happening
from services.referrals.ports import UnitOfWork
from shared.storage.pagination import Page
from shared.storage.rate_limits import Limit
from shared.web.addresses import read_addresses, read_invited
from shared.web.blueprint import Blueprint
from shared.web.caller import current_person
from shared.web.grants import sign_grant
from shared.web.limits import limited
from shared.web.operations import Access, allow
from shared.web.pages import PageAsked
from shared.web.service import web_container
from shared.web.versions import etag, expected_version
from shared.web.writes import reading, transactional

SUBMISSIONS = (
    Limit("referrals_an_hour", most=20, per=timedelta(hours=1)),
    Limit("referrals_a_day", most=50, per=timedelta(days=1)),
)
"""Each has somebody written to."""

blueprint = Blueprint("referrals", __name__, description="Refer somebody, agree, and follow it.")
Shown = tuple[dict[str, Any], Mapping[str, str]]


@blueprint.post("/v1/referrals")
@allow(Access.MEMBER)
@limited(*SUBMISSIONS)
@blueprint.arguments(NewReferral)
@transactional
@blueprint.response(201, ReferralShown)
def submit_referral(new: dict[str, Any], *, uow: UnitOfWork) -> Shown:
    """Refer somebody for an opening of your employer; they are asked whether they agree."""
    by = current_person()
    command = SubmitReferral(by=by, **{**new, "invited": _invited(new["invited"])})
    referral = referrals.submit_referral(command, uow, uow.clock)
    shown, headers = answer(referral, uow)
    return shown, {**headers, "Location": f"/v1/referrals/{referral.id}"}


@blueprint.get("/v1/referrals")
@allow(Access.MEMBER)
@blueprint.arguments(PageAsked, location="query")
@reading
@blueprint.response(200, ReferralsPage)
def my_referrals(asked: dict[str, Any], *, uow: UnitOfWork) -> dict[str, Any]:
    """Whom you referred, the newest first."""
    return _page(queries.my_referrals(current_person(), asked["after"], asked["limit"], uow))


@blueprint.get("/v1/referrals/about-me")
@allow(Access.MEMBER)
@blueprint.arguments(PageAsked, location="query")
@reading
@blueprint.response(200, ReferralsPage)
def referrals_about_me(asked: dict[str, Any], *, uow: UnitOfWork) -> dict[str, Any]:
    """For what you were referred, the newest first."""
    return _page(queries.referrals_about(current_person(), asked["after"], asked["limit"], uow))


@blueprint.get("/v1/referrals/received")
@allow(Access.MEMBER)
@blueprint.arguments(ReceivedAsked, location="query")
@reading
@blueprint.response(200, ReferralsPage)
def referrals_received(asked: dict[str, Any], *, uow: UnitOfWork) -> dict[str, Any]:
    """Who was referred for the openings that you run, the newest first; never by their network."""
    opening, after, limit = asked["opening_id"], asked["after"], asked["limit"]
    return _page(queries.referrals_received(current_person(), opening, after, limit, uow))


@blueprint.post("/v1/referrals/claim")
@allow(Access.MEMBER)
@blueprint.arguments(AddressesProved)
@transactional
@blueprint.response(200, Claimed)
def claim_referrals(said: dict[str, Any], *, uow: UnitOfWork) -> dict[str, int]:
    """Have those wait for you that named you by one of your addresses; nobody is told."""
    it, me = web_container(), current_person()
    addresses = read_addresses(it.keys, said["proof"], me, it.clock.now())
    return {"claimed": referrals.claim(me, addresses, uow)}


@blueprint.get("/v1/referrals/<uuid:referral_id>")
@allow(Access.MEMBER)
@reading
@blueprint.response(200, ReferralShown)
def referral(referral_id: UUID, *, uow: UnitOfWork) -> Shown:
    """A referral in which you have a part, as far as it is yours to see."""
    return _shown(queries.referral(current_person(), referral_id, uow))


@blueprint.patch("/v1/referrals/<uuid:referral_id>")
@allow(Access.MEMBER)
@blueprint.arguments(VouchGiven)
@transactional
@blueprint.response(200, ReferralShown)
def reword_vouch(said: dict[str, Any], referral_id: UUID, *, uow: UnitOfWork) -> Shown:
    """Vouch in other words, until the candidate has agreed to them; of who came by your link, until
    it goes on. Needs `If-Match`.
    """
    command = RewordVouch(
        by=current_person(), referral_id=referral_id, edition=expected_version(), **said
    )
    return answer(referrals.reword_vouch(command, uow, uow.clock), uow)


@blueprint.post("/v1/referrals/<uuid:referral_id>/consent")
@allow(Access.MEMBER)
@transactional
@blueprint.response(200, ReferralShown)
def consent(referral_id: UUID, *, uow: UnitOfWork) -> Shown:
    """Agree to be referred; from here on recruiters see you."""
    return answer(referrals.consent(current_person(), referral_id, uow, uow.clock), uow)


@blueprint.post("/v1/referrals/<uuid:referral_id>/refuse")
@allow(Access.MEMBER)
@transactional
@blueprint.response(200, ReferralShown)
def refuse(referral_id: UUID, *, uow: UnitOfWork) -> Shown:
    """Do not agree; to whoever referred you it looks as if you had said nothing."""
    return answer(referrals.refuse(current_person(), referral_id, uow, uow.clock), uow)


@blueprint.post("/v1/referrals/<uuid:referral_id>/moves")
@allow(Access.MEMBER)
@blueprint.arguments(MoveSaid)
@transactional
@blueprint.response(200, ReferralShown)
def move_referral(said: dict[str, Any], referral_id: UUID, *, uow: UnitOfWork) -> Shown:
    """Say what happened: a recruiter's word counts, the candidate's is labelled as theirs."""
    return _moved(referral_id, Happening(said.pop("what")), said, uow)


@blueprint.post("/v1/referrals/<uuid:referral_id>/withdraw")
@allow(Access.MEMBER)
@blueprint.arguments(Withdrawn)
@transactional
@blueprint.response(200, ReferralShown)
def withdraw(said: dict[str, Any], referral_id: UUID, *, uow: UnitOfWork) -> Shown:
    """Take it back: the candidate until a hire, the referrer until they see it in review."""
    return _moved(referral_id, Happening.WITHDRAWN, said, uow)


@blueprint.post("/v1/referrals/<uuid:referral_id>/release-hire")
@allow(Access.MEMBER)
@transactional
@blueprint.response(200, ReferralShown)
def release_hire(referral_id: UUID, *, uow: UnitOfWork) -> Shown:
    """Let those who introduced you know that you were hired."""
    return answer(referral_moves.release_hire(current_person(), referral_id, uow), uow)


def _invited(token: str | None) -> Invited | None:
    if token is None:
        return None
    it = web_container()
    proved = read_invited(it.keys, token, current_person(), it.clock.now())
    return Invited(proved.invitation_id, proved.address_hash)


def _moved(referral_id: UUID, what: Happening, said: dict[str, Any], uow: UnitOfWork) -> Shown:
    command = MoveReferral(
        by=current_person(),
        referral_id=referral_id,
        what=what,
        **{**said, "reason": Reason(said["reason"])},
    )
    return answer(referral_moves.move_referral(command, uow, uow.clock), uow)


def answer(changed: Referral, uow: UnitOfWork) -> Shown:
    """A referral that the caller has just changed, as they may see it."""
    return _shown(queries.referral(current_person(), changed.id, uow))


def _shown(seen: SeenReferral) -> Shown:
    return _shape(seen), etag(seen.edition)


def _page(page: Page[SeenReferral]) -> dict[str, Any]:
    return {"items": [_shape(seen) for seen in page.items], "next": page.next}


def _shape(seen: SeenReferral) -> dict[str, Any]:
    it = web_container()
    return shape_of(seen, sign_grant(it.keys.own, current_person(), seen.named, it.clock.now()))
