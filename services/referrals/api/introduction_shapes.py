"""What introductions take and how they are shown, as JSON."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields, validate

from services.referrals.domain.ask import LONGEST_BLURB, LONGEST_LINE, Ask, Kind
from services.referrals.domain.introduction_seen import Seen, SeenByCandidate
from services.referrals.domain.preview import RULES
from services.referrals.domain.step import Answer
from shared.web.pages import page_shown

ROLES = ("candidate", "introducer", "target", "acquaintance")
STATES = (
    *("asking", "new_contact", "met", "exhausted", "withdrawn", "opening_closed"),
    *("asked", "passed_on", "not_met", "declined"),
)
LONGEST_TOPIC = 100


class Towards(Schema):
    """Through whom, and to whom: for an opening, a person, or openly just the contact."""

    contact = fields.UUID(required=True)
    kind = fields.String(required=True, validate=validate.OneOf([kind.value for kind in Kind]))
    opening_id = fields.UUID(load_default=None, allow_none=True)
    employer_id = fields.UUID(load_default=None, allow_none=True)
    to = fields.UUID(load_default=None, allow_none=True)


class NewIntroduction(Towards):
    """What is asked; everybody who is asked reads it."""

    blurb = fields.String(required=True, validate=validate.Length(1, LONGEST_BLURB))
    discreet = fields.Boolean(load_default=False)
    topic = fields.String(
        load_default=None, allow_none=True, validate=validate.Length(1, LONGEST_TOPIC)
    )


class StepAnswer(Schema):
    """`better` is whom you know, where your answer is `someone_better`. `may_be_named`: whether
    recruiters may learn that you helped, if it leads to a referral; there is no preset.
    """

    answer = fields.String(required=True, validate=validate.OneOf([each.value for each in Answer]))
    line = fields.String(load_default="", validate=validate.Length(max=LONGEST_LINE))
    better = fields.UUID(load_default=None, allow_none=True)
    may_be_named = fields.Boolean(load_default=None, allow_none=True)


class NamingSaid(Schema):
    """Whether recruiters may learn that you helped; what they were shown before stays so."""

    may_be_named = fields.Boolean(required=True)


class ContactAgreed(Schema):
    """The new first contact whom you were shown."""

    contact = fields.UUID(required=True)


class PreviewShown(Schema):
    """Whom asking could reach; nobody is asked by looking."""

    contact = fields.UUID(required=True)
    further_at_most = fields.Integer(required=True)
    rules = fields.List(fields.String(validate=validate.OneOf(RULES)), required=True)


class IntroductionShown(Schema):
    """An introduction as the caller may see it; what is not theirs to know is null."""

    id = fields.UUID(required=True)
    role = fields.String(required=True, validate=validate.OneOf(ROLES))
    state = fields.String(required=True, validate=validate.OneOf(STATES))
    kind = fields.String(required=True)
    blurb = fields.String(required=True)
    discreet = fields.Boolean(required=True)
    opening_id = fields.UUID(required=True, allow_none=True)
    employer_id = fields.UUID(required=True, allow_none=True)
    topic = fields.String(required=True, allow_none=True)
    candidate = fields.UUID(required=True, allow_none=True)
    contact = fields.UUID(required=True, allow_none=True)
    contact_agreed = fields.Boolean(required=True, allow_none=True)
    agreed = fields.List(fields.UUID(), required=True)
    target = fields.UUID(required=True, allow_none=True)
    passed_by = fields.UUID(required=True, allow_none=True)
    line = fields.String(required=True, allow_none=True)
    passes_to = fields.UUID(required=True, allow_none=True)
    answer = fields.String(required=True, allow_none=True)
    may_be_named = fields.Boolean(required=True, allow_none=True)
    due_at = fields.AwareDateTime(required=True, allow_none=True)
    grant = fields.String(required=True, metadata={"description": "Exchange it at profiles."})


IntroductionsPage = page_shown("IntroductionsPage", IntroductionShown)
UNSEEN: dict[str, Any] = {
    **dict.fromkeys(("candidate", "contact", "contact_agreed", "target", "passed_by", "line")),
    **dict.fromkeys(("passes_to", "answer", "may_be_named")),
    "agreed": (),
}


def ask_of(new: dict[str, Any]) -> Ask:
    """What is asked, of the fields that say so."""
    kind = Kind(new["kind"])
    said = {name: new.get(name) for name in ("opening_id", "employer_id", "topic")}
    return Ask(kind=kind, blurb=new.get("blurb", ""), discreet=bool(new.get("discreet")), **said)


def shape_of(seen: Seen, grant: str) -> dict[str, Any]:
    """An introduction as JSON has it."""
    ask = {name: getattr(seen.ask, name) for name in ("kind", "blurb", "discreet", "topic")}
    about = {"opening_id": seen.ask.opening_id, "employer_id": seen.ask.employer_id}
    return UNSEEN | ask | about | {"id": seen.id, "state": seen.state, "grant": grant} | _own(seen)


def _own(seen: Seen) -> dict[str, Any]:
    if isinstance(seen, SeenByCandidate):
        mine = ("contact", "contact_agreed", "agreed", "target", "due_at")
        return {"role": "candidate"} | {name: getattr(seen, name) for name in mine}
    asked = ("role", "candidate", "passed_by", "line", "passes_to", "answer", "may_be_named")
    return {name: getattr(seen, name) for name in asked} | {"due_at": seen.answer_by}
