"""Importing a list of contacts: preview, choose, undo. What does not match is kept nowhere."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any
from uuid import UUID

from marshmallow import Schema, fields, validate

from services.profiles import queries
from services.profiles.api.container import container
from services.profiles.commands import imports
from services.profiles.commands.imports import ChooseMatches, Chosen, Compared, ImportList
from services.profiles.domain.contact_lists import Source
from services.profiles.domain.imports import Import, ImportState
from services.profiles.domain.matching import Basis
from services.profiles.ports import UnitOfWork
from shared.storage.rate_limits import Limit
from shared.web.blueprint import Blueprint
from shared.web.caller import current_person
from shared.web.limits import limited
from shared.web.operations import Access, accepts, allow
from shared.web.uploads import FORM, uploaded_file
from shared.web.writes import reading, transactional

LARGEST = 20_000_000  # bytes
MOST_CHOSEN = 30_000
MOST_LISTED = 20
UPLOADS = Limit("imports", 50, timedelta(days=1))
Body = dict[str, Any]

blueprint = Blueprint("imports", __name__, url_prefix="/v1/imports", description="Imports")


class SourceAsked(Schema):
    """Whose list it is; without, the file itself tells."""

    source = fields.Enum(Source, by_value=True, load_default=None)


class MatchBody(Schema):
    """A member on the list. `avoided`: works where one's own searches do not lead."""

    person_id = fields.UUID(required=True)
    name = fields.String(required=True)
    basis = fields.Enum(Basis, by_value=True, required=True)
    avoided = fields.Boolean(required=True)
    ticked = fields.Boolean(required=True)


class ImportShown(Schema):
    """An import with its matches; after choosing, only those chosen."""

    id = fields.UUID(required=True)
    source = fields.Enum(Source, by_value=True, required=True)
    state = fields.Enum(ImportState, by_value=True, required=True)
    matches = fields.List(fields.Nested(MatchBody), required=True)


class ImportListed(Schema):
    """An import in short: `people` are those whom it still names."""

    id = fields.UUID(required=True)
    state = fields.Enum(ImportState, by_value=True, required=True)
    imported_at = fields.AwareDateTime(required=True)
    people = fields.Integer(required=True)


class ImportsShown(Schema):
    """The latest, the newest first."""

    items = fields.List(fields.Nested(ImportListed), required=True)


class SummaryShown(Schema):
    """Told once. `members` are people, the other three are rows of the list."""

    rows = fields.Integer(required=True)
    members = fields.Integer(required=True)
    at_employers_hiring = fields.Integer(required=True)
    forgotten = fields.Integer(required=True)


class ImportMade(ImportShown):
    """A new import, with what was on the list in numbers."""

    summary = fields.Nested(SummaryShown, required=True)


class ChoiceGiven(Schema):
    """Whom to propose ties to, and whether to lend those ties: there is no preset."""

    person_ids = fields.List(
        fields.UUID(), required=True, validate=validate.Length(max=MOST_CHOSEN)
    )
    lend = fields.Boolean(required=True)


class ChosenShown(Schema):
    """How many ties were proposed, and how many met a proposal and are confirmed now."""

    proposed = fields.Integer(required=True)
    confirmed = fields.Integer(required=True)


def _compared_before(view: Callable[..., Any]) -> Callable[[Body], Any]:
    """Compare the uploaded list in a unit that only asks, before the view's own, which writes."""

    @wraps(view)
    def compare(asked: Body) -> Any:
        command = ImportList(
            current_person(), asked["source"], uploaded_file("import_file_missing")
        )
        with container().units.read() as uow:
            compared = imports.compare_list(command, uow, uow.clock)
        return view(compared)

    return compare


@blueprint.post("")
@allow(Access.MEMBER)
@accepts("text/csv", "text/vcard", "application/octet-stream", FORM, max_bytes=LARGEST)
@limited(UPLOADS)
@blueprint.arguments(SourceAsked, location="query")
@_compared_before
@transactional
@blueprint.response(201, ImportMade)
def upload(compared: Compared, *, uow: UnitOfWork) -> dict[str, object]:
    """Upload a list, as the body or as the form's `file`, and see who of it is here.

    LinkedIn's Connections.csv, contacts from Google as CSV, or vCards (2.1, 3.0, 4.0).
    """
    made = imports.keep_matches(current_person(), compared, uow, uow.clock)
    return _shown(made, uow) | {"summary": compared.preview.summary}


@blueprint.get("")
@allow(Access.MEMBER)
@reading
@blueprint.response(200, ImportsShown)
def mine(*, uow: UnitOfWork) -> dict[str, object]:
    """One's own latest imports: one that was left while it was compared is found again here."""
    found = queries.own_imports(current_person(), MOST_LISTED, uow)
    told = [vars(one) | {"people": people} for one, people in found]
    return {"items": told}


@blueprint.get("/<uuid:import_id>")
@allow(Access.MEMBER)
@reading
@blueprint.response(200, ImportShown)
def one(import_id: UUID, *, uow: UnitOfWork) -> dict[str, object]:
    """An import of one's own."""
    return _shown(queries.own_import(import_id, current_person(), uow), uow)


@blueprint.post("/<uuid:import_id>/choose")
@allow(Access.MEMBER)
@blueprint.arguments(ChoiceGiven)
@transactional
@blueprint.response(200, ChosenShown)
def choose(asked: Body, import_id: UUID, *, uow: UnitOfWork) -> Chosen:
    """Propose ties to some of the matches, once; the other matches are forgotten."""
    people, lend = tuple(asked["person_ids"]), asked["lend"]
    command = ChooseMatches(current_person(), import_id, people, lend)
    return imports.choose_matches(command, uow, uow.clock)


@blueprint.post("/<uuid:import_id>/undo")
@allow(Access.MEMBER)
@transactional
@blueprint.response(200, ImportShown)
def undo(import_id: UUID, *, uow: UnitOfWork) -> dict[str, object]:
    """Take back what the import added and nobody has answered yet."""
    return _shown(imports.undo_import(import_id, current_person(), uow, uow.clock), uow)


def _shown(one: Import, uow: UnitOfWork) -> dict[str, object]:
    shown = [
        {"person_id": match.person.id, "name": match.person.name}
        | vars(match.found)
        | {"ticked": match.found.ticked}
        for match in queries.matches(one, uow)
    ]
    return {"id": one.id, "source": one.source, "state": one.state, "matches": shown}
