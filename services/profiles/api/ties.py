"""Ties: whom one knows, and what one says about it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from marshmallow import Schema, fields, validate

from services.profiles import queries
from services.profiles.api.container import container
from services.profiles.api.sign_in import Nothing
from services.profiles.commands import ties
from services.profiles.commands.ties import AboutTie, ProposeTie, WeighedTie
from services.profiles.domain.claims import MeetingClaim, MessageClaim
from services.profiles.domain.strength import OwnAnswer
from services.profiles.domain.tie import TieState
from services.profiles.ports import UnitOfWork
from services.profiles.queries import TieShown
from shared.storage.pagination import Page
from shared.storage.rate_limits import Limit
from shared.web.blueprint import Blueprint
from shared.web.caller import current_person
from shared.web.limits import limited
from shared.web.operations import Access, allow
from shared.web.pages import PageAsked, page_by_id, page_shown
from shared.web.writes import reading, transactional

PROPOSALS = Limit("tie_proposals_by_mail", 500, timedelta(days=1))
SHOWN = (TieState.PROPOSED, TieState.CONFIRMED)
Body = dict[str, Any]

blueprint = Blueprint("ties", __name__, url_prefix="/v1/ties", description="Whom one knows")


class TiesAsked(PageAsked):
    """Ties in one state, or both."""

    state = fields.Enum(TieState, by_value=True, load_default=None)


class ProposalGiven(Schema):
    """Somebody one knows, by address, and whether to lend the tie: there is no preset."""

    mail = fields.String(required=True, validate=validate.Length(1, 500))
    lend = fields.Boolean(required=True)


class LendingGiven(Schema):
    """Whether others may use the tie: there is no preset."""

    lend = fields.Boolean(required=True)


class AnswerGiven(Schema):
    """How well one knows the other; null takes the answer back."""

    answer = fields.Enum(OwnAnswer, by_value=True, required=True, allow_none=True)


class MessagesGiven(Schema):
    """How many messages one sent and received; they count when both ends gave theirs."""

    sent = fields.Integer(required=True, strict=True)
    received = fields.Integer(required=True, strict=True)
    last_on = fields.Date(required=True)


class MeetingsGiven(Schema):
    """How many meetings of at most 8 people; they count when both ends gave theirs."""

    count = fields.Integer(required=True, strict=True)
    last_on = fields.Date(required=True)


class NamedPersonShown(Schema):
    """The other end."""

    id = fields.UUID(required=True)
    name = fields.String(required=True)
    headline = fields.String(required=True, allow_none=True)


class ReasonShown(Schema):
    """A piece of evidence and its one telling number."""

    code = fields.String(required=True)
    amount = fields.Integer(required=True)


class TieBody(Schema):
    """A tie as one of its ends sees it; never what the other answered."""

    id = fields.UUID(required=True)
    person = fields.Nested(NamedPersonShown, required=True)
    state = fields.Enum(TieState, by_value=True, required=True)
    proposed_by_me = fields.Boolean(required=True)
    reasons = fields.List(fields.Nested(ReasonShown), required=True)
    strength = fields.String(required=True, validate=validate.OneOf(("weak", "fair", "strong")))
    own_answer = fields.Enum(OwnAnswer, by_value=True, required=True, allow_none=True)
    lend = fields.Boolean(required=True, allow_none=True)
    lent = fields.Boolean(required=True)


TiesPage = page_shown("TiesPage", TieBody)


@blueprint.get("")
@allow(Access.MEMBER)
@blueprint.arguments(TiesAsked, location="query")
@reading
@blueprint.response(200, TiesPage)
def mine(asked: Body, *, uow: UnitOfWork) -> Page[dict[str, object]]:
    """One's ties, and proposals from and to oneself."""
    me, states = current_person(), [asked["state"]] if asked["state"] else list(SHOWN)
    page = page_by_id(
        asked,
        lambda after, most: queries.ties(me, states, after, most, uow, uow.clock),
        lambda tie: tie.id,
    )
    return Page([_body(tie) for tie in page.items], page.next)


@blueprint.get("/<uuid:tie_id>")
@allow(Access.MEMBER)
@reading
@blueprint.response(200, TieBody)
def one(tie_id: UUID, *, uow: UnitOfWork) -> dict[str, object]:
    """A tie of one's own."""
    return _body(queries.tie(tie_id, current_person(), uow, uow.clock))


@blueprint.post("")
@allow(Access.MEMBER)
@limited(PROPOSALS)
@blueprint.arguments(ProposalGiven)
@transactional
@blueprint.response(202, Nothing)
def propose(asked: Body, *, uow: UnitOfWork) -> dict[str, object]:
    """Say that one knows somebody. The answer never tells whether they are a member."""
    command = ProposeTie(current_person(), asked["mail"], asked["lend"])
    ties.propose_tie(command, uow, uow.clock, container().secrets)
    return {}


@blueprint.post("/<uuid:tie_id>/confirm")
@allow(Access.MEMBER)
@blueprint.arguments(LendingGiven)
@transactional
@blueprint.response(200, TieBody)
def confirm(asked: Body, tie_id: UUID, *, uow: UnitOfWork) -> dict[str, object]:
    """Say yes to a proposal."""
    return _shown(ties.confirm_tie(_about(tie_id), asked["lend"], uow, uow.clock), uow)


@blueprint.post("/<uuid:tie_id>/deny")
@allow(Access.MEMBER)
@transactional
@blueprint.response(200, TieBody)
def deny(tie_id: UUID, *, uow: UnitOfWork) -> dict[str, object]:
    """Say no to a proposal, or to a tie. The other is not told."""
    return _shown(ties.deny_tie(_about(tie_id), uow, uow.clock), uow)


@blueprint.post("/<uuid:tie_id>/withdraw")
@allow(Access.MEMBER)
@transactional
@blueprint.response(200, TieBody)
def withdraw(tie_id: UUID, *, uow: UnitOfWork) -> dict[str, object]:
    """End a tie, or take one's proposal back."""
    return _shown(ties.withdraw_tie(_about(tie_id), uow, uow.clock), uow)


@blueprint.put("/<uuid:tie_id>/lending")
@allow(Access.MEMBER)
@blueprint.arguments(LendingGiven)
@transactional
@blueprint.response(200, TieBody)
def lend_or_keep(asked: Body, tie_id: UUID, *, uow: UnitOfWork) -> dict[str, object]:
    """Let others use the tie, or keep it to the two."""
    return _shown(ties.lend_or_keep(_about(tie_id), asked["lend"], uow, uow.clock), uow)


@blueprint.put("/<uuid:tie_id>/own-answer")
@allow(Access.MEMBER)
@blueprint.arguments(AnswerGiven)
@transactional
@blueprint.response(200, TieBody)
def answer(asked: Body, tie_id: UUID, *, uow: UnitOfWork) -> dict[str, object]:
    """Say how well one knows the other; the other never sees it."""
    return _shown(ties.answer_strength(_about(tie_id), asked["answer"], uow, uow.clock), uow)


@blueprint.put("/<uuid:tie_id>/messages")
@allow(Access.MEMBER)
@blueprint.arguments(MessagesGiven)
@transactional
@blueprint.response(200, TieBody)
def give_messages(asked: Body, tie_id: UUID, *, uow: UnitOfWork) -> dict[str, object]:
    """Give one's counts of messages with the other."""
    claim = MessageClaim(**asked)
    return _shown(ties.give_messages(_about(tie_id), claim, uow, uow.clock), uow)


@blueprint.put("/<uuid:tie_id>/meetings")
@allow(Access.MEMBER)
@blueprint.arguments(MeetingsGiven)
@transactional
@blueprint.response(200, TieBody)
def give_meetings(asked: Body, tie_id: UUID, *, uow: UnitOfWork) -> dict[str, object]:
    """Give one's count of meetings with the other."""
    claim = MeetingClaim(**asked)
    return _shown(ties.give_meetings(_about(tie_id), claim, uow, uow.clock), uow)


def _about(tie_id: UUID) -> AboutTie:
    return AboutTie(tie_id, current_person())


def _shown(tie: WeighedTie, uow: UnitOfWork) -> dict[str, object]:
    return _body(queries.weighed_tie(tie, current_person(), uow, uow.clock))


def _body(tie: TieShown) -> dict[str, object]:
    return {"id": tie.id, "person": tie.person} | vars(tie.view)
