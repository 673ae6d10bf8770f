"""Where one worked, studied and belonged."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from marshmallow import Schema, fields, validate

from services.profiles.commands import careers
from services.profiles.domain.background import (
    Education,
    Employment,
    Membership,
    MembershipKind,
)
from services.profiles.ports import UnitOfWork
from shared.ids import new_id
from shared.storage.pagination import Page
from shared.web.blueprint import Blueprint
from shared.web.caller import current_person
from shared.web.operations import Access, allow
from shared.web.pages import page_shown
from shared.web.writes import reading, transactional

TEXT = validate.Length(1, 500)
Body = dict[str, Any]

blueprint = Blueprint(
    "careers", __name__, url_prefix="/v1/people/me", description="What one has done"
)


class EmploymentEdit(Schema):
    """A time at an employer; what is left out stays."""

    title = fields.String(validate=TEXT)
    team = fields.String(allow_none=True, validate=validate.Length(max=500))
    started = fields.Date()
    ended = fields.Date(allow_none=True)


class EmploymentGiven(EmploymentEdit):
    """A time at an employer; without `ended` it lasts."""

    employer_id = fields.UUID(required=True)
    title = fields.String(required=True, validate=TEXT)
    started = fields.Date(required=True)


class EmploymentShown(EmploymentGiven):
    """`verified`: a verified address of the person is at one of the employer's domains."""

    id = fields.UUID(required=True)
    verified = fields.Boolean(required=True)


class EducationGiven(Schema):
    """A time at a school; without `ended` it lasts."""

    school = fields.String(required=True, validate=TEXT)
    course = fields.String(allow_none=True, validate=validate.Length(max=500))
    started = fields.Date(required=True)
    ended = fields.Date(allow_none=True)


class EducationShown(EducationGiven):
    """An education with its id."""

    id = fields.UUID(required=True)


class MembershipGiven(Schema):
    """A part in an association, event or volunteer group, in one year."""

    kind = fields.Enum(MembershipKind, by_value=True, required=True)
    name = fields.String(required=True, validate=TEXT)
    place = fields.String(allow_none=True, validate=validate.Length(max=500))
    year = fields.Integer(required=True, strict=True)


class MembershipShown(MembershipGiven):
    """A membership with its id."""

    id = fields.UUID(required=True)


# Of each at most 100 are kept, so there is one page.
EmploymentsPage = page_shown("EmploymentsPage", EmploymentShown)
EducationsPage = page_shown("EducationsPage", EducationShown)
MembershipsPage = page_shown("MembershipsPage", MembershipShown)


@blueprint.get("/employments")
@allow(Access.MEMBER)
@reading
@blueprint.response(200, EmploymentsPage)
def employments(*, uow: UnitOfWork) -> Page[Employment]:
    """Where one works and worked."""
    return Page(uow.people.get(current_person()).employments, None)


@blueprint.post("/employments")
@allow(Access.MEMBER)
@blueprint.arguments(EmploymentGiven)
@transactional
@blueprint.response(201, EmploymentShown)
def add_employment(asked: Body, *, uow: UnitOfWork) -> Employment:
    """Say where one works or worked."""
    employment = Employment(id=new_id(), **asked)
    return careers.record_employment(current_person(), employment, uow, uow.clock)


@blueprint.patch("/employments/<uuid:employment_id>")
@allow(Access.MEMBER)
@blueprint.arguments(EmploymentEdit)
@transactional
@blueprint.response(200, EmploymentShown)
def edit_employment(asked: Body, employment_id: UUID, *, uow: UnitOfWork) -> Employment:
    """Change what one said of it."""
    return careers.edit_employment(current_person(), employment_id, asked, uow, uow.clock)


@blueprint.delete("/employments/<uuid:employment_id>")
@allow(Access.MEMBER)
@transactional
@blueprint.response(204)
def forget_employment(employment_id: UUID, *, uow: UnitOfWork) -> None:
    """Take it back."""
    careers.forget_employment(current_person(), employment_id, uow, uow.clock)


@blueprint.get("/educations")
@allow(Access.MEMBER)
@reading
@blueprint.response(200, EducationsPage)
def educations(*, uow: UnitOfWork) -> Page[Education]:
    """Where one studies and studied."""
    return Page(uow.people.get(current_person()).educations, None)


@blueprint.post("/educations")
@allow(Access.MEMBER)
@blueprint.arguments(EducationGiven)
@transactional
@blueprint.response(201, EducationShown)
def add_education(asked: Body, *, uow: UnitOfWork) -> Education:
    """Say where one studies or studied."""
    education = Education(id=new_id(), **asked)
    return careers.record_education(current_person(), education, uow, uow.clock)


@blueprint.delete("/educations/<uuid:education_id>")
@allow(Access.MEMBER)
@transactional
@blueprint.response(204)
def forget_education(education_id: UUID, *, uow: UnitOfWork) -> None:
    """Take it back."""
    careers.forget_education(current_person(), education_id, uow, uow.clock)


@blueprint.get("/memberships")
@allow(Access.MEMBER)
@reading
@blueprint.response(200, MembershipsPage)
def memberships(*, uow: UnitOfWork) -> Page[Membership]:
    """What one was part of."""
    return Page(uow.people.get(current_person()).memberships, None)


@blueprint.post("/memberships")
@allow(Access.MEMBER)
@blueprint.arguments(MembershipGiven)
@transactional
@blueprint.response(201, MembershipShown)
def add_membership(asked: Body, *, uow: UnitOfWork) -> Membership:
    """Say what one was part of."""
    membership = Membership(id=new_id(), **asked)
    return careers.record_membership(current_person(), membership, uow, uow.clock)


@blueprint.delete("/memberships/<uuid:membership_id>")
@allow(Access.MEMBER)
@transactional
@blueprint.response(204)
def forget_membership(membership_id: UUID, *, uow: UnitOfWork) -> None:
    """Take it back."""
    careers.forget_membership(current_person(), membership_id, uow, uow.clock)
