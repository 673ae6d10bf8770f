"""What path questions take and what they answer, as JSON."""

from __future__ import annotations

from typing import Any, get_args

from marshmallow import Schema, fields, validate

from services.referrals.domain.answers import Chance
from services.referrals.domain.paths import MOST_INTRODUCERS, Alternatives, End, Rank, SeenOpening

MOST_ROWS = 50


class Bounds(Schema):
    """Within which bounds to search."""

    rank = fields.String(load_default="warmest", validate=validate.OneOf(get_args(Rank)))
    max_introducers = fields.Integer(
        load_default=MOST_INTRODUCERS, validate=validate.Range(0, MOST_INTRODUCERS)
    )
    avoid_own_employers = fields.Boolean(
        load_default=None,
        metadata={"description": "Lifts or asks for what one's settings say, this once."},
    )


class SomePaths(Bounds):
    """How many rows."""

    k = fields.Integer(load_default=5, validate=validate.Range(1, MOST_ROWS))


class ToPerson(SomePaths):
    """Whom to reach, and what counts as an alternative."""

    to = fields.UUID(required=True)
    alternatives = fields.String(
        load_default="contacts", validate=validate.OneOf(get_args(Alternatives))
    )


class ToOpening(SomePaths):
    """What a row is: somebody who can refer, or somebody to ask first."""

    by = fields.String(load_default="end", validate=validate.OneOf(("end", "contact")))


class Within(Bounds):
    """What an opening has to be like."""

    text = fields.String(load_default="", validate=validate.Length(max=200))
    employer = fields.UUID(load_default=None)
    country = fields.String(load_default=None, validate=validate.Length(equal=2))
    place = fields.String(load_default=None, validate=validate.Length(1, 100))
    remote = fields.Boolean(load_default=None)
    after = fields.String(load_default=None)
    limit = fields.Integer(load_default=20, validate=validate.Range(1, MOST_ROWS))


class ReasonShown(Schema):
    """One piece of evidence for one's own tie."""

    code = fields.String(required=True)
    amount = fields.Integer(required=True)


class ContactShown(Schema):
    """Whom to ask first; the grant names them at profiles."""

    person_id = fields.UUID(required=True)
    volunteer = fields.Boolean(required=True)
    reasons = fields.List(fields.Nested(ReasonShown), required=True)
    busy = fields.Boolean(required=True, metadata={"description": "They are at their cap."})
    free_from = fields.Date(required=True, allow_none=True)


class PathShown(Schema):
    """A path as its candidate sees it: of all but the contact only that they are there."""

    contact = fields.Nested(ContactShown, required=True)
    further_introducers = fields.Integer(required=True)
    end = fields.String(required=True, validate=validate.OneOf(get_args(End)))
    chance = fields.String(required=True, validate=validate.OneOf(get_args(Chance)))


class Answer(Schema):
    """What every answer about paths says besides the paths."""

    total = fields.Raw(required=True, metadata={"oneOf": [{"type": "integer"}, {"const": "a few"}]})
    grant = fields.String(required=True, metadata={"description": "Exchange it at profiles."})
    stale_since = fields.AwareDateTime(
        required=True, allow_none=True, metadata={"description": "News do not arrive since then."}
    )


class PathsShown(Answer):
    """Paths, best first."""

    paths = fields.List(fields.Nested(PathShown), required=True)


class OwnContactsShown(Schema):
    """Own contacts with whom an opening is matched; the grant names them at profiles."""

    contacts = fields.List(fields.UUID(), required=True)
    next = fields.String(required=True, allow_none=True)
    grant = fields.String(required=True, metadata={"description": "Exchange it at profiles."})
    stale_since = fields.AwareDateTime(required=True, allow_none=True)


class SalaryShown(Schema):
    """Yearly, in whole units of the currency."""

    low = fields.Integer(required=True)
    high = fields.Integer(required=True)
    currency = fields.String(required=True)


class OpeningShown(Schema):
    """An opening, as far as it is public to those who may see it."""

    id = fields.UUID(required=True)
    employer_id = fields.UUID(required=True)
    employer_name = fields.String(required=True)
    title = fields.String(required=True)
    description = fields.String(required=True)
    place = fields.String(required=True, allow_none=True)
    countries = fields.List(fields.String(), required=True)
    remote = fields.Boolean(required=True)
    employment_type = fields.String(required=True)
    salary = fields.Nested(SalaryShown, required=True, allow_none=True)
    valid_through = fields.Date(required=True, allow_none=True)
    apply_url = fields.String(required=True, allow_none=True)
    network_only = fields.Boolean(required=True)


class OpeningWithin(Schema):
    """An opening and the best path to it."""

    opening = fields.Nested(OpeningShown, required=True)
    path = fields.Nested(PathShown, required=True)


class OpeningsShown(Answer):
    """One page of openings, best path first."""

    openings = fields.List(fields.Nested(OpeningWithin), required=True)
    next = fields.String(required=True, allow_none=True)


def opening_shape(seen: SeenOpening) -> dict[str, Any]:
    """An opening as JSON has it."""
    return vars(seen.opening) | {
        "id": seen.opening.subject,
        "employer_name": seen.employer_name,
        "network_only": seen.opening.audience == "network",
    }
