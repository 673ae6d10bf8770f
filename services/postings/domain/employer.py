"""An employer: what it is called, where its mail is, whom it belongs to, who speaks for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from services.postings.domain.asker import Asker
from services.postings.domain.mail_domains import domain_fault
from services.postings.domain.policy import refuse_unusable
from services.postings.domain.texts import first_fault, line_fault, refuse_faults
from shared.contracts.postings import EmployerChanged, ReferralPolicy
from shared.errors import Conflict, Forbidden, Invalid
from shared.folding import words

LONGEST_NAME = 200
MOST_ALIASES = MOST_DOMAINS = MOST_STEWARDS = 50
LARGEST_HEADCOUNT = 10_000_000
LEFT_TO_THE_OPERATOR = frozenset({"domains", "parent_id", "stewards"})


@dataclass(frozen=True, kw_only=True)
class Employer:
    """A company. `hiring`: it has an opening that any member may see. `version` counts edits."""

    id: UUID
    name: str
    aliases: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    parent_id: UUID | None = None
    headcount: int | None = None
    industry: str | None = None
    stewards: tuple[UUID, ...] = ()
    policies: tuple[ReferralPolicy, ...] = ()
    hiring: bool = False
    version: int = 1

    @property
    def name_keys(self) -> frozenset[str]:
        """What no other employer may be called."""
        return frozenset(map(name_key, (self.name, *self.aliases)))

    @property
    def newest_policy(self) -> int:
        """The version of the policy that holds now. Raises Conflict(employer_has_no_policy)."""
        if not self.policies:
            raise Conflict("employer_has_no_policy", "The employer has not published a policy.")
        return self.policies[-1].version

    def refuse_edit(self, asker: Asker, fields: frozenset[str] = frozenset()) -> None:
        """Raises Forbidden unless the asker speaks for the employer, and in these fields."""
        if asker.operator:
            return
        if asker.person_id not in self.stewards:
            raise Forbidden("employer_not_yours", "Only its stewards can change an employer.")
        kept = sorted(fields & LEFT_TO_THE_OPERATOR)
        if kept:
            raise Forbidden("operator_needed", f"Only an operator sets {', '.join(kept)}.")

    def with_policy(self, policy: ReferralPolicy) -> Employer:
        """The employer with this policy as its next version. Raises Invalid(policy_invalid)."""
        refuse_unusable(policy)
        numbered = replace(policy, version=len(self.policies) + 1)
        return replace(self, policies=(*self.policies, numbered))

    def without_steward(self, person: UUID) -> Employer:
        """The employer without somebody who left for good."""
        return replace(self, stewards=tuple(s for s in self.stewards if s != person))

    def fact(self) -> EmployerChanged:
        """What the other services are told of it; stewards stay here."""
        return EmployerChanged(
            subject=self.id,
            name=self.name,
            aliases=list(self.aliases),
            domains=list(self.domains),
            parent_id=self.parent_id,
            headcount=self.headcount,
            industry=self.industry,
            hiring=self.hiring,
            policies=list(self.policies),
        )


def name_key(name: str) -> str:
    """Equal for two names that differ in case, accents or punctuation only."""
    return " ".join(words(name))


def refuse_unusable_employer(employer: Employer) -> None:
    """Raises Invalid(employer_invalid) that names what is wrong with the employer's fields."""
    headcount, industry = employer.headcount, employer.industry
    refuse_faults(
        "employer_invalid",
        "The employer cannot be kept like this.",
        {
            "name": _name_fault(employer.name),
            "aliases": _too_many(employer.aliases, MOST_ALIASES)
            or first_fault(map(_name_fault, employer.aliases)),
            "domains": _too_many(employer.domains, MOST_DOMAINS)
            or first_fault(map(domain_fault, employer.domains)),
            "stewards": _too_many(employer.stewards, MOST_STEWARDS),
            "industry": line_fault(industry, 100) if industry is not None else None,
            "headcount": None
            if headcount is None or 1 <= headcount <= LARGEST_HEADCOUNT
            else f"It must be 1 to {LARGEST_HEADCOUNT}.",
        },
    )


def refuse_cycle(employer: UUID, parent: UUID, parents: Mapping[UUID, UUID]) -> None:
    """Raises Invalid(parent_cycle) if the employer would belong to itself."""
    above: UUID | None = parent
    while above is not None and above != employer:
        above = parents.get(above)
    if above == employer:
        raise Invalid("parent_cycle", "An employer cannot belong to itself.")


def affiliates(employer: UUID, parents: Mapping[UUID, UUID]) -> frozenset[UUID]:
    """The employer and all in the same connected component of parent links."""
    top = _top(employer, parents)
    return frozenset({employer, top} | {one for one in parents if _top(one, parents) == top})


def _top(employer: UUID, parents: Mapping[UUID, UUID]) -> UUID:
    while employer in parents:
        employer = parents[employer]
    return employer


def _name_fault(name: str) -> str | None:
    fault = line_fault(name, LONGEST_NAME)
    return fault or (None if name_key(name) else "It must hold a letter or a digit.")


def _too_many(items: tuple[object, ...], most: int) -> str | None:
    return f"There may be {most} at most." if len(items) > most else None
