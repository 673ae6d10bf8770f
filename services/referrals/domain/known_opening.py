"""What referrals has to know of an opening to take a referral for it, also after it is over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from shared.contracts.postings import OpeningChanged

OpeningRole = Literal["hiring_manager", "recruiter", "posted_by"]
RUNS: frozenset[OpeningRole] = frozenset({"hiring_manager", "recruiter"})


@dataclass(frozen=True, kw_only=True)
class KnownOpening:
    """`state` is `published`, `paused`, or why it is over. `people` are those with a part in it.
    `title` and `employer_name` are None for what was over before anybody kept them.
    """

    id: UUID
    employer_id: UUID
    state: str
    audience: str
    policy_version: int | None
    people: frozenset[tuple[UUID, OpeningRole]]
    title: str | None = None
    employer_name: str | None = None

    @property
    def recruiters(self) -> frozenset[UUID]:
        """Who runs its process: whoever hires, and who posted it where nobody else is named."""
        running = frozenset(person for person, role in self.people if role in RUNS)
        return running or frozenset(person for person, _ in self.people)

    def roles_of(self, person: UUID) -> frozenset[str]:
        """As what somebody has a part in it, in the words of referral policies."""
        return frozenset(role for each, role in self.people if each == person and role in RUNS)


def known_opening(fact: OpeningChanged) -> KnownOpening:
    """The opening that a fact tells of."""
    people: set[tuple[UUID, OpeningRole]] = {(fact.posted_by, "posted_by")}
    people |= {(person, "recruiter") for person in fact.recruiters}
    if fact.hiring_manager is not None:
        people.add((fact.hiring_manager, "hiring_manager"))
    return KnownOpening(
        id=fact.subject,
        employer_id=fact.employer_id,
        state=fact.state,
        audience=fact.audience,
        policy_version=fact.policy_version,
        people=frozenset(people),
        title=fact.title,
    )
