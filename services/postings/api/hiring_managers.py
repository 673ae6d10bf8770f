"""The hiring manager's role: take it, refuse it, hand it on, rest from it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.postings.api.opening_schemas import NamePerson, OpeningShown
from services.postings.api.openings import Answer, answer
from services.postings.commands import hiring_managers
from services.postings.commands.hiring_managers import AnswerHiringRole, DelegateHiringRole
from services.postings.ports import UnitOfWork
from shared.web.blueprint import Blueprint
from shared.web.caller import current_person
from shared.web.operations import Access, allow
from shared.web.writes import transactional

blueprint = Blueprint(
    "hiring managers",
    __name__,
    url_prefix="/v1/openings/<uuid:opening_id>/hiring-manager",
    description="No path leads to a hiring manager before they accept the role",
)


@blueprint.post("/accept")
@allow(Access.MEMBER)
@transactional
@blueprint.response(200, OpeningShown)
def accept_role(opening_id: UUID, *, uow: UnitOfWork) -> Answer:
    """Take the role that you were offered."""
    command = AnswerHiringRole(current_person(), opening_id)
    return answer(hiring_managers.accept_hiring_role(command, uow, uow.clock), uow)


@blueprint.post("/decline")
@allow(Access.MEMBER)
@transactional
@blueprint.response(200, OpeningShown)
def decline_role(opening_id: UUID, *, uow: UnitOfWork) -> Answer:
    """Refuse the role, or step down from it."""
    command = AnswerHiringRole(current_person(), opening_id)
    return answer(hiring_managers.decline_hiring_role(command, uow, uow.clock), uow)


@blueprint.post("/pause")
@allow(Access.MEMBER)
@transactional
@blueprint.response(200, OpeningShown)
def pause_role(opening_id: UUID, *, uow: UnitOfWork) -> Answer:
    """Not be reached through this opening until you resume."""
    command = AnswerHiringRole(current_person(), opening_id)
    return answer(hiring_managers.pause_hiring_role(command, uow, uow.clock), uow)


@blueprint.post("/resume")
@allow(Access.MEMBER)
@transactional
@blueprint.response(200, OpeningShown)
def resume_role(opening_id: UUID, *, uow: UnitOfWork) -> Answer:
    """Be reached through this opening again."""
    command = AnswerHiringRole(current_person(), opening_id)
    return answer(hiring_managers.resume_hiring_role(command, uow, uow.clock), uow)


@blueprint.post("/delegate")
@allow(Access.MEMBER)
@blueprint.arguments(NamePerson)
@transactional
@blueprint.response(200, OpeningShown)
def delegate_role(named: dict[str, Any], opening_id: UUID, *, uow: UnitOfWork) -> Answer:
    """Offer the role to a colleague; it stays yours until they accept."""
    command = DelegateHiringRole(current_person(), opening_id, named["person_id"])
    return answer(hiring_managers.delegate_hiring_role(command, uow, uow.clock), uow)
