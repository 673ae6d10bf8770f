"""What an employer's own system (ATS) says, and what it is told, as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, get_args

from marshmallow import Schema, fields, validate

from services.referrals.api.referral_shapes import REASONS, STATES
from services.referrals.domain.ats_hook import Hook
from services.referrals.domain.referral import LONGEST_HOLD
from services.referrals.domain.referral_moves import Reason
from services.referrals.domain.referral_states import Happening
from services.referrals.domain.stage_file import LONGEST_HASH
from services.referrals.domain.stages import SAID, Outcome, Stage, Told

OUTCOMES = get_args(Outcome)
MOST_AT_ONCE = 100


class StageSaid(Schema):
    """What happened to whom: a referral's id, or what profiles proves an address by."""

    referral_id = fields.UUID(load_default=None, allow_none=True)
    address_hash = fields.String(
        load_default=None,
        allow_none=True,
        validate=validate.Regexp(rf"^[\x21-\x7e]{{1,{LONGEST_HASH}}}$"),
    )
    what = fields.String(required=True, validate=validate.OneOf([each.value for each in SAID]))
    reason = fields.String(load_default=Reason.NONE_GIVEN.value, validate=validate.OneOf(REASONS))
    hold = fields.Integer(load_default=0, strict=True, validate=validate.Range(0, LONGEST_HOLD))
    started = fields.Date(load_default=None, allow_none=True)


class StagesSaid(Schema):
    """In the order in which it happened."""

    stages = fields.List(
        fields.Nested(StageSaid), required=True, validate=validate.Length(1, MOST_AT_ONCE)
    )


class SignedHeaders(Schema):
    """As Standard Webhooks has them."""

    id = fields.String(load_default="", data_key="webhook-id")
    timestamp = fields.String(load_default="", data_key="webhook-timestamp")
    signatures = fields.String(load_default="", data_key="webhook-signature")


class LineTold(Schema):
    """What became of one row, or would: its line in the file, or its place among the stages."""

    line = fields.Integer(required=True)
    outcome = fields.String(required=True, validate=validate.OneOf(OUTCOMES))
    referral_id = fields.UUID(required=True, allow_none=True)
    state = fields.String(required=True, allow_none=True, validate=validate.OneOf(STATES))
    code = fields.String(required=True, allow_none=True)
    detail = fields.String(required=True, allow_none=True)


class StagesTold(Schema):
    """What became of each row, and of how many what."""

    lines = fields.List(fields.Nested(LineTold), required=True)
    moved = fields.Integer(required=True)
    unchanged = fields.Integer(required=True)
    refused = fields.Integer(required=True)


class DeliveryTold(StagesTold):
    """`repeated`: it had been taken in before, and this is what was told then."""

    repeated = fields.Boolean(required=True)


class HookShown(Schema):
    """A way in for an employer's own system: where it sends to, and since when with this secret."""

    id = fields.UUID(required=True)
    opening_id = fields.UUID(required=True)
    path = fields.String(required=True)
    made_at = fields.AwareDateTime(required=True)
    former_until = fields.AwareDateTime(required=True, allow_none=True)


class HookMade(HookShown):
    """The secret is told this once."""

    secret = fields.String(required=True)


def stages_of(said: dict[str, Any]) -> list[Stage]:
    """The stages in the order in which they were sent, counted from 1."""
    return [
        Stage(
            line=number,
            **{**each, "what": Happening(each["what"]), "reason": Reason(each["reason"])},
        )
        for number, each in enumerate(said["stages"], 1)
    ]


def told_shape(told: Sequence[Told]) -> dict[str, Any]:
    """What became of each row, as JSON has it."""
    counted = Counter(each.outcome for each in told)
    return {"lines": told} | {outcome: counted[outcome] for outcome in OUTCOMES}


def hook_shape(hook: Hook) -> dict[str, Any]:
    """A hook as JSON has it; what says no secret leaves it out."""
    names = ("id", "opening_id", "made_at", "former_until", "secret")
    return {name: getattr(hook, name) for name in names} | {"path": f"/v1/ats-hooks/{hook.id}"}
