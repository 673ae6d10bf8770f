"""What is credited for a referral and why, and putting it right by further lines."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from marshmallow import Schema, fields, validate

from services.referrals import referral_queries as queries
from services.referrals.commands import referral_moves
from services.referrals.domain.credit import LineKind, balance
from services.referrals.domain.credit_seen import LARGEST_AMOUNT, LONGEST_WHY
from services.referrals.ports import UnitOfWork
from shared.web.blueprint import Blueprint
from shared.web.caller import current_person
from shared.web.grants import sign_grant
from shared.web.operations import Access, allow
from shared.web.service import web_container
from shared.web.writes import reading, transactional

blueprint = Blueprint(
    "credit",
    __name__,
    url_prefix="/v1/referrals/<uuid:referral_id>",
    description="What is credited for a referral, and why.",
)
_WHY = validate.Length(1, LONGEST_WHY)


class LineShown(Schema):
    """One line; `amount` in whole units of `currency`, `by` its author where somebody wrote it."""

    at = fields.AwareDateTime(required=True)
    kind = fields.String(required=True, validate=validate.OneOf([each.value for each in LineKind]))
    amount = fields.Integer(required=True)
    currency = fields.String(required=True, allow_none=True)
    policy_version = fields.Integer(required=True, allow_none=True)
    why = fields.String(required=True)
    months = fields.Integer(required=True, allow_none=True)
    by = fields.UUID(required=True, allow_none=True)


class CreditShown(Schema):
    """Every line in order, and what they come to. The grant names the authors at profiles."""

    lines = fields.List(fields.Nested(LineShown), required=True)
    balance = fields.Integer(required=True)
    grant = fields.String(required=True, metadata={"description": "Exchange it at profiles."})


class Reversal(Schema):
    """Which milestone's payout is taken back, and why; the referrer reads it."""

    months = fields.Integer(required=True, strict=True, validate=validate.Range(0, 120))
    why = fields.String(required=True, validate=_WHY)


class Correction(Schema):
    """What is added, or taken if it is negative, and why; the referrer reads it."""

    amount = fields.Integer(
        required=True, strict=True, validate=validate.Range(-LARGEST_AMOUNT, LARGEST_AMOUNT)
    )
    why = fields.String(required=True, validate=_WHY)


class EmploymentEnded(Schema):
    """The last day."""

    ended = fields.Date(required=True)


@blueprint.get("/credit")
@allow(Access.MEMBER)
@reading
@blueprint.response(200, CreditShown)
def credit(referral_id: UUID, *, uow: UnitOfWork) -> dict[str, Any]:
    """Why was I (not) credited? For the referrer, and those who run the opening."""
    return _shown(referral_id, uow)


@blueprint.post("/credit/reversals")
@allow(Access.MEMBER)
@blueprint.arguments(Reversal)
@transactional
@blueprint.response(201, CreditShown)
def reverse(said: dict[str, Any], referral_id: UUID, *, uow: UnitOfWork) -> dict[str, Any]:
    """Take the payout of a milestone back; for those who run the opening."""
    me, months, why = current_person(), said["months"], said["why"]
    referral_moves.reverse_credit(me, referral_id, months, why, uow, uow.clock)
    return _shown(referral_id, uow)


@blueprint.post("/credit/corrections")
@allow(Access.MEMBER)
@blueprint.arguments(Correction)
@transactional
@blueprint.response(201, CreditShown)
def correct(said: dict[str, Any], referral_id: UUID, *, uow: UnitOfWork) -> dict[str, Any]:
    """Put the credit right by a line of one's own; for those who run the opening."""
    me, amount, why = current_person(), said["amount"], said["why"]
    referral_moves.correct_credit(me, referral_id, amount, why, uow, uow.clock)
    return _shown(referral_id, uow)


@blueprint.post("/employment-ended")
@allow(Access.MEMBER)
@blueprint.arguments(EmploymentEnded)
@transactional
@blueprint.response(200, CreditShown)
def employment_ended(said: dict[str, Any], referral_id: UUID, *, uow: UnitOfWork) -> dict[str, Any]:
    """Say that the employment ended: what was not reached by then is not paid."""
    referral_moves.end_employment(current_person(), referral_id, said["ended"], uow, uow.clock)
    return _shown(referral_id, uow)


def _shown(referral_id: UUID, uow: UnitOfWork) -> dict[str, Any]:
    it, me = web_container(), current_person()
    lines = queries.credit_lines(me, referral_id, uow)
    authors = {line.by for line in lines if line.by is not None}
    return {
        "lines": lines,
        "balance": balance(lines),
        "grant": sign_grant(it.keys.own, me, authors, it.clock.now()),
    }
