"""Openings: post them, find them, move them on."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from services.postings import queries
from services.postings.api.asking import asker, grant_of
from services.postings.api.opening_schemas import (
    NewOpening,
    OpeningEdit,
    OpeningsAsked,
    OpeningShown,
    OpeningsPage,
    salary_of,
)
from services.postings.commands import openings
from services.postings.commands.openings import CreateOpening, EditOpening, MoveOpening
from services.postings.domain.opening import Opening, Verb
from services.postings.domain.search import OpeningSearch
from services.postings.domain.terms import Terms
from services.postings.ports import UnitOfWork
from services.postings.queries import SeenOpening
from shared.storage.pagination import Page
from shared.web.blueprint import Blueprint
from shared.web.caller import current_person
from shared.web.operations import Access, allow
from shared.web.pages import PageAsked
from shared.web.versions import etag, expected_version
from shared.web.writes import reading, transactional

blueprint = Blueprint("openings", __name__, description="Positions, and who may see them")
Answer = tuple[SeenOpening, dict[str, str]]
_PEOPLE = ("hiring_manager", "recruiters")


@blueprint.get("/v1/openings")
@allow(Access.ANYONE)
@blueprint.arguments(OpeningsAsked, location="query")
@reading
@blueprint.response(200, OpeningsPage)
def list_openings(asked: dict[str, Any], *, uow: UnitOfWork) -> dict[str, Any]:
    """Published openings, the newest first; without signing in, public ones."""
    return _page(queries.find_openings(OpeningSearch(**asked), asker(), uow))


@blueprint.get("/v1/openings/mine")
@allow(Access.MEMBER)
@blueprint.arguments(PageAsked, location="query")
@reading
@blueprint.response(200, OpeningsPage)
def list_my_openings(asked: dict[str, Any], *, uow: UnitOfWork) -> dict[str, Any]:
    """Openings you posted, recruit for, or are asked or chosen to decide on; in any state."""
    return _page(queries.my_openings(asker(), asked["after"], asked["limit"], uow))


@blueprint.post("/v1/openings")
@allow(Access.MEMBER)
@blueprint.arguments(NewOpening)
@transactional
@blueprint.response(201, OpeningShown)
def create_opening(new: dict[str, Any], *, uow: UnitOfWork) -> Answer:
    """Draft an opening at your employer. Nobody is told before it is published."""
    people = {name: new.pop(name) for name in _PEOPLE if name in new}
    command = CreateOpening(
        by=current_person(),
        employer_id=new.pop("employer_id"),
        use_policy=new.pop("use_policy", False),
        hiring_manager=people.get("hiring_manager"),
        recruiters=tuple(people.get("recruiters", ())),
        terms=Terms(**_terms(new)),
    )
    opening = openings.create_opening(command, uow, uow.clock)
    shown, headers = answer(opening, uow)
    return shown, headers | {"Location": f"/v1/openings/{opening.id}"}


@blueprint.get("/v1/openings/<uuid:opening_id>")
@allow(Access.ANYONE)
@reading
@blueprint.response(200, OpeningShown)
def get_opening(opening_id: UUID, *, uow: UnitOfWork) -> Answer:
    """An opening that you may see."""
    seen = _named(queries.opening(asker(), opening_id, uow))
    # The version would tell strangers of changes that are not for them.
    return seen, etag(seen.opening.version) if seen.my_roles else {}


@blueprint.patch("/v1/openings/<uuid:opening_id>")
@allow(Access.MEMBER)
@blueprint.arguments(OpeningEdit)
@transactional
@blueprint.response(200, OpeningShown)
def edit_opening(changes: dict[str, Any], opening_id: UUID, *, uow: UnitOfWork) -> Answer:
    """Change an opening that is not over; poster, recruiters and stewards may."""
    people = {name: changes.pop(name) for name in _PEOPLE if name in changes}
    use_policy = changes.pop("use_policy", None)
    command = EditOpening(
        asker(), opening_id, expected_version(), _terms(changes), people, use_policy
    )
    return answer(openings.edit_opening(command, uow, uow.clock), uow)


@blueprint.post("/v1/openings/<uuid:opening_id>/publish")
@allow(Access.MEMBER)
@transactional
@blueprint.response(200, OpeningShown)
def publish_opening(opening_id: UUID, *, uow: UnitOfWork) -> Answer:
    """Show a draft to its audience."""
    return _move(opening_id, "publish", uow)


@blueprint.post("/v1/openings/<uuid:opening_id>/pause")
@allow(Access.MEMBER)
@transactional
@blueprint.response(200, OpeningShown)
def pause_opening(opening_id: UUID, *, uow: UnitOfWork) -> Answer:
    """Take a published opening out of all searches for a while."""
    return _move(opening_id, "pause", uow)


@blueprint.post("/v1/openings/<uuid:opening_id>/resume")
@allow(Access.MEMBER)
@transactional
@blueprint.response(200, OpeningShown)
def resume_opening(opening_id: UUID, *, uow: UnitOfWork) -> Answer:
    """Publish a paused opening again."""
    return _move(opening_id, "resume", uow)


@blueprint.post("/v1/openings/<uuid:opening_id>/close")
@allow(Access.MEMBER)
@transactional
@blueprint.response(200, OpeningShown)
def close_opening(opening_id: UUID, *, uow: UnitOfWork) -> Answer:
    """End an opening without anybody hired, or drop a draft."""
    return _move(opening_id, "close", uow)


@blueprint.post("/v1/openings/<uuid:opening_id>/fill")
@allow(Access.MEMBER)
@transactional
@blueprint.response(200, OpeningShown)
def fill_opening(opening_id: UUID, *, uow: UnitOfWork) -> Answer:
    """End an opening because somebody was hired."""
    return _move(opening_id, "fill", uow)


def answer(opening: Opening, uow: UnitOfWork) -> Answer:
    """What a write answers: the opening as whoever wrote sees it."""
    return _named(queries.seen(opening, asker(), uow)), etag(opening.version)


def _named(seen: SeenOpening) -> SeenOpening:
    """With a grant for the names of its people, to who has a part in it too."""
    return replace(seen, grant=grant_of(seen.opening.people)) if seen.my_roles else seen


def _move(opening_id: UUID, verb: Verb, uow: UnitOfWork) -> Answer:
    return answer(
        openings.move_opening(MoveOpening(asker(), opening_id, verb), uow, uow.clock), uow
    )


def _page(page: Page[SeenOpening]) -> dict[str, Any]:
    return {"openings": page.items, "next": page.next}


def _terms(sent: dict[str, Any]) -> dict[str, Any]:
    """The fields of Terms among those sent."""
    terms = dict(sent)
    if "salary" in terms:
        terms["salary"] = salary_of(terms["salary"])
    if "countries" in terms:
        terms["countries"] = tuple(terms["countries"])
    return terms
