"""What the people of an opening do with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from services.postings.commands.keeping import (
    employer_of,
    keep_opening,
    opening_to_edit,
    refuse_old_copy,
)
from services.postings.domain.asker import Asker
from services.postings.domain.employer import Employer, affiliates
from services.postings.domain.employment import (
    refuse_non_employee,
    refuse_unfit_manager,
    refuse_unknown,
)
from services.postings.domain.hiring_role import HiringRole
from services.postings.domain.opening import Opening, Verb
from services.postings.domain.terms import Terms, refuse_unusable_terms
from services.postings.ports import UnitOfWork
from shared.clock import Clock
from shared.errors import Invalid
from shared.ids import new_id

MOST_RECRUITERS = 20


@dataclass(frozen=True)
class CreateOpening:
    """An employee drafts an opening at exactly their employer."""

    by: UUID
    employer_id: UUID
    terms: Terms
    hiring_manager: UUID | None = None
    recruiters: tuple[UUID, ...] = ()
    use_policy: bool = False


@dataclass(frozen=True)
class EditOpening:
    """`terms` holds the fields of Terms to replace, `people` may hold `hiring_manager` and
    `recruiters`; `use_policy` None leaves the policy as it was. `version` is the edited copy.
    """

    by: Asker
    opening_id: UUID
    version: int
    terms: Mapping[str, Any] = field(default_factory=dict)
    people: Mapping[str, Any] = field(default_factory=dict)
    use_policy: bool | None = None


@dataclass(frozen=True)
class MoveOpening:
    """One of the opening's people takes it to another state."""

    by: Asker
    opening_id: UUID
    verb: Verb


def create_opening(command: CreateOpening, uow: UnitOfWork, clock: Clock) -> Opening:
    """Keep a draft; nobody is told of it.

    Raises Invalid(employer_unknown | opening_invalid | person_unknown |
    hiring_manager_not_employed), Forbidden(employment_not_current | employment_not_verified),
    Conflict(employer_has_no_policy).
    """
    employer = uow.employers.find(command.employer_id)
    if employer is None:
        raise Invalid("employer_unknown", "There is no employer with this id.")
    today = clock.now().date()
    refuse_non_employee(employer, uow.people.find(command.by), today)
    opening = Opening(
        id=new_id(),
        employer_id=employer.id,
        posted_by=command.by,
        terms=command.terms,
        created_at=clock.now(),
        recruiters=tuple(dict.fromkeys(command.recruiters)),
        hiring=HiringRole(asked=command.hiring_manager),
        policy_version=employer.newest_policy if command.use_policy else None,
    )
    refuse_unusable_terms(opening.terms, today)
    _refuse_wrong_people(None, opening, uow, clock)
    uow.openings.add(opening)
    return opening


def edit_opening(command: EditOpening, uow: UnitOfWork, clock: Clock) -> Opening:
    """Raises NotFound, Forbidden(opening_not_yours), Stale(version_stale), Conflict(opening_over),
    and as `create_opening` does for what is changed.
    """
    before = opening_to_edit(command.by, command.opening_id, uow)
    refuse_old_copy(command.version, before.version)
    before.refuse_if_over()
    after = replace(before, terms=replace(before.terms, **command.terms))
    after = _with_people(after, command.people)
    if command.use_policy is not None:
        employer = employer_of(before.employer_id, uow)
        after = replace(after, policy_version=_policy(employer, command.use_policy))
    if after.terms != before.terms:
        refuse_unusable_terms(after.terms, clock.now().date())
    _refuse_wrong_people(before, after, uow, clock)
    return keep_opening(before, after, uow)


def move_opening(command: MoveOpening, uow: UnitOfWork, clock: Clock) -> Opening:
    """Raises NotFound, Forbidden(opening_not_yours),
    Conflict(opening_state_wrong | opening_valid_through_passed).
    """
    before = opening_to_edit(command.by, command.opening_id, uow)
    return keep_opening(before, before.moved(command.verb, clock.now()), uow)


def expire_openings(uow: UnitOfWork, clock: Clock) -> int:
    """End every opening whose last day has passed; returns how many these were."""
    now = clock.now()
    past = uow.openings.past_their_day(now.date())
    for opening in past:
        keep_opening(opening, opening.moved("expire", now), uow)
    return len(past)


def _policy(employer: Employer, use: bool) -> int | None:
    return employer.newest_policy if use else None


def _with_people(opening: Opening, people: Mapping[str, Any]) -> Opening:
    if "recruiters" in people:
        opening = replace(opening, recruiters=tuple(dict.fromkeys(people["recruiters"])))
    if "hiring_manager" in people:
        opening = replace(opening, hiring=opening.hiring.named(people["hiring_manager"]))
    return opening


def _refuse_wrong_people(
    before: Opening | None, after: Opening, uow: UnitOfWork, clock: Clock
) -> None:
    if len(after.recruiters) > MOST_RECRUITERS:
        raise Invalid("recruiters_too_many", f"There may be {MOST_RECRUITERS} recruiters.")
    added = set(after.recruiters) - set(before.recruiters if before else ())
    refuse_unknown(added, uow.people.known(added))
    asked = after.hiring.asked
    if asked is not None and (before is None or asked != before.hiring.asked):
        refuse_wrong_manager(after, asked, uow, clock)


def refuse_wrong_manager(opening: Opening, person: UUID, uow: UnitOfWork, clock: Clock) -> None:
    """Raises Invalid(hiring_manager_not_employed)."""
    affiliated = affiliates(opening.employer_id, uow.employers.parents())
    refuse_unfit_manager(uow.people.find(person), affiliated, clock.now().date())
