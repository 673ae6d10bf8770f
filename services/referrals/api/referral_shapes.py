"""What referrals take and how they are shown, as JSON."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields, validate

from services.referrals.domain.referral import LONGEST_HOLD
from services.referrals.domain.referral_moves import Reason
from services.referrals.domain.referral_seen import SeenReferral
from services.referrals.domain.referral_states import By, ReferralState
from services.referrals.domain.referring import LONGEST_VOUCH, RELATIONS
from services.referrals.domain.stages import SAID
from shared.web.pages import PageAsked, page_shown

STATES = tuple(state.value for state in ReferralState)
REASONS = tuple(reason.value for reason in Reason)
DUPLICATE = "another_referral_was_agreed_to_first"
LONGEST_PROOF = 8000


class VouchGiven(Schema):
    """How you know them and why you think of them. Recruiters read it, and who you are, once they
    have decided on the candidate; the candidate reads it before agreeing.
    """

    relation = fields.String(load_default="", validate=validate.OneOf(RELATIONS))
    vouch = fields.String(load_default="", validate=validate.Length(max=LONGEST_VOUCH))


class NewReferral(VouchGiven):
    """For which opening, and whom: by the introduction that brought them to you, or `invited`,
    which profiles gave you for their name and address.
    """

    opening_id = fields.UUID(required=True)
    introduction_id = fields.UUID(load_default=None, allow_none=True)
    invited = fields.String(
        load_default=None, allow_none=True, validate=validate.Length(1, LONGEST_PROOF)
    )


class AddressesProved(Schema):
    """That these addresses are yours, as profiles proves it."""

    proof = fields.String(required=True, validate=validate.Length(1, LONGEST_PROOF))


class Claimed(Schema):
    """How many referrals wait for you from now on."""

    claimed = fields.Integer(required=True)


class MoveSaid(Schema):
    """What happened. A rejection has a reason and may be held for working days; a hire that the
    employer says has a first day.
    """

    what = fields.String(required=True, validate=validate.OneOf([each.value for each in SAID]))
    reason = fields.String(load_default=Reason.NONE_GIVEN.value, validate=validate.OneOf(REASONS))
    hold = fields.Integer(load_default=0, strict=True, validate=validate.Range(0, LONGEST_HOLD))
    started = fields.Date(load_default=None, allow_none=True)


class Withdrawn(Schema):
    """Of which class the reason is, if you say so."""

    reason = fields.String(load_default=Reason.NONE_GIVEN.value, validate=validate.OneOf(REASONS))


class ReceivedAsked(PageAsked):
    """One opening, or all that you run."""

    opening_id = fields.UUID(load_default=None)


class MoveShown(Schema):
    """One change; `by` says whose word it is."""

    state = fields.String(required=True, validate=validate.OneOf(STATES))
    at = fields.AwareDateTime(required=True)
    by = fields.String(required=True, validate=validate.OneOf([by.value for by in By]))
    reason = fields.String(required=True, allow_none=True)


class ReferralShown(Schema):
    """A referral as the caller may see it; what is not theirs to know is null. `invited` is whom
    they named by an address: the grant names them at profiles, as it does people.
    """

    id = fields.UUID(required=True)
    role = fields.String(
        required=True, validate=validate.OneOf(("candidate", "referrer", "recruiter"))
    )
    opening_id = fields.UUID(required=True)
    opening_title = fields.String(
        required=True, allow_none=True, metadata={"description": "Also once the opening is over."}
    )
    employer_name = fields.String(required=True, allow_none=True)
    state = fields.String(required=True, validate=validate.OneOf(STATES))
    why = fields.String(required=True, allow_none=True, validate=validate.OneOf([DUPLICATE]))
    submitted_at = fields.AwareDateTime(required=True)
    consent_by = fields.AwareDateTime(required=True, allow_none=True)
    candidate = fields.UUID(required=True, allow_none=True)
    invited = fields.UUID(required=True, allow_none=True)
    referrer = fields.UUID(required=True, allow_none=True)
    relation = fields.String(required=True, allow_none=True)
    vouch = fields.String(required=True, allow_none=True)
    introduction_id = fields.UUID(required=True, allow_none=True)
    by_link = fields.Boolean(required=True, allow_none=True)
    owned = fields.Boolean(required=True)
    hire_released = fields.Boolean(required=True)
    history = fields.List(fields.Nested(MoveShown), required=True)
    grant = fields.String(required=True, metadata={"description": "Exchange it at profiles."})


ReferralsPage = page_shown("ReferralsPage", ReferralShown)


def shape_of(seen: SeenReferral, grant: str) -> dict[str, Any]:
    """A referral as JSON has it."""
    why = DUPLICATE if seen.state is ReferralState.DUPLICATE else None
    return vars(seen) | {"why": why, "grant": grant}
