"""Openings, as they are sent and shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import Schema, fields, post_dump, validate

from services.postings.api.markdown import plain_markdown
from services.postings.domain.opening import State
from services.postings.domain.terms import (
    FARTHEST_INTRODUCERS,
    LARGEST_SALARY,
    LONGEST_DESCRIPTION,
    LONGEST_TITLE,
    MOST_COUNTRIES,
    Audience,
    EmploymentType,
)
from shared.contracts.postings import Salary
from shared.web.pages import PageAsked

PEOPLE_ONLY = ("posted_by", "recruiters", "hiring_manager", "created_at")
_AMOUNT = validate.Range(1, LARGEST_SALARY)
_COUNTRY = validate.Length(2, 2)


class Markdown(fields.String):
    """Text that loses all HTML on its way in."""

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any
    ) -> str:
        return plain_markdown(super()._deserialize(value, attr, data, **kwargs))


class Flag(fields.Boolean):
    """true or false, and nothing that merely looks like it."""

    truthy = {True}  # noqa: RUF012
    falsy = {False}  # noqa: RUF012


class SalaryFields(Schema):
    """Yearly, in whole units."""

    low = fields.Integer(required=True, strict=True, validate=_AMOUNT)
    high = fields.Integer(required=True, strict=True, validate=_AMOUNT)
    currency = fields.String(required=True, validate=validate.Length(3, 3))


class OpeningEdit(Schema):
    """Fields to replace."""

    title = fields.String(validate=validate.Length(1, LONGEST_TITLE))
    description = Markdown(
        validate=validate.Length(1, LONGEST_DESCRIPTION),
        metadata={"description": "Markdown; HTML is taken out"},
    )
    employment_type = fields.Enum(EmploymentType, by_value=True)
    place = fields.String(allow_none=True, validate=validate.Length(1, 200))
    countries = fields.List(
        fields.String(validate=_COUNTRY), validate=validate.Length(max=MOST_COUNTRIES)
    )
    remote = Flag()
    salary = fields.Nested(SalaryFields, allow_none=True)
    hiring_manager = fields.UUID(
        allow_none=True, metadata={"description": "Who is asked to take the role"}
    )
    recruiters = fields.List(fields.UUID())
    valid_through = fields.Date(allow_none=True, metadata={"description": "The last day"})
    use_policy = Flag(metadata={"description": "Take the employer's newest policy, or none"})
    apply_url = fields.String(allow_none=True, validate=validate.Length(1, 2000))
    audience = fields.Enum(Audience, by_value=True)
    max_introducers = fields.Integer(
        strict=True,
        validate=validate.Range(0, FARTHEST_INTRODUCERS),
        metadata={"description": "Who sees it, if the audience is `network`"},
    )


class NewOpening(OpeningEdit):
    """A position at your employer; it starts as a draft."""

    employer_id = fields.UUID(required=True)
    title = fields.String(required=True, validate=validate.Length(1, LONGEST_TITLE))
    description = Markdown(
        required=True,
        validate=validate.Length(1, LONGEST_DESCRIPTION),
        metadata={"description": "Markdown; HTML is taken out"},
    )
    employment_type = fields.Enum(EmploymentType, by_value=True, required=True)
    remote = Flag(required=True)
    audience = fields.Enum(Audience, by_value=True, required=True)


class NamePerson(Schema):
    """Somebody."""

    person_id = fields.UUID(required=True)


class HiringRoleShown(Schema):
    """`accepted` holds the role; `asked` has not answered yet."""

    accepted = fields.UUID(required=True, allow_none=True)
    asked = fields.UUID(required=True, allow_none=True)
    paused = fields.Boolean(required=True)


class OpeningShown(Schema):
    """An opening. Who has a part in it is shown to those who have one."""

    id = fields.UUID(required=True, attribute="opening.id")
    employer_id = fields.UUID(required=True, attribute="opening.employer_id")
    employer_name = fields.String(required=True)
    state = fields.Enum(State, by_value=True, required=True, attribute="opening.state")
    title = fields.String(required=True, attribute="opening.terms.title")
    description = fields.String(required=True, attribute="opening.terms.description")
    employment_type = fields.Enum(
        EmploymentType, by_value=True, required=True, attribute="opening.terms.employment_type"
    )
    place = fields.String(required=True, allow_none=True, attribute="opening.terms.place")
    countries = fields.List(fields.String(), required=True, attribute="opening.terms.countries")
    remote = fields.Boolean(required=True, attribute="opening.terms.remote")
    salary = fields.Nested(
        SalaryFields, required=True, allow_none=True, attribute="opening.terms.salary"
    )
    valid_through = fields.Date(
        required=True, allow_none=True, attribute="opening.terms.valid_through"
    )
    apply_url = fields.String(required=True, allow_none=True, attribute="opening.terms.apply_url")
    audience = fields.Enum(
        Audience, by_value=True, required=True, attribute="opening.terms.audience"
    )
    max_introducers = fields.Integer(required=True, attribute="opening.terms.max_introducers")
    policy_version = fields.Integer(
        required=True, allow_none=True, attribute="opening.policy_version"
    )
    published_at = fields.AwareDateTime(
        required=True, allow_none=True, attribute="opening.published_at"
    )
    my_roles = fields.List(
        fields.String(
            validate=validate.OneOf(("poster", "recruiter", "hiring_manager", "asked", "steward"))
        ),
        required=True,
    )
    posted_by = fields.UUID(allow_none=True, attribute="opening.posted_by")
    recruiters = fields.List(fields.UUID(), attribute="opening.recruiters")
    hiring_manager = fields.Nested(HiringRoleShown, attribute="opening.hiring")
    created_at = fields.AwareDateTime(attribute="opening.created_at")
    open_to_intros = fields.Boolean(
        metadata={"description": "Your own setting, where you are or may become hiring manager"}
    )

    grant = fields.String(
        metadata={"description": "Exchange it at profiles for the names of these people"}
    )

    @post_dump
    def keep_people_to_themselves(self, shown: dict[str, Any], **_: object) -> dict[str, Any]:
        """Strangers learn nothing of the people behind an opening."""
        hidden = set() if shown["my_roles"] else set(PEOPLE_ONLY)
        hidden |= {name for name in ("open_to_intros", "grant") if shown.get(name) is None}
        return {name: value for name, value in shown.items() if name not in hidden}


class OpeningsAsked(PageAsked):
    """Which openings. All that is given must hold."""

    text = fields.String(
        load_default="",
        validate=validate.Length(max=500),
        metadata={"description": "Beginnings of words of title, description or employer"},
    )
    place = fields.String(load_default="", validate=validate.Length(max=200))
    country = fields.String(load_default=None, validate=_COUNTRY)
    remote = fields.Boolean(load_default=None)
    employer = fields.UUID(load_default=None)
    salary_from = fields.Integer(
        load_default=None,
        validate=validate.Range(0, LARGEST_SALARY),
        metadata={"description": "The top of the range is this at least, in its own currency"},
    )


class OpeningsPage(Schema):
    """Some openings, the newest first."""

    openings = fields.List(fields.Nested(OpeningShown), required=True)
    next = fields.String(required=True, allow_none=True)


def salary_of(sent: dict[str, Any] | None) -> Salary | None:
    """The salary in a checked body."""
    return Salary(**sent) if sent else None
