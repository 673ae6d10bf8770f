"""Oneself: what others read, settings, whom one avoids, addresses, export, leaving."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from marshmallow import Schema, fields, validate

from services.profiles import queries
from services.profiles.api.container import container
from services.profiles.api.guards import counting_tries
from services.profiles.api.sign_in import CodeAsked, Nothing
from services.profiles.commands import people, sign_in
from services.profiles.commands.people import Edit, VerifyMail
from services.profiles.domain.avoided import Avoided, binding
from services.profiles.domain.person import Person
from services.profiles.domain.rhythm import DAYS
from services.profiles.ports import UnitOfWork
from shared.storage.rate_limits import Limit
from shared.web.blueprint import Blueprint
from shared.web.caller import current_person
from shared.web.limits import limited
from shared.web.operations import Access, allow
from shared.web.pages import page_shown
from shared.web.versions import check_version, etag
from shared.web.writes import reading, transactional

CODES_PER_PERSON = Limit("add_mail_codes_per_person", 10, timedelta(hours=1))
LONG, LONGEST = 120, 500
Answer = tuple[dict[str, object], dict[str, str]]


def _texts() -> fields.List[str]:
    return fields.List(fields.String(validate=validate.Length(1, LONGEST)))


blueprint = Blueprint("people", __name__, url_prefix="/v1/people/me", description="Oneself")


class PresentationEdit(Schema):
    """What others read; what is left out stays."""

    name = fields.String(validate=validate.Length(1, LONGEST))
    headline = fields.String(allow_none=True, validate=validate.Length(max=LONGEST))
    place = fields.String(allow_none=True, validate=validate.Length(max=LONGEST))
    languages = _texts()
    skills = _texts()
    links = _texts()


class PersonShown(PresentationEdit):
    """Oneself."""

    id = fields.UUID(required=True)
    mail_addresses = fields.List(fields.String(), required=True)


class SettingsEdit(Schema):
    """One's choices; what is left out stays."""

    findable = fields.Boolean()
    open_to_introduce = fields.Boolean()
    weekly_cap = fields.Integer(strict=True)
    open_ask_cap = fields.Integer(strict=True)
    topics = fields.List(fields.String(validate=validate.Length(1, LONG)))
    willing_to_refer = fields.Boolean()
    open_to_intros = fields.Boolean()
    weekly_intros = fields.Integer(strict=True)
    open_to_openings = fields.Boolean()
    avoid_own_employers = fields.Boolean()
    quiet_days = fields.List(fields.String(validate=validate.OneOf(DAYS)))
    time_zone = fields.String(validate=validate.Length(1, LONG))
    weekly_digest = fields.Boolean()


class AvoidedShown(Schema):
    """Somebody no path of one's own leads through; `until` once they were removed."""

    person_id = fields.UUID(required=True)
    until = fields.AwareDateTime(required=True, allow_none=True)


AvoidedPage = page_shown("AvoidedPage", AvoidedShown)


class MailVerified(CodeAsked):
    """A code that came to the address."""

    code = fields.String(required=True, validate=validate.Length(1, 20))


class MailsShown(Schema):
    """One's verified addresses."""

    mail_addresses = fields.List(fields.String(), required=True)


def _things() -> fields.List[dict[str, object]]:
    return fields.List(fields.Dict(keys=fields.String()), required=True)


class ExportShown(Schema):
    """Everything kept about oneself, and nothing that others said."""

    person = fields.Dict(keys=fields.String(), required=True)
    mail_addresses = fields.List(fields.String(), required=True)
    settings = fields.Dict(keys=fields.String(), required=True)
    avoided_people = _things()
    employments = _things()
    educations = _things()
    memberships = _things()
    groups = _things()
    ties = _things()
    imports = _things()
    invitations = _things()
    sessions = _things()


def _person_shown(person: Person) -> Answer:
    shown = {"id": person.id, "mail_addresses": person.mails} | vars(person.presentation)
    return shown, etag(person.version)


def _settings_shown(person: Person) -> Answer:
    return vars(person.settings), etag(person.version)


def _edit(fields_given: dict[str, Any]) -> Edit:
    """Lists become tuples: what is kept does not change under anybody's hands."""
    kept = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in fields_given.items()
    }
    return Edit(current_person(), kept)


def _is_right(body: dict[str, Any], uow: UnitOfWork) -> bool:
    it = container()
    return sign_in.count_try(
        body["mail"], body["code"], "add_mail", uow, it.clock, it.secrets, current_person()
    )


@blueprint.get("")
@allow(Access.MEMBER)
@reading
@blueprint.response(200, PersonShown)
def me(*, uow: UnitOfWork) -> Answer:
    """What others read about oneself, and one's addresses."""
    return _person_shown(uow.people.get(current_person()))


@blueprint.patch("")
@allow(Access.MEMBER)
@blueprint.arguments(PresentationEdit)
@transactional
@blueprint.response(200, PersonShown)
def present(asked: dict[str, Any], *, uow: UnitOfWork) -> Answer:
    """Change what others read."""
    check_version(uow.people.get(current_person()).version)
    return _person_shown(people.present(_edit(asked), uow, uow.clock))


@blueprint.delete("")
@allow(Access.MEMBER)
@transactional
@blueprint.response(204)
def leave(*, uow: UnitOfWork) -> None:
    """Leave for good: everything about oneself is erased, here and at the other services."""
    it = container()
    people.leave(current_person(), uow, it.clock, it.secrets, it.mailer)


@blueprint.get("/export")
@allow(Access.MEMBER)
@reading
@blueprint.response(200, ExportShown)
def everything(*, uow: UnitOfWork) -> dict[str, object]:
    """Everything that is kept about oneself."""
    return queries.export(current_person(), uow, uow.clock)


@blueprint.get("/settings")
@allow(Access.MEMBER)
@reading
@blueprint.response(200, SettingsEdit)
def settings(*, uow: UnitOfWork) -> Answer:
    """One's choices."""
    return _settings_shown(uow.people.get(current_person()))


@blueprint.patch("/settings")
@allow(Access.MEMBER)
@blueprint.arguments(SettingsEdit)
@transactional
@blueprint.response(200, SettingsEdit)
def decide(asked: dict[str, Any], *, uow: UnitOfWork) -> Answer:
    """Change one's choices."""
    check_version(uow.people.get(current_person()).version)
    return _settings_shown(people.decide(_edit(asked), uow, uow.clock))


@blueprint.get("/avoided-people")
@allow(Access.MEMBER)
@reading
@blueprint.response(200, AvoidedPage)
def avoided(*, uow: UnitOfWork) -> dict[str, object]:
    """Whom no path of one's own leads through."""
    kept: tuple[Avoided, ...] = uow.people.get(current_person()).avoided
    return {"items": binding(kept, uow.clock.now()), "next": None}


@blueprint.put("/avoided-people/<uuid:person_id>")
@allow(Access.MEMBER)
@transactional
@blueprint.response(204)
def avoid(person_id: UUID, *, uow: UnitOfWork) -> None:
    """Avoid somebody. Whether there is such a person is not said."""
    people.avoid(current_person(), person_id, uow, uow.clock)


@blueprint.delete("/avoided-people/<uuid:person_id>")
@allow(Access.MEMBER)
@transactional
@blueprint.response(204)
def stop_avoiding(person_id: UUID, *, uow: UnitOfWork) -> None:
    """Avoid somebody no longer, from seven days on."""
    people.stop_avoiding(current_person(), person_id, uow, uow.clock)


@blueprint.post("/mail-addresses")
@allow(Access.MEMBER)
@limited(CODES_PER_PERSON)
@blueprint.arguments(CodeAsked)
@transactional
@blueprint.response(202, Nothing)
def send_code(asked: dict[str, Any], *, uow: UnitOfWork) -> dict[str, object]:
    """Mail a code to an address that one wants to add."""
    it = container()
    me = current_person()
    sign_in.mail_code(asked["mail"], "add_mail", uow, it.clock, it.secrets, me)
    return {}


@blueprint.post("/mail-addresses/verify")
@allow(Access.MEMBER)
@blueprint.arguments(MailVerified)
@counting_tries(_is_right)
@transactional
@blueprint.response(200, MailsShown)
def add_mail(asked: dict[str, Any], *, uow: UnitOfWork) -> dict[str, object]:
    """Add the address: a work mail verifies the employments at its domain."""
    it = container()
    command = VerifyMail(current_person(), asked["mail"], asked["code"])
    person = people.add_mail(command, uow, it.clock, it.secrets)
    return {"mail_addresses": person.mails}
