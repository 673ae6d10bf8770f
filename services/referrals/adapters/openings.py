"""Openings and referral policies as postings told of them; a closed opening stays known."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict
from uuid import UUID

from sqlalchemy import Connection, delete, insert, select, update

from services.referrals.adapters.credit_rows import policy_of
from services.referrals.adapters.tables import employers, opening_people, openings, policies
from services.referrals.domain.known_opening import KnownOpening
from shared.contracts.postings import ReferralPolicy
from shared.storage.upsert import upsert


class StoredOpenings:
    """Keeps `ports.Openings`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, opening_id: UUID) -> KnownOpening | None:
        this = (
            select(openings, employers.c.name.label("employer_name"))
            .outerjoin(employers, employers.c.id == openings.c.employer_id)
            .where(openings.c.id == opening_id)
        )
        row = self._connection.execute(this).first()
        if row is None:
            return None
        parts = select(opening_people).where(opening_people.c.opening_id == opening_id)
        people = self._connection.execute(parts).all()
        return KnownOpening(
            id=row.id,
            employer_id=row.employer_id,
            state=row.state,
            audience=row.audience,
            policy_version=row.policy_version,
            people=frozenset((part.person_id, part.role) for part in people),
            title=row.title,
            employer_name=row.employer_name,
        )

    def put(self, opening: KnownOpening) -> None:
        values = {
            "employer_id": opening.employer_id,
            "state": opening.state,
            "audience": opening.audience,
            "policy_version": opening.policy_version,
            "title": opening.title,
        }
        row = upsert(openings).values(id=opening.id, **values)
        self._connection.execute(row.on_conflict_do_update(index_elements=["id"], set_=values))
        parts = opening_people.c.opening_id == opening.id
        self._connection.execute(delete(opening_people).where(parts))
        people = [
            {"opening_id": opening.id, "person_id": person, "role": role}
            for person, role in sorted(opening.people)
        ]
        self._connection.execute(insert(opening_people), people)

    def close(self, opening_id: UUID, reason: str) -> None:
        this = openings.c.id == opening_id
        self._connection.execute(update(openings).where(this).values(state=reason))

    def run_by(self, person: UUID) -> Collection[UUID]:
        theirs = select(opening_people.c.opening_id).where(opening_people.c.person_id == person)
        found = map(self.find, self._connection.scalars(theirs.distinct()).all())
        return [each.id for each in found if each is not None and person in each.recruiters]

    def name_employer(self, employer_id: UUID, name: str) -> None:
        row = upsert(employers).values(id=employer_id, name=name)
        self._connection.execute(
            row.on_conflict_do_update(index_elements=["id"], set_={"name": name})
        )

    def put_policies(self, employer_id: UUID, published: Collection[ReferralPolicy]) -> None:
        for policy in published:
            row = upsert(policies).values(
                employer_id=employer_id, version=policy.version, policy=asdict(policy)
            )
            self._connection.execute(row.on_conflict_do_nothing())

    def policy(self, opening: KnownOpening) -> ReferralPolicy | None:
        this = (policies.c.employer_id == opening.employer_id) & (
            policies.c.version == opening.policy_version
        )
        said = self._connection.scalar(select(policies.c.policy).where(this))
        return policy_of(said) if said else None

    def forget(self, person: UUID) -> None:
        """They have no part in any opening any more."""
        theirs = opening_people.c.person_id == person
        self._connection.execute(delete(opening_people).where(theirs))
