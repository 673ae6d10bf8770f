"""What members, stewards and operators do with employers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from services.postings.commands.keeping import employer_of, keep_employer, refuse_old_copy
from services.postings.domain.asker import Asker
from services.postings.domain.employer import (
    Employer,
    name_key,
    refuse_cycle,
    refuse_unusable_employer,
)
from services.postings.domain.employment import refuse_unknown
from services.postings.domain.mail_domains import domain_key
from services.postings.ports import UnitOfWork
from shared.clock import Clock
from shared.contracts.postings import ReferralPolicy
from shared.errors import Invalid
from shared.ids import new_id


@dataclass(frozen=True)
class AddEmployer:
    """A member names an employer that is not here yet, and becomes its steward."""

    by: UUID
    name: str
    aliases: tuple[str, ...] = ()
    industry: str | None = None
    headcount: int | None = None


@dataclass(frozen=True)
class EditEmployer:
    """`changes` holds the fields of Employer to replace; `version` is the copy that was edited."""

    by: Asker
    employer_id: UUID
    version: int
    changes: Mapping[str, Any]


@dataclass(frozen=True)
class PublishPolicy:
    """A steward or operator publishes the next version; the policy's own number is not used."""

    by: Asker
    employer_id: UUID
    policy: ReferralPolicy


def add_employer(command: AddEmployer, uow: UnitOfWork, clock: Clock) -> Employer:
    """Raises Invalid(employer_invalid), Conflict(employer_name_taken)."""
    employer = _tidy(
        Employer(
            id=new_id(),
            name=command.name,
            aliases=command.aliases,
            industry=command.industry,
            headcount=command.headcount,
            stewards=(command.by,),
        )
    )
    refuse_unusable_employer(employer)
    uow.employers.add(employer)
    uow.emit(employer.fact())
    return employer


def edit_employer(command: EditEmployer, uow: UnitOfWork, clock: Clock) -> Employer:
    """Raises NotFound, Forbidden(employer_not_yours | operator_needed), Stale(version_stale),
    Invalid(employer_invalid | parent_unknown | parent_cycle | person_unknown),
    Conflict(employer_name_taken | employer_domain_taken).
    """
    before = employer_of(command.employer_id, uow)
    before.refuse_edit(command.by, frozenset(command.changes))
    refuse_old_copy(command.version, before.version)
    after = _tidy(replace(before, **command.changes))
    refuse_unusable_employer(after)
    _refuse_wrong_parent(after, uow)
    added = set(after.stewards) - set(before.stewards)
    refuse_unknown(added, uow.people.known(added))
    return keep_employer(before, after, uow)


def publish_policy(command: PublishPolicy, uow: UnitOfWork, clock: Clock) -> Employer:
    """Raises NotFound, Forbidden(employer_not_yours), Invalid(policy_invalid)."""
    before = employer_of(command.employer_id, uow)
    before.refuse_edit(command.by)
    return keep_employer(before, before.with_policy(command.policy), uow)


def _refuse_wrong_parent(employer: Employer, uow: UnitOfWork) -> None:
    if employer.parent_id is None:
        return
    if uow.employers.find(employer.parent_id) is None:
        raise Invalid("parent_unknown", "There is no employer with the parent's id.")
    refuse_cycle(employer.id, employer.parent_id, uow.employers.parents())


def _tidy(employer: Employer) -> Employer:
    """Without blanks around names, and nothing given twice."""
    aliases = {name_key(alias): alias.strip() for alias in reversed(employer.aliases)}
    aliases.pop(name_key(employer.name), None)
    return replace(
        employer,
        name=employer.name.strip(),
        aliases=tuple(reversed(aliases.values())),
        domains=tuple(dict.fromkeys(map(domain_key, employer.domains))),
        stewards=tuple(dict.fromkeys(employer.stewards)),
        industry=employer.industry.strip() if employer.industry else employer.industry,
    )
