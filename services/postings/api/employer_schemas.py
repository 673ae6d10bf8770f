"""Employers and their policies, as they are sent and shown."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from services.postings.domain.employer import (
    LARGEST_HEADCOUNT,
    LONGEST_NAME,
    MOST_ALIASES,
    MOST_DOMAINS,
    MOST_STEWARDS,
)
from services.postings.domain.policy import LARGEST_BONUS, LONGEST_OWNERSHIP, LONGEST_TENURE
from shared.contracts.postings import Milestone, ReferralPolicy
from shared.web.pages import PageAsked

_NAME = validate.Length(1, LONGEST_NAME)
_HEADCOUNT = validate.Range(1, LARGEST_HEADCOUNT)


class MilestoneFields(Schema):
    """A payout after so many months; `share` is a percentage of the bonus."""

    months = fields.Integer(required=True, strict=True, validate=validate.Range(0, LONGEST_TENURE))
    share = fields.Integer(required=True, strict=True, validate=validate.Range(1, 100))


class NewPolicy(Schema):
    """The next version of an employer's referral policy; the bonus in whole units."""

    bonus = fields.Integer(required=True, strict=True, validate=validate.Range(0, LARGEST_BONUS))
    currency = fields.String(required=True, validate=validate.Length(3, 3))
    ownership_days = fields.Integer(
        required=True, strict=True, validate=validate.Range(1, LONGEST_OWNERSHIP)
    )
    milestones = fields.List(fields.Nested(MilestoneFields), load_default=[])
    not_eligible = fields.List(fields.String(validate=validate.Length(1, 40)), load_default=[])

    @post_load
    def policy(self, data: dict[str, Any], **_: object) -> ReferralPolicy:
        """Its version is given when it is published."""
        milestones = [Milestone(**milestone) for milestone in data.pop("milestones")]
        return ReferralPolicy(version=0, milestones=milestones, **data)


class PolicyShown(Schema):
    """A published version of a referral policy."""

    version = fields.Integer(required=True)
    bonus = fields.Integer(required=True)
    currency = fields.String(required=True)
    ownership_days = fields.Integer(required=True)
    milestones = fields.List(fields.Nested(MilestoneFields), required=True)
    not_eligible = fields.List(fields.String(), required=True)


class NewEmployer(Schema):
    """An employer that is not here yet."""

    name = fields.String(required=True, validate=_NAME)
    aliases = fields.List(
        fields.String(validate=_NAME), load_default=[], validate=validate.Length(max=MOST_ALIASES)
    )
    industry = fields.String(load_default=None, allow_none=True, validate=validate.Length(1, 100))
    headcount = fields.Integer(load_default=None, allow_none=True, strict=True, validate=_HEADCOUNT)


class EmployerEdit(Schema):
    """Fields to replace. `domains`, `parent_id` and `stewards` are the operator's."""

    aliases = fields.List(fields.String(validate=_NAME), validate=validate.Length(max=MOST_ALIASES))
    industry = fields.String(allow_none=True, validate=validate.Length(1, 100))
    headcount = fields.Integer(allow_none=True, strict=True, validate=_HEADCOUNT)
    domains = fields.List(
        fields.String(validate=validate.Length(1, 253)), validate=validate.Length(max=MOST_DOMAINS)
    )
    parent_id = fields.UUID(allow_none=True)
    stewards = fields.List(fields.UUID(), validate=validate.Length(max=MOST_STEWARDS))


class EmployerShown(Schema):
    """An employer. `stewards` are shown to themselves and to operators only, with names by `grant`
    where one employer is shown.
    """

    id = fields.UUID(required=True)
    name = fields.String(required=True)
    aliases = fields.List(fields.String(), required=True)
    domains = fields.List(fields.String(), required=True)
    parent_id = fields.UUID(required=True, allow_none=True)
    headcount = fields.Integer(required=True, allow_none=True)
    industry = fields.String(required=True, allow_none=True)
    hiring = fields.Boolean(required=True)
    policies = fields.List(fields.Nested(PolicyShown), required=True)
    mine = fields.Boolean(required=True, metadata={"description": "You are a steward of it"})
    stewards = fields.List(fields.UUID())
    grant = fields.String(
        metadata={"description": "Exchange it at profiles for the names of the stewards"}
    )


class EmployersAsked(PageAsked):
    """Which employers."""

    q = fields.String(
        load_default="",
        validate=validate.Length(max=200),
        metadata={"description": "Beginnings of words of its name or an alias"},
    )


class EmployersPage(Schema):
    """Some employers, by name."""

    employers = fields.List(fields.Nested(EmployerShown), required=True)
    next = fields.String(required=True, allow_none=True)
