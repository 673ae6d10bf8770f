"""Saving, and telling the others exactly when what they are told of has changed."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from services.postings.domain import audience
from services.postings.domain.asker import Asker
from services.postings.domain.audience import Role
from services.postings.domain.employer import Employer
from services.postings.domain.opening import Opening
from services.postings.ports import UnitOfWork
from shared.errors import NotFound, Stale


def employer_of(employer_id: UUID, uow: UnitOfWork) -> Employer:
    """Raises NotFound(employer_not_found)."""
    found = uow.employers.find(employer_id)
    if found is None:
        raise NotFound("employer_not_found", "There is no such employer.")
    return found


def opening_for(
    asker: Asker, opening_id: UUID, uow: UnitOfWork
) -> tuple[Opening, tuple[Role, ...]]:
    """An opening that the asker may know of, with their parts in it.

    Raises NotFound(opening_not_found).
    """
    opening = uow.openings.find(opening_id)
    if opening is None:
        raise audience.no_opening()
    stewards = employer_of(opening.employer_id, uow).stewards
    parts = audience.roles(opening, asker, stewards)
    audience.refuse_unseen(opening, asker, parts)
    return opening, parts


def opening_to_edit(asker: Asker, opening_id: UUID, uow: UnitOfWork) -> Opening:
    """Raises NotFound(opening_not_found), Forbidden(opening_not_yours)."""
    opening, parts = opening_for(asker, opening_id, uow)
    audience.refuse_non_editor(parts)
    return opening


def refuse_old_copy(edited: int, current: int) -> None:
    """Raises Stale if the edit was made on an older version than the current one."""
    if edited != current:
        raise Stale("version_stale", "This was changed meanwhile; read it again, then edit.")


def keep_employer(before: Employer, after: Employer, uow: UnitOfWork) -> Employer:
    """Save an employer; EmployerChanged goes out if what it tells is new."""
    if after == before:
        return before
    saved = uow.employers.save(after)
    if saved.fact() != before.fact():
        uow.emit(saved.fact())
    return saved


def keep_opening(before: Opening, after: Opening, uow: UnitOfWork) -> Opening:
    """Save an opening; OpeningChanged or OpeningClosed goes out if what it tells is new.

    Its employer's `hiring` follows.
    """
    if after == before:
        return before
    saved = uow.openings.save(after)
    fact = saved.fact()
    if fact is not None and fact != before.fact():
        uow.emit(fact)
    if saved.advertised != before.advertised:
        _follow_hiring(saved.employer_id, uow)
    return saved


def _follow_hiring(employer_id: UUID, uow: UnitOfWork) -> None:
    employer = employer_of(employer_id, uow)
    hiring = uow.openings.advertised(employer_id)
    keep_employer(employer, replace(employer, hiring=hiring), uow)
