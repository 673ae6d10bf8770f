"""Employers with their names, domains, stewards and policies."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, Table, delete, exists, insert, select, update
from sqlalchemy.exc import IntegrityError

from services.postings.adapters.tables import (
    employer_domains,
    employer_names,
    employer_stewards,
    employer_words,
    employers,
    policies,
)
from services.postings.adapters.words import begins, kept, sought
from services.postings.domain.employer import Employer, name_key
from services.postings.domain.search import MOST_WORDS, EmployerSearch
from shared.contracts.postings import Milestone, ReferralPolicy
from shared.errors import Conflict
from shared.storage.pagination import Page, page_of, rows_after

Rows = list[dict[str, object]]


class StoredEmployers:
    """Keeps `ports.Employers`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, employer_id: UUID) -> Employer | None:
        row = self._connection.execute(select(employers).where(employers.c.id == employer_id))
        found = row.first()
        return self._employer(found) if found else None

    def add(self, employer: Employer) -> None:
        self._connection.execute(insert(employers).values(_row(employer)))
        self._write_parts(employer)

    def save(self, employer: Employer) -> Employer:
        saved = replace(employer, version=employer.version + 1)
        same = (employers.c.id == employer.id) & (employers.c.version == employer.version)
        if self._connection.execute(update(employers).where(same).values(_row(saved))).rowcount < 1:
            raise Conflict("employer_changed_meanwhile", "Somebody changed the employer meanwhile.")
        self._write_parts(saved)
        return saved

    def search(self, search: EmployerSearch) -> Page[Employer]:
        order = (employers.c.sort_key, employers.c.id)
        query = select(employers).where(rows_after(order, search.after, str, UUID))
        for word in sought(search.text, MOST_WORDS):
            own = employer_words.c.employer_id == employers.c.id
            query = query.where(exists().where(own, begins(employer_words.c.word, word)))
        rows = self._connection.execute(query.order_by(*order).limit(search.limit + 1)).all()
        page = page_of(rows, search.limit, lambda row: (row.sort_key, row.id))
        return Page([self._employer(row) for row in page.items], page.next)

    def named(self, ids: Collection[UUID]) -> Mapping[UUID, str]:
        query = select(employers.c.id, employers.c.name).where(employers.c.id.in_(ids))
        return {row.id: row.name for row in self._connection.execute(query)}

    def parents(self) -> Mapping[UUID, UUID]:
        query = select(employers.c.id, employers.c.parent_id)
        rows = self._connection.execute(query.where(employers.c.parent_id.is_not(None)))
        return {row.id: row.parent_id for row in rows}

    def of_steward(self, person: UUID) -> Sequence[Employer]:
        own = employer_stewards.c.employer_id == employers.c.id
        theirs = exists().where(own, employer_stewards.c.person_id == person)
        rows = self._connection.execute(select(employers).where(theirs).order_by(employers.c.id))
        return [self._employer(row) for row in rows.all()]

    def _write_parts(self, employer: Employer) -> None:
        own = {"employer_id": employer.id}
        names: Rows = [own | {"name_key": key} for key in sorted(employer.name_keys)]
        self._rewrite(employer_names, employer.id, names, "employer_name_taken")
        domains: Rows = [
            own | {"domain": domain, "position": number}
            for number, domain in enumerate(employer.domains)
        ]
        self._rewrite(employer_domains, employer.id, domains, "employer_domain_taken")
        stewards: Rows = [
            own | {"person_id": person, "position": number}
            for number, person in enumerate(employer.stewards)
        ]
        self._rewrite(employer_stewards, employer.id, stewards)
        words: Rows = [
            own | {"word": word} for word in sorted(kept(employer.name, *employer.aliases))
        ]
        self._rewrite(employer_words, employer.id, words)
        self._add_policies(employer)

    def _rewrite(
        self, table: Table, employer_id: UUID, rows: Rows, taken_code: str = "employer_part_twice"
    ) -> None:
        self._connection.execute(delete(table).where(table.c.employer_id == employer_id))
        try:
            if rows:
                self._connection.execute(insert(table), rows)
        except IntegrityError:
            raise Conflict(
                taken_code, "Another employer has this name or domain already."
            ) from None

    def _add_policies(self, employer: Employer) -> None:
        mine = policies.c.employer_id == employer.id
        there = set(self._connection.scalars(select(policies.c.version).where(mine)))
        new = [policy for policy in employer.policies if policy.version not in there]
        if new:
            rows = [{"employer_id": employer.id, **asdict(policy)} for policy in new]
            self._connection.execute(insert(policies), rows)

    def _employer(self, row: Row[Any]) -> Employer:
        return Employer(
            id=row.id,
            name=row.name,
            aliases=tuple(row.aliases),
            domains=self._list(employer_domains, "domain", row.id),
            parent_id=row.parent_id,
            headcount=row.headcount,
            industry=row.industry,
            stewards=self._list(employer_stewards, "person_id", row.id),
            policies=self._policies(row.id),
            hiring=row.hiring,
            version=row.version,
        )

    def _list(self, table: Table, column: str, employer_id: UUID) -> tuple[Any, ...]:
        query = select(table.c[column]).where(table.c.employer_id == employer_id)
        return tuple(self._connection.scalars(query.order_by(table.c.position)))

    def _policies(self, employer_id: UUID) -> tuple[ReferralPolicy, ...]:
        query = select(policies).where(policies.c.employer_id == employer_id)
        rows = self._connection.execute(query.order_by(policies.c.version)).all()
        return tuple(_policy(row) for row in rows)


def _policy(row: Row[Any]) -> ReferralPolicy:
    return ReferralPolicy(
        version=row.version,
        bonus=row.bonus,
        currency=row.currency,
        ownership_days=row.ownership_days,
        milestones=[Milestone(**milestone) for milestone in row.milestones],
        not_eligible=row.not_eligible,
    )


def _row(employer: Employer) -> dict[str, object]:
    return {
        "id": employer.id,
        "version": employer.version,
        "name": employer.name,
        "sort_key": name_key(employer.name),
        "aliases": list(employer.aliases),
        "parent_id": employer.parent_id,
        "headcount": employer.headcount,
        "industry": employer.industry,
        "hiring": employer.hiring,
    }
