"""Where people worked, studied and belonged: what they may have in common."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from services.profiles.commands.people import verify_employments
from services.profiles.commands.publication import save_person
from services.profiles.domain.background import Education, Employment, Membership
from services.profiles.domain.person import Person
from services.profiles.ports import UnitOfWork
from shared.clock import Clock
from shared.errors import NotFound


def record_employment(
    person_id: UUID, employment: Employment, uow: UnitOfWork, clock: Clock
) -> Employment:
    """Add an employment, or put it in place of the one with its id; returns it as kept.

    Raises what `Employment.checked` raises.
    """
    person = uow.people.get(person_id)
    person.record_employment(employment, clock.now().date())
    verify_employments(person, uow)
    _save(person, uow, clock)
    return employment_of(person, employment.id)


def edit_employment(
    person_id: UUID,
    employment_id: UUID,
    fields: Mapping[str, object],
    uow: UnitOfWork,
    clock: Clock,
) -> Employment:
    """Change some fields of an employment. Raises NotFound employment_not_found."""
    present = employment_of(uow.people.get(person_id), employment_id)
    changed = replace(present, **fields)  # type: ignore[arg-type]
    return record_employment(person_id, changed, uow, clock)


def forget_employment(person_id: UUID, entry: UUID, uow: UnitOfWork, clock: Clock) -> None:
    """Raises NotFound employment_not_found."""
    person = uow.people.get(person_id)
    person.forget_employment(entry)
    _save(person, uow, clock)


def record_education(
    person_id: UUID, education: Education, uow: UnitOfWork, clock: Clock
) -> Education:
    """Add an education; returns it as kept. Raises what `Education.checked` raises."""
    person = uow.people.get(person_id)
    person.record_education(education, clock.now().date())
    _save(person, uow, clock)
    return person.educations[-1]


def forget_education(person_id: UUID, entry: UUID, uow: UnitOfWork, clock: Clock) -> None:
    """Raises NotFound education_not_found."""
    person = uow.people.get(person_id)
    person.forget_education(entry)
    _save(person, uow, clock)


def record_membership(
    person_id: UUID, membership: Membership, uow: UnitOfWork, clock: Clock
) -> Membership:
    """Add a membership; returns it as kept. Raises what `Membership.checked` raises."""
    person = uow.people.get(person_id)
    person.record_membership(membership, clock.now().date())
    _save(person, uow, clock)
    return person.memberships[-1]


def forget_membership(person_id: UUID, entry: UUID, uow: UnitOfWork, clock: Clock) -> None:
    """Raises NotFound membership_not_found."""
    person = uow.people.get(person_id)
    person.forget_membership(entry)
    _save(person, uow, clock)


def employment_of(person: Person, employment_id: UUID) -> Employment:
    """Raises NotFound employment_not_found."""
    for employment in person.employments:
        if employment.id == employment_id:
            return employment
    raise NotFound("employment_not_found", "There is no such employment of yours.")


def _save(person: Person, uow: UnitOfWork, clock: Clock) -> None:
    """What two people have in common may have changed: the worker weighs the ties again."""
    save_person(person, uow, clock)
    uow.ties.make_due([person.id], clock.now().date())
