"""What somebody who was named hiring manager does with the role."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from services.postings.commands.keeping import keep_opening, opening_for
from services.postings.commands.openings import refuse_wrong_manager
from services.postings.domain.asker import Asker
from services.postings.domain.hiring_role import HiringRole
from services.postings.domain.opening import Opening
from services.postings.ports import UnitOfWork
from shared.clock import Clock


@dataclass(frozen=True)
class AnswerHiringRole:
    """`by` is whoever was asked, or holds the role."""

    by: UUID
    opening_id: UUID


@dataclass(frozen=True)
class DelegateHiringRole:
    """`by` offers the role to `to`, who must accept it."""

    by: UUID
    opening_id: UUID
    to: UUID


def accept_hiring_role(command: AnswerHiringRole, uow: UnitOfWork, clock: Clock) -> Opening:
    """From now on paths may lead to them. Raises NotFound, Forbidden(hiring_role_not_yours)."""
    opening = _opening(command, uow)
    return _keep(opening, opening.hiring.accept(command.by), uow)


def decline_hiring_role(command: AnswerHiringRole, uow: UnitOfWork, clock: Clock) -> Opening:
    """Refuse the role or step down. Raises NotFound, Forbidden(hiring_role_not_yours)."""
    opening = _opening(command, uow)
    return _keep(opening, opening.hiring.decline(command.by), uow)


def pause_hiring_role(command: AnswerHiringRole, uow: UnitOfWork, clock: Clock) -> Opening:
    """Until they resume, no path leads to them.

    Raises NotFound, Forbidden(hiring_role_not_yours).
    """
    opening = _opening(command, uow)
    return _keep(opening, opening.hiring.pause(command.by), uow)


def resume_hiring_role(command: AnswerHiringRole, uow: UnitOfWork, clock: Clock) -> Opening:
    """Paths may lead to them again. Raises NotFound, Forbidden(hiring_role_not_yours)."""
    opening = _opening(command, uow)
    return _keep(opening, opening.hiring.resume(command.by), uow)


def delegate_hiring_role(command: DelegateHiringRole, uow: UnitOfWork, clock: Clock) -> Opening:
    """Raises NotFound, Forbidden(hiring_role_not_yours), Conflict(delegate_to_oneself),
    Invalid(hiring_manager_not_employed).
    """
    opening = _opening(command, uow)
    delegated = opening.hiring.delegate(command.by, command.to)
    refuse_wrong_manager(opening, command.to, uow, clock)
    return _keep(opening, delegated, uow)


def _opening(command: AnswerHiringRole | DelegateHiringRole, uow: UnitOfWork) -> Opening:
    """Raises Conflict(opening_over) only to those who may see the opening."""
    opening, _ = opening_for(Asker(command.by), command.opening_id, uow)
    opening.refuse_if_over()
    return opening


def _keep(opening: Opening, hiring: HiringRole, uow: UnitOfWork) -> Opening:
    return keep_opening(opening, replace(opening, hiring=hiring), uow)
