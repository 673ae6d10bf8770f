"""Who is employed where right now, as profiles last told, and what follows from it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.postings.domain.employer import Employer
from shared.contracts.profiles import EmployedAt
from shared.errors import Forbidden, Invalid


@dataclass(frozen=True)
class KnownPerson:
    """A member, by what postings needs to know. `open_to_intros` binds hiring managers."""

    id: UUID
    open_to_intros: bool
    employments: tuple[EmployedAt, ...] = ()

    def jobs_on(self, today: date) -> list[EmployedAt]:
        """The employments that last on a day; their first and last day count."""
        return [
            job
            for job in self.employments
            if job.started <= today and (job.ended is None or today <= job.ended)
        ]


def refuse_non_employee(employer: Employer, person: KnownPerson | None, today: date) -> None:
    """Raises Forbidden unless the person works at exactly this employer now.

    Where the employer has mail domains, the employment must have been verified.
    """
    jobs = [job for job in _jobs(person, today) if job.employer_id == employer.id]
    if not jobs:
        raise Forbidden("employment_not_current", "Only a current employee can post an opening.")
    if employer.domains and not any(job.verified for job in jobs):
        raise Forbidden(
            "employment_not_verified", "Verify your mail address at this employer first."
        )


def refuse_unfit_manager(
    person: KnownPerson | None, affiliated: Collection[UUID], today: date
) -> None:
    """Raises Invalid unless the person works at the employer or one of its affiliates now."""
    if not any(job.employer_id in affiliated for job in _jobs(person, today)):
        raise Invalid(
            "hiring_manager_not_employed",
            "A hiring manager works at the employer or one of its affiliates.",
        )


def refuse_unknown(persons: Iterable[UUID], known: Collection[UUID]) -> None:
    """Raises Invalid(person_unknown) if one of the persons is not a member."""
    if not set(persons) <= set(known):
        raise Invalid("person_unknown", "One of the people named is not a member.")


def _jobs(person: KnownPerson | None, today: date) -> list[EmployedAt]:
    return person.jobs_on(today) if person else []
